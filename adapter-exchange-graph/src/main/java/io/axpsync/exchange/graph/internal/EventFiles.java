package io.axpsync.exchange.graph.internal;

import com.google.gson.JsonObject;
import io.axpsync.core.item.AttachedFile;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Value;
import io.axpsync.core.port.FileContent;
import io.axpsync.core.port.Look;
import io.axpsync.core.port.PortFailure;
import io.axpsync.exchange.graph.internal.wire.Batches;
import io.axpsync.exchange.graph.internal.wire.Failures;
import io.axpsync.exchange.graph.internal.wire.Fault;
import io.axpsync.exchange.graph.internal.wire.Json;
import io.axpsync.exchange.graph.internal.wire.Part;
import io.vavr.Tuple2;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.Base64;
import java.util.function.Predicate;

/** The files of events: names and sizes come with the event, a content only when it is asked for. */
final class EventFiles {

    /** What names and sizes are read with; without it each file would bring its content along. */
    static final String EXPAND = "attachments($select=" + EventFiles.SELECT + ")";

    private static final String SELECT = "id,name,size,contentType,isInline";

    private final Batches batches;

    EventFiles(Batches batches) {
        this.batches = batches;
    }

    /** What an event lists; pictures that belong into its text are none of it. None where it was not asked. */
    static Option<Value> read(JsonObject event) {
        return Option.when(event.has("attachments"), () -> {
            Seq<AttachedFile> files = files(Json.objects(event, "attachments"), EventFiles::isInline)
                    .map(t -> t._1);
            return files.isEmpty() ? Value.NOTHING : AttachedFile.set(files);
        });
    }

    /** The files and where each stands in the list, in its order; with a name of its own. */
    private static Seq<Tuple2<AttachedFile, JsonObject>> files(
            Seq<JsonObject> listed, Predicate<JsonObject> belongsToTheText) {
        Seq<JsonObject> shown = listed.reject(belongsToTheText);
        return AttachedFile.distinct(shown.map(EventFiles::file)).zip(shown);
    }

    private static boolean isInline(JsonObject file) {
        return Json.bool(file, "isInline").contains(true);
    }

    /** What a message lists; only pictures belong into its text. */
    static Value ofMessage(JsonObject mail) {
        return AttachedFile.set(files(Json.objects(mail, "attachments"), MessageHeads::isPicture)
                .map(t -> t._1));
    }

    private static AttachedFile file(JsonObject json) {
        String kind = Json.text(json, "@odata.type").getOrElse("");
        String type = kind.endsWith("itemAttachment")
                ? AttachedFile.ITEM
                : kind.endsWith("referenceAttachment")
                        ? AttachedFile.REFERENCE
                        : Json.text(json, "contentType").getOrElse("");
        return AttachedFile.listed(
                Json.text(json, "name").getOrElse(""), Json.whole(json, "size").getOrElse(0L), type);
    }

    /** Looks the file up by its name, then reads it; the list may have changed since the event was read. */
    Either<PortFailure, FileContent> content(Look look, String key, long maxBytes) {
        boolean message = look.lane().kind() == Kind.MESSAGE;
        String what = "the file " + key + " of " + (message ? "message " : "event ")
                + look.ref().id() + " in " + look.lane().mailbox().address();
        Predicate<JsonObject> inText = message ? MessageHeads::isPicture : EventFiles::isInline;
        return ask(Urls.files(look.lane(), look.ref(), SELECT), what)
                .flatMap(list -> files(Json.objects(list, "value"), inText)
                        .find(t -> t._1.key().equals(key) && t._1.isFile())
                        .toEither((PortFailure)
                                new PortFailure.Missing(Reason.of("not-found", what + " is not there any more"))))
                .flatMap(t -> t._1.bytes() > maxBytes
                        ? Either.left(tooLarge(what))
                        : Json.text(t._2, "id")
                                .toEither(() -> unreadable(what))
                                .flatMap(id -> ask(Urls.file(look.lane(), look.ref(), id), what))
                                .flatMap(file -> content(file, maxBytes, what)));
    }

    private static Either<PortFailure, FileContent> content(JsonObject file, long maxBytes, String what) {
        try {
            byte[] bytes =
                    Base64.getDecoder().decode(Json.text(file, "contentBytes").getOrElse("?"));
            return bytes.length > maxBytes
                    ? Either.left(tooLarge(what))
                    : Either.right(FileContent.of(file(file).type(), bytes));
        } catch (IllegalArgumentException e) {
            return Either.left(unreadable(what));
        }
    }

    private Either<PortFailure, JsonObject> ask(String url, String what) {
        Either<Fault, JsonObject> answer =
                batches.send(Vector.of(Part.get(url))).head().outcome();
        return answer.mapLeft(fault -> Failures.of(fault, "read of " + what));
    }

    private static PortFailure tooLarge(String what) {
        return new PortFailure.Rejected(Reason.of("too-large", what + " is larger than was allowed"));
    }

    private static PortFailure unreadable(String what) {
        return new PortFailure.Unavailable(Reason.of("no-content", what + " came without a content that can be read"));
    }
}
