package io.axpsync.d365.odata.internal.appointment;

import io.axpsync.core.item.Stamp;
import io.axpsync.core.item.Value;
import io.axpsync.d365.odata.internal.http.Answer;
import io.axpsync.d365.odata.internal.http.Trouble;
import io.axpsync.d365.odata.internal.service.EntitySet;
import io.axpsync.d365.odata.internal.service.Key;
import io.axpsync.d365.odata.internal.service.Literals;
import io.axpsync.d365.odata.internal.service.OData;
import io.axpsync.d365.odata.internal.service.Query;
import io.axpsync.d365.odata.internal.service.Row;
import io.axpsync.d365.odata.internal.service.Where;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import java.util.Locale;

/**
 * Which files of activities are copies of ours: each has a row of {@code AxpStamps}, written in one change set with it.
 * {@code EntityKey} = {@code <activity number>/<file name>}, {@code LinkId} = {@code <stamp>#<bytes>}, because the set of
 * the files tells no sizes without their contents. Files without such a row are those of D365 users.
 */
final class Copies {

    /** What stands in {@code EntityName} of the stamps of files, whatever the set is called here. */
    static final String ENTITY = EntitySet.ATTACHMENTS.defaultName();

    /** So many terms stand in one filter. */
    private static final int TERMS = 20;

    private static final char SIZE = '#';

    private Copies() {}

    /** The stamps of all copies of these activities; few queries, which may ask for several activities each. */
    static Vector<Query> queries(OData odata, Seq<Key> activities) {
        Where where = odata.where(EntitySet.STAMPS);
        return activities
                .groupBy(key -> key.parts().get(0).toLowerCase(Locale.ROOT))
                .toVector()
                .flatMap(company -> company._2.grouped(TERMS))
                .map(keys -> Query.of(
                        EntitySet.STAMPS,
                        Where.all(Vector.of(
                                where.is(
                                        "dataAreaId",
                                        Literals.text(keys.head().parts().get(0))),
                                where.is("EntityName", Literals.text(ENTITY)),
                                where.isOneOf("EntityKey", keys.map(k -> prefix(k) + "*"))))));
    }

    /** What the answers to {@link #queries} hold. */
    static Seq<Row> rows(OData odata, Vector<Query> queries, Vector<Either<Trouble, Answer>> answers) {
        return Vector.range(0, queries.size())
                .flatMap(i -> odata.rows(queries.get(i), answers.get(i), "reading which files are copies"));
    }

    /** Those of one activity; servers take {@code *} and letters loosely, so they are compared again. */
    static Seq<Row> of(Seq<Row> stamps, Key activity) {
        String prefix = prefix(activity).toLowerCase(Locale.ROOT);
        return stamps.filter(
                row -> row.text("dataAreaId").equalsIgnoreCase(activity.parts().get(0))
                        && row.text("EntityName").equals(ENTITY)
                        && row.text("EntityKey").toLowerCase(Locale.ROOT).startsWith(prefix)
                        && row.text("EntityKey").length() > prefix.length());
    }

    /** The copies as a value: name and size. */
    static Value read(Seq<Row> stamps) {
        Value.Entries entries = Value.Entries.of(stamps.map(
                row -> new Value.Entry(name(row).toLowerCase(Locale.ROOT), Long.toString(bytes(row)), name(row))));
        return entries.isEmpty() ? Value.NOTHING : entries;
    }

    static String name(Row stamp) {
        String key = stamp.text("EntityKey");
        return key.substring(key.indexOf('/') + 1);
    }

    static long bytes(Row stamp) {
        String link = stamp.text("LinkId");
        String size = link.substring(link.lastIndexOf(SIZE) + 1);
        return size.matches("\\d{1,18}") ? Long.parseLong(size) : -1;
    }

    static Map<String, Object> row(Key activity, String name, long bytes, Stamp stamp) {
        return LinkedHashMap.of(
                "dataAreaId",
                activity.parts().get(0),
                "EntityName",
                ENTITY,
                "EntityKey",
                prefix(activity) + name,
                "LinkId",
                stamp.bare().text() + SIZE + bytes);
    }

    private static String prefix(Key activity) {
        return activity.parts().get(1) + "/";
    }
}
