package io.axpsync.core.run;

import static io.axpsync.core.run.TwoSides.TEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Recurrence;
import io.axpsync.core.item.RecurrenceOverride;
import io.axpsync.core.item.RecurrenceSet;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.item.Window;
import io.axpsync.core.link.LinkState;
import io.axpsync.core.memory.Hostility;
import io.axpsync.core.memory.MemoryHabits;
import io.axpsync.core.plan.GuardLimits;
import io.axpsync.core.plan.SyncRules;
import io.vavr.collection.HashMap;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/**
 * Whatever is done to a series in Outlook and to its activities in a D365 without series, whatever answer is lost: after
 * quiet D365 shows what the calendar shows, each occurrence once, and a second plan does nothing; unless the guard holds
 * what would nearly empty the lane.
 */
class ExpandedConvergenceTest {

    private static final Vector<String> RULES = Vector.of(
            "FREQ=WEEKLY;BYDAY=TU;COUNT=5",
            "FREQ=WEEKLY;BYDAY=TU;INTERVAL=2;COUNT=4",
            "FREQ=DAILY;COUNT=4",
            "FREQ=WEEKLY;BYDAY=TU,TH;COUNT=6");

    /** Nobody touches it: the guard asks before it empties a lane. */
    private static final String LUNCH = "Lunch";

    /** One act: what, and which of the things it can be done to. */
    private record Act(int what, int which) {}

    private final List<String> told = new ArrayList<>();
    private TwoSides company = new TwoSides();

    @Property(seed = "20261123")
    void afterQuietD365ShowsWhatTheCalendarShows(
            @ForAll boolean ews, @ForAll @Size(min = 1, max = 14) List<@IntRange(min = 0, max = 999) Integer> acts) {
        company = new TwoSides(MemoryHabits.STOCK_D365, ews ? MemoryHabits.EWS : MemoryHabits.GRAPH);
        company.rules = SyncRules.builder()
                .limits(new GuardLimits(HashMap.empty(), 10_000, 10_000))
                .build();
        told.clear();
        company.put(Side.EXCHANGE, item(LUNCH, at(TEN.plus(Duration.ofDays(1)))));
        company.put(Side.EXCHANGE, item("Stand-up", series(0)));
        company.run();
        try {
            acts.forEach(n -> act(new Act(n % 12, n / 12)));
            rest();
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(e + "\n" + String.join("\n", told), e);
        }
    }

    private static Item item(String subject, Value period) {
        return TwoSides.appointment(subject).with(Field.PERIOD, period);
    }

    private static Value series(int n) {
        return new Value.Recurring(at(TEN), RULES.get(n % RULES.size()), "Europe/Vienna");
    }

    private static Value at(Instant start) {
        return new Value.Period(start, start.plus(Duration.ofHours(1)));
    }

    private void act(Act act) {
        Seq<ItemRef> events = all(Side.EXCHANGE);
        Seq<ItemRef> activities = all(Side.D365);
        Option<ItemRef> event = events.isEmpty() ? Option.none() : Option.some(events.get(act.which() % events.size()));
        Option<ItemRef> activity =
                activities.isEmpty() ? Option.none() : Option.some(activities.get(act.which() % activities.size()));
        String text = "text " + act.which();
        told.add(act + " on " + event + " / " + activity);
        switch (act.what()) {
            case 0 -> edit(Side.EXCHANGE, event, Field.PERIOD, series(act.which()));
            case 1 -> edit(Side.EXCHANGE, event, Field.SUBJECT, Value.text(text));
            case 2 -> event.forEach(ref -> except(ref, act.which(), RecurrenceOverride.CANCELLED));
            case 3 ->
                event.forEach(ref -> except(
                        ref, act.which(), RecurrenceOverride.changed(HashMap.of(Field.LOCATION, Value.text(text)))));
            case 4 -> edit(Side.EXCHANGE, event, Field.EXCEPTIONS, Value.NOTHING);
            case 5 -> edit(Side.D365, activity, Field.SUBJECT, Value.text(text));
            case 6 -> edit(Side.D365, activity, Field.LOCATION, Value.text(text));
            case 7 ->
                edit(
                        Side.D365,
                        activity,
                        Field.PERIOD,
                        at(TEN.plus(Duration.ofDays(act.which() % 40)).plus(Duration.ofMinutes(act.which()))));
            case 8 -> activity.forEach(company.user(Side.D365)::delete);
            case 9 -> edit(Side.EXCHANGE, event, Field.PERIOD, at(TEN.plus(Duration.ofMinutes(act.which()))));
            case 10 -> {
                company.exchange.behave(Hostility.NONE.withLostAnswers(act.which() % 3));
                company.d365.behave(Hostility.NONE.withLostAnswers((act.which() + 1) % 3));
                company.run();
                company.exchange.behave(Hostility.NONE);
                company.d365.behave(Hostility.NONE);
            }
            default -> {
                company.time.updateAndGet(t -> t.plus(Duration.ofHours(act.which() % 30)));
                company.run();
            }
        }
    }

