package io.axpsync.d365.odata.internal.appointment;

import static io.axpsync.core.item.Field.ASSOCIATIONS;
import static io.axpsync.core.item.Field.ATTACHMENTS;
import static io.axpsync.core.item.Field.ATTENDEES;
import static io.axpsync.core.item.Field.PERIOD;

import io.axpsync.core.item.ActivityLink;
import io.axpsync.core.item.Capabilities.Holding;
import io.axpsync.core.item.DirectoryEntry;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Value;
import io.axpsync.d365.odata.internal.service.Literals;
import io.axpsync.d365.odata.internal.service.Row;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/**
 * Imported messages and activities of category {@code Event}: start and end are when the message was received. Whom it
 * belongs to is read back, so that an answer belongs to what a person has corrected it to.
 */
final class MessageMapping {

    private static final FieldTable.Line LINKS = new FieldTable.Line(
            ASSOCIATIONS,
            Holding.READ_ONLY,
            true,
            (a, l) -> associations(a.links()),
            (item, l) -> LinkedHashMap.empty());

    private static final Seq<FieldTable.Line> TABLE = Vector.of(
            FieldTable.SUBJECT,
            FieldTable.BODY,
            FieldTable.line(PERIOD, (a, l) -> Periods.read(a.row(), l.mailbox().zone()), MessageMapping::received),
            FieldTable.SENSITIVITY,
            FieldTable.IMPORTANCE,
            FieldTable.meetings(
                    ATTENDEES, (a, l) -> People.attendees(a.attendees()), (item, l) -> LinkedHashMap.empty()),
            LINKS,
            FieldTable.line(ATTACHMENTS, (a, l) -> Copies.read(a.copies()), (item, l) -> LinkedHashMap.empty()));

    private MessageMapping() {}

    static FieldTable of(Features features) {
        return new FieldTable(
                Kind.MESSAGE,
                TABLE.filter(line -> line.field() != ATTACHMENTS || features.files())
                        .filter(line -> !line.meetings()
                                || (line.field() == ASSOCIATIONS ? features.links() : features.attendees())));
    }

    private static Map<String, Object> received(Item item, Lane lane) {
        Value.Period at = (Value.Period) item.value(PERIOD);
        return LinkedHashMap.of(
                "AllDay", "No",
                "StartDateTime", Literals.time(at.start()),
                "EndDateTime", Literals.time(at.end()));
    }

    private static Value associations(Seq<Row> links) {
        Value.Entries entries =
                Value.Entries.of(links.flatMap(MessageMapping::link).map(ActivityLink::element));
        return entries.isEmpty() ? Value.NOTHING : entries;
    }

    /** What belongs to something else than people and organisations is left to D365. */
    private static Option<ActivityLink> link(Row row) {
        return ChildWrites.type(row.text("ParentType"))
                .map(type -> new ActivityLink(
                        new DirectoryEntry(
                                type,
                                "",
                                type == DirectoryEntry.Type.WORKER ? "" : row.text("dataAreaId"),
                                row.text("ParentId"),
                                "",
                                "",
                                Option.none()),
                        row.yes("IsPrimary")));
    }
}
