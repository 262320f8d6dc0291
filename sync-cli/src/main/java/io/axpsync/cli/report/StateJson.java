package io.axpsync.cli.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.cli.state.JournalDesk;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Value;
import io.axpsync.core.port.Held;
import io.axpsync.core.port.JournalEntry;
import io.axpsync.core.port.OpenCase;
import io.axpsync.core.run.Resolution;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import java.util.Locale;
import java.util.function.Function;

/** What the state holds, for programs. */
public final class StateJson {

    private final boolean showSubjects;

    public StateJson(boolean showSubjects) {
        this.showSubjects = showSubjects;
    }

    /** The head of a document. */
    public static ObjectNode document(String command, int exit) {
        return Json.object().put("command", command).put("exit", exit);
    }

    public static ObjectNode refused(ObjectNode document, Seq<Reason> reasons) {
        ArrayNode problems = document.putArray("problems");
        reasons.map(Json::reason).forEach(problems::add);
        return document;
    }

    public ObjectNode held(ObjectNode document, Seq<Held> held) {
        ArrayNode all = document.putArray("held");
        for (Held h : held) {
            ObjectNode node = all.addObject()
                    .put("lane", h.lane().id())
                    .put("digest", h.digest())
                    .put("verb", lower(h.verb()))
                    .put("word", lower(h.word().name()))
                    .put("since", h.since().toString());
            about(node, h.title(), h.items(), h.reason());
        }
        return document;
    }

    /** @param conflicts what both sides say, where that is what a case is about */
    public ObjectNode cases(
            ObjectNode document, Seq<OpenCase> cases, Function<OpenCase, Seq<Resolution.Conflict>> conflicts) {
        ArrayNode all = document.putArray("cases");
        for (OpenCase c : cases) {
            ObjectNode node = all.addObject()
                    .put("lane", c.lane().id())
                    .put("state", lower(c.state().name()))
                    .put("tries", c.tries())
                    .put("since", c.since().toString())
                    .put("next", c.next().toString());
            about(node, c.title(), c.items(), c.reason());
            Seq<Resolution.Conflict> open = conflicts.apply(c);
            if (!open.isEmpty()) {
                ArrayNode fields = node.putArray("conflicts");
                open.forEach(f -> fields.addObject()
                        .put("field", f.field().name())
                        .put("d365", showSubjects ? Values.text(f.d365()) : null)
                        .put("exchange", showSubjects ? Values.text(f.exchange()) : null)
                        .put("seen", f.seen().toString()));
            }
        }
        return document;
    }

    /** @param values whether to tell which fields, and their values where they may be shown */
    public ObjectNode journal(ObjectNode document, Seq<JournalEntry> entries, boolean values) {
        return journal(document, entries, values, "entries");
    }

    ObjectNode journal(ObjectNode document, Seq<JournalEntry> entries, boolean values, String name) {
        ArrayNode all = document.putArray(name);
        for (JournalEntry e : entries) {
            ObjectNode node = all.addObject()
                    .put("at", e.at().toString())
                    .put("run", e.run())
                    .put("lane", e.lane().id())
                    .put("verb", e.verb())
                    .put("phase", lower(e.phase().name()));
            e.side().forEach(side -> node.put("side", lower(side.name())));
            e.link().forEach(link -> node.put("link", link.id()));
            e.undoes().forEach(run -> node.put("undoes", run));
            e.mailed()
                    .forEach(m -> node.putObject("mailed")
                            .put("what", m.what())
                            .put("inside", m.inside())
                            .put("outside", m.outside()));
            about(node, e.title(), e.ref().toVector(), e.reason());
            if (values) {
                values(node, "before", e.before());
                values(node, "after", e.after());
            }
        }
        return document;
    }

    /** Masked values are null: which fields they were is told. */
    private void values(ObjectNode node, String name, Map<Field, Value> values) {
        ObjectNode fields = node.putObject(name);
        values.forEach((field, value) -> fields.put(field.name(), showSubjects ? Values.text(value) : null));
    }

    public ObjectNode verdicts(ObjectNode document, Seq<JournalDesk.Verdict> verdicts) {
        ArrayNode lanes = document.putArray("lanes");
        for (JournalDesk.Verdict v : verdicts) {
            ObjectNode node = lanes.addObject()
                    .put("lane", v.lane().id())
                    .put("ok", v.damage().isEmpty());
            v.damage().forEach(reason -> node.set("damage", Json.reason(reason)));
        }
        return document;
    }

    private void about(ObjectNode node, String title, Seq<ItemRef> refs, Reason reason) {
        if (showSubjects) {
            node.put("title", title);
        }
        ArrayNode items = node.putArray("items");
        refs.forEach(
                ref -> items.addObject().put("side", lower(ref.side().name())).put("id", ref.id()));
        node.set("reason", Json.reason(reason));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
