package io.axpsync.d365.odata.internal.service;

import io.vavr.collection.Seq;
import io.vavr.collection.Vector;

/**
 * A question to one set.
 *
 * @param filter may be empty
 * @param select our names; empty = all
 * @param order our names, ascending, last of them unique; empty = the server's order
 * @param top 0 = no limit
 * @param raw further properties, under the names that the environment gives them
 */
public record Query(EntitySet set, String filter, Seq<String> select, Seq<String> order, int top, Seq<String> raw) {

    public static Query of(EntitySet set, String filter) {
        return new Query(set, filter, Vector.empty(), Vector.empty(), 0, Vector.empty());
    }

    public Query selecting(Seq<String> properties) {
        return new Query(set, filter, properties, order, top, raw);
    }

    public Query ordered(Seq<String> by) {
        return new Query(set, filter, select, by, top, raw);
    }

    /** Reads these as well; they are kept under these names. */
    public Query with(Seq<String> names) {
        return new Query(set, filter, select, order, top, names);
    }

    public Query first(int rows) {
        return new Query(set, filter, select, order, rows, raw);
    }

    public Query filtered(String other) {
        return new Query(set, other, select, order, top, raw);
    }
}
