package io.axpsync.d365.odata.internal.contact;

import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Stamp;
import io.axpsync.d365.odata.internal.service.EntitySet;
import io.axpsync.d365.odata.internal.service.Row;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.control.Option;
import java.util.Locale;

/**
 * A row of {@code AxpStamps}. Each employee who has a person among his contacts has a link of his own, so {@code LinkId}
 * says whose stamp it is: {@code <stamp>@<personnel number>}.
 */
final class StampRow {

    /** What stands in {@code EntityName} of the stamps of persons, whatever the set is called here. */
    static final String ENTITY = EntitySet.CONTACT_PERSONS.defaultName();

    private static final char WHOSE = '@';

    private StampRow() {}

    /** {@code LinkId} of a lane's stamp. */
    static String linkId(Stamp stamp, Lane lane) {
        return stamp.bare().text() + WHOSE + lane.mailbox().personnelNumber();
    }

    static boolean isOf(Row row, Lane lane) {
        return worker(row).equals(Person.worker(lane));
    }

    /** Whose stamp it is, lower case; empty when it does not say. */
    static String worker(Row row) {
        String text = row.text("LinkId");
        return text.indexOf(WHOSE) < 0
                ? ""
                : text.substring(text.lastIndexOf(WHOSE) + 1).toLowerCase(Locale.ROOT);
    }

    static Option<Stamp> stamp(Row row) {
        String text = row.text("LinkId");
        int at = text.lastIndexOf(WHOSE);
        return at < 0 ? Option.none() : Stamp.parse(text.substring(0, at));
    }

    static Map<String, Object> row(Person person, Stamp stamp, Lane lane) {
        return LinkedHashMap.of(
                "dataAreaId", person.row().text("dataAreaId"),
                "EntityName", ENTITY,
                "EntityKey", person.ref().id(),
                "LinkId", linkId(stamp, lane));
    }
}
