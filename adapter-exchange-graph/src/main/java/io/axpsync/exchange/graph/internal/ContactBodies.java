package io.axpsync.exchange.graph.internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.NormalForm;
import io.axpsync.core.item.Value;
import io.axpsync.core.port.Write;
import io.axpsync.exchange.graph.internal.wire.Json;
import io.vavr.collection.HashSet;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/** The bodies of writes: only what changes. */
final class ContactBodies {

    /** What Outlook builds the name out of that it shows. */
    private static final Set<Field> NAMES = HashSet.of(
            Field.NAME_PREFIX,
            Field.GIVEN_NAME,
            Field.MIDDLE_NAME,
            Field.FAMILY_NAME,
            Field.NAME_SUFFIX,
            Field.NICKNAME,
            Field.COMPANY);

    private ContactBodies() {}

    static JsonObject create(Write.Create create) {
        JsonObject body = new JsonObject();
        JsonObject nothing = new JsonObject();
        for (ContactMapping line : ContactMapping.TABLE) {
            Value value = create.item().value(line.field());
            if (!value.isNothing()) {
                line.writes().onto(body, nothing, value, create.lane());
            }
        }
        String name = create.item().title();
        if (!name.isEmpty()) {
            body.addProperty("displayName", name);
        }
        categories(
                body,
                Categories.after(
                        Vector.empty(),
                        create.lane(),
                        Option.some(create.item().value(Field.CATEGORIES)),
                        marker(create.lane(), Option.some(create.marked()))),
                Vector.empty());
        Stamps.write(body, create.stamp());
        return body;
    }

    /** Empty when nothing changes. */
    static JsonObject update(Write.Update update, Recollection before, JsonObject card) {
        JsonObject body = new JsonObject();
        update.changes().forEach((field, value) -> {
            if (!update.withheld().contains(field) && !before.withheld().contains(field)) {
                ContactMapping.of(field).writes().onto(body, card, value, update.lane());
            }
        });
        names(body, update, card);
        Seq<String> categories = Categories.withStatus(
                Categories.after(
                        before.categories(),
                        update.lane(),
                        update.changes().get(Field.CATEGORIES),
                        marker(update.lane(), update.marked())),
                update.lane(),
                update.status());
        categories(body, categories, before.categories());
        update.stamp().filter(stamp -> !before.stamp().contains(stamp)).forEach(stamp -> Stamps.write(body, stamp));
        return body;
    }

    /** A published folder is its own scope: whether something there carries the marker is its users' business. */
    private static Option<Boolean> marker(Lane lane, Option<Boolean> wanted) {
        return wanted.filter(yes -> !lane.isPublished());
    }

    /**
     * The server makes the display name anew when a part of the name changes, unless it is sent: a name that its user has
     * given stays as long as the person is called the same, and one of a person that has no name any more goes, so that it
     * is not taken for a family name. A name that was only shown is written as one when it would get lost.
     */
    private static void names(JsonObject body, Write.Update update, JsonObject card) {
        Set<Field> changed = update.changes().keySet().intersect(NAMES);
        if (changed.isEmpty()) {
            return;
        }
        Item after = update.changes().foldLeft(update.before(), (item, change) -> item.with(change._1, change._2));
        String shown = NormalForm.line(Json.text(card, "displayName").getOrElse(""));
        String name = shown.equals(update.before().title())
                        || !after.title().equals(update.before().title())
                ? after.title()
                : shown;
        body.addProperty("displayName", name);
        if (ContactMapping.hasOnlyADisplayName(card) && !body.has("surname")) {
            ContactMapping.of(Field.FAMILY_NAME)
                    .writes()
                    .onto(body, card, update.before().value(Field.FAMILY_NAME), update.lane());
        }
    }

    private static void categories(JsonObject body, Seq<String> names, Seq<String> before) {
        if (!names.equals(before)) {
            JsonArray array = new JsonArray();
            names.forEach(array::add);
            body.add("categories", array);
        }
    }
}
