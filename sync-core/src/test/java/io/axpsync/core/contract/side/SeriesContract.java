package io.axpsync.core.contract.side;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.change.Checkpoint;
import io.axpsync.core.change.Observed;
import io.axpsync.core.change.Observed.Present;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.RecurrenceOverride;
import io.axpsync.core.item.Value;
import io.vavr.collection.HashMap;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import org.junit.jupiter.api.Test;

/** Series, on sides that hold them: patterns arrive exactly, exceptions one by one, and the feed tells of both. */
public interface SeriesContract extends SceneContract {

    @Test
    default void aSeriesArrivesAsItWasWritten(Scene s) {
        s.needs(s.can().series(), "series");
        for (String rule : s.samples().rules()) {
            Item item = s.samples().series(rule);
            Present made = s.created(item);
            s.assertHolds(made, item);
            s.assertHolds(s.fetched(made.ref()), item);
        }
    }

    @Test
    default void anAllDaySeriesIsOfDates(Scene s) {
        s.needs(s.can().series(), "series");
        Value days = Samples.days(s.samples().date(0), s.samples().date(1));
        Item item =
                s.samples().appointment("Fair").with(Field.PERIOD, new Value.Recurring(days, "FREQ=DAILY;COUNT=5", ""));
        s.assertHolds(s.fetched(s.created(item).ref()), item);
    }

    @Test
    default void aSingleCanBecomeASeriesAndBack(Scene s) {
        s.needs(s.can().series(), "series");
        ItemRef ref = s.created(s.samples().appointment("Grows")).ref();
        for (Value period : Vector.of(
                s.samples().recurring("FREQ=DAILY;COUNT=9"),
                s.samples()
                        .recurring("FREQ=WEEKLY;INTERVAL=2;BYDAY=" + s.samples().weekday(0)),
                s.samples().hour(2))) {
            Scene.assertSays(s.written(s.update(s.fetched(ref), Field.PERIOD, period)), Field.PERIOD, period);
            Scene.assertSays(s.fetched(ref), Field.PERIOD, period);
        }
    }

    @Test
    default void exceptionsCanBeAddedChangedAndRemoved(Scene s) {
        s.needs(s.can().series(), "series");
        ItemRef ref = s.created(s.samples().series("FREQ=DAILY;COUNT=9")).ref();
        for (Value exceptions : exceptions(s)) {
            Scene.assertSays(
                    s.written(s.update(s.fetched(ref), Field.EXCEPTIONS, exceptions)), Field.EXCEPTIONS, exceptions);
            Scene.assertSays(s.fetched(ref), Field.EXCEPTIONS, exceptions);
        }
    }

    @Test
    default void aSeriesIsMadeWithItsExceptions(Scene s) {
        s.needs(s.can().series(), "series");
        Item item = s.samples()
                .series("FREQ=DAILY;COUNT=9")
                .with(Field.EXCEPTIONS, exceptions(s).get(1));
        Present made = s.created(item);
        s.assertHolds(made, item);
        s.assertHolds(s.fetched(made.ref()), item);
    }

    @Test
    default void anotherPatternKeepsTheExceptionsOfDatesThatAreStillOccurrences(Scene s) {
        s.needs(s.can().series(), "series");
        Value both = s.samples()
                .exceptions(LinkedHashMap.of(1, RecurrenceOverride.CANCELLED, 2, RecurrenceOverride.CANCELLED));
        Item item = s.samples().series("FREQ=DAILY;COUNT=9").with(Field.EXCEPTIONS, both);
        ItemRef ref = s.created(item).ref();
        Value everyOther = s.samples().recurring("FREQ=DAILY;INTERVAL=2;COUNT=9");
        s.written(s.update(s.fetched(ref), Field.PERIOD, everyOther));

        Present now = s.fetched(ref);
        Scene.assertSays(now, Field.PERIOD, everyOther);
        Scene.assertSays(
                now, Field.EXCEPTIONS, s.samples().exceptions(LinkedHashMap.of(2, RecurrenceOverride.CANCELLED)));
    }

    @Test
    default void whatIsWrittenToASeriesLeavesItsExceptions(Scene s) {
        s.needs(s.can().series(), "series");
        Value exceptions = exceptions(s).get(1);
        ItemRef ref = s.created(s.samples().series("FREQ=DAILY;COUNT=9").with(Field.EXCEPTIONS, exceptions))
                .ref();
        s.written(s.update(s.fetched(ref), Field.LOCATION, Value.text("Lobby")));
        Scene.assertSays(s.fetched(ref), Field.EXCEPTIONS, exceptions);
    }

    @Test
    default void theFeedTellsOfAnExceptionAsAChangeOfItsSeries(Scene s) {
        s.needs(s.can().series(), "series");
        Present made = s.created(s.samples().series("FREQ=DAILY;COUNT=9"));
        Checkpoint since = s.checkpoint();
        s.written(
                s.update(s.fetched(made.ref()), Field.EXCEPTIONS, exceptions(s).head()));

        // what somebody else's items did is told to all lanes where the feed has no owners
        assertThat(s.since(since)
                        .items()
                        .reject(seen -> seen instanceof Observed.Gone)
                        .map(seen -> seen.ref())
                        .distinct())
                .containsExactly(made.ref());
        assertThat(Scene.presentIn(s.since(since), made.ref()).version()).isNotEqualTo(made.version());
    }

    @Test
    default void aSeriesStandsInAFullListingOnce(Scene s) {
        s.needs(s.can().series(), "series");
        Item item = s.samples()
                .series("FREQ=DAILY;COUNT=9")
                .with(Field.EXCEPTIONS, exceptions(s).get(1));
        ItemRef ref = s.created(item).ref();
        assertThat(s.full().items().map(seen -> seen.ref())).containsExactly(ref);
        assertThat(Scene.presentIn(s.full(), ref).period())
                .as("a listing tells the rule of a series, or nothing about when it takes place")
                .satisfiesAnyOf(
                        period -> assertThat(period).isInstanceOf(Value.Recurring.class),
                        period -> assertThat(period.isNothing()).isTrue());
    }

    private static Seq<Value> exceptions(Scene s) {
        RecurrenceOverride moved =
                RecurrenceOverride.changed(HashMap.of(Field.PERIOD, s.samples().hour(2, 3)));
        RecurrenceOverride renamed = RecurrenceOverride.changed(HashMap.of(Field.SUBJECT, Value.text("For once")));
        return Vector.of(
                s.samples().exceptions(LinkedHashMap.of(1, RecurrenceOverride.CANCELLED)),
                s.samples().exceptions(LinkedHashMap.of(1, RecurrenceOverride.CANCELLED, 2, moved)),
                s.samples().exceptions(LinkedHashMap.of(2, renamed)),
                Value.NOTHING);
    }
}
