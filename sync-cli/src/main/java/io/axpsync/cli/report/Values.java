package io.axpsync.cli.report;

import io.axpsync.core.item.Value;

/** Values of fields for people and programs. */
final class Values {

    private Values() {}

    static String text(Value value) {
        if (value instanceof Value.Text t) {
            return t.text();
        } else if (value instanceof Value.Choice c) {
            return c.name();
        } else if (value instanceof Value.Whole w) {
            return Long.toString(w.number());
        } else if (value instanceof Value.Period p) {
            return p.start() + "/" + p.end();
        } else if (value instanceof Value.Days d) {
            return d.start() + "/" + d.end();
        } else if (value instanceof Value.Recurring r) {
            return text(r.first()) + " " + r.rule() + (r.zone().isEmpty() ? "" : " " + r.zone());
        } else if (value instanceof Value.Date d) {
            return d.date().toString();
        } else if (value instanceof Value.Moment m) {
            return m.at().toString();
        } else if (value instanceof Value.Entries e) {
            return e.values().map(Values::entry).mkString(", ");
        }
        return "";
    }

    private static String entry(Value.Entry entry) {
        return entry.value().isEmpty() ? entry.key() : entry.key() + " " + entry.value();
    }
}
