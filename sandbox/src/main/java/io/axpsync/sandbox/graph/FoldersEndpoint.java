package io.axpsync.sandbox.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.sandbox.http.Response;
import io.axpsync.sandbox.mailbox.Folder;
import io.axpsync.sandbox.mailbox.FolderKind;
import io.axpsync.sandbox.mailbox.FolderPath;
import io.axpsync.sandbox.mailbox.MessageItem;
import io.axpsync.sandbox.mailbox.OtherItem;
import io.axpsync.sandbox.mailbox.PermissionLevel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/**
 * {@code contactFolders}, {@code mailFolders} and {@code todo/lists} with what is in them; {@code contacts} and
 * {@code messages} without a folder. The list of contact folders omits the default one, as Graph's does.
 */
final class FoldersEndpoint {

    private final EntitiesEndpoint entities;
    private final FolderFeed feed;

    FoldersEndpoint(EntitiesEndpoint entities, FolderFeed feed) {
        this.entities = entities;
        this.feed = feed;
    }

    /** {@code contacts} or {@code messages} of the whole mailbox; contacts are those of the default folder. */
    Response items(MailboxCall call, EntityKind kind, List<String> rest) {
        Folder home = call.mailbox().folder(kind.folders());
        Predicate<String> within = kind == EntityKind.CONTACT && rest.isEmpty() ? home.id()::equals : any -> true;
        return entities.answer(call, kind, home.id(), within, rest);
    }

    /** @param rest the path after the collection of folders */
    Response folders(MailboxCall call, EntityKind kind, List<String> rest) {
        // Graph lists, and makes, folders of contacts below the default one.
        String root = (kind == EntityKind.CONTACT
                        ? new FolderPath(call.mailbox(), "").root()
                        : call.mailbox().folder(FolderKind.ROOT))
                .id();
        if (rest.isEmpty()) {
            return collection(call, kind, root);
        }
        if (rest.size() == 1 && rest.get(0).matches("(microsoft\\.graph\\.)?delta(\\(\\))?")) {
            call.call().allow("GET");
            Map<String, ObjectNode> now = new LinkedHashMap<>();
            all(call, kind).forEach(f -> now.put(f.id(), shown(call, kind, f)));
            return feed.answer(call, type(kind), now);
        }
        Folder folder = find(call, kind, rest.get(0));
        if (rest.size() == 1) {
            return one(call, kind, folder);
        }
        List<String> after = rest.subList(2, rest.size());
        String segment = rest.get(1).replaceFirst("^microsoft\\.graph\\.", "");
        if (segment.equals(kind.segment())) {
            return entities.answer(call, kind, folder.id(), folder.id()::equals, after);
        }
        if (segment.equals("childFolders") && kind != EntityKind.TASK) {
            return after.isEmpty() ? collection(call, kind, folder.id()) : folders(call, kind, after);
        }
        if (segment.equals("permanentDelete") && kind != EntityKind.TASK && after.isEmpty()) {
            call.call().allow("POST");
            call.allow(folder.id(), level -> level == PermissionLevel.OWNER);
            call.mailbox().deleteFolder(folder.id());
            return Response.empty(204);
        }
        throw GraphError.noSegment(segment);
    }

    private static Response collection(MailboxCall call, EntityKind kind, String parent) {
        call.call().allow("GET", "POST");
        if (call.call().is("POST")) {
            call.allow(parent, PermissionLevel::makesFolders);
            ObjectNode body = call.call().body();
            EntityTypes.check(body, type(kind));
            Folder made = call.mailbox().createFolder(kind.folders(), parent, Values.text(body.path("displayName")));
            Folder written = PropertiesJson.write(call.mailbox(), made, made.displayName(), body);
            return call.answer(201, segment(kind) + "/$entity", shown(call, kind, written));
        }
        List<ObjectNode> all = new ArrayList<>();
        for (Folder folder : all(call, kind)) {
            if (folder.parentId().equals(parent) && call.sees(folder.id())) {
                all.add(json(call, kind, folder));
            }
        }
        return JsonList.of(call.call(), type(kind)).answer(call.context(segment(kind)), all);
    }

    private static Response one(MailboxCall call, EntityKind kind, Folder folder) {
        call.call().allow("GET", "PATCH", "DELETE");
        call.allow(
                folder.id(), call.call().is("GET") ? PermissionLevel::sees : level -> level == PermissionLevel.OWNER);
        Folder now = folder;
        if (call.call().is("DELETE")) {
            call.mailbox().deleteFolder(folder.id());
            return Response.empty(204);
        }
        if (call.call().is("PATCH")) {
            ObjectNode body = call.call().body();
            EntityTypes.check(body, type(kind));
            String name =
                    body.hasNonNull("displayName") ? body.path("displayName").textValue() : folder.displayName();
            now = PropertiesJson.write(call.mailbox(), folder, name, body);
        }
        return call.answer(200, segment(kind) + "/$entity", shown(call, kind, now));
    }

    private static ObjectNode shown(MailboxCall call, EntityKind kind, Folder folder) {
        return JsonList.of(call.call(), type(kind)).shown(json(call, kind, folder));
    }

    private static Folder find(MailboxCall call, EntityKind kind, String id) {
        return call.mailbox()
                .folder(id.toLowerCase(Locale.ROOT))
                .or(() -> call.mailbox().folder(id))
                .filter(all(call, kind)::contains)
                .orElseThrow(GraphError::notFound);
    }

    private static List<Folder> all(MailboxCall call, EntityKind kind) {
        String folderClass = kind.folders().folderClass();
        return call.mailbox().folders().stream()
                .filter(f -> f.kind() != FolderKind.ROOT
                        && f.kind() != FolderKind.SEARCH_FOLDERS
                        && f.kind().folderClass().equals(folderClass))
                .toList();
    }

    private static ObjectNode json(MailboxCall call, EntityKind kind, Folder folder) {
        ObjectNode node = Call.JSON.createObjectNode();
        node.put("id", folder.id()).put("displayName", folder.displayName());
        if (kind == EntityKind.TASK) {
            return node.put("isOwner", true)
                    .put("isShared", false)
                    .put("wellknownListName", folder.distinguished() ? "defaultList" : "none");
        }
        node.put("parentFolderId", folder.parentId());
        PropertiesJson.write(node, folder.properties(), folder.properties().keySet());
        if (kind == EntityKind.MESSAGE) {
            long children = call.mailbox().folders().stream()
                    .filter(f -> f.parentId().equals(folder.id()))
                    .count();
            node.put("childFolderCount", (int) children);
            List<OtherItem> items = call.mailbox().others().in(folder.id());
            long unread = items.stream()
                    .filter(item -> item.content() instanceof MessageItem message && !message.read())
                    .count();
            node.put("unreadItemCount", (int) unread)
                    .put("totalItemCount", items.size())
                    .put("isHidden", false);
        }
        return node;
    }

    private static String type(EntityKind kind) {
        return switch (kind) {
            case CONTACT -> "contactFolder";
            case MESSAGE -> "mailFolder";
            default -> "todoTaskList";
        };
    }

    private static String segment(EntityKind kind) {
        return switch (kind) {
            case CONTACT -> "contactFolders";
            case MESSAGE -> "mailFolders";
            default -> "todo/lists";
        };
    }
}
