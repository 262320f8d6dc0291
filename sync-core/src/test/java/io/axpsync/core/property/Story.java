package io.axpsync.core.property;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.item.Withheld;
import io.axpsync.core.link.Link;
import io.axpsync.core.link.LinkState;
import io.axpsync.core.memory.Hostility;
import io.axpsync.core.memory.MemoryUser;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Duration;
import java.util.EnumMap;
import java.util.function.Consumer;

/** Tells what users do, step by step, and lets an {@link Oracle} watch each run. */
final class Story {

    private static final int MOST = 7;

    final Company company;
    final Oracle oracle;
    final StringBuilder told = new StringBuilder();
    private final Values values = new Values();
    private final EnumMap<Side, Hostility> hostile = new EnumMap<>(Side.class);
    private int days;
    private final EnumMap<Side, Integer> received = new EnumMap<>(Side.class);

    Story(Setting setting, Seen seen) {
        this.company = new Company(setting);
        this.oracle = new Oracle(company, seen, this::tell);
        tell(setting.toString());
        calm();
    }

    void play(Iterable<Step> steps) {
        steps.forEach(this::play);
    }

    private void play(Step step) {
        switch (step.act()) {
            case WAIT -> {}
            case RUN -> run();
            case PUT -> put(step);
            case PUT_TWIN -> twin(step);
            case RECEIVE -> receive(step);
            case EDIT -> any(step).forEach(t -> edit(t, step.what(), step.how()));
            case EDIT_BOTH -> pair(step, t -> edit(t, step.what(), step.how() + t.side.ordinal()));
            case ANSWER -> any(step).forEach(t -> answer(t, step.how()));
            case MARK -> any(step).forEach(this::mark);
            case UNMARK -> any(step).forEach(this::unmark);
            case MARK_BOTH_WAYS ->
                pair(step, t -> {
                    unmark(t);
                    run();
                    mark(t);
                });
            case DELETE -> any(step).forEach(this::delete);
            case EDIT_AND_DELETE -> pairBy(step, t -> edit(t, step.what(), step.how()), this::delete);
            case UNMARK_AND_OTHER -> pairBy(step, this::unmark, second(step));
            case RESTORE -> restore(step);
            case ELSEWHERE -> any(step).forEach(this::elsewhere);
            case BACK -> back(step);
            case OUTSIDE -> any(step).forEach(this::outside);
            case INSIDE -> any(step).forEach(t -> set(t, Field.PERIOD, values.of(Field.PERIOD, step.how())));
            case GIVE -> any(step).forEach(this::give);
            case MAKE_PRIVATE -> any(step).forEach(t -> set(t, Field.SENSITIVITY, Value.choice("PRIVATE")));
            case WITHHOLD -> withhold(step);
            case UNREADABLE -> any(step).forEach(this::unreadable);
            case READABLE -> company.things.forEach(this::readable);
            case TROUBLE -> trouble(Troubles.side(step.item()), Troubles.pick(step.what()), step.how());
            case LOSE_THEN -> loseThen(step);
            case LOSE_AGAIN -> loseAgain(step);
            case CALM -> calm();
            case SETTLE -> settle();
            case FORGET_CHECKPOINTS -> company.at(Troubles.side(step.item())).forgetCheckpoints();
            case DAY -> day();
        }
    }

    private void run() {
        company.things.forEach(this::over);
        oracle.watch();
    }

    private void put(Step step) {
        Side side = Troubles.side(step.item());
        if (room(side)) {
            boolean marked = step.what() % 6 != 0;
            Item item = appointment(step.how());
            Item whole = step.what() % 5 == 1 ? item.with(Field.ATTENDEES, values.people(step.how())) : item;
            born(side, company.user(side).put(company.lane, whole, marked));
        }
    }

    private Item appointment(int how) {
        Item item = values.appointment(how);
        return company.setting.stock() ? item.with(Field.PERIOD, Values.single(item.value(Field.PERIOD))) : item;
    }

