package io.axpsync.d365.odata.internal.appointment;

import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.RecurrenceOverride;
import io.axpsync.core.item.Stamp;
import io.axpsync.core.item.Value;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.Write;
import io.axpsync.d365.odata.internal.service.EntitySet;
import io.axpsync.d365.odata.internal.service.OData;
import io.axpsync.d365.odata.internal.service.Operation;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.time.ZoneId;

/** What a write does to the activity's own row. */
final class RowWrites {

    private final OData odata;
    private final Features features;
    private final ActivityMapping mapping;
    private final Sight sight;
    private final Targets targets;
    private final SeriesWrites series;

    RowWrites(OData odata, Features features, ActivityMapping mapping, Sight sight, SeriesWrites series) {
        this.series = series;
        this.targets = new Targets(mapping);
        this.odata = odata;
        this.features = features;
        this.mapping = mapping;
        this.sight = sight;
    }

    /** Why it cannot be written as it is; servers differ in whether they refuse or cut, so it is refused here. */
    Option<PortFailure> objection(Job job) {
        if (job.write instanceof Write.Remove) {
            return Option.none();
        }
        Item target = targets.of(job);
        Seq<Field> fields = Targets.fields(job.write);
        Seq<String> tooLong = mapping.tooLong(target.kind(), target.values().filterKeys(fields::contains));
        if (!tooLong.isEmpty()) {
            return rejected("too-long", tooLong.mkString(", ") + " of " + job.what() + " is longer than D365 can hold");
        }
        if (target.kind() != Kind.APPOINTMENT) {
            return Option.none();
        }
        ZoneId zone = job.write.lane().mailbox().zone();
        if (!(job.write instanceof Write.Create) && !fields.contains(Field.PERIOD)) {
            return fields.contains(Field.EXCEPTIONS) ? exceptionsObjection(target, zone) : Option.none();
        }
        Option<Value.Period> period = Periods.instants(AppointmentMapping.first(target.value(Field.PERIOD)), zone);
        if (period.isEmpty()) {
            return rejected("no-period", job.what() + " has no start and end");
        }
        return Periods.fits(period.get())
                ? seriesObjection(target, zone)
                : rejected("out-of-range", job.what() + " lies outside the years 1900 to 2154, which D365 can hold");
    }

    private Option<PortFailure> seriesObjection(Item target, ZoneId zone) {
        if (!(target.value(Field.PERIOD) instanceof Value.Recurring recurring)) {
            return Option.none();
        }
        return features.series()
                ? SeriesColumns.write(recurring, zone)
                        .swap()
                        .toOption()
                        .<PortFailure>map(PortFailure.Rejected::new)
                        .orElse(() -> exceptionsObjection(target, zone))
                : rejected("series", "PERIOD is a series, which stock D365 cannot hold");
    }

    /** Each modified occurrence is an activity, so what holds for activities holds for it. */
    private Option<PortFailure> exceptionsObjection(Item target, ZoneId zone) {
        if (!(target.value(Field.EXCEPTIONS) instanceof Value.Entries entries)) {
            return Option.none();
        }
        for (Value.Entry entry : entries.values()) {
            if (RecurrenceOverride.of(entry) instanceof RecurrenceOverride.Changed changed) {
                String what = "EXCEPTIONS: the occurrence of " + entry.key();
                Seq<String> tooLong = mapping.tooLong(Kind.APPOINTMENT, changed.fields());
                Option<Value.Period> moved = changed.fields().get(Field.PERIOD).flatMap(p -> Periods.instants(p, zone));
                if (!tooLong.isEmpty()) {
                    return rejected(
                            "too-long", what + " has a longer " + tooLong.mkString(", ") + " than D365 can hold");
                } else if (moved.exists(p -> !Periods.fits(p))) {
                    return rejected("out-of-range", what + " lies outside the years 1900 to 2154");
                }
            }
        }
        return Option.none();
    }

    private static Option<PortFailure> rejected(String code, String text) {
        return Option.some(new PortFailure.Rejected(Reason.of(code, text)));
    }

    /** Whether properties that items do not show decide what is written. */
    boolean needsBefore(Write.Update update) {
        boolean children = AppointmentMapping.CHILDREN.exists(update.changes()::containsKey);
        boolean reminder = update.changes().containsKey(Field.REMINDER)
                && update.before().value(Field.PERIOD).isNothing();
        return writesCategories(update)
                || writesNotes(update)
                || (features.attendees() && children)
                || reminder
                || series.concerns(update);
    }

