package io.axpsync.cli.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.core.item.Reason;
import io.axpsync.d365.odata.D365Selection;
import java.io.PrintWriter;

/** Whom a query selects, for people and for programs. */
public final class SelectionText {

    private SelectionText() {}

    public static void print(
            PrintWriter out, String query, String condition, D365Selection selection, boolean explain) {
        Table table = new Table("person", "name", "company", "organisation");
        selection
                .persons()
                .forEach(p -> table.row(
                        StateText.shown(p.ref().id()),
                        StateText.shown(p.name()),
                        StateText.shown(p.company()),
                        StateText.shown(p.organisation())));
        if (!table.isEmpty()) {
            table.print(out);
        }
        int n = selection.persons().size();
        out.println("query " + query + ": " + (n == 1 ? "1 person" : n + " persons"));
        if (explain) {
            out.println();
            out.println("condition: " + StateText.shown(condition));
            out.println("asked of D365:");
            selection
                    .asked()
                    .forEach(a -> out.println(
                            "  " + a.set() + (a.filter().isEmpty() ? "" : " where " + StateText.shown(a.filter()))
                                    + ": " + (a.rows() == 1 ? "1 row" : a.rows() + " rows")));
            out.println(selection.finished().isEmpty() ? "finished on our side: nothing" : "finished on our side:");
            selection.finished().forEach(f -> out.println("  " + StateText.shown(f)));
        }
        out.flush();
    }

    public static ObjectNode json(String query, String condition, D365Selection selection, boolean explain) {
        ObjectNode document = StateJson.document("query", 0).put("query", query);
        ArrayNode persons = document.putArray("persons");
        selection
                .persons()
                .forEach(p -> persons.addObject()
                        .put("id", p.ref().id())
                        .put("name", p.name())
                        .put("company", p.company())
                        .put("organisation", p.organisation()));
        if (explain) {
            ObjectNode explained = document.putObject("explain").put("condition", condition);
            ArrayNode asked = explained.putArray("asked");
            selection
                    .asked()
                    .forEach(a -> asked.addObject()
                            .put("set", a.set())
                            .put("filter", a.filter())
                            .put("rows", a.rows()));
            ArrayNode finished = explained.putArray("finished");
            selection.finished().forEach(finished::add);
        }
        return document;
    }

    /** @param exit the program's exit code */
    public static ObjectNode failure(int exit, String query, Reason reason) {
        ObjectNode document = StateJson.document("query", exit).put("query", query);
        document.set("failure", Json.reason(reason));
        return document;
    }

    public static void failure(PrintWriter out, Reason reason) {
        out.println(StateText.shown(reason.toString()));
        out.flush();
    }
}
