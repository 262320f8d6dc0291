package io.axpsync.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.contract.side.Persons;
import io.axpsync.core.item.ContactPoint;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.NormalForm;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.link.LinkState;
import io.axpsync.core.memory.Hostility;
import io.axpsync.core.memory.MemoryHabits;
import io.axpsync.core.plan.GuardLimits;
import io.axpsync.core.port.Held;
import io.axpsync.core.port.OpenCase;
import io.vavr.collection.HashMap;
import io.vavr.collection.Seq;
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
 * Three replicas of each person, and a fourth: D365, two published folders, and an employee's private contacts. Whatever is
 * edited, selected, deleted and lost: after quiet all of them say the same, nobody was deleted in D365, nobody was made twice,
 * who is selected stands in the folder unless a user took him out, and a second plan does nothing. It is the same where
 * folders are gone through in slices.
 */
class PublishedConvergenceTest {

    private static final Vector<MemoryHabits> D365 = Vector.of(MemoryHabits.D365_PERSONS, MemoryHabits.STOCK_PERSONS);
    private static final Vector<MemoryHabits> EXCHANGE =
            Vector.of(MemoryHabits.EWS_CONTACTS, MemoryHabits.GRAPH_CONTACTS);

    private final List<String> told = new ArrayList<>();
    private PublishedFolders folders = new PublishedFolders(D365.get(0), EXCHANGE.get(0));
    private int made;

    @Property(seed = "20261124")
    void afterQuietEveryFolderSaysTheSameOfEveryPerson(
            @ForAll @IntRange(min = 0, max = 7) int habits,
            @ForAll @Size(min = 1, max = 16) List<@IntRange(min = 0, max = 999) Integer> acts) {
        folders = new PublishedFolders(D365.get(habits % 2), EXCHANGE.get(habits / 2 % 2));
        folders.slice = habits < 4 ? Slices.SIZE : 1;
        folders.company.rules = folders.company.rules.withLimits(new GuardLimits(HashMap.empty(), 10_000, 10_000));
        told.clear();
        made = 0;
        folders.person(person(), folders.west, folders.east);
        folders.person(person(), folders.west);
        folders.run();
        try {
            acts.forEach(n -> act(n % 10, n / 10));
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

    private Lane lane(int n) {
        return Vector.of(folders.west, folders.east).get(n % 2);
    }

    private void act(int what, int n) {
        Lane lane = lane(n);
        Seq<ItemRef> cards = folders.outlook().list(lane);
        Option<ItemRef> card = cards.isEmpty() ? Option.none() : Option.some(cards.get(n / 2 % cards.size()));
        Seq<ItemRef> persons = folders.company
                .store
                .links()
                .ofLane(lane.id())
                .flatMap(l -> l.d365())
                .filter(ref -> !folders.d365().isDeleted(ref));
        Option<ItemRef> person = persons.isEmpty() ? Option.none() : Option.some(persons.get(n / 2 % persons.size()));
        told.add(what + "/" + n + " in " + lane.id() + " " + card + " " + person);
        switch (what) {
            case 0 ->
                folders.person(person(), n % 3 == 0 ? new Lane[] {lane} : new Lane[] {folders.west, folders.east});
            case 1 -> folders.outlook().put(lane, person(), false);
            case 2 -> edit(lane, card, Field.TITLE, Value.text("Title " + n % 5));
            case 3 -> edit(lane, person, Field.TITLE, Value.text("Title " + n % 5));
            case 4 -> edit(lane, n % 3 == 0 ? person : card, Field.PHONES, numbers(n));
            case 5 -> edit(lane, card, Field.BODY, n % 3 == 0 ? Value.NOTHING : Value.text("Note " + n));
            case 6 -> person.forEach(ref -> select(lane, ref));
            case 7 -> {
                folders.run();
                card.filter(folders.outlook().list(lane)::contains)
                        .forEach(ref -> folders.outlook().delete(ref));
            }
            case 8 -> {
                folders.company.exchange.behave(Hostility.NONE.withLostAnswers(n % 3));
                folders.company.d365.behave(Hostility.NONE.withLostAnswers((n + 1) % 3));
                folders.run();
                folders.company.exchange.behave(Hostility.NONE);
                folders.company.d365.behave(Hostility.NONE);
            }
            default -> {
                folders.company.time.updateAndGet(t -> t.plus(Duration.ofHours(n % 30)));
                folders.run();
            }
        }
    }

    private void select(Lane lane, ItemRef ref) {
        if (folders.d365().isMarked(lane, ref)) {
            folders.d365().deselect(lane, ref);
        } else {
            folders.d365().select(lane, ref);
        }
    }

    private void edit(Lane lane, Option<ItemRef> one, Field field, Value value) {
        one.forEach(ref -> folders.company.user(ref.side()).edit(lane, ref, field, value));
    }

    private static Value numbers(int n) {
        return Value.Entries.of(Vector.range(0, n % 4)
                .map(i -> ContactPoint.phone(i == 0 ? "mobile" : "", "01 58800" + (20 + (n + i) % 5), "AT")));
    }

    private void rest() {
        for (int i = 0; i < 4; i++) {
            folders.company.time.updateAndGet(t -> t.plus(Duration.ofHours(25)));
            folders.run();
        }
        RunReport plan = folders.plan();
        assertThat(plan.failedLanes()).isZero();
        assertThat(plan.operations())
                .as("a plan after quiet: %s", plan.lanes().map(l -> l.plan().map(p -> p.decisions())))
                .isZero();
        assertThat(folders.company.d365.written().filter(w -> w instanceof io.axpsync.core.port.Write.Remove))
                .as("persons deleted in D365")
                .isEmpty();
        Vector.of(folders.west, folders.east).forEach(this::agree);
    }

    private void agree(Lane lane) {
        Seq<String> persons = folders.d365()
                .list(lane)
                .map(ref -> folders.d365().see(lane, ref).title());
        assertThat(persons).as("persons of %s", lane.id()).doesNotHaveDuplicates();
        Seq<ItemRef> open = folders.company
                .store
                .cases()
                .ofLane(lane.id())
                .flatMap(OpenCase::items)
                .appendAll(folders.company.store.held().ofLane(lane.id()).flatMap(Held::items));
        var links = folders.company.store.links().ofLane(lane.id());
        for (ItemRef ref : folders.d365().list(lane).reject(open::contains)) {
            assertThat(links.exists(l -> l.d365().contains(ref)
                            && (l.state() == LinkState.LINKED || l.state() == LinkState.RELEASED)))
                    .as("a link of %s in %s", folders.d365().see(lane, ref).title(), lane.id())
                    .isTrue();
        }
        links.filter(l -> l.state() == LinkState.LINKED)
                .filter(l -> l.exchange().forAll(ref -> !open.contains(ref)))
                .forEach(l -> {
                    Item person =
                            folders.company.user(Side.D365).see(lane, l.d365().get());
                    Item card = folders.outlook().see(lane, l.exchange().get());
                    for (Field field : Vector.of(Field.TITLE, Field.BODY, Field.PHONES, Field.EMAILS)) {
                        assertThat(NormalForm.same(field, card.value(field), person.value(field)))
                                .as("%s of %s and of %s", field, person, card)
                                .isTrue();
                    }
                });
    }
}
