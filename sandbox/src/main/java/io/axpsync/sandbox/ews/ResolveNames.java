package io.axpsync.sandbox.ews;

import io.axpsync.sandbox.mailbox.Mailbox;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** ResolveNames: the company's directory by the beginning of a name or an address. Ambiguity is a warning. */
final class ResolveNames implements Operation {

    private static final int MOST = 100;

    @Override
    public List<Xml> answer(Call call, Xml request) {
        Xml entry = request.required("m:UnresolvedEntry");
        boolean contact = Values.bool(request, "ReturnFullContactData");
        String sought = entry.text().strip().toLowerCase(Locale.ROOT).replaceFirst("^smtp:", "");
        if (sought.isEmpty()) {
            throw EwsFault.schema(entry, "The 'UnresolvedEntry' element is empty.");
        }
        List<Mailbox> found = call.company().all().stream()
                .filter(m -> matches(m, sought))
                .limit(MOST)
                .toList();
        if (found.isEmpty()) {
            return List.of(new Batch(call, "ResolveNames").one(() -> {
                throw new EwsError("ErrorNameResolutionNoResults", "No results were found.");
            }));
        }
        Xml set = Xml.of(
                        "m:ResolutionSet",
                        found.stream().map(m -> resolution(m, contact)).toList())
                .with("TotalItemsInView", found.size())
                .with("IncludesLastItemInRange", true);
        return List.of(
                found.size() == 1
                        ? Batch.success("ResolveNames", List.of(set))
                        : Batch.warning(
                                "ResolveNames",
                                "ErrorNameResolutionMultipleResults",
                                "Multiple results were found.",
                                List.of(set)));
    }

    private static boolean matches(Mailbox mailbox, String sought) {
        String name = mailbox.displayName().toLowerCase(Locale.ROOT);
        return mailbox.address().toLowerCase(Locale.ROOT).startsWith(sought) || (" " + name).contains(" " + sought);
    }

    private static Xml resolution(Mailbox mailbox, boolean contact) {
        List<Xml> parts = new ArrayList<>();
        parts.add(CalendarElements.mailbox(mailbox.owner()));
        if (contact) {
            parts.add(Xml.of(
                    "t:Contact",
                    Xml.text("t:DisplayName", mailbox.displayName()),
                    Xml.of(
                            "t:EmailAddresses",
                            Xml.text("t:Entry", "SMTP:" + mailbox.address()).with("Key", "EmailAddress1")),
                    Xml.text("t:ContactSource", "ActiveDirectory")));
        }
        return Xml.of("t:Resolution", parts);
    }
}
