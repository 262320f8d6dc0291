package io.axpsync.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.contract.side.Persons;
import io.axpsync.core.item.Capabilities.Holding;
import io.axpsync.core.item.ContactPoint;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.NormalForm;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.link.Link;
import io.axpsync.core.link.LinkState;
import io.axpsync.core.memory.Hostility;
import io.axpsync.core.memory.MemoryHabits;
import io.axpsync.core.plan.GuardLimits;
import io.axpsync.core.port.OpenCase;
import io.vavr.collection.HashMap;
import io.vavr.collection.HashSet;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/**
 * Whatever users do to persons and cards on both sides, whatever answer is lost: after quiet both sides say the same of each
 * pair as far as the card has room, nobody was deleted in D365 by a mailbox, no person was made twice, and a second plan does
 * nothing.
 */
class ContactConvergenceTest {

    private static final Vector<MemoryHabits> D365 = Vector.of(MemoryHabits.D365_PERSONS, MemoryHabits.STOCK_PERSONS);
    private static final Vector<MemoryHabits> EXCHANGE =
            Vector.of(MemoryHabits.EWS_CONTACTS, MemoryHabits.GRAPH_CONTACTS);

    /** Sets that a card has less room for than D365. */
    private static final Set<Field> ROOMS =
            HashSet.of(Field.EMAILS, Field.PHONES, Field.FAXES, Field.ADDRESSES, Field.ASSISTANT_PHONES);

    private final List<String> told = new ArrayList<>();
    private TwoSides company = TwoSides.withContacts(D365.get(0), EXCHANGE.get(0));
    private int made;

    @Property(seed = "20261123")
    void afterQuietBothSidesSayTheSameOfEveryPerson(
            @ForAll @IntRange(min = 0, max = 3) int habits,
            @ForAll @Size(min = 1, max = 16) List<@IntRange(min = 0, max = 999) Integer> acts) {
        company = TwoSides.withContacts(D365.get(habits % 2), EXCHANGE.get(habits / 2));
        company.rules = company.rules.withLimits(new GuardLimits(HashMap.empty(), 10_000, 10_000));
        company.directory = ContactsBothWaysTest.knowing(ContactsBothWaysTest.NORDWIND);
        told.clear();
        made = 0;
        company.put(Side.EXCHANGE, person());
        company.put(Side.D365, person());
        company.run();
        try {
            acts.forEach(n -> act(n % 12, n / 12));
            rest();
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(e + "\n" + habits + "\n" + String.join("\n", told), e);
        }
    }

    private Item person() {
        made++;
        return Persons.person()
                .with(Field.FAMILY_NAME, Value.text("No " + made))
                .with(Field.EMAILS, Persons.mails("p" + made + "@x.example"));
    }

