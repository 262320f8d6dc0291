package io.axpsync.sandbox.ews;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What a server of the sandbox's company may say to a published sample: the sample knows neither its ids nor, in part,
 * its kinds of items. The first rule that fits a sample tells the codes (MS-OXWSCDATA 2.2.5.24, ResponseCodeType).
 */
final class RightAnswers {

    private static final Set<String> OK = Set.of("NoError");
    private static final Set<String> NO_ITEM = Set.of("ErrorInvalidIdMalformed", "ErrorItemNotFound");
    private static final Set<String> NO_FOLDER = Set.of(
            "ErrorInvalidIdMalformed",
            "ErrorFolderNotFound",
            "ErrorParentFolderNotFound",
            "ErrorToFolderNotFound",
            "ErrorSyncFolderNotFound");

    /** What a sample asks, and the codes that are right for it. */
    record Rule(String why, Predicate<String> asks, Set<String> codes) {
        private Rule and(String pattern) {
            return new Rule(why, asks.and(found(pattern)), codes);
        }
    }

    private static final List<Rule> RULES = List.of(
            rule("a sync state of another server", "<\\w*:?SyncState>", Set.of("ErrorInvalidSyncStateData")),
            rule("a name that nobody here has", "<\\w*:?ResolveNames", Set.of("ErrorNameResolutionNoResults")),
            rule("an address without a mailbox", "<\\w*:?ConvertId", Set.of("ErrorNonExistentMailbox")),
            rule(
                    "a configuration that nobody made",
                    "<\\w*:?(Get|Update)UserConfiguration\\W",
                    Set.of("ErrorItemNotFound")),
            rule(
                    "a mailbox that nobody has",
                    "<\\w*:?GetUserAvailabilityRequest",
                    Set.of("ErrorMailRecipientNotFound")),
            rule(
                    "a subscription of another server",
                    "<\\w*:?Get(Streaming)?Events\\W",
                    Set.of("ErrorSubscriptionNotFound")),
            rule(
                    "an attachment of another server",
                    "<\\w*:?AttachmentIds>",
                    Set.of("ErrorInvalidAttachmentId", "ErrorItemNotFound")),
            rule("a grouped view", "<\\w*:?GroupBy", Set.of("ErrorInvalidOperation")),
            rule(
                            "a message or an answer to a meeting without a disposition",
                            "<\\w*:?CreateItem",
                            Set.of("ErrorMessageDispositionRequired"))
                    .and("<\\w*:?(TentativelyAcceptItem|AcceptItem|DeclineItem|Message)\\W")
                    .and("\\A(?!.*MessageDisposition=)"),
            rule(
                    "a folder of another server",
                    "<\\w*:?(ToFolderId|ParentFolderIds?|FolderIds?|FolderChange)>\\s*<\\w*:?FolderId",
                    NO_FOLDER),
            rule(
                    "a folder that mailboxes here do not have",
                    "DistinguishedFolderId\\s+Id=\"(?!(inbox|calendar|contacts|tasks|sentitems|deleteditems|"
                            + "drafts|outbox|junkemail|journal|notes|publicfoldersroot|msgfolderroot|searchfolders|root)\")",
                    NO_FOLDER),
            rule("an item of another server", "<\\w*:?\\w*(ItemId|ItemIdRanges)\\s", NO_ITEM),
            rule("nothing that is not here", "", OK));

    private RightAnswers() {}

    private static Rule rule(String why, String asks, Set<String> codes) {
        return new Rule(why, found(asks), codes);
    }

    private static Predicate<String> found(String pattern) {
        Pattern compiled = Pattern.compile(pattern, Pattern.DOTALL);
        return text -> compiled.matcher(text).find();
    }

    /** The rule for a sample; the last one fits all. */
    static Rule of(String sample) {
        return RULES.stream()
                .filter(rule -> rule.asks().test(sample))
                .findFirst()
                .orElseThrow();
    }
}