    private void twin(Step step) {
        for (Thing thing : any(step)) {
            Side side = thing.side.other();
            if (room(side)) {
                Item item = company.see(thing).with(Field.LOCATION, values.of(Field.LOCATION, step.how()));
                boolean bare = item.value(Field.ATTENDEES).isNothing() || step.how() % 2 == 0;
                Item twin = bare ? item.with(Field.ATTENDEES, Value.NOTHING) : item;
                Item typed = Item.of(
                        twin.kind(),
                        twin.values()
                                .filterKeys(f -> capabilities(side, f))
                                .map((f, v) -> io.vavr.Tuple.of(f, possible(side, f, v))));
                born(side, company.user(side).put(company.lane, typed, step.what() % 2 == 0));
            }
        }
    }

    private void receive(Step step) {
        Side side = step.item() % 4 == 0 ? Side.D365 : Side.EXCHANGE;
        if (room(side)) {
            Item item = appointment(step.how())
                    .with(Field.ATTENDEES, Value.Entries.of(Vector.of(new Value.Entry(Company.ANNA, "REQUIRED", ""))))
                    .with(Field.ORGANIZER, Value.Entries.of(Vector.of(new Value.Entry("boss@client.example", "", ""))));
            ItemRef ref = company.user(side)
                    .receive(company.lane, item, step.what() % 4 != 0, "uid-" + received.merge(side, 1, Integer::sum));
            born(side, ref).role = Observed.Role.ATTENDEE;
        }
    }

    private Thing born(Side side, ItemRef ref) {
        Thing thing = company.meet(ref);
        company.see(thing).values().forEach((f, v) -> thing.typed.put(f, v));
        over(thing);
        tell(side + " user makes " + ref.id() + (company.marked(thing) ? " marked " : " ") + company.see(thing));
        return thing;
    }

    private void edit(Thing thing, int what, int how) {
        Field field = Values.EDITABLE.get(what % Values.EDITABLE.size());
        boolean copy = thing.role == Observed.Role.ATTENDEE && field.attendeesSee() && thing.side == Side.EXCHANGE;
        boolean lacks = field == Field.RESPONSE_REQUESTED
                && company.see(thing).value(Field.ATTENDEES).isNothing();
        boolean foreign = field == Field.ATTENDEES && thing.role == Observed.Role.ATTENDEE;
        if (!(copy && how % 3 != 0) && !lacks && !foreign) {
            set(thing, field, values.of(field, how));
        }
    }

    private void set(Thing thing, Field field, Value value) {
        boolean held = capabilities(thing.side, field);
        if (held && !(field == Field.BODY && thing.withheldBody)) {
            company.user(thing.side).edit(company.lane, thing.ref, field, possible(thing.side, field, value));
            thing.typed.put(field, company.see(thing).value(field));
            over(thing);
            tell(thing.side + " user sets " + field + " of " + thing.ref.id() + " to " + thing.typed.get(field));
        }
    }

    /** The choices that a side offers to its users. */
    private Value possible(Side side, Field field, Value value) {
        var holding = (side == Side.D365 ? company.setting.d365() : company.setting.exchange())
                .capabilities()
                .holding(field)
                .get();
        if (value instanceof Value.Text t
                && holding.maxLength().exists(max -> t.text().length() > max)) {
            return Value.text(t.text().substring(0, holding.maxLength().get()).strip());
        }
        if (company.setting.stock() && value instanceof Value.Recurring) {
            return Values.single(value);
        }
        return value instanceof Value.Choice c
                ? Value.choice(holding.fallbacks().getOrElse(c.name(), c.name()))
                : value;
    }

    private boolean capabilities(Side side, Field field) {
        return (side == Side.D365 ? company.setting.d365() : company.setting.exchange())
                .capabilities()
                .holds(field);
    }

    private void over(Thing thing) {
        Value period = company.see(thing).value(Field.PERIOD);
        thing.everOver |= period instanceof Value.Period p && p.end().isBefore(Company.TODAY.plus(Duration.ofDays(20)));
    }

    private void answer(Thing thing, int how) {
        boolean asked = company.see(thing).value(Field.ATTENDEES) instanceof Value.Entries e
                && e.entries().containsKey(Values.person(how));
        if (thing.side == Side.EXCHANGE && asked) {
            String answer = how % 3 == 0 ? "DECLINED" : "ACCEPTED";
            company.user(thing.side).answer(company.lane, thing.ref, Values.person(how), answer);
            tell(Values.person(how) + " answers to " + thing.ref.id());
        }
    }

