package io.axpsync.core.run;

import static io.axpsync.core.run.TwoSides.TEN;
import static io.axpsync.core.run.TwoSides.appointment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.RecurrenceOverride;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.memory.Hostility;
import io.axpsync.core.memory.MemorySide;
import io.axpsync.core.port.Outcome;
import io.axpsync.core.port.SyncSide;
import io.vavr.collection.HashMap;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A series is written in several steps, and its exceptions go with the old pattern. Whatever happens between the steps,
 * no exception is lost on either side.
 */
class BrokenSeriesTest {

    private static final Value SINGLE = new Value.Period(TEN, TEN.plus(Duration.ofHours(1)));
    private static final Value TUESDAYS = series("FREQ=WEEKLY;BYDAY=TU");
    private static final Value TWENTY = series("FREQ=WEEKLY;BYDAY=TU;COUNT=20");
    private static final Value.Entry SECOND = RecurrenceOverride.CANCELLED.entry("2026-03-10t11:00");
    private static final Value.Entry THIRD = RecurrenceOverride.changed(
                    HashMap.of(Field.LOCATION, Value.text("Room 1")))
            .entry("2026-03-17t11:00");
    private static final Value.Entry FOURTH = RecurrenceOverride.CANCELLED.entry("2026-03-24t11:00");

    private final TwoSides company = new TwoSides();

    /** What happens, and on which side. */
    static Stream<Arguments> accidents() {
        return Stream.of(Side.values())
                .flatMap(side ->
                        Stream.of("an answer is lost", "the process is killed").map(what -> Arguments.of(side, what)));
    }

    private static Value series(String rule) {
        return new Value.Recurring(SINGLE, rule, "Europe/Vienna");
    }

    private static Value exceptions(Value.Entry... entries) {
        return Value.Entries.of(Vector.of(entries));
    }

    private static Item standUp() {
        return appointment("Stand-up").with(Field.PERIOD, TUESDAYS);
    }

    /** A run whose writes of series on that side break off before the exceptions. */
    private void broken(Side side, String what) {
        MemorySide server = side == Side.D365 ? company.d365 : company.exchange;
        server.behave(Hostility.builder().brokenSeries(1).build());
        if (what.equals("an answer is lost")) {
            company.run();
        } else {
            company.time.updateAndGet(t -> t.plusSeconds(60));
            SyncSide killing = killing(server);
            LaneSetup setup = side == Side.D365
                    ? company.setup().withD365(killing)
                    : company.setup().withExchange(killing);
            assertThatThrownBy(() -> company.runner().sync(Vector.of(setup))).hasMessage("killed");
        }
        server.behave(Hostility.NONE);
        company.time.updateAndGet(t -> t.plus(Duration.ofHours(1)));
    }

    /** The process ends after a write that broke off, and before anything is recorded of it. */
    private static SyncSide killing(MemorySide server) {
        return (SyncSide) Proxy.newProxyInstance(
                SyncSide.class.getClassLoader(), new Class<?>[] {SyncSide.class}, (proxy, method, arguments) -> {
                    try {
                        Object answer = method.invoke(server, arguments);
                        if (method.getName().equals("write")
                                && ((Seq<?>) answer).exists(o -> o instanceof Outcome.Lost)) {
                            throw new IllegalStateException("killed");
                        }
                        return answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private void assertBothSay(Value period, Value exceptions) {
        for (Side side : Side.values()) {
            assertThat(company.only(side).value(Field.PERIOD)).as("on %s", side).isEqualTo(period);
            assertThat(company.only(side).value(Field.EXCEPTIONS))
                    .as("on %s", side)
                    .isEqualTo(exceptions);
        }
    }

    private void heals() {
        company.run();
        company.time.updateAndGet(t -> t.plus(Duration.ofHours(7)));
        company.settle();
    }

    @ParameterizedTest
    @MethodSource("accidents")
    void aSeriesThatIsMadeGetsAllItsExceptions(Side side, String what) {
        company.put(side.other(), standUp().with(Field.EXCEPTIONS, exceptions(SECOND, THIRD)));
        broken(side, what);
        assertThat(company.only(side).value(Field.EXCEPTIONS)).isEqualTo(Value.NOTHING);
        heals();
        assertBothSay(TUESDAYS, exceptions(SECOND, THIRD));
    }

    @ParameterizedTest
    @MethodSource("accidents")
    void aNewPatternTakesNoExceptionAway(Side side, String what) {
        company.put(side, standUp().with(Field.EXCEPTIONS, exceptions(SECOND, THIRD)));
        company.settle();
        company.user(side.other()).edit(company.lane, company.onlyRef(side.other()), Field.PERIOD, TWENTY);
        company.edit(side.other(), Field.EXCEPTIONS, exceptions(SECOND, THIRD));
        broken(side, what);
        assertThat(company.only(side).value(Field.EXCEPTIONS)).isEqualTo(Value.NOTHING);
        heals();
        assertBothSay(TWENTY, exceptions(SECOND, THIRD));
    }

    @ParameterizedTest
    @MethodSource("accidents")
    void aNewExceptionTakesNoOtherAway(Side side, String what) {
        company.put(side, standUp().with(Field.EXCEPTIONS, exceptions(SECOND)));
        company.settle();
        company.edit(side.other(), Field.EXCEPTIONS, exceptions(SECOND, THIRD));
        broken(side, what);
        heals();
        assertBothSay(TUESDAYS, exceptions(SECOND, THIRD));
    }

    @ParameterizedTest
    @MethodSource("accidents")
    void whatTheUserOfTheOtherSideAddsMeanwhileComesToo(Side side, String what) {
        company.put(side, standUp().with(Field.EXCEPTIONS, exceptions(SECOND, THIRD)));
        company.settle();
        company.edit(side.other(), Field.PERIOD, TWENTY);
        company.edit(side.other(), Field.EXCEPTIONS, exceptions(SECOND, THIRD));
        broken(side, what);
        company.edit(side.other(), Field.EXCEPTIONS, exceptions(SECOND, FOURTH));
        heals();
        assertBothSay(TWENTY, exceptions(SECOND, FOURTH));
    }

    @ParameterizedTest
    @MethodSource("accidents")
    void aDeletionOfAnExceptionInAWholeSeriesStillCounts(Side side, String what) {
        company.put(side, standUp().with(Field.EXCEPTIONS, exceptions(SECOND)));
        company.settle();
        company.edit(side.other(), Field.EXCEPTIONS, exceptions(SECOND, THIRD));
        broken(side, what);
        heals();
        company.edit(side, Field.EXCEPTIONS, exceptions(THIRD));
        company.settle();
        assertBothSay(TUESDAYS, exceptions(THIRD));
    }
}
