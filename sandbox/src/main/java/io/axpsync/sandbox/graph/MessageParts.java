package io.axpsync.sandbox.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.sandbox.graph.EntityStore.Entity;
import io.axpsync.sandbox.http.Headers;
import io.axpsync.sandbox.http.Response;
import io.axpsync.sandbox.mailbox.Bodies;
import io.axpsync.sandbox.mailbox.Body;
import io.axpsync.sandbox.mailbox.BodyType;
import io.axpsync.sandbox.mailbox.Folder;
import io.axpsync.sandbox.mailbox.MessageItem;
import io.axpsync.sandbox.mailbox.OtherItem;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What there is below a message: its files, its MIME, {@code move} and {@code copy}; and its body as it is preferred. */
final class MessageParts {

    static final Set<String> DELTA_OPTIONS = Set.of("$select", "$top", "$expand", "$filter", "$orderby", "changeType");

    private static final Pattern DELTA_FILTER = Pattern.compile("\\s*receivedDateTime\\s+(ge|gt)\\s+(\\S+)\\s*");

    private MessageParts() {}

    /**
     * What of the changes of a folder a call wants to hear of: only by the time of receipt and by the sort of change.
     *
     * @param since the position from which it follows; 0 = from the start
     */
    static Predicate<Entity> followed(MailboxCall call, long since) {
        String filter = call.call().option("$filter").orElse("");
        Matcher from = DELTA_FILTER.matcher(filter);
        String order = call.call().option("$orderby").orElse("receivedDateTime desc");
        if (!filter.isEmpty() && !from.matches() || !order.strip().equals("receivedDateTime desc")) {
            throw GraphError.badRequest(
                    "ErrorInvalidUrlQuery",
                    "Change tracking filters messages by receivedDateTime ge or gt and orders them by receivedDateTime"
                            + " desc only.");
        }
        String sort = call.call().option("changeType").orElse("");
        if (!Set.of("", "created", "updated", "deleted").contains(sort)) {
            throw GraphError.badRequest("ErrorInvalidUrlQuery", "There is no changeType '" + sort + "'.");
        }
        Predicate<ObjectNode> received =
                filter.isEmpty() ? any -> true : Filter.parse(filter, new JsonFields(EntityKind.MESSAGE.type()));
        return entity -> {
            if (entity.gone()) {
                return sort.isEmpty() || sort.equals("deleted");
            }
            boolean created = since == 0
                    || entity.json()
                            .path("createdDateTime")
                            .equals(entity.json().path("lastModifiedDateTime"));
            return received.test(entity.json()) && (sort.isEmpty() || sort.equals(created ? "created" : "updated"));
        };
    }

    /** @param rest the path after the message's id */
    static Response answer(MailboxCall call, Entity found, List<String> rest, Function<Entity, Response> shown) {
        OtherItem item = call.mailbox().others().find(found.id()).orElseThrow(GraphError::notFound);
        String segment = rest.get(0).replaceFirst("^microsoft\\.graph\\.", "");
        return switch (segment) {
            case "attachments" ->
                AttachmentsEndpoint.answer(call, Files.of(call.mailbox(), item), rest.subList(1, rest.size()));
            case "$value" -> {
                call.call().allow("GET");
                yield mime((MessageItem) item.content());
            }
            case "move", "copy" -> {
                call.call().allow("POST");
                yield shown.apply(transferred(call, item, segment.equals("copy")));
            }
            default -> throw GraphError.noSegment(segment);
        };
    }

    private static Entity transferred(MailboxCall call, OtherItem item, boolean copies) {
        String target = Values.text(call.call().body().path("destinationId"));
        Folder folder = call.mailbox()
                .folder(target.toLowerCase(Locale.ROOT))
                .or(() -> call.mailbox().folder(target))
                .orElseThrow(GraphError::notFound);
        OtherItem there = copies
                ? call.mailbox().others().create(folder.id(), item.kind(), item.content())
                : call.mailbox().others().move(item.identity().immutableId(), folder.id());
        return MailboxEntities.find(
                call.mailbox(),
                EntityKind.MESSAGE,
                any -> true,
                there.identity().immutableId());
    }

    private static Response mime(MessageItem message) {
        byte[] bytes = message.mime()
                .map(MessageItem.Mime::bytes)
                .orElseThrow(() -> new GraphError(
                        501, "NotImplemented", "The sandbox keeps no MIME of messages that were written in it."));
        return new Response(200, Headers.EMPTY.with("Content-Type", "text/plain"), bytes);
    }

    /** The body in the type that is preferred, header fields when they are selected, files when they are expanded. */
    static void show(MailboxCall call, Entity entity, ObjectNode node) {
        if (!call.call().selected().contains("internetMessageHeaders")) {
            node.remove("internetMessageHeaders");
        }
        boolean expands = Expansion.of(call.call()).attachments();
        if (call.call().selected().isEmpty() || call.call().selected().contains("body") || expands) {
            call.mailbox()
                    .others()
                    .find(entity.id())
                    .filter(item -> item.content() instanceof MessageItem)
                    .ifPresent(item -> {
                        body(call, (MessageItem) item.content(), node);
                        if (expands) {
                            var array = node.putArray("attachments");
                            Files.of(call.mailbox(), item).all().forEach(f -> array.add(AttachmentsEndpoint.json(f)));
                        }
                    });
        }
    }

    private static void body(MailboxCall call, MessageItem message, ObjectNode node) {
        boolean asText = call.call().prefer().bodyType() == BodyType.TEXT;
        Body body = message.body();
        node.putObject("body")
                .put("contentType", asText ? "text" : "html")
                .put("content", asText ? message.bodyText() : Bodies.html(body));
    }
}