    private void mark(Thing thing) {
        company.user(thing.side).setMarker(company.lane, thing.ref);
        tell(thing.side + " user marks " + thing.ref.id());
    }

    private void unmark(Thing thing) {
        company.user(thing.side).removeMarker(company.lane, thing.ref);
        tell(thing.side + " user takes the marker off " + thing.ref.id());
    }

    private void delete(Thing thing) {
        company.user(thing.side).delete(thing.ref);
        thing.deletedByUser = true;
        tell(thing.side + " user deletes " + thing.ref.id());
    }

    private Consumer<Thing> second(Step step) {
        return switch (step.how() % 3) {
            case 0 -> this::delete;
            case 1 -> this::unmark;
            default -> t -> edit(t, step.what(), step.how());
        };
    }

    private void restore(Step step) {
        Seq<Thing> gone = Vector.ofAll(company.things).filter(t -> t.deletedByUser && !t.elsewhere && !t.given);
        if (!gone.isEmpty()) {
            Thing thing = gone.get(step.item() % gone.size());
            company.user(thing.side).restore(thing.ref);
            thing.deletedByUser = false;
            thing.broughtBack = true;
            tell(thing.side + " user brings back " + thing.ref.id());
        }
    }

    private void elsewhere(Thing thing) {
        company.rename(thing, company.user(thing.side).moveElsewhere(thing.ref));
        thing.elsewhere = true;
        thing.moved = true;
        tell(thing.side + " user moves away " + thing.refs);
    }

    private void back(Step step) {
        Vector.ofAll(company.things)
                .filter(t -> t.away() && company.alive(t))
                .headOption()
                .forEach(thing -> {
                    MemoryUser user = company.user(thing.side);
                    if (thing.given) {
                        user.give(thing.ref, company.lane);
                    } else {
                        company.rename(thing, user.moveBack(thing.ref));
                    }
                    thing.given = false;
                    thing.elsewhere = false;
                    tell(thing.side + " user moves back " + thing.ref.id());
                });
    }

    private void give(Thing thing) {
        company.user(thing.side).give(thing.ref, company.other);
        thing.given = true;
        thing.moved = true;
        tell(thing.side + " user gives " + thing.ref.id() + " to somebody else");
    }

    private void outside(Thing thing) {
        Value before = company.see(thing).value(Field.PERIOD);
        boolean far = before instanceof Value.Period p && p.end().isAfter(Company.TODAY.plus(Duration.ofDays(1000)))
                || before instanceof Value.Days d && d.end().getYear() > 2030
                || before instanceof Value.Recurring r
                        && ((Value.Period) r.first()).end().isAfter(Company.TODAY.plus(Duration.ofDays(1000)));
        if (!far) {
            company.user(thing.side).moveOutsideWindow(thing.ref);
            thing.typed.put(Field.PERIOD, company.see(thing).value(Field.PERIOD));
            tell(thing.side + " user puts off by ten years " + thing.ref.id());
        }
    }

    private void withhold(Step step) {
        any(step).filter(t -> t.side == Side.EXCHANGE).forEach(thing -> {
            thing.withheldBody = !thing.withheldBody;
            thing.typed.remove(Field.BODY);
            company.user(Side.EXCHANGE)
                    .withhold(thing.ref, Field.BODY, Option.when(thing.withheldBody, Withheld.PROTECTED));
            tell((thing.withheldBody ? "join block in " : "no join block in ") + thing.ref.id());
        });
    }

    private void unreadable(Thing thing) {
        company.user(thing.side).setUnreadable(thing.ref, Reason.of("unreadable", "cannot be mapped"));
        thing.unreadable = true;
        oracle.seen.saw("trouble UNREADABLE_ITEMS");
        tell("cannot be read: " + thing.ref.id());
    }

    private void readable(Thing thing) {
        if (thing.unreadable && company.alive(thing)) {
            company.user(thing.side).setReadable(thing.ref);
            thing.unreadable = false;
            tell("can be read again: " + thing.ref.id());
        }
    }

