package io.axpsync.cli.report;

import io.axpsync.cli.state.HeldDesk;
import io.axpsync.cli.state.JournalDesk;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Value;
import io.axpsync.core.port.Held;
import io.axpsync.core.port.JournalEntry;
import io.axpsync.core.port.OpenCase;
import io.axpsync.core.run.Resolution;
import io.vavr.collection.HashSet;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** What the state holds, for people. Times are UTC. */
public final class StateText {

    private final PrintWriter out;
    private final boolean showSubjects;

    public StateText(PrintWriter out, boolean showSubjects) {
        this.out = out;
        this.showSubjects = showSubjects;
    }

    public void line(String text) {
        out.println(text);
        out.flush();
    }

    public void refused(Seq<Reason> reasons) {
        reasons.forEach(r -> line("left alone: " + r));
    }

    public void held(Seq<Held> held) {
        Table table = new Table("Lane", "Digest", "Verb", "Word", "Since", "Item", "Subject", "Why");
        held.forEach(h -> table.row(
                h.lane(),
                HeldDesk.name(h),
                h.verb().toLowerCase(Locale.ROOT),
                word(h),
                second(h.since()),
                Words.item(h.items()),
                title(h.title()),
                h.reason().code()));
        table.print(out);
    }

    public void heldInFull(Held h) {
        line(h.lane() + "  " + h.digest());
        line("  " + h.verb().toLowerCase(Locale.ROOT) + ", " + word(h) + ", since " + second(h.since()));
        line("  " + title(h.title()));
        h.items().forEach(ref -> line("  " + Words.name(ref.side()) + " " + ref.id()));
        line("  " + shown(h.reason().toString()));
    }

    private static String word(Held held) {
        return switch (held.word()) {
            case NONE -> "waits";
            case RELEASE -> "released";
            case REJECT -> "rejected";
        };
    }

    public void cases(Seq<OpenCase> cases, Instant now) {
        Table table = new Table("Lane", "State", "Tries", "Since", "Next try", "Item", "Subject", "Why");
        cases.forEach(c -> table.row(
                c.lane(),
                c.state().name().toLowerCase(Locale.ROOT),
                c.tries(),
                second(c.since()),
                next(c, now),
                Words.item(c.items()),
                title(c.title()),
                c.reason().code()));
        table.print(out);
    }

    /** @param conflicts what both sides say, where that is what the case is about */
    public void caseInFull(OpenCase c, Seq<Resolution.Conflict> conflicts, Instant now) {
        line(c.lane() + "  " + c.state().name().toLowerCase(Locale.ROOT));
        line("  " + c.tries() + " tries since " + second(c.since()) + ", next: " + next(c, now));
        line("  " + title(c.title()));
        c.items().forEach(ref -> line("  " + Words.name(ref.side()) + " " + ref.id()));
        line("  " + shown(c.reason().toString()));
        conflicts.forEach(f -> line("  " + f.field() + ": D365 " + value(f.d365()) + ", Exchange " + value(f.exchange())
                + " (seen " + second(f.seen()) + ")"));
        if (Resolution.isConflict(c) && conflicts.isEmpty()) {
            line("  The journal no longer holds the values; `axpsync why` reads them anew.");
        }
    }

    private String value(Value value) {
        if (!showSubjects) {
            return "(hidden)";
        }
        return value.isNothing() ? "nothing" : "\"" + shown(Values.text(value)) + "\"";
    }

    private static String next(OpenCase c, Instant now) {
        if (c.next().isAfter(now.plus(365, ChronoUnit.DAYS))) {
            return "when edited or retried";
        }
        return c.next().isAfter(now) ? second(c.next()) : "next run";
    }

    public void journal(Seq<JournalEntry> entries) {
        Table table = new Table("At", "Lane", "Verb", "Phase", "Side", "Item", "Subject", "Why");
        entries.forEach(e -> table.row(
                second(e.at()),
                e.lane(),
                e.verb(),
                e.phase().name().toLowerCase(Locale.ROOT),
                e.side().map(Words::name).getOrElse(""),
                Words.item(e.ref().toVector()),
                title(e.title()),
                e.reason().code()));
        table.print(out);
    }

    public void journalInFull(JournalEntry e) {
        line(e.at() + "  " + e.lane() + "  " + e.verb() + ", "
                + e.phase().name().toLowerCase(Locale.ROOT) + "  " + title(e.title()));
        line("  run " + e.run() + e.link().map(l -> ", link " + l.id()).getOrElse(""));
        e.ref().forEach(ref -> line("  " + Words.name(ref.side()) + " " + ref.id()));
        line("  " + shown(e.reason().toString()));
        e.mailed()
                .forEach(m -> line("  mailed: " + m.what() + " to " + m.inside() + " recipients inside, " + m.outside()
                        + " outside"));
        e.undoes().forEach(run -> line("  undoes run " + run));
        fields(e).forEach(f -> line("  " + f + ": " + value(e.before(), f) + " -> " + value(e.after(), f)));
    }

    private static Seq<Field> fields(JournalEntry e) {
        return HashSet.ofAll(e.before().keySet())
                .addAll(e.after().keySet())
                .toVector()
                .sorted();
    }

    /** A field that stands on one side only was not read, or not written. */
    private String value(Map<Field, Value> values, Field field) {
        return values.get(field)
                .map(v -> showSubjects ? shown(Values.text(v)) : "(hidden)")
                .getOrElse("-");
    }

    public void verdicts(Seq<JournalDesk.Verdict> verdicts) {
        verdicts.forEach(v -> line(
                v.damage().map(reason -> "damaged  " + v.lane() + "  " + reason).getOrElse("ok       " + v.lane())));
    }

    private String title(String title) {
        return Words.title(shown(title), showSubjects);
    }

    /** On one line, and without what terminals take for commands. */
    static String shown(String text) {
        return Vector.ofAll(text.toCharArray())
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .mkString();
    }

    private static String second(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
