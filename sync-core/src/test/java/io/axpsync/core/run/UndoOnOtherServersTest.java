package io.axpsync.core.run;

import static io.axpsync.core.run.TwoSides.appointment;
import static io.axpsync.core.run.TwoSides.people;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.axpsync.core.item.Field;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.memory.MemoryHabits;
import io.axpsync.core.port.RunListener;
import io.vavr.collection.Vector;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each verb taken back where attendees, tombstones, stamps or lasting ids are lacking. */
class UndoOnOtherServersTest {

    static Stream<Arguments> servers() {
        return Stream.of(MemoryHabits.D365, MemoryHabits.STOCK_D365)
                .flatMap(d365 -> Stream.of(MemoryHabits.GRAPH, MemoryHabits.EWS)
                        .flatMap(exchange -> Stream.of(Side.values())
                                .map(side -> arguments(
                                        Named.of(
                                                (d365 == MemoryHabits.D365 ? "companion" : "stock")
                                                        + (exchange == MemoryHabits.EWS ? ", EWS" : ", Graph"),
                                                new TwoSides(d365, exchange)),
                                        side))));
    }

    private static UndoReport undo(TwoSides company, String run) {
        company.time.updateAndGet(t -> t.plusSeconds(60));
        return new Undo(company.store, TwoSides.NOBODY, company.clock, company.ids, RunListener.SILENT)
                .undo(new UndoScope.OfRun(run), Vector.of(company.setup()));
    }

    @ParameterizedTest
    @MethodSource("servers")
    void aCreate(TwoSides company, Side side) {
        company.put(side, appointment("Offer").with(Field.BODY, Value.text("Agenda")));
        String run = company.run().run();
        assertThat(undo(company, run).refused()).isEmpty();
        company.settle();
        assertThat(company.all(side.other())).isEmpty();
        assertThat(company.all(side)).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("servers")
    void anUpdate(TwoSides company, Side side) {
        company.put(Side.EXCHANGE, appointment("Fair").with(Field.ATTENDEES, people("a@x.example")));
        company.settle();
        company.user(side).edit(company.lane, company.onlyRef(side), Field.SUBJECT, Value.text("Fair, wrong"));
        String run = company.run().run();
        assertThat(undo(company, run).refused()).isEmpty();
        company.settle();
        for (Side each : Side.values()) {
            assertThat(company.only(each).title()).isEqualTo("Fair");
        }
        assertThat(company.only(Side.EXCHANGE).value(Field.ATTENDEES)).isEqualTo(people("a@x.example"));
    }

    @ParameterizedTest
    @MethodSource("servers")
    void aDeletion(TwoSides company, Side side) {
        company.put(Side.D365, appointment("Offer").with(Field.BODY, Value.text("Agenda")));
        company.settle();
        company.user(side).delete(company.onlyRef(side));
        String run = company.run().run();
        if (!company.all(side.other()).isEmpty()) { // only a full comparison proves it here
            company.time.updateAndGet(t -> t.plusSeconds(86_400));
            run = company.run().run();
        }
        assertThat(company.all(side.other())).isEmpty();
        assertThat(undo(company, run).refused()).isEmpty();
        company.settle();
        for (Side each : Side.values()) {
            assertThat(company.only(each).value(Field.BODY)).isEqualTo(Value.text("Agenda"));
        }
    }
}