    private void act(int what, int n) {
        Side side = Side.values()[n % 2];
        Seq<ItemRef> all = company.user(side).list(company.lane);
        Option<ItemRef> one = all.isEmpty() ? Option.none() : Option.some(all.get(n / 2 % all.size()));
        told.add(what + "/" + n + " on " + side + " " + one);
        switch (what) {
            case 0 -> company.put(side, person());
            case 1 -> {
                Item both = person();
                company.put(Side.D365, both);
                company.put(Side.EXCHANGE, both.with(Field.TITLE, Value.text("Twin")));
            }
            case 2 -> edit(one, Field.TITLE, Value.text("Title " + n % 5));
            case 3 -> edit(one, Field.PHONES, numbers(n));
            case 4 -> edit(one, Field.BODY, n % 3 == 0 ? Value.NOTHING : Value.text("Note " + n));
            case 5 -> one.forEach(ref -> edit(one, Field.EMAILS, mails(see(ref), n, ref.side() == Side.D365 ? 5 : 2)));
            case 6 -> edit(one, Field.GENDER, Value.choice(n % 4 < 2 ? "FEMALE" : "NON_SPECIFIC"));
            case 7, 8 -> {
                company.run();
                one.filter(company.user(side).list(company.lane)::contains).forEach(ref -> {
                    if (what == 7 && side == Side.EXCHANGE) {
                        company.user(side).delete(ref);
                    } else if (side == Side.D365) {
                        select(ref);
                    }
                });
            }
            case 9, 10 -> {
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

    private void select(ItemRef ref) {
        if (company.user(Side.D365).isMarked(company.lane, ref)) {
            company.user(Side.D365).removeMarker(company.lane, ref);
        } else {
            company.user(Side.D365).setMarker(company.lane, ref);
        }
    }

    private Item see(ItemRef ref) {
        return company.user(ref.side()).see(company.lane, ref);
    }

    private void edit(Option<ItemRef> one, Field field, Value value) {
        one.forEach(ref -> company.user(ref.side()).edit(company.lane, ref, field, value));
    }

    /** Few numbers, so that they meet. */
    private static Value numbers(int n) {
        return Value.Entries.of(Vector.range(0, n % 4)
                .map(i -> ContactPoint.phone(i == 0 ? "mobile" : "", "01 58800" + (20 + (n + i) % 5), "AT")));
    }

    /** By its first address the person is known. */
    private static Value mails(Item person, int n, int most) {
        Vector<Value.Entry> own = person.value(Field.EMAILS) instanceof Value.Entries e
                ? e.values().filter(m -> m.key().matches("p\\d+@x.example")).toVector()
                : Vector.empty();
        return Value.Entries.of(own.appendAll(Vector.range(0, n % (most + 1))
                .map(i -> ContactPoint.email(
                        "", "w" + n % 7 + i + "." + own.map(Value.Entry::key).mkString()))));
    }

    private void rest() {
        for (int i = 0; i < 4; i++) {
            company.time.updateAndGet(t -> t.plus(Duration.ofHours(25)));
            company.run();
        }
        RunReport plan = company.plan();
        assertThat(plan.failedLanes()).isZero();
        assertThat(plan.operations())
                .as("a plan after quiet: %s", plan.lanes().map(l -> l.plan().map(p -> p.decisions())))
                .isZero();
        assertThat(company.store.held().ofLane(company.lane.id())).isEmpty();
        Seq<String> persons = company.user(Side.D365).list(company.lane).map(ref -> see(ref).title());
        assertThat(persons).as("persons of D365").doesNotHaveDuplicates();
        assertThat(persons.size()).as("persons of D365").isLessThanOrEqualTo(made);
        Seq<ItemRef> open = company.store.cases().ofLane(company.lane.id()).flatMap(OpenCase::items);
        company.store
                .links()
                .ofLane(company.lane.id())
                .filter(l -> l.state() == LinkState.LINKED)
                .filter(l -> l.exchange().forAll(ref -> !open.contains(ref)))
                .forEach(this::agree);
    }

    private void agree(Link link) {
        Item person = see(link.d365().get());
        Item card = see(link.exchange().get());
        for (Field field : Field.of(person.kind())) {
            Value there = person.value(field);
            Value here = card.value(field);
            if (ROOMS.contains(field)) {
                int room = company.exchange
                        .capabilities(company.lane)
                        .get()
                        .holding(field)
                        .flatMap(Holding::room)
                        .getOrElse(Integer.MAX_VALUE);
                assertThat(keys(there)).as("%s of %s", field, person).containsAll(keys(here));
                assertThat(keys(here))
                        .as("%s of %s", field, person)
                        .hasSize(Math.min(room, keys(there).size()));
            } else if (field != Field.COMPANY && field != Field.GENDER) {
                assertThat(NormalForm.of(field, here))
                        .as("%s of %s and of %s", field, person, card)
                        .isEqualTo(NormalForm.of(field, there));
            }
        }
    }

    private static Set<String> keys(Value value) {
        return value instanceof Value.Entries e ? e.entries().keySet() : HashSet.empty();
    }
}
