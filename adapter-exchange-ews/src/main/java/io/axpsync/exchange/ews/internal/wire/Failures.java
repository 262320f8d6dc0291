package io.axpsync.exchange.ews.internal.wire;

import io.axpsync.core.item.Reason;
import io.axpsync.core.port.PortFailure;
import java.time.Duration;
import java.util.Set;

/** The one place where what Exchange answers becomes a {@link PortFailure}. Routes on codes, never on texts. */
public final class Failures {

    private static final Duration PAUSE = Duration.ofMinutes(1);

    private static final Set<String> NO_SUCH_ITEM = Set.of(
            "ErrorItemNotFound",
            "ErrorInvalidId",
            "ErrorInvalidIdEmpty",
            "ErrorInvalidIdMalformed",
            "ErrorInvalidIdMalformedEwsLegacyIdFormat",
            "ErrorInvalidIdMonikerTooLong",
            "ErrorCannotUseItemIdForFolderId");

    private static final Set<String> NO_SUCH_FOLDER = Set.of(
            "ErrorSyncFolderNotFound",
            "ErrorFolderNotFound",
            "ErrorParentFolderNotFound",
            "ErrorFolderNotFoundForThisMailbox");

    private static final Set<String> CORRUPT = Set.of(
            "ErrorCorruptData",
            "ErrorItemCorrupt",
            "ErrorContentConversionFailed",
            "ErrorMimeContentConversionFailed",
            "ErrorPropertyValidationFailure",
            "ErrorCalendarInvalidTimeZone",
            "ErrorUnsupportedCulture",
            "ErrorInvalidRecipients",
            "unreadable");

    private static final Set<String> UNAVAILABLE = Set.of(
            "ErrorMailboxMoveInProgress",
            "ErrorMailboxStoreUnavailable",
            "ErrorTimeoutExpired",
            "ErrorInternalServerTransientError",
            "ErrorInternalServerError",
            "ErrorConnectionFailed",
            "ErrorCrossSiteRequest",
            "ErrorADUnavailable",
            "ErrorBatchProcessingStopped",
            "lost",
            "unreachable",
            "unknown-host",
            "tls",
            "html",
            "server",
            "redirect",
            "no-ews",
            "proxy",
            "unreadable");

    private Failures() {}

    /** Whether the server says that there is no such item. */
    public static boolean noSuchItem(Fault fault) {
        return NO_SUCH_ITEM.contains(fault.code());
    }

    /** Whether the server says that there is no such folder, or that we may not know of it. */
    public static boolean noSuchFolder(Fault fault) {
        return noSuchItem(fault) || NO_SUCH_FOLDER.contains(fault.code());
    }

    /** Whether the item is there, but neither the server nor we can read it. */
    public static boolean corrupt(Fault fault) {
        return CORRUPT.contains(fault.code());
    }

