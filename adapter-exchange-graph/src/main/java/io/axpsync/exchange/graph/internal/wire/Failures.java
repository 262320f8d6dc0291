package io.axpsync.exchange.graph.internal.wire;

import io.axpsync.core.item.Reason;
import io.axpsync.core.port.PortFailure;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/** The one place where what Graph answers becomes a {@link PortFailure}. Routes on status and code, never on text. */
public final class Failures {

    private static final Set<String> RESYNC = Set.of(
            "syncstatenotfound",
            "syncstateinvalid",
            "resyncrequired",
            "resyncapplydifferences",
            "resyncuploaddifferences",
            "errorinvalidsyncstatedata");

    private static final Set<String> NO_MAILBOX = Set.of(
            "mailboxnotenabledforrestapi",
            "mailboxnotsupportedforrestapi",
            "mailboxnothostedinexo",
            "errornonexistentmailbox",
            "errorinvaliduser",
            "resourcenotfound",
            "request_resourcenotfound",
            "errormailboxmoveinprogress");

    private Failures() {}

    /** @param what names mailbox, item and operation: "read of event x in anna@contoso.com" */
    public static PortFailure of(Fault fault, String what) {
        return of(fault, what, "Calendars.ReadWrite");
    }

    /** As {@link #of}, of tasks. */
    public static PortFailure ofTasks(Fault fault, String what) {
        return of(fault, what, "Tasks.ReadWrite.All");
    }

    /** As {@link #of}, of contacts. */
    public static PortFailure ofContacts(Fault fault, String what) {
        return of(fault, what, "Contacts.ReadWrite");
    }

    /** As {@link #of}, of mails. */
    public static PortFailure ofMessages(Fault fault, String what) {
        return of(fault, what, "Mail.ReadWrite");
    }

    private static PortFailure of(Fault fault, String what, String right) {
        String code = fault.code().toLowerCase(Locale.ROOT);
        if (RESYNC.contains(code) || fault.status() == 410) {
            return new PortFailure.Expired(reason(
                    "graph-checkpoint-expired", fault, what, "nothing to do: the next run reads the folder in full"));
        }
        if (NO_MAILBOX.contains(code)) {
            return new PortFailure.Missing(reason(
                    "graph-no-mailbox",
                    fault,
                    what,
                    "check the address, and that the mailbox is in Exchange Online and has a licence"));
        }
        return switch (fault.status()) {
            case 301, 302, 303, 307, 308 ->
                new PortFailure.Unavailable(reason("graph-redirect", fault, what, remedy("redirect")));
            case 401 ->
                new PortFailure.Denied(reason(
                        "graph-not-authenticated",
                        fault,
                        what,
                        "check tenant, client id and secret or certificate of the application, and its expiry"));
            case 403 -> denied(fault, what, right);
            case 404 ->
                new PortFailure.Missing(reason(
                        "graph-not-found", fault, what, "check that it still exists and that the address is right"));
            case 412 -> new PortFailure.Stale(reason("graph-stale", fault, what, "nothing to do: it is read anew"));
            case 424, 429, 509 ->
                new PortFailure.Throttled(
                        reason("graph-throttled", fault, what, "nothing to do: it is tried again in the next run"),
                        fault.retryAfter().getOrElse(Duration.ofMinutes(1)));
            case 0 -> new PortFailure.Unavailable(reason("graph-" + fault.code(), fault, what, remedy(fault.code())));
            default ->
                fault.status() >= 500 || fault.status() == 408
                        ? new PortFailure.Unavailable(reason("graph-unavailable", fault, what, remedy(fault.code())))
                        : new PortFailure.Rejected(
                                reason("graph-rejected", fault, what, "change the item so that Graph takes it"));
        };
    }

    private static PortFailure denied(Fault fault, String what, String right) {
        boolean scoped = fault.message().contains("Access to OData is disabled");
        return new PortFailure.Denied(reason(
                "graph-denied",
                fault,
                what,
                scoped
                        ? "an access policy keeps the application out of this mailbox: add it to the scope of RBAC for"
                                + " Applications (or of the application access policy); a change takes an hour or more"
                        : "grant the application " + right + " with admin consent, and see that no access policy"
                                + " keeps it out of this mailbox"));
    }

    private static String remedy(String code) {
        return switch (code) {
            case "tls" -> "put the certificate of its issuer into the file that tls.trust names";
            case "unknown-host", "unreachable" -> "check the Graph host, the network and the proxy";
            case "proxy" -> "check the proxy, its user and what it lets through";
            case "redirect", "not-json", "unreadable" ->
                "check that the Graph host is right and that no proxy or login page stands in between";
            default -> "nothing to do unless it lasts: it is tried again in the next run";
        };
    }

    private static Reason reason(String code, Fault fault, String what, String remedy) {
        String status = fault.status() == 0 ? "" : ", status " + fault.status();
        return Reason.of(code, what + ": " + fault.message() + " (" + fault.code() + status + ")", remedy);
    }
}
