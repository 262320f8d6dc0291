package io.axpsync.core.run;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.NormalForm;
import io.axpsync.core.item.Notify;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.plan.Decision;
import io.axpsync.core.plan.Mail;
import io.axpsync.core.plan.Undoing;
import io.axpsync.core.port.JournalEntry;
import io.axpsync.core.port.Outcome;
import io.axpsync.core.port.Write;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.control.Option;
import java.time.Clock;

/** Writes what the journal says about writes, before and after them. */
final class JournalLines {

    private final String run;
    private final Clock clock;

    JournalLines(String run, Clock clock) {
        this.run = run;
        this.clock = clock;
    }

    /** Before a write: what will be overwritten or deleted, and what with. */
    JournalEntry intent(Operation op, Side side, Write write) {
        Map<Field, Value> after = after(write);
        return line(op, side, verb(op, write), JournalEntry.Phase.INTENT, op.decision.reason())
                .mailed(mailed(op, side, write))
                .ref(ref(write))
                .before(before(op, write, after))
                .after(after)
                .build();
    }

    /** After a write: what became of it. */
    JournalEntry outcome(Operation op, Side side, Write write, Outcome outcome) {
        JournalEntry.Phase phase = JournalEntry.Phase.DONE;
        Reason reason = op.decision.reason();
        Option<ItemRef> ref = ref(write);
        Map<Field, Value> otherwise = LinkedHashMap.empty();
        if (outcome instanceof Outcome.Refused r) {
            phase = JournalEntry.Phase.REFUSED;
            reason = r.failure().reason();
        } else if (outcome instanceof Outcome.Lost l) {
            phase = JournalEntry.Phase.LOST;
            reason = l.reason();
        } else if (outcome instanceof Outcome.Written w) {
            ref = Option.some(w.readBack().ref());
            otherwise = otherwise(write, w.readBack().item().get());
        }
        return line(op, side, verb(op, write), phase, reason)
                .mailed(mailed(op, side, write))
                .ref(ref)
                .after(otherwise)
                .build();
    }

    /** What a server made of a write: the fields that it holds otherwise than they were sent. An undo compares with it. */
    private static Map<Field, Value> otherwise(Write write, Item now) {
        Map<Field, Value> sent = after(write);
        return Field.of(now.kind())
                .filter(f -> write instanceof Write.Create ? !Field.EXCHANGE_KNOWS.contains(f) : sent.containsKey(f))
                .reject(f -> NormalForm.same(f, sent.getOrElse(f, Value.NOTHING), now.value(f)))
                .foldLeft(LinkedHashMap.empty(), (map, f) -> map.put(f, now.value(f)));
    }

    private static Option<JournalEntry.Mailed> mailed(Operation op, Side side, Write write) {
        Mail mail = op.decision.mail();
        return side == Side.EXCHANGE && write.notice() != Notify.NOBODY && mail.recipients() > 0
                ? Option.some(new JournalEntry.Mailed(
                        mail.what(), mail.inside().size(), mail.outside().size()))
                : Option.none();
    }

    /** For decisions that change only our store. */
    JournalEntry storeOnly(LaneWork lane, Decision decision, String verb, JournalEntry.Phase phase) {
        return JournalEntry.builder()
                .run(run)
                .lane(lane.id())
                .at(clock.instant())
                .link(decision.link().map(l -> l.id()))
                .ref(decision.items().headOption())
                .verb(verb)
                .phase(phase)
                .reason(decision.reason())
                .title(decision.title())
                .before(lost(lane, decision))
                .build();
    }

    /** What a side says in fields that both sides changed and that wait for a person. */
    JournalEntry conflict(LaneWork lane, Decision decision, Side side, ItemRef ref, Map<Field, Value> values) {
        return JournalEntry.builder()
                .run(run)
                .lane(lane.id())
                .at(clock.instant())
                .link(decision.link().map(l -> l.id()))
                .side(Option.some(side))
                .ref(Option.some(ref))
                .verb(Conflicts.VERB)
                .phase(JournalEntry.Phase.REFUSED)
                .reason(decision.reason())
                .title(decision.title())
                .before(values)
                .build();
    }

    /** An edit that was not carried because its counterpart is gone for good: kept in the journal. */
    private static Map<Field, Value> lost(LaneWork lane, Decision decision) {
        boolean worthKeeping = decision instanceof Decision.Park p && p.parking() == Decision.Parking.DISPUTED;
        return worthKeeping
                ? decision.items()
                        .headOption()
                        .flatMap(ref -> Option.of(lane.full.get(ref)))
                        .flatMap(o -> o instanceof Observed.Present p ? p.item() : Option.none())
                        .map(Item::values)
                        .getOrElse(LinkedHashMap.empty())
                : LinkedHashMap.empty();
    }

    private JournalEntry.Builder line(Operation op, Side side, String verb, JournalEntry.Phase phase, Reason reason) {
        return JournalEntry.builder()
                .run(run)
                .lane(op.lane.id())
                .at(clock.instant())
                .link(Option.some(op.before.id()))
                .side(Option.some(side))
                .verb(verb)
                .phase(phase)
                .reason(reason)
                .undoes(op.decision instanceof Undoing u ? Option.some(u.run()) : Option.none())
                .title(op.decision.title());
    }

    private static String verb(Operation op, Write write) {
        if (write instanceof Write.Create) {
            return "create";
        } else if (write instanceof Write.Remove) {
            return "delete";
        } else if (op.decision instanceof Decision.Create) {
            return "stamp";
        } else if (op.decision instanceof Decision.Adopt) {
            return "adopt";
        }
        return op.decision instanceof Decision.Release ? "release" : "update";
    }

    private static Option<ItemRef> ref(Write write) {
        if (write instanceof Write.Update u) {
            return Option.some(u.ref());
        }
        return write instanceof Write.Remove r ? Option.some(r.ref()) : Option.none();
    }

    private static Map<Field, Value> after(Write write) {
        if (write instanceof Write.Create c) {
            return c.item().values();
        }
        return write instanceof Write.Update u ? u.changes() : LinkedHashMap.empty();
    }

    private static Map<Field, Value> before(Operation op, Write write, Map<Field, Value> after) {
        if (write instanceof Write.Update u) {
            return u.before().values().filterKeys(after::containsKey);
        }
        if (op.decision instanceof Undoing.Retract r) {
            return r.target().item().map(Item::values).getOrElse(LinkedHashMap.empty());
        }
        return op.decision instanceof Decision.Remove r
                ? r.target().item().map(Item::values).getOrElse(LinkedHashMap.empty())
                : LinkedHashMap.empty();
    }
}