    private static boolean writesCategories(Write.Update update) {
        return update.marked().isDefined() || Targets.changes(update).containsKey(Field.CATEGORIES);
    }

    private boolean writesNotes(Write.Update update) {
        boolean files = !update.attachments().isNothing() || update.changes().containsKey(Field.ATTACHMENTS);
        return files
                || !features.attendees()
                        && (!update.attendees().isNothing() || update.changes().containsKey(Field.ATTENDEES));
    }

    /** None when the row itself stays as it is. */
    Option<Operation> of(Job job) {
        if (job.write instanceof Write.Create create) {
            return Option.some(Operation.post(
                    odata.at().set(EntitySet.ACTIVITIES), EntitySet.ACTIVITIES, row(create), job.what()));
        } else if (job.write instanceof Write.Remove remove) {
            return job.key()
                    .map(key -> Operation.delete(
                            odata.at().row(key), EntitySet.ACTIVITIES, Activity.etag(remove.expected()), job.what()));
        }
        Write.Update update = (Write.Update) job.write;
        Map<String, Object> row = row(update, job);
        return job.key()
                .filter(key -> !row.isEmpty())
                .map(key -> Operation.patch(
                        odata.at().row(key), EntitySet.ACTIVITIES, Activity.etag(update.expected()), row, job.what()));
    }

    /** {@code ActivityNumber} is left out: a number sequence gives it. */
    private Map<String, Object> row(Write.Create create) {
        Map<String, Object> row = LinkedHashMap.<String, Object>of(
                        "dataAreaId", create.lane().mailbox().company(),
                        "Category",
                                ActivityMapping.category(create.lane().kind()).get(),
                        "ResponsibleWorkerPersonnelNumber",
                                create.lane().mailbox().personnelNumber(),
                        "SourceApplication", odata.config().sourceApplication())
                .merge(mapping.write(
                        create.item(), create.item().values().keySet().toVector(), create.lane()))
                .merge(series.state(new Job(create), create.item()))
                .merge(sight.marked(
                        create.marked(),
                        "",
                        create.item().value(Field.CATEGORIES),
                        create.lane(),
                        odata.config().categorySeparator()))
                .merge(identity(Option.some(create.stamp()), create.naturalKey()));
        if (create.lane().kind() == Kind.MESSAGE) {
            String notes = create.envelope()
                    .map(message -> NotesBlock.message(message, features.links(), create.attachments()))
                    .getOrElse("");
            return notes.isEmpty() ? row : row.put("Notes", notes);
        }
        Value attendees = create.attendees().isNothing() ? create.item().value(Field.ATTENDEES) : create.attendees();
        String notes = NotesBlock.write("", features.attendees() ? Value.NOTHING : attendees, create.attachments());
        return notes.isEmpty() ? row : row.put("Notes", notes);
    }

    private Map<String, Object> row(Write.Update update, Job job) {
        Item target = targets.of(job);
        Map<String, Object> row = mapping.write(target, Targets.fields(update), update.lane())
                .merge(
                        Targets.fields(update).contains(Field.PERIOD)
                                ? series.state(job, target)
                                : LinkedHashMap.empty())
                .merge(identity(update.stamp(), update.naturalKey()));
        if (job.before().isEmpty()) {
            return row;
        }
        Activity before = job.before().get();
        if (writesCategories(update)) {
            row = row.merge(sight.marked(
                    update.marked().getOrElse(() -> sight.isMarked(before.row(), update.lane())),
                    before.row().text("OutlookCategories"),
                    target.value(Field.CATEGORIES),
                    update.lane(),
                    odata.config().categorySeparator()));
        }
        if (writesNotes(update)) {
            String notes = before.row().text("Notes");
            String after = update.lane().kind() == Kind.MESSAGE
                    ? NotesBlock.joined(notes, update.attendees())
                    : NotesBlock.write(
                            notes, features.attendees() ? Value.NOTHING : update.attendees(), update.attachments());
            row = after.equals(notes) ? row : row.put("Notes", after);
        }
        return row;
    }

    private static Map<String, Object> identity(Option<Stamp> stamp, Option<String> naturalKey) {
        Map<String, Object> row = LinkedHashMap.empty();
        row = stamp.isEmpty()
                ? row
                : row.put("OutlookEntryId", stamp.get().bare().text());
        return naturalKey.isEmpty() ? row : row.put("OutlookSharedObjectId", naturalKey.get());
    }
}
