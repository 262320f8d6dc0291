package io.axpsync.d365.odata.internal.appointment;

import io.axpsync.core.item.DirectoryEntry;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.Kind;
import io.axpsync.core.port.Write;
import io.axpsync.d365.odata.internal.service.EntitySet;
import io.axpsync.d365.odata.internal.service.Key;
import io.axpsync.d365.odata.internal.service.OData;
import io.axpsync.d365.odata.internal.service.Operation;
import io.axpsync.d365.odata.internal.service.Row;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.util.Locale;

/** What a write does to the rows that hang on an activity: attendees, and links to the people behind them. */
final class ChildWrites {

    private final OData odata;
    private final Features features;
    private final Targets targets;

    ChildWrites(OData odata, Features features, ActivityMapping mapping) {
        this.targets = new Targets(mapping);
        this.odata = odata;
        this.features = features;
    }

    /** Each row on its own: one that is refused takes no other with it. */
    Seq<Operation> of(Job job) {
        if (job.key().isEmpty() || job.write instanceof Write.Remove) {
            return Vector.empty();
        }
        Key activity = job.key().get();
        if (job.write instanceof Write.Create create) {
            return attendees(job, activity, Vector.empty(), true)
                    .appendAll(links(create.associations(), activity, primary(create)));
        }
        Write.Update update = (Write.Update) job.write;
        boolean touched = AppointmentMapping.CHILDREN.exists(Targets.changes(update)::containsKey);
        Seq<Operation> attendees = touched
                ? attendees(
                        job,
                        activity,
                        job.before().map(Activity::attendees).getOrElse(Vector.empty()),
                        Targets.changes(update).containsKey(Field.ORGANIZER))
                : Vector.empty();
        return attendees.appendAll(links(
                update.associations(),
                activity,
                job.isUnlinked() ? update.associations().headOption() : Option.none()));
    }

    /**
     * Whether the activity may have been made and never been given its people, by a run that was killed: then its links
     * have to be looked at, since the first of them is the primary one.
     */
    boolean mayBeUnlinked(Job job) {
        return features.links()
                && job.write instanceof Write.Update update
                && !update.associations().isEmpty()
                && job.before().exists(activity -> activity.attendees().isEmpty());
    }

    private Seq<Operation> attendees(Job job, Key activity, Seq<Row> there, boolean organizerToo) {
        if (!features.attendees()) {
            return Vector.empty();
        }
        Item target = targets.of(job);
        Map<String, Map<String, Object>> wanted = People.wanted(target);
        Map<String, Row> existing =
                there.toMap(row -> new io.vavr.Tuple2<>(row.text("Email").toLowerCase(Locale.ROOT), row));
        boolean lonely = target.value(Field.ATTENDEES).isNothing();
        Vector<Operation> operations = Vector.empty();
        for (var want : wanted) {
            Row row = existing.get(want._1).getOrNull();
            if (row == null) {
                Map<String, Object> body =
                        LinkedHashMap.<String, Object>of("Email", want._1).merge(want._2);
                operations = operations.append(Operation.post(
                        odata.at().set(EntitySet.ATTENDEES),
                        EntitySet.ATTENDEES,
                        of(activity).merge(body),
                        "an attendee of " + job.what()));
            } else if (!People.says(row, want._2)) {
                operations = operations.append(Operation.patch(
                        odata.at().row(row.key()),
                        EntitySet.ATTENDEES,
                        row.etag(),
                        want._2.remove("Name"),
                        "an attendee of " + job.what()));
            }
        }
        for (Row row : existing.filterKeys(k -> !wanted.containsKey(k)).values()) {
            if (!People.organizes(row) || organizerToo || lonely) {
                operations = operations.append(Operation.delete(
                        odata.at().row(row.key()), EntitySet.ATTENDEES, row.etag(), "an attendee of " + job.what()));
            }
        }
        return operations;
    }

    /** Customers and the like belong to a company; those of another cannot be linked. */
    private Seq<Operation> links(Seq<DirectoryEntry> people, Key activity, Option<DirectoryEntry> primary) {
        if (!features.links()) {
            return Vector.empty();
        }
        return people.filter(p -> p.company().isEmpty()
                        || p.company().equalsIgnoreCase(activity.parts().get(0)))
                .distinctBy(p -> p.type() + p.key())
                .map(person -> Operation.post(
                        odata.at().set(EntitySet.LINKS),
                        EntitySet.LINKS,
                        of(activity)
                                .put("ParentType", parentType(person.type()))
                                .put("ParentId", person.key())
                                .put(
                                        "IsPrimary",
                                        primary.exists(p -> p.type() == person.type()
                                                        && p.key().equals(person.key()))
                                                ? "Yes"
                                                : "No"),
                        "a link of " + Reading.what(activity)));
    }

    /** Of a meeting the first; a message says itself whom it belongs to first. */
    private static Option<DirectoryEntry> primary(Write.Create create) {
        return create.lane().kind() == Kind.MESSAGE
                ? create.primary()
                : create.associations().headOption();
    }

    private static Map<String, Object> of(Key activity) {
        return LinkedHashMap.of(
                "dataAreaId", activity.parts().get(0),
                "ActivityNumber", activity.parts().get(1));
    }

    /** None for what is no person and no organisation. */
    static Option<DirectoryEntry.Type> type(String parentType) {
        return Vector.of(DirectoryEntry.Type.values())
                .find(type -> parentType(type).equals(parentType));
    }

    /** {@code smmActivityParentType}; a prospect is a business relation there, a worker a person. */
    private static String parentType(DirectoryEntry.Type type) {
        return switch (type) {
            case CONTACT_PERSON -> "ContactPerson";
            case CUSTOMER -> "Customer";
            case VENDOR -> "Vendor";
            case PROSPECT -> "BusRel";
            case WORKER -> "Person";
        };
    }
}
