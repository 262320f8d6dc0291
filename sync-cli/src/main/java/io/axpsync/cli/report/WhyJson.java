package io.axpsync.cli.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.core.change.Observed;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Window;
import io.axpsync.core.link.Link;
import io.axpsync.core.plan.Decision;
import io.axpsync.core.plan.Projection;
import io.axpsync.core.run.Explanation;
import java.util.Locale;

/** Why things are, or are not, synchronised, for programs. */
public final class WhyJson {

    private final boolean showSubjects;

    public WhyJson(boolean showSubjects) {
        this.showSubjects = showSubjects;
    }

    public static ObjectNode failure(int exit, String question, Reason reason) {
        ObjectNode document = StateJson.document("why", exit).put("question", question);
        document.set("failure", Json.reason(reason));
        return document;
    }

    public ObjectNode of(int exit, String question, Explanation.Answer answer) {
        ObjectNode document = StateJson.document("why", exit).put("question", question);
        ArrayNode found = document.putArray("found");
        answer.found().forEach(e -> explain(found.addObject(), e));
        ArrayNode looked = document.putArray("looked");
        for (Explanation.Looked l : answer.looked()) {
            ObjectNode node = looked.addObject()
                    .put("lane", l.lane().id().id())
                    .put("mailbox", l.lane().mailbox().address())
                    .put("d365", l.d365())
                    .put("exchange", l.exchange());
            window(node, l.window());
            l.failure().forEach(f -> node.set("failure", Json.reason(f)));
        }
        return document;
    }

    private void explain(ObjectNode node, Explanation e) {
        node.put("lane", e.lane().id().id());
        node.put("mailbox", e.lane().mailbox().address());
        node.put("marker", e.lane().marker().name());
        if (showSubjects) {
            node.put("title", e.title());
        }
        window(node, e.window());
        node.put("privacy", lower(e.rules().privacy().name()));
        ArrayNode seen = node.putArray("seen");
        e.seen().forEach(o -> seen(seen.addObject(), o));
        e.link().forEach(l -> link(node.putObject("link"), l));
        node.put("standing", lower(e.standing().name()));
        e.decision().forEach(d -> decision(node.putObject("decision"), d));
        node.set("reason", Json.reason(e.reason()));
        ArrayNode cases = node.putArray("openCases");
        e.cases()
                .forEach(c -> cases.addObject()
                        .put("state", lower(c.state().name()))
                        .put("tries", c.tries())
                        .put("since", c.since().toString())
                        .set("reason", Json.reason(c.reason())));
        ArrayNode held = node.putArray("held");
        e.held()
                .forEach(h -> held.addObject()
                        .put("digest", h.digest())
                        .put("word", lower(h.word().name()))
                        .put("since", h.since().toString())
                        .set("reason", Json.reason(h.reason())));
        new StateJson(showSubjects).journal(node, e.journal(), false, "journal");
    }

    private static void seen(ObjectNode node, Observed o) {
        ref(node, o.ref());
        if (o instanceof Observed.Present p) {
            node.put("state", "present");
            node.put("marked", p.marked());
            node.put("place", lower(p.place().name()));
            node.put("role", lower(p.role().name()));
            node.put("private", p.item().exists(Projection::isPrivate));
            p.modified().forEach(at -> node.put("changed", at.toString()));
        } else if (o instanceof Observed.Unreadable u) {
            node.put("state", "unreadable");
            node.put("marked", u.marked());
            node.set("reason", Json.reason(u.reason()));
        } else {
            node.put("state", "gone");
        }
    }

    private static void link(ObjectNode node, Link l) {
        node.put("id", l.id().id());
        node.put("state", lower(l.state().name()));
        node.put("since", l.since().toString());
        l.madeOn().forEach(s -> node.put("madeOn", lower(s.name())));
        ArrayNode items = node.putArray("items");
        l.d365().toVector().appendAll(l.exchange()).forEach(r -> ref(items.addObject(), r));
    }

    private static void decision(ObjectNode node, Decision d) {
        node.put("verb", Words.verb(d));
        node.put("operations", d.operations());
        ArrayNode on = node.putArray("on");
        Words.sides(d).forEach(side -> on.add(lower(side.name())));
        Words.mail(node, d.mail());
    }

    private static void window(ObjectNode node, Window w) {
        node.putObject("window").put("from", w.from().toString()).put("to", w.to().toString());
    }

    private static void ref(ObjectNode node, ItemRef ref) {
        node.put("side", lower(ref.side().name())).put("id", ref.id());
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
