package io.axpsync.d365.odata.internal.appointment;

import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.ItemVersion;
import io.axpsync.d365.odata.internal.service.EntitySet;
import io.axpsync.d365.odata.internal.service.Key;
import io.axpsync.d365.odata.internal.service.Row;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.util.Locale;

/**
 * One activity as it was read.
 *
 * @param version its row of {@code AxpActivityVersions}, where there is one
 * @param attendees its rows of {@code AxpActivityAttendees}; empty where there are none or they were not asked for
 * @param links its rows of {@code AxpActivityLinks}; empty where there are none or they were not asked for
 * @param copies the stamps of its files that are ours
 * @param series what makes it a series; none of one that is no master, or where there are no series
 */
record Activity(
        Row row, Option<Row> version, Seq<Row> attendees, Seq<Row> links, Option<Series> series, Seq<Row> copies) {

    Activity(Row row, Option<Row> version, Seq<Row> attendees) {
        this(row, version, attendees, Vector.empty(), Option.none(), Vector.empty());
    }

    Activity withLinks(Seq<Row> rows) {
        return new Activity(row, version, attendees, rows, series, copies);
    }

    Activity withCopies(Seq<Row> stamps) {
        return new Activity(row, version, attendees, links, series, stamps);
    }

    Activity with(Option<Series> rows) {
        return new Activity(row, version, attendees, links, rows, copies);
    }

    private static final char SEPARATOR = '|';

    ItemRef ref() {
        return ref(row);
    }

    /** Names an activity, or a row that carries its key. */
    static ItemRef ref(Row row) {
        return ItemRef.d365(row.text("dataAreaId").toLowerCase(Locale.ROOT) + "/" + row.text("ActivityNumber"));
    }

    static ItemRef ref(Key key) {
        return ItemRef.d365(
                key.parts().get(0).toLowerCase(Locale.ROOT) + "/" + key.parts().get(1));
    }

    /** The key behind a reference; none when it was not made here. */
    static Option<Key> key(ItemRef ref) {
        int slash = ref.id().indexOf('/');
        return slash > 0 && slash < ref.id().length() - 1
                ? Option.some(Key.of(
                        EntitySet.ACTIVITIES,
                        ref.id().substring(0, slash),
                        ref.id().substring(slash + 1)))
                : Option.none();
    }

    /** Etag of the row and, because attendees do not move it, the version row's own stamps. */
    ItemVersion token() {
        return new ItemVersion(row.etag()
                + version.map(v -> SEPARATOR + v.text("RecVersion") + "@" + v.text("ModifiedDateTime"))
                        .getOrElse(""));
    }

    /** The part of a token that goes into {@code If-Match}. */
    static String etag(ItemVersion token) {
        int at = token.token().indexOf(SEPARATOR);
        return at < 0 ? token.token() : token.token().substring(0, at);
    }
}
