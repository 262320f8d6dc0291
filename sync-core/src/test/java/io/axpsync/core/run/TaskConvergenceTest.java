package io.axpsync.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.item.Capabilities;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.NormalForm;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.TaskProgress;
import io.axpsync.core.item.Value;
import io.axpsync.core.link.Link;
import io.axpsync.core.link.LinkState;
import io.axpsync.core.memory.Hostility;
import io.axpsync.core.memory.MemoryHabits;
import io.axpsync.core.memory.MemorySide;
import io.axpsync.core.plan.GuardLimits;
import io.axpsync.core.plan.SyncRules;
import io.vavr.collection.HashMap;
import io.vavr.collection.HashSet;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/**
 * Whatever users do to their tasks on both sides, whatever answer is lost: after quiet both sides say the same in each
 * field that both hold, 100 per cent is completed and completed is 100 per cent, D365 keeps what the other side cannot
 * hold, and a second plan does nothing.
 */
class TaskConvergenceTest {

    private static final Vector<MemoryHabits> D365 = Vector.of(MemoryHabits.D365, MemoryHabits.STOCK_D365);
    private static final Vector<MemoryHabits> EXCHANGE = Vector.of(MemoryHabits.EWS_TASKS, MemoryHabits.TO_DO);
    private static final Vector<String> STATUSES =
            Vector.of("NOT_STARTED", "IN_PROGRESS", "COMPLETED", "WAITING", "DEFERRED");
    private static final Vector<Integer> PERCENTS = Vector.of(0, 30, 60, 99, 100);
    private static final Vector<Field> DATES = Vector.of(Field.START_DATE, Field.DUE_DATE);
    private static final Vector<Field> NOT_IN_TO_DO = Vector.of(Field.TOTAL_WORK, Field.ACTUAL_WORK);

    /** Nobody touches it: the guard asks before it empties a lane. */
    private static final String LUNCH = "Lunch";

    /** One act: what, and which of the things it can be done to. */
    private record Act(int what, int which) {}

    private final List<String> told = new ArrayList<>();
    private TwoSides company = new TwoSides();
    private int made;

    /** What the users of D365 last wrote into the fields that the other side may not hold. */
    private Map<ItemRef, Map<Field, Value>> written = HashMap.empty();

    @Property(seed = "20261123")
    void afterQuietBothSidesSayTheSameOfEveryTask(
            @ForAll @IntRange(min = 0, max = 3) int habits,
            @ForAll @Size(min = 1, max = 16) List<@IntRange(min = 0, max = 999) Integer> acts) {
        company = TwoSides.withTasks(D365.get(habits % 2), EXCHANGE.get(habits / 2));
        company.rules = SyncRules.builder()
                .limits(new GuardLimits(HashMap.empty(), 10_000, 10_000))
                .build();
        told.clear();
        made = 0;
        written = HashMap.empty();
        company.put(Side.EXCHANGE, task(LUNCH, 0));
        company.put(Side.D365, task("Visit", 1));
        company.put(Side.EXCHANGE, task("Call back", 2));
        company.run();
        try {
            acts.forEach(n -> act(new Act(n % 14, n / 14)));
            rest();
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(e + "\n" + habits + "\n" + String.join("\n", told), e);
        }
    }

    /** What its maker says of its progress need not agree with itself. */
    private static Item task(String subject, int n) {
        String status = STATUSES.get(n % STATUSES.size());
        return Item.of(
                Kind.TASK,
                LinkedHashMap.of(
                        Field.SUBJECT,
                        Value.text(subject),
                        Field.DUE_DATE,
                        n % 4 == 0 ? Value.NOTHING : day(n),
                        Field.STATUS,
                        Value.choice(status),
                        Field.PERCENT_COMPLETE,
                        new Value.Whole(PERCENTS.get(n / 3 % PERCENTS.size())),
                        Field.SENSITIVITY,
                        Value.choice("NORMAL"),
                        Field.IMPORTANCE,
                        Value.choice("NORMAL")));
    }

    private static Value day(int n) {
        return new Value.Date(LocalDate.of(2026, 3, 1).plusDays(n % 60));
    }

    private void act(Act act) {
        int n = act.which();
        Side side = Side.values()[n % 2];
        Seq<ItemRef> all = all(side);
        Option<ItemRef> one = all.isEmpty() ? Option.none() : Option.some(all.get(n / 2 % all.size()));
        told.add(act + " on " + side + " " + one);
        switch (act.what()) {
            case 0 -> company.put(side, task("Task " + ++made, n));
            case 1 -> {
                Item task = task("Twin " + ++made, n);
                company.put(Side.D365, task);
                company.put(Side.EXCHANGE, task.with(Field.IMPORTANCE, Value.choice("HIGH")));
            }
            case 2 -> edit(one, Field.STATUS, Value.choice(STATUSES.get(n % STATUSES.size())));
            case 3 -> edit(one, Field.PERCENT_COMPLETE, new Value.Whole(PERCENTS.get(n % PERCENTS.size())));
            case 4 -> edit(one, DATES.get(n % DATES.size()), n % 5 == 0 ? Value.NOTHING : day(n));
            case 5 -> edit(one, Field.SUBJECT, Value.text("Renamed " + ++made));
            case 6 -> edit(one, NOT_IN_TO_DO.get(n / 7 % 2), new Value.Whole(15 * (n % 9)));
            case 7 -> edit(one, Field.BILLING, Value.text("by the hour " + n));
            case 8, 9 -> {
                company.run();
                one.filter(all(side)::contains).forEach(ref -> {
                    if (act.what() == 8) {
                        company.user(side).delete(ref);
                    } else {
                        mark(side, ref);
                    }
                });
            }
            case 10, 11 -> {
                company.exchange.behave(Hostility.NONE.withLostAnswers(n % 3));
                company.d365.behave(Hostility.NONE.withLostAnswers((n + 1) % 3));
                company.run();
                company.exchange.behave(Hostility.NONE);
                company.d365.behave(Hostility.NONE);
            }
            default -> {
                company.time.updateAndGet(t -> t.plus(Duration.ofHours(n % 30)));
                company.run();
            }
        }
    }