    private void trouble(Side side, Troubles trouble, int how) {
        Hostility more = trouble.on(hostile.getOrDefault(side, Hostility.NONE), company, how);
        hostile.put(side, more);
        company.at(side).behave(more);
        oracle.lossy |= trouble == Troubles.LOSSY_FIELDS;
        oracle.seen.saw("trouble " + trouble);
        tell("trouble at " + side + ": " + trouble + " " + how);
    }

    /** An item whose making on the other side went wrong, and what its user does with it meanwhile. */
    private void loseThen(Step step) {
        Side side = Troubles.side(step.item());
        calm();
        if (room(side)) {
            trouble(side.other(), step.how() % 2 == 0 ? Troubles.LOST_REQUESTS : Troubles.LOST_ANSWERS, 0);
            Thing thing = born(side, company.user(side).put(company.lane, appointment(step.how()), true));
            run();
            calm();
            switch (step.what() % 4) {
                case 0 -> set(thing, Field.SUBJECT, values.of(Field.SUBJECT, 1 + step.how() % 11));
                case 1 -> unmark(thing);
                case 2 -> delete(thing);
                default -> run();
            }
            run();
        }
    }

    /** An edit beats a deletion, the copy that is made anew gets lost, and the item is edited once more. */
    private void loseAgain(Step step) {
        calm();
        pairBy(
                step,
                kept -> {
                    set(kept, Field.LOCATION, values.of(Field.LOCATION, 1));
                    trouble(kept.side.other(), Troubles.LOST_REQUESTS, 0);
                },
                this::delete);
        run();
        run();
        halfMade().forEach(t -> set(t, Field.LOCATION, values.of(Field.LOCATION, 1)));
        calm();
        run();
    }

    /** The items whose counterpart is being made. */
    private Seq<Thing> halfMade() {
        return company.store
                .links()
                .ofLane(company.lane.id())
                .filter(l -> l.state() == LinkState.PENDING)
                .flatMap(l -> company.thing(l.d365().orElse(l.exchange())))
                .filter(t -> company.alive(t) && !t.away());
    }

    private void calm() {
        for (Side side : Side.values()) {
            hostile.put(side, Hostility.NONE);
            company.at(side).behave(Hostility.NONE);
        }
        tell("calm");
    }

    private void settle() {
        Persons.settle(company);
        tell("persons settle what waits for them");
    }

    private void day() {
        if (days++ < 12) {
            company.pass(Duration.ofDays(1));
            tell("a day passes");
        }
    }

    /** Nothing goes wrong any more, persons settle what waits for them, days pass: then everything must agree. */
    void end() {
        calm();
        company.things.forEach(this::readable);
        for (int day = 0; day < 3; day++) {
            run();
            Persons.settle(company);
            run();
            Persons.settle(company);
            run();
            company.pass(Duration.ofDays(1));
            tell("a day passes");
        }
        oracle.judge();
    }

    private boolean room(Side side) {
        return here().count(t -> t.side == side) < MOST;
    }

    private Seq<Thing> here() {
        return Vector.ofAll(company.things).filter(t -> !t.away() && company.alive(t));
    }

    private Option<Thing> any(Step step) {
        Seq<Thing> here = here();
        return here.isEmpty() ? Option.none() : Option.some(here.get(step.item() % here.size()));
    }

    private void pair(Step step, Consumer<Thing> both) {
        pairBy(step, both, both);
    }

    private void pairBy(Step step, Consumer<Thing> one, Consumer<Thing> other) {
        Seq<Link> links = company.store
                .links()
                .ofLane(company.lane.id())
                .filter(l -> l.state() == LinkState.LINKED || l.state() == LinkState.RELEASED)
                .filter(l -> Vector.of(Side.values())
                        .forAll(s -> company.thing(l.ref(s)).exists(t -> !t.away() && company.alive(t))));
        if (!links.isEmpty()) {
            Link link = links.get(step.item() % links.size());
            Side first = Troubles.side(step.item() / 7);
            one.accept(company.thing(link.ref(first)).get());
            company.pass(Duration.ofSeconds(step.how() % 3));
            other.accept(company.thing(link.ref(first.other())).get());
        }
    }

    private void tell(String what) {
        told.append(company.now()).append("  ").append(what).append('\n');
    }
}
