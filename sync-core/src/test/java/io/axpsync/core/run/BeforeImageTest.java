package io.axpsync.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.item.Capabilities;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.NormalForm;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.memory.MemorySide;
import io.axpsync.core.port.JournalEntry;
import io.axpsync.core.port.SyncSide;
import io.axpsync.core.port.Write;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** At the moment of each write, all that it overwrites or deletes stands in the journal as the server holds it. */
class BeforeImageTest {

    private final TwoSides company = new EverySort().company;
    private final List<String> missing = new ArrayList<>();
    private int overwritten;
    private int removed;

    private LaneSetup watched() {
        return company.setup().withD365(watched(company.d365)).withExchange(watched(company.exchange));
    }

    private SyncSide watched(MemorySide side) {
        return (SyncSide) Proxy.newProxyInstance(
                SyncSide.class.getClassLoader(), new Class<?>[] {SyncSide.class}, (proxy, method, args) -> {
                    if (method.getName().equals("write")) {
                        ((Seq<?>) args[0]).forEach(write -> look(side, (Write) write));
                    }
                    try {
                        return method.invoke(side, args);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                });
    }

    private void look(MemorySide side, Write write) {
        Capabilities holds = side.capabilities(company.lane).get();
        if (write instanceof Write.Update u) {
            u.changes().keySet().filter(holds::holds).forEach(field -> kept(side, u.ref(), field));
        } else if (write instanceof Write.Remove r) {
            removed++;
            Field.of(company.lane.kind()).filter(holds::holds).forEach(field -> kept(side, r.ref(), field));
        }
    }

    private void kept(MemorySide side, ItemRef ref, Field field) {
        Item now = side.user().see(company.lane, ref);
        Value value = now.value(field);
        Value kept = company.store
                .journal()
                .ofItem(ref)
                .filter(e -> e.phase() == JournalEntry.Phase.INTENT)
                .last()
                .before()
                .getOrElse(field, Value.NOTHING);
        overwritten += value.isNothing() ? 0 : 1;
        if (!NormalForm.same(field, value, kept)) {
            missing.add(side.side() + " " + now.title() + " " + field + ": " + value + " is kept as " + kept);
        }
    }

    @Test
    void everythingThatARunOverwritesOrDeletesIsInTheJournalBefore() {
        String run = company.runner().sync(Vector.of(watched())).run();
        assertThat(missing).isEmpty();
        assertThat(overwritten).as("values that were looked at").isGreaterThan(10);
        assertThat(removed).as("items that were removed").isGreaterThan(1);
        assertThat(company.store.journal().ofRun(run).flatMap(e -> e.before().get(Field.LOCATION)))
                .as("the loser of the conflict")
                .containsAnyOf(Value.text("by D365"), Value.text("by Outlook"));
    }

    @Test
    void anUndoJournalsWhatItOverwritesAndRemovesToo() {
        String run = company.runner().sync(Vector.of(company.setup())).run();
        int before = company.d365.written().size();
        new Undo(company.store, TwoSides.NOBODY, company.clock, company.ids, io.axpsync.core.port.RunListener.SILENT)
                .undo(new UndoScope.OfRun(run), Vector.of(watched()));
        assertThat(company.d365.written().size()).isGreaterThan(before);
        assertThat(missing).isEmpty();
        assertThat(overwritten).isPositive();
        assertThat(company.all(Side.D365)).isNotEmpty();
    }
}
