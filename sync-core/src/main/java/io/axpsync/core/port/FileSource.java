package io.axpsync.core.port;

import io.axpsync.core.item.Reason;
import io.vavr.control.Either;

/** Where a write gets the contents of attached files from: one at a time, and only of those that it really needs. */
@FunctionalInterface
public interface FileSource {

    /** A write that carries no files. */
    FileSource NONE = key -> Either.left(
            new PortFailure.Rejected(Reason.of("no-content", "this write carries no contents of attached files")));

    /** The content of the attachment with this key of {@link io.axpsync.core.item.Field#ATTACHMENTS}. */
    Either<PortFailure, FileContent> content(String key);
}
