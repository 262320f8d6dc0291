package io.axpsync.exchange.ews.internal;

import io.axpsync.core.item.Value;
import io.axpsync.exchange.ews.internal.wire.Blanks;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.util.Locale;
import java.util.regex.Pattern;
import microsoft.exchange.webservices.data.core.service.item.EmailMessage;
import microsoft.exchange.webservices.data.core.service.schema.EmailMessageSchema;
import microsoft.exchange.webservices.data.property.complex.EmailAddress;
import microsoft.exchange.webservices.data.property.complex.EmailAddressCollection;
import microsoft.exchange.webservices.data.property.definition.PropertyDefinition;

/** Who wrote a mail and to whom. Who has no SMTP address is left out: a name alone is none. */
final class Correspondents {

    private static final Pattern SMTP = Pattern.compile("[^\\s@<>,;\"]+@[^\\s@<>,;\"]+");

    /** The strongest first: who stands in several lists counts for that. */
    private static final Map<String, PropertyDefinition> LISTS = LinkedHashMap.of(
            "TO", EmailMessageSchema.ToRecipients,
            "CC", EmailMessageSchema.CcRecipients,
            "BCC", EmailMessageSchema.BccRecipients);

    private Correspondents() {}

    /** From, and never Sender: who writes on behalf of somebody is not whom it is from. */
    static Value sender(EmailMessage mail) {
        Option<EmailAddress> from = Facts.of(mail, EmailMessageSchema.From, EmailAddress.class);
        return from.flatMap(Correspondents::smtp)
                .orElse(() -> Mapi.text(mail, Mapi.FROM_SMTP)
                        .map(Correspondents::plain)
                        .filter(Correspondents::isSmtp))
                .<Value>map(address -> Value.Entries.of(Vector.of(new Value.Entry(
                        address, "", from.map(Correspondents::name).getOrElse("")))))
                .getOrElse(Value.NOTHING);
    }

    static Value recipients(EmailMessage mail) {
        java.util.Map<String, Value.Entry> entries = new java.util.LinkedHashMap<>();
        LISTS.forEach((how, list) -> Facts.of(mail, list, EmailAddressCollection.class)
                .forEach(all -> {
                    for (EmailAddress one : all) {
                        smtp(one).forEach(key -> entries.putIfAbsent(key, new Value.Entry(key, how, name(one))));
                    }
                }));
        return Value.Entries.of(entries.values());
    }

    private static Option<String> smtp(EmailAddress address) {
        String routing = Blanks.shown(address.getRoutingType());
        return Option.some(plain(Blanks.shown(address.getAddress())))
                .filter(text -> (routing.isEmpty() || routing.equalsIgnoreCase("SMTP")) && isSmtp(text));
    }

    private static String plain(String address) {
        return address.strip().toLowerCase(Locale.ROOT);
    }

    private static boolean isSmtp(String address) {
        return SMTP.matcher(address).matches();
    }

    private static String name(EmailAddress address) {
        return Blanks.shown(address.getName()).strip();
    }
}
