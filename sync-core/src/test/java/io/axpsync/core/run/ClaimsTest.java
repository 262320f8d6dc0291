package io.axpsync.core.run;

import static io.axpsync.core.item.Field.COMPANY;
import static io.axpsync.core.item.Field.EMAILS;
import static io.axpsync.core.item.Field.FAMILY_NAME;
import static io.axpsync.core.item.Field.GIVEN_NAME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.axpsync.core.item.ContactPoint;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.memory.Hostility;
import io.axpsync.core.memory.MemoryHabits;
import io.axpsync.core.port.OpenCase;
import io.axpsync.core.port.RunListener;
import io.axpsync.core.port.SyncSide;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two employees import one person: whatever the moment, D365 gets one contact person, and both of them have it. */
class ClaimsTest {

    private final TwoSides company = TwoSides.withContacts(MemoryHabits.D365_PERSONS, MemoryHabits.GRAPH_CONTACTS);
    private final Lane other = company.lane
            .withId(io.axpsync.core.item.LaneId.of("000202", Kind.CONTACT))
            .withMailbox(company.lane.mailbox().withPersonnelNumber("000202").withAddress("bert@fabrikon.example"));

    @BeforeEach
    void hire() {
        company.directory = ContactsBothWaysTest.knowing(ContactsBothWaysTest.NORDWIND);
        company.d365.open(other);
        company.exchange.open(other);
    }

    private static Item card(String given, String family, String... addresses) {
        return Item.of(
                Kind.CONTACT,
                LinkedHashMap.of(
                        GIVEN_NAME,
                        Value.text(given),
                        FAMILY_NAME,
                        Value.text(family),
                        COMPANY,
                        Value.text("Nordwind Energie AG"),
                        EMAILS,
                        Value.Entries.of(Vector.of(addresses).map(a -> ContactPoint.email("", a)))));
    }

    private Seq<LaneSetup> both() {
        return Vector.of(company.setup(), company.setup().withLane(other));
    }

    private RunReport run(Seq<LaneSetup> lanes) {
        company.time.updateAndGet(t -> t.plusSeconds(600));
        return new SyncRun(company.store, company.directory, company.clock, company.ids, RunListener.SILENT)
                .sync(lanes);
    }

    private Seq<String> persons() {
        return Vector.of(company.lane, other)
                .flatMap(lane -> company.user(Side.D365).list(lane))
                .distinct()
                .map(ref -> company.user(Side.D365).see(company.lane, ref).title());
    }

    private void bothHaveHer() {
        assertThat(persons()).containsExactly("Anna Huber");
        for (Lane lane : Vector.of(company.lane, other)) {
            assertThat(company.user(Side.EXCHANGE).seeAll(lane).map(Item::title))
                    .containsExactly("Anna Huber");
            assertThat(company.store
                            .links()
                            .ofLane(lane.id())
                            .map(l -> l.state().name()))
                    .containsExactly("LINKED");
            assertThat(company.store.cases().ofLane(lane.id())).isEmpty();
        }
        assertThat(run(both()).total(RunReport.Counts::writes)).isZero();
    }

    @Test
    void oneCardInTwoMailboxesIsOnePersonAfterOneRun() {
        company.put(Side.EXCHANGE, card("Anna", "Huber", "anna@nordwind.example"));
        company.user(Side.EXCHANGE).put(other, card("Anna", "Huber", "anna@nordwind.example"), true);
        run(both());
        bothHaveHer();
    }

    @Test
    void aCardWithTheSameNameAndAnotherAddressIsTheSamePersonOfTheSameCompany() {
        company.put(Side.EXCHANGE, card("Anna", "Huber", "anna@nordwind.example"));
        company.user(Side.EXCHANGE).put(other, card("Anna", "Huber", "huber@home.example"), true);
        run(both());
        assertThat(persons()).containsExactly("Anna Huber");
        run(both()); // the address that the second card brought reaches the first
        bothHaveHer();
    }

