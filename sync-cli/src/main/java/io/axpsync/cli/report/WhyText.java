package io.axpsync.cli.report;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Window;
import io.axpsync.core.link.Link;
import io.axpsync.core.plan.Decision;
import io.axpsync.core.plan.Projection;
import io.axpsync.core.port.JournalEntry;
import io.axpsync.core.run.Explanation;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Why things are, or are not, synchronised, for people. Times are UTC. */
public final class WhyText {

    private static final int IN_FULL = 20;

    private final PrintWriter out;
    private final boolean showSubjects;

    public WhyText(PrintWriter out, boolean showSubjects) {
        this.out = out;
        this.showSubjects = showSubjects;
    }

    public void print(Explanation.Answer answer) {
        answer.found().take(IN_FULL).forEach(this::explain);
        int more = answer.found().size() - IN_FULL;
        if (more > 0) {
            out.println("… and " + more + " more (all of them with --json)");
        }
        boolean nothing = answer.found().isEmpty();
        if (nothing) {
            out.println("Nothing like that was found, marked or not. Looked in:");
        }
        answer.looked()
                .filter(l -> nothing || l.failure().isDefined())
                .forEach(l -> out.println(
                        "  " + l.lane().id() + "  " + l.lane().mailbox().address() + "  "
                                + l.failure()
                                        .map(f -> "failed: " + shown(f))
                                        .getOrElse(l.d365() + " items in D365 and " + l.exchange() + " in Exchange, "
                                                + window(l.window()) + "; links, open cases, and the journal")));
        if (nothing) {
            out.println("Whole ids are looked up one by one; subjects and attendees only in this period.");
        }
        out.flush();
    }

    public void failure(Reason reason) {
        out.println("D365 could not be asked who is who: " + reason);
        out.flush();
    }

    private void explain(Explanation e) {
        out.println(e.lane().id() + "  " + e.lane().mailbox().address() + "  "
                + Words.title(StateText.shown(e.title()), showSubjects));
        for (Side side : Side.values()) {
            line(Words.name(side), e.on(side).map(WhyText::seen).getOrElse(() -> unseen(e, side)));
        }
        line("marker", "category \"" + e.lane().marker().name() + "\": " + marked(e));
        line("window", window(e.window()));
        line("privacy", privacy(e));
        line("link", e.link().map(WhyText::link).getOrElse("none"));
        line("decision", decision(e));
        line("reason", shown(e.reason()));
        e.cases()
                .forEach(c -> line(
                        "open",
                        c.state().name().toLowerCase(Locale.ROOT) + " since " + second(c.since()) + ", " + c.tries()
                                + " tries: " + shown(c.reason())));
        e.held()
                .forEach(h -> line(
                        "held",
                        io.axpsync.cli.state.HeldDesk.name(h) + " "
                                + h.word().name().toLowerCase(Locale.ROOT) + " since " + second(h.since()) + ": "
                                + shown(h.reason())));
        e.journal().forEach(j -> line("journal", entry(j)));
        out.println();
    }

    private void line(String name, String text) {
        out.println(String.format(Locale.ROOT, "  %-9s %s", name, text));
    }

    static String seen(Observed o) {
        if (o instanceof Observed.Present p) {
            return p.ref().id() + "  " + Words.place(p.place()) + ", " + (p.marked() ? "marked" : "not marked")
                    + (p.role() == Observed.Role.ATTENDEE ? ", an attendee's copy" : "")
                    + p.modified().map(at -> ", changed " + second(at)).getOrElse("");
        } else if (o instanceof Observed.Unreadable u) {
            return u.ref().id() + "  cannot be read, " + (u.marked() ? "marked" : "not marked") + ": "
                    + shown(u.reason());
        }
        return o.ref().id() + "  gone";
    }

    private static String unseen(Explanation e, Side side) {
        return e.link()
                .flatMap(l -> l.ref(side))
                .map(ref -> ref.id() + "  not read now")
                .getOrElse("no counterpart");
    }

    private static String marked(Explanation e) {
        Seq<String> sides = e.seen()
                .filter(o -> o instanceof Observed.Present p && p.marked()
                        || o instanceof Observed.Unreadable u && u.marked())
                .map(o -> Words.name(o.ref().side()));
        return sides.isEmpty() ? "on neither side" : "on " + sides.mkString(" and ");
    }

    static String privacy(Explanation e) {
        boolean secret =
                e.seen().exists(o -> o instanceof Observed.Present p && p.item().exists(Projection::isPrivate));
        return (secret ? "private" : "not private") + "; the lane's policy: "
                + e.rules().privacy().name().toLowerCase(Locale.ROOT);
    }

    private static String link(Link l) {
        return l.id().id() + "  " + l.state().name().toLowerCase(Locale.ROOT) + " since " + second(l.since())
                + l.madeOn().map(s -> ", we made it on " + Words.name(s)).getOrElse("");
    }

    private static String decision(Explanation e) {
        String verb = e.decision().map(WhyText::words).getOrElse("none");
        return switch (e.standing()) {
            case PLANNED -> verb;
            case HELD -> verb + ", held by a guard";
            case REJECTED -> verb + ", rejected by a person";
            case LEFT_ALONE -> "left alone";
            case UNKNOWN -> "unknown: the lane could not be looked at";
        };
    }

    private static String words(Decision d) {
        Seq<String> on = Words.sides(d).map(Words::name);
        Option<String> mail = Option.when(d.mail().recipients() > 0, () -> Words.mail(d.mail()));
        return Vector.of(Words.verb(d) + (on.isEmpty() ? "" : " on " + on.mkString(" and ")))
                .appendAll(mail)
                .mkString(", ");
    }

    private static String entry(JournalEntry j) {
        return second(j.at()) + "  " + j.verb() + " "
                + j.phase().name().toLowerCase(Locale.ROOT)
                + j.side().map(s -> " on " + Words.name(s)).getOrElse("") + ": "
                + StateText.shown(j.reason().text());
    }

    private static String window(Window w) {
        return second(w.from()) + " to " + second(w.to());
    }

    private static String shown(Reason reason) {
        return StateText.shown(reason.toString());
    }

    private static String second(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
