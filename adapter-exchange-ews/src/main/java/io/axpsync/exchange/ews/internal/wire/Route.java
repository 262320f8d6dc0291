package io.axpsync.exchange.ews.internal.wire;

/**
 * Headers that lead a request to the server where a public folder is kept.
 *
 * @param anchor {@code X-AnchorMailbox} instead of the mailbox that is asked; empty = that one
 * @param publicFolder {@code X-PublicFolderMailbox}; empty = it is not sent
 */
public record Route(String anchor, String publicFolder) {

    /** To the mailbox that is asked. */
    public static final Route MAILBOX = new Route("", "");
}
