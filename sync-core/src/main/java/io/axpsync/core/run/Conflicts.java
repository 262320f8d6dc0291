package io.axpsync.core.run;

import io.axpsync.core.item.Field;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.plan.Decision;
import io.axpsync.core.plan.Pair;
import io.axpsync.core.port.Journal;
import io.axpsync.core.port.JournalEntry;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Instant;

/**
 * Fields that both sides changed and that wait for a person. What each side says goes to the journal when it is seen
 * first, so that the person can be shown both values and answers to exactly those.
 */
final class Conflicts {

    static final String VERB = "conflict";

    private final Journal journal;
    private final JournalLines lines;

    Conflicts(Journal journal, JournalLines lines) {
        this.journal = journal;
        this.lines = lines;
    }

    /** Opens the cases of a planned lane, held decisions included, and tells what the journal must learn. */
    Seq<JournalEntry> open(LaneWork lane, Instant now) {
        Seq<Decision> asking = lane.plan()
                .decisions()
                .appendAll(lane.plan().held().map(h -> h.decision()))
                .filter(d -> !d.asked().isEmpty());
        Seq<JournalEntry> entries = Vector.empty();
        for (Decision d : asking) {
            CaseBook.asked(lane, d, reason(d.asked()), now);
            for (Side side : Side.values()) {
                Option<Seen> before = d.link().flatMap(l -> last(journal.ofLink(l.id()), side));
                Map<Field, Value> values = values(d, side);
                if (!before.exists(s -> s.values().equals(values))) {
                    entries = entries.append(lines.conflict(lane, d, side, ref(d, side), values));
                }
            }
        }
        return entries;
    }

    /** What a side said when the conflict was seen last. */
    record Seen(Instant at, Map<Field, Value> values) {}

    /** @param entries of a pair, oldest first */
    static Option<Seen> last(Seq<JournalEntry> entries, Side side) {
        return entries.filter(e -> e.verb().equals(VERB)
                        && e.side().contains(side)
                        && !e.before().isEmpty())
                .lastOption()
                .map(e -> new Seen(e.at(), e.before()));
    }

    private static Reason reason(Set<Field> fields) {
        return Reason.of(
                "conflict",
                fields.toVector().sorted().mkString(", ")
                        + " was edited on both sides to different values, and the policy is to ask a person",
                "`axpsync cases show` shows both values, `axpsync cases resolve` with --take settles it; so does an"
                        + " edit that makes both sides say the same.");
    }

    /** A blank is a value too. */
    private static Map<Field, Value> values(Decision d, Side side) {
        Map<Field, Value> values = LinkedHashMap.empty();
        for (Field field : d.asked().toVector().sorted()) {
            values = values.put(field, pair(d).value(side, field));
        }
        return values;
    }

    private static ItemRef ref(Decision d, Side side) {
        return pair(d).on(side).ref();
    }

    private static Pair pair(Decision d) {
        return d instanceof Decision.Update u ? u.pair() : ((Decision.Adopt) d).pair();
    }
}
