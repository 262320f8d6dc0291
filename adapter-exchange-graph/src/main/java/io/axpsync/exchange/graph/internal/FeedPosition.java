package io.axpsync.exchange.graph.internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.axpsync.core.change.Checkpoint;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Window;
import io.axpsync.exchange.graph.internal.wire.Json;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import io.vavr.control.Try;
import java.time.Duration;
import java.time.Instant;

/**
 * What our checkpoints hold: Graph's delta links, relative to the version, and what they were made for. Graph bakes the
 * window into a link, so a window that has moved by more than a little needs a new round, which is a full one.
 *
 * @param links one for each strip of the window, in order
 * @param folderId where it was told and is needed; may be empty
 */
record FeedPosition(String mailbox, String folder, Window window, Seq<String> links, String folderId) {

    private static final long VERSION = 2;

    static FeedPosition of(Lane lane, Window window, Seq<String> links) {
        return new FeedPosition(lane.mailbox().address(), lane.folder().getOrElse(""), window, links, "");
    }

    FeedPosition withFolderId(String id) {
        return new FeedPosition(mailbox, folder, window, links, id);
    }

    /** None when it is not one of ours. */
    static Option<FeedPosition> parse(Checkpoint checkpoint) {
        return Json.parse(checkpoint.token())
                .filter(json -> Json.whole(json, "v").contains(VERSION))
                .flatMap(json -> Try.of(() -> new FeedPosition(
                                text(json, "mailbox"),
                                text(json, "folder"),
                                new Window(Instant.parse(text(json, "from")), Instant.parse(text(json, "to"))),
                                Vector.ofAll(json.getAsJsonArray("links")).map(JsonElement::getAsString),
                                Json.text(json, "id").getOrElse("")))
                        .toOption())
                .filter(position ->
                        !position.links().isEmpty() && position.links().forAll(link -> link.startsWith("/users/")));
    }

    Checkpoint checkpoint() {
        JsonObject json = new JsonObject();
        json.addProperty("v", VERSION);
        json.addProperty("mailbox", mailbox);
        json.addProperty("folder", folder);
        json.addProperty("from", window.from().toString());
        json.addProperty("to", window.to().toString());
        JsonArray all = new JsonArray();
        links.forEach(all::add);
        json.add("links", all);
        if (!folderId.isEmpty()) {
            json.addProperty("id", folderId);
        }
        return new Checkpoint(json.toString());
    }

    boolean isOf(Lane lane) {
        return mailbox.equalsIgnoreCase(lane.mailbox().address())
                && folder.equals(lane.folder().getOrElse(""));
    }

    /** Whether it still shows that window: it has moved by no more than the slack at either end. */
    boolean shows(Window asked, Duration slack) {
        return near(window.from(), asked.from(), slack) && near(window.to(), asked.to(), slack);
    }

    private static boolean near(Instant one, Instant other, Duration slack) {
        return Duration.between(one, other).abs().compareTo(slack) <= 0;
    }

    private static String text(JsonObject json, String name) {
        return Json.text(json, name).getOrElseThrow(() -> new IllegalArgumentException("no " + name));
    }
}
