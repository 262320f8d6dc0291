package io.axpsync.sandbox.ews;

import io.axpsync.sandbox.mailbox.Mailbox;
import io.axpsync.sandbox.mailbox.Mailboxes;
import io.axpsync.sandbox.mailbox.Zones;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The SOAP headers of a request.
 *
 * @param impersonated the address in {@code ExchangeImpersonation}
 * @param contextZone the zone in {@code TimeZoneContext}
 */
record SoapHeaders(Version version, Optional<String> impersonated, Optional<String> contextZone) {

    /** Headers of the schema that do not change what these operations do. */
    private static final Set<String> OTHERS = Set.of(
            "t:MailboxCulture",
            "t:DateTimePrecision",
            "t:ManagementRole",
            "t:SerializedSecurityContext",
            "t:OpenAsAdminOrSystemService",
            "t:BackgroundLoad");

    static SoapHeaders read(List<Xml> headers) {
        Version version = Version.EXCHANGE_2007;
        Optional<String> impersonated = Optional.empty();
        Optional<String> zone = Optional.empty();
        for (Xml header : headers) {
            switch (header.name()) {
                case "t:RequestServerVersion" -> version = Version.of(header.requiredAttribute("Version"));
                case "t:ExchangeImpersonation" -> impersonated = Optional.of(address(header));
                case "t:TimeZoneContext" -> {
                    String id = header.required("t:TimeZoneDefinition")
                            .attribute("Id")
                            .orElse("");
                    if (Zones.find(id).isEmpty()) {
                        throw new EwsFault("ErrorTimeZone", "The time zone '" + id + "' is not known.");
                    }
                    zone = Optional.of(id);
                }
                default -> {
                    if (header.name().startsWith("t:") && !OTHERS.contains(header.name())) {
                        throw EwsFault.schema(header, "The header '" + header.localName() + "' does not exist.");
                    }
                }
            }
        }
        return new SoapHeaders(version, impersonated, zone);
    }

    private static String address(Xml impersonation) {
        Xml id = impersonation.required("t:ConnectingSID").only();
        return switch (id.name()) {
            case "t:PrimarySmtpAddress", "t:SmtpAddress", "t:PrincipalName" ->
                id.text().strip();
            case "t:SID" -> throw new EwsFault("ErrorInvalidUserSid", "The SID of the user is not known.");
            default -> throw EwsFault.schema(id, "The element 'ConnectingSID' has invalid child element.");
        };
    }

    /**
     * Finds for whom the call is made.
     *
     * @param user the authenticated user
     * @param routed whether HTTP headers say to which public folder mailbox the request goes
     * @param anyMailbox whether the operation is about no mailbox, so that an account without one may call it
     * @throws EwsFault {@code ErrorNonExistentMailbox}, {@code ErrorImpersonateUserDenied}
     */
    Call call(Mailboxes company, ServerState state, String user, boolean routed, boolean anyMailbox) {
        Mailbox mailbox = impersonated
                .map(address -> impersonate(company, state.behaviour(), address))
                .or(() -> ownMailbox(company, user))
                .or(() -> anyMailbox ? company.all().stream().findFirst() : Optional.empty())
                .orElseThrow(() ->
                        new EwsFault("ErrorNonExistentMailbox", "The SMTP address has no mailbox associated with it."));
        return new Call(version, company, mailbox, impersonated.isPresent(), routed, contextZone, state);
    }

    private static Mailbox impersonate(Mailboxes company, EwsBehaviour behaviour, String address) {
        String key = address.toLowerCase(Locale.ROOT);
        if (behaviour.impersonationDenied().get()
                || behaviour.denied().contains(key)
                || company.behaviour().denied().contains(key)) {
            throw new EwsFault(
                    "ErrorImpersonateUserDenied",
                    "The account does not have permission to impersonate the requested user.");
        }
        return company.find(address)
                .orElseThrow(() ->
                        new EwsFault("ErrorNonExistentMailbox", "The SMTP address has no mailbox associated with it."));
    }

    /** By address, or by the account name before the at sign, with or without a Windows domain. */
    private static Optional<Mailbox> ownMailbox(Mailboxes company, String user) {
        String account = user.substring(user.lastIndexOf('\\') + 1);
        if (account.isEmpty()) {
            return Optional.empty();
        }
        return company.find(account)
                .or(() -> company.all().stream()
                        .filter(m ->
                                m.address().toLowerCase(Locale.ROOT).startsWith(account.toLowerCase(Locale.ROOT) + "@"))
                        .findFirst());
    }
}