    /** @param what names mailbox, item and operation: "read of appointment x in anna@contoso.com" */
    public static PortFailure of(Fault fault, String what) {
        String code = fault.code();
        if (NO_SUCH_ITEM.contains(code)) {
            return new PortFailure.Missing(reason("ews-not-found", fault, what, "check that it still exists"));
        } else if (UNAVAILABLE.contains(code)) {
            return new PortFailure.Unavailable(reason("ews-" + word(code), fault, what, remedy(code)));
        }
        return switch (code) {
            case "ErrorInvalidSyncStateData" ->
                new PortFailure.Expired(reason(
                        "ews-checkpoint-expired", fault, what, "nothing to do: the next run reads the folder in full"));
            case "ErrorIrresolvableConflict", "ErrorStaleObject", "ErrorChangeKeyRequired", "ErrorInvalidChangeKey" ->
                new PortFailure.Stale(reason("ews-stale", fault, what, "nothing to do: it is read anew"));
            case "ErrorNonExistentMailbox",
                    "ErrorMailboxConfiguration",
                    "ErrorMissingEmailAddress",
                    "ErrorInvalidSmtpAddress" ->
                new PortFailure.Missing(reason(
                        "ews-no-mailbox", fault, what, "check the address, and that the mailbox is on this Exchange"));
            case "ErrorSyncFolderNotFound",
                    "ErrorFolderNotFound",
                    "ErrorParentFolderNotFound",
                    "ErrorFolderNotFoundForThisMailbox" ->
                new PortFailure.Missing(reason("ews-no-folder", fault, what, "check the name of the folder"));
            case "ErrorPublicFolderServerNotFound",
                    "ErrorNoPublicFolderServerAvailable",
                    "ErrorNoPublicFolderReplicaAvailable",
                    "ErrorPublicFolderMailboxDiscoveryFailed",
                    "ErrorPublicFolderRequestProcessingFailed",
                    "ErrorPublicFolderOperationFailed" ->
                new PortFailure.Unavailable(reason(
                        "ews-public-folder-route",
                        fault,
                        what,
                        "tell which mailboxes hold the public folders (exchange.ews.publicFolders)"));
            case "ErrorServerBusy", "ErrorExceededConnectionCount", "ErrorTooManyObjectsOpened", "throttled" ->
                new PortFailure.Throttled(
                        reason("ews-throttled", fault, what, "nothing to do: it is tried again in the next run"),
                        fault.backOff().getOrElse(PAUSE));
            case "ErrorImpersonateUserDenied", "ErrorImpersonationDenied", "ErrorImpersonationFailed" ->
                new PortFailure.Denied(reason(
                        "ews-impersonation-denied",
                        fault,
                        what,
                        "give the service account the role ApplicationImpersonation for this mailbox"
                                + " (New-ManagementRoleAssignment), or open mailboxes as a delegate"));
            case "ErrorAccessDenied",
                    "ErrorAccountDisabled",
                    "ErrorCannotDeleteObject",
                    "ErrorCreateItemAccessDenied" ->
                new PortFailure.Denied(
                        reason("ews-denied", fault, what, "check what the service account may do there"));
            case "unauthorized" ->
                new PortFailure.Denied(reason(
                        "ews-not-authenticated",
                        fault,
                        what,
                        "check user, password and domain of the service account"));
            case "forbidden" ->
                new PortFailure.Denied(reason(
                        "ews-switched-off",
                        fault,
                        what,
                        "Exchange Web Services are switched off for this account or organisation (Exchange Online ends"
                                + " them; EWSEnabled, EWSApplicationAccessPolicy): for Exchange Online use the backend"
                                + " graph"));
            default -> new PortFailure.Rejected(reason("ews-rejected", fault, what, remedyOfRefused(code)));
        };
    }

    private static String word(String code) {
        return code.startsWith("Error") ? "unavailable" : code;
    }

    private static String remedyOfRefused(String code) {
        return code.equals("http")
                ? "check that the EWS url is right and what stands in between"
                : "change the item so that Exchange takes it";
    }

    private static String remedy(String code) {
        return switch (code) {
            case "tls" -> "put the certificate of its issuer into the PEM file of trusted certificates";
            case "unknown-host", "unreachable" -> "check the EWS url, the network and the proxy";
            case "proxy" -> "check the proxy, its user and what it lets through";
            case "redirect", "no-ews" ->
                "configure the address that the server itself uses, such as https://mail.contoso.com/EWS/Exchange.asmx";
            case "html" -> "check that the EWS url is right and that no login page or proxy stands in between";
            case "ErrorMailboxMoveInProgress" -> "nothing to do: the mailbox is being moved";
            default -> "nothing to do unless it lasts: it is tried again in the next run";
        };
    }

    private static Reason reason(String code, Fault fault, String what, String remedy) {
        String status = fault.status() == 0 || fault.status() == 200 ? "" : ", status " + fault.status();
        return Reason.of(code, what + ": " + fault.message() + " (" + fault.code() + status + ")", remedy);
    }
}