    @Test
    void anAddressThatIsKnownToBeSharedIsNobodysClaim() {
        for (String known : Vector.of("Bert", "Carl")) {
            company.user(Side.D365).put(company.lane, card(known, "Other", "office@nordwind.example"), false);
        }
        company.put(Side.EXCHANGE, card("Anna", "Huber", "office@nordwind.example"));
        company.user(Side.EXCHANGE).put(other, card("Eva", "Klein", "office@nordwind.example"), true);
        run(both());
        assertThat(persons()).contains("Anna Huber", "Eva Klein");
        assertThat(run(both()).total(RunReport.Counts::writes)).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void twoRunsAtOnceMakeOnePerson(int round) {
        company.put(Side.EXCHANGE, card("Anna", "Huber", "anna@nordwind.example"));
        company.user(Side.EXCHANGE).put(other, card("Anna", "Huber", "anna@nordwind.example"), true);
        CountDownLatch bothPlanned = new CountDownLatch(2);
        SyncSide d365 = waiting(bothPlanned);
        CompletableFuture<RunReport> first =
                CompletableFuture.supplyAsync(() -> run(both().take(1).map(l -> l.withD365(d365))));
        CompletableFuture<RunReport> second =
                CompletableFuture.supplyAsync(() -> run(both().drop(1).map(l -> l.withD365(d365))));
        CompletableFuture.allOf(first, second).join();
        assertThat(persons()).as("round " + round).containsExactly("Anna Huber");
        run(both());
        bothHaveHer();
    }

    private final List<Boolean> planned = new CopyOnWriteArrayList<>();

    /** Nobody writes before both have looked for the person. */
    private SyncSide waiting(CountDownLatch bothPlanned) {
        return (SyncSide) Proxy.newProxyInstance(
                SyncSide.class.getClassLoader(), new Class<?>[] {SyncSide.class}, (proxy, method, arguments) -> {
                    try {
                        if (method.getName().equals("write")) {
                            bothPlanned.countDown();
                            boolean together =
                                    bothPlanned.await(300, TimeUnit.MILLISECONDS); // else one had nothing to write
                            planned.add(together);
                        }
                        return method.invoke(company.d365, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void aRefusedPersonLeavesNoClaimBehind() {
        company.put(Side.EXCHANGE, card("Anna", "Huber", "anna@nordwind.example"));
        company.d365.behave(Hostility.builder().readOnly(true).build());
        run(both());
        assertThat(persons()).isEmpty();
        company.d365.behave(Hostility.NONE);
        company.user(Side.EXCHANGE).put(other, card("Anna", "Huber", "anna@nordwind.example"), true);
        company.time.updateAndGet(t -> t.plus(Duration.ofHours(1)));
        run(both());
        run(both());
        bothHaveHer();
    }

    @Test
    void whoIsKilledAfterClaimingMakesThePersonInTheNextRun() {
        company.put(Side.EXCHANGE, card("Anna", "Huber", "anna@nordwind.example"));
        SyncSide dying = (SyncSide) Proxy.newProxyInstance(
                SyncSide.class.getClassLoader(), new Class<?>[] {SyncSide.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("write")) {
                        throw new IllegalStateException("killed");
                    }
                    return method.invoke(company.d365, arguments);
                });
        assertThatThrownBy(() -> run(both().take(1).map(l -> l.withD365(dying))))
                .hasMessage("killed");
        company.user(Side.EXCHANGE).put(other, card("Anna", "Huber", "anna@nordwind.example"), true);
        run(both().drop(1));
        assertThat(persons()).as("the other waits for the one who claimed her").isEmpty();
        assertThat(company.store.cases().ofLane(other.id()).map(OpenCase::state))
                .containsExactly(OpenCase.State.WAITING);
        run(both());
        run(both());
        bothHaveHer();
    }

    @Test
    void aPersonWhoWasDeletedInD365CanBeImportedAgain() {
        company.put(Side.EXCHANGE, card("Anna", "Huber", "anna@nordwind.example"));
        run(both());
        ItemRef row = company.user(Side.D365).list(company.lane).single();
        company.user(Side.D365).delete(row);
        run(both());
        company.user(Side.EXCHANGE).put(other, card("Anna", "Huber", "anna@nordwind.example"), true);
        run(both());
        assertThat(persons()).containsExactly("Anna Huber");
        assertThat(company.user(Side.D365).list(other)).hasSize(1);
    }
}