    private Seq<ItemRef> all(Side side) {
        return company.user(side)
                .list(company.lane)
                .reject(ref -> company.user(side).see(company.lane, ref).title().equals(LUNCH));
    }

    private void edit(Side side, Option<ItemRef> ref, Field field, Value value) {
        ref.forEach(one -> company.user(side).edit(company.lane, one, field, value));
    }

    private void except(ItemRef ref, int which, RecurrenceOverride override) {
        Item item = company.user(Side.EXCHANGE).see(company.lane, ref);
        if (item.value(Field.PERIOD) instanceof Value.Recurring series) {
            Recurrence.Occurrence one =
                    Recurrence.of(series).get().occurrences().take(3).toVector().get(which % 3);
            Seq<Value.Entry> others = item.value(Field.EXCEPTIONS) instanceof Value.Entries e
                    ? e.values().filter(x -> !x.key().equals(one.key()))
                    : Vector.empty();
            edit(
                    Side.EXCHANGE,
                    Option.some(ref),
                    Field.EXCEPTIONS,
                    Value.Entries.of(others.append(override.entry(one.key()))));
        }
    }

    private void rest() {
        for (int i = 0; i < 4; i++) {
            company.time.updateAndGet(t -> t.plus(Duration.ofHours(25)));
            company.run();
        }
        RunReport plan = company.plan();
        assertThat(plan.failedLanes()).isZero();
        assertThat(plan.operations())
                .as(
                        "operations of a plan after quiet: %s",
                        plan.lanes().map(l -> l.plan().map(p -> p.decisions())))
                .isZero();
        assertThat(company.store.cases().ofLane(company.lane.id())).isEmpty();
        if (company.store.held().ofLane(company.lane.id()).isEmpty()) {
            assertThat(activities()).isEqualTo(occurrences());
        }
    }

    /** Left to their users: what was made without our knowing, and whose counterpart is gone by now. */
    private Seq<ItemRef> released() {
        return company.store
                .links()
                .ofLane(company.lane.id())
                .filter(l -> l.state() == LinkState.RELEASED)
                .flatMap(l -> Vector.of(l.d365(), l.exchange()).flatMap(ref -> ref));
    }

    private Seq<String> activities() {
        return company.user(Side.D365)
                .list(company.lane)
                .removeAll(released())
                .map(ref -> told(company.user(Side.D365).see(company.lane, ref)))
                .sorted();
    }

    private Seq<String> occurrences() {
        Seq<ItemRef> released = released();
        Window always = new Window(TEN.minus(Duration.ofDays(400)), TEN.plus(Duration.ofDays(400)));
        Seq<String> all = Vector.empty();
        for (ItemRef ref : company.user(Side.EXCHANGE).list(company.lane).removeAll(released)) {
            Item event = company.user(Side.EXCHANGE).see(company.lane, ref);
            all = all.appendAll(RecurrenceSet.of(event)
                    .map(set -> set.instances(
                                    event, always, company.lane.mailbox().zone(), 100)
                            .reject(one -> released.contains(ItemRef.exchange(ref.id() + "#" + one.key())))
                            .map(one -> told(one.item())))
                    .getOrElse(() -> Vector.of(told(event))));
        }
        return all.sorted();
    }

    private static String told(Item item) {
        return item.value(Field.PERIOD) + " " + item.title() + " " + item.value(Field.LOCATION);
    }
}
