package io.axpsync.sandbox.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.sandbox.http.Headers;
import io.axpsync.sandbox.http.Response;
import io.axpsync.sandbox.mailbox.Attachment;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The files of an event or a message. Below 3 MB each: upload sessions, attached items and references are not served. */
final class AttachmentsEndpoint {

    private static final int MOST_BYTES = 3 * 1024 * 1024;
    private static final Set<String> PROPERTIES = Set.of(
            "id",
            "name",
            "contentType",
            "contentBytes",
            "contentId",
            "contentLocation",
            "isInline",
            "size",
            "lastModifiedDateTime");

    private AttachmentsEndpoint() {}

    /** @param rest the path after {@code attachments} */
    static Response answer(MailboxCall call, Files files, List<String> rest) {
        if (rest.isEmpty()) {
            call.call().allow("GET", "POST");
            return call.call().is("POST") ? attach(call, files) : list(call, files);
        }
        Attachment attachment = files.all().stream()
                .filter(a -> a.id().equals(rest.get(0)))
                .findFirst()
                .orElseThrow(GraphError::notFound);
        if (rest.size() == 2 && rest.get(1).equals("$value")) {
            call.call().allow("GET");
            return new Response(
                    200, Headers.EMPTY.with("Content-Type", attachment.contentType()), attachment.content());
        }
        if (rest.size() > 1) {
            throw GraphError.noSegment(rest.get(1));
        }
        call.call().allow("GET", "DELETE");
        if (call.call().is("DELETE")) {
            files.detach(attachment.id());
            return Response.empty(204);
        }
        return call.answer(200, files.segment() + "/attachments/$entity", json(attachment));
    }

    private static Response list(MailboxCall call, Files files) {
        return JsonList.whole(call.call(), "fileAttachment")
                .answer(
                        call.context(files.segment() + "/attachments"),
                        files.all().stream().map(AttachmentsEndpoint::json).toList());
    }

    private static Response attach(MailboxCall call, Files files) {
        ObjectNode body = call.call().body();
        String type = body.path("@odata.type").asText("");
        if (!type.equals("#microsoft.graph.fileAttachment")) {
            throw GraphError.badRequest(
                    "ErrorInvalidRequest",
                    "The sandbox takes #microsoft.graph.fileAttachment only, not '" + type + "'.");
        }
        Attachment made = files.attach(read(body));
        return call.answer(201, files.segment() + "/attachments/$entity", json(made))
                .with("Location", call.call().address() + "/" + made.id());
    }

    private static Attachment read(ObjectNode body) {
        ObjectNode file = Values.object(body, "fileAttachment", PROPERTIES);
        byte[] content;
        try {
            content = Base64.getDecoder().decode(Values.text(file.path("contentBytes")));
        } catch (IllegalArgumentException bad) {
            throw GraphError.badBody("Cannot convert the value of 'contentBytes' to the expected type 'Edm.Binary'.");
        }
        if (content.length >= MOST_BYTES) {
            throw new GraphError(
                    413, "ErrorMessageSizeExceeded", "An attachment of 3 MB and more needs an upload session.");
        }
        String type = text(file, "contentType").orElse("application/octet-stream");
        if (!type.matches("[\\x20-\\x7e]{0,255}")) {
            throw GraphError.badBody("The value of 'contentType' is no media type.");
        }
        return new Attachment(
                "",
                Values.text(file.path("name")),
                type,
                file.hasNonNull("isInline") && Values.bool(file.path("isInline")),
                text(file, "contentId").orElse(""),
                text(file, "contentLocation").orElse(""),
                Instant.EPOCH,
                content);
    }

    private static Optional<String> text(ObjectNode node, String name) {
        return Optional.ofNullable(node.get(name))
                .filter(value -> !value.isNull())
                .map(Values::text);
    }

    /** @param selected empty = all properties */
    static ObjectNode json(Attachment attachment, Set<String> selected) {
        ObjectNode node = json(attachment);
        if (!selected.isEmpty()) {
            node.retain(Stream.concat(selected.stream(), Stream.of("@odata.type", "@odata.mediaContentType", "id"))
                    .toList());
        }
        return node;
    }

    static ObjectNode json(Attachment attachment) {
        ObjectNode node = Call.JSON.createObjectNode();
        boolean message = attachment.contentType().equals("message/rfc822");
        node.put("@odata.type", "#microsoft.graph." + (message ? "itemAttachment" : "fileAttachment"));
        if (!message) {
            node.put("@odata.mediaContentType", attachment.contentType());
        }
        node.put("id", attachment.id());
        node.put("lastModifiedDateTime", Values.instant(attachment.modified()));
        node.put("name", attachment.name());
        node.put("contentType", attachment.contentType());
        node.put("size", attachment.size());
        node.put("isInline", attachment.inline());
        if (message) {
            return node;
        }
        node.put("contentId", orNull(attachment.contentId()));
        node.put("contentLocation", orNull(attachment.contentLocation()));
        node.put("contentBytes", Base64.getEncoder().encodeToString(attachment.content()));
        return node;
    }

    private static @org.jspecify.annotations.Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