    private Seq<ItemRef> all(Side side) {
        return company.user(side)
                .list(company.lane)
                .reject(ref -> see(ref).title().equals(LUNCH));
    }

    private Item see(ItemRef ref) {
        return company.user(ref.side()).see(company.lane, ref);
    }

    private Capabilities capabilities(Side side) {
        MemorySide server = side == Side.D365 ? company.d365 : company.exchange;
        return server.capabilities(company.lane).get();
    }

    private void edit(Option<ItemRef> one, Field field, Value value) {
        one.filter(ref -> capabilities(ref.side()).holds(field)).forEach(ref -> {
            company.user(ref.side()).edit(company.lane, ref, field, value);
            if (TaskProgress.FIELDS.contains(field) && !paired(ref)) {
                Item settled = TaskProgress.settled(see(ref), HashSet.of(field));
                TaskProgress.FIELDS
                        .filter(capabilities(ref.side())::writes)
                        .forEach(f -> company.user(ref.side()).edit(company.lane, ref, f, settled.value(f)));
            }
            if (ref.side() == Side.D365 && !capabilities(Side.EXCHANGE).holds(field)) {
                written =
                        written.put(ref, written.getOrElse(ref, HashMap.empty()).put(field, value));
            }
        });
    }

    /**
     * Whether the task has a counterpart. While one is made, and its row is told so without an answer, an edit back to
     * what the row said before is not seen: so users of a task without counterpart say all of its progress.
     */
    private boolean paired(ItemRef ref) {
        return company.store
                .links()
                .ofLane(company.lane.id())
                .filter(l -> l.state() == LinkState.LINKED && l.ref(ref.side()).contains(ref))
                .flatMap(l -> l.ref(ref.side().other()))
                .exists(other -> !company.user(other.side()).isDeleted(other));
    }

    private void mark(Side side, ItemRef ref) {
        if (company.user(side).isMarked(company.lane, ref)) {
            company.user(side).removeMarker(company.lane, ref);
        } else {
            company.user(side).setMarker(company.lane, ref);
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
        assertThat(company.store.held().ofLane(company.lane.id())).isEmpty();
        Seq<Link> links = company.store.links().ofLane(company.lane.id());
        links.filter(l -> l.state() == LinkState.LINKED).forEach(this::agree);
        for (Side side : Side.values()) {
            Seq<ItemRef> known = links.flatMap(l -> l.ref(side));
            assertThat(company.user(side)
                            .list(company.lane)
                            .filter(ref -> company.user(side).isMarked(company.lane, ref)))
                    .as("marked on %s", side)
                    .allMatch(known::contains);
        }
        written.filterKeys(ref -> !company.user(Side.D365).isDeleted(ref))
                .forEach((ref, fields) -> fields.remove(Field.PERCENT_COMPLETE)
                        .forEach((field, value) -> assertThat(NormalForm.same(field, see(ref).value(field), value))
                                .as("%s of %s", field, ref)
                                .isTrue()));
    }

    /** The date of completion is not compared: Exchange itself puts it on a task. */
    private void agree(Link link) {
        Item d365 = see(link.d365().get());
        Item exchange = see(link.exchange().get());
        for (Field field : Field.of(Kind.TASK)) {
            if (capabilities(Side.D365).writes(field)
                    && capabilities(Side.EXCHANGE).writes(field)) {
                assertThat(NormalForm.of(field, exchange.value(field)))
                        .as("%s of %s and of %s", field, d365, exchange)
                        .isEqualTo(NormalForm.of(field, d365.value(field)));
            }
        }
        consistent(d365);
        if (capabilities(Side.EXCHANGE).holds(Field.PERCENT_COMPLETE)) {
            consistent(exchange);
        }
    }

    private static void consistent(Item task) {
        boolean completed = task.value(Field.STATUS).equals(Value.choice("COMPLETED"));
        assertThat(task.value(Field.PERCENT_COMPLETE).equals(new Value.Whole(100)))
                .as("100 per cent of %s", task)
                .isEqualTo(completed);
        assertThat(completed || task.value(Field.COMPLETED_DATE).isNothing())
                .as("date of completion of %s", task)
                .isTrue();
    }
}
