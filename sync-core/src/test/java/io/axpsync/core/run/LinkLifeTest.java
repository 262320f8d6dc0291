package io.axpsync.core.run;

import static io.axpsync.core.run.TwoSides.appointment;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.item.Field;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.link.LinkState;
import io.axpsync.core.memory.Hostility;
import io.axpsync.core.memory.MemoryHabits;
import io.axpsync.core.plan.SyncRules;
import io.axpsync.core.port.RunListener;
import io.axpsync.core.port.Store;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of links whose items change while they are pending, released or asleep. */
class LinkLifeTest {

    private static final Instant FAR = TwoSides.TODAY.plus(Duration.ofDays(190));

    private final TwoSides company = new TwoSides();

    @Test
    void underAnotherKeyWhatWasEditedMeetsAnewAndWhatWasNotIsLeftAlone() {
        company.put(Side.D365, appointment("Offer"));
        company.put(Side.D365, appointment("Untouched"));
        company.settle();
        company.user(Side.D365)
                .edit(
                        company.lane,
                        company.user(Side.D365).called(company.lane, "Offer").single(),
                        Field.LOCATION,
                        Value.text("Room 4"));
        RunReport report = new SyncRun(
                        rekeyed(company.store), TwoSides.NOBODY, company.clock, company.ids, RunListener.SILENT)
                .sync(Vector.of(company.setup()));
        assertThat(report.operations()).isEqualTo(1);
        assertThat(company.all(Side.EXCHANGE).map(i -> i.value(Field.LOCATION))).contains(Value.text("Room 4"));
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void aPendingCreateWhoseSourceWasDeletedIsForgotten(Side side) {
        ItemRef ref = pending(side);
        company.user(side).delete(ref);
        company.settle();
        assertThat(company.all(side.other())).isEmpty();
        assertThat(company.store.links().count()).isZero();
        assertThat(company.store.cases().ofLane(company.lane.id())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void aPendingCreateWhoseSourceLostItsMarkerIsNotMadeUntilItIsMarkedAgain(Side side) {
        ItemRef ref = pending(side);
        company.user(side).removeMarker(company.lane, ref);
        company.settle();
        assertThat(company.all(side.other())).isEmpty();
        assertThat(company.store.links().count()).isZero();
        company.user(side).setMarker(company.lane, ref);
        company.settle();
        assertThat(company.only(side.other()).title()).isEqualTo("Offer");
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void aPendingCreateThatTookEffectIsFoundAlthoughItsSourceLostItsMarker(Side side) {
        ItemRef ref = company.put(side, appointment("Offer"));
        other(side).behave(Hostility.builder().lostAnswers(1).build());
        company.run();
        other(side).behave(Hostility.NONE);
        company.user(side).removeMarker(company.lane, ref);
        company.settle();
        assertThat(company.only(side.other()).title()).isEqualTo("Offer");
        assertThat(company.onlyLink().state()).isEqualTo(LinkState.RELEASED);
        assertThat(company.user(side).isMarked(company.lane, ref)).isFalse();
        assertThat(company.user(side.other()).isMarked(company.lane, company.onlyRef(side.other())))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void aPendingCreateWhoseSourceLeftTheWindowIsNotMadeThere(Side side) {
        ItemRef ref = pending(side);
        company.user(side).moveOutsideWindow(ref);
        company.settle();
        assertThat(company.all(side.other())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void whatTheMovedWindowShowsIsSeenThoughNoFeedTellsIt(Side side) {
        company.put(side, appointment("Far").with(Field.PERIOD, new Value.Period(FAR, FAR.plus(Duration.ofHours(1)))));
        company.settle();
        assertThat(company.all(side.other())).isEmpty();
        company.time.updateAndGet(t -> t.plus(Duration.ofDays(20)));
        new SyncRun(company.store, TwoSides.NOBODY, company.clock, company.ids, RunListener.SILENT)
                .sync(Vector.of(LaneSetup.builder()
                        .from(company.setup())
                        .compareEvery(Duration.ofDays(90))
                        .build()));
        assertThat(company.all(side.other())).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void aReleasedItemWhoseCounterpartVanishedIsMadeAgainWhenItIsMarked(Side side) {
        ItemRef ref = company.put(side, appointment("Offer"));
        company.settle();
        company.user(side).removeMarker(company.lane, ref);
        company.settle();
        company.user(side.other()).delete(company.onlyRef(side.other()));
        company.settle();
        company.user(side).setMarker(company.lane, ref);
        company.run();
        company.settle();
        assertThat(company.only(side.other()).title()).isEqualTo("Offer");
        assertThat(company.onlyLink().state()).isEqualTo(LinkState.LINKED);
    }

    @Test
    void somebodyElsesMeetingIsNotMadeAnewInExchange() {
        company.rules =
                SyncRules.builder().onExchangeDelete(SyncRules.OnDelete.RESTORE).build();
        Value boss = TwoSides.people("boss@client.example");
        ItemRef copy = company.user(Side.EXCHANGE)
                .receive(
                        company.lane,
                        appointment("Offer")
                                .with(Field.ORGANIZER, boss)
                                .with(Field.ATTENDEES, TwoSides.people("anna.huber@fabrikon.example")),
                        true,
                        "uid-1");
        company.settle();
        company.user(Side.EXCHANGE).delete(copy);
        company.settle();
        assertThat(company.all(Side.EXCHANGE)).isEmpty();
        assertThat(company.all(Side.D365)).hasSize(1);
        assertThat(company.onlyLink().state()).isEqualTo(LinkState.RELEASED);

        ItemRef row = company.onlyRef(Side.D365);
        company.user(Side.D365).removeMarker(company.lane, row);
        company.settle();
        company.user(Side.D365).setMarker(company.lane, row);
        company.settle();
        assertThat(company.all(Side.EXCHANGE)).as("nor when it is marked again").isEmpty();
        assertThat(company.exchange.mails()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void aMarkerThatCouldNotBeTakenOffIsTakenOffInTheNextRun(Side side) {
        company.put(Side.D365, appointment("Offer"));
        company.settle();
        company.user(side.other()).removeMarker(company.lane, company.onlyRef(side.other()));
        (side == Side.D365 ? company.d365 : company.exchange)
                .behave(Hostility.builder().throttledWrites(1).build());
        company.run();
        (side == Side.D365 ? company.d365 : company.exchange).behave(Hostility.NONE);
        company.settle();
        assertThat(company.onlyLink().state()).isEqualTo(LinkState.RELEASED);
        assertThat(company.user(side).isMarked(company.lane, company.onlyRef(side)))
                .isFalse();
    }

    @Test
    void whatIsMarkedAgainWhileItsCounterpartLivesElsewhereWaitsForIt() {
        company.put(Side.D365, appointment("Offer"));
        company.settle();
        ItemRef activity = company.onlyRef(Side.D365);
        ItemRef event = company.onlyRef(Side.EXCHANGE);
        company.user(Side.EXCHANGE).removeMarker(company.lane, event);
        company.settle();
        company.user(Side.D365).give(activity, TwoSides.lane("000102", "bob.maier@fabrikon.example"));
        company.user(Side.EXCHANGE).setMarker(company.lane, event);
        company.run();
        company.run();
        company.settle();
        assertThat(company.onlyLink().state()).isEqualTo(LinkState.RELEASED);
        assertThat(company.store.cases().ofLane(company.lane.id())).isEmpty();
    }

    /** Its pair was forgotten; a listing does not show the counterpart, which stands outside the window. */
    @Test
    void anItemWithAStampIsLookedForAlsoAfterAFullListing() {
        company.put(Side.D365, appointment("Offer"));
        company.settle();
        ItemRef activity = company.onlyRef(Side.D365);
        ItemRef event = company.onlyRef(Side.EXCHANGE);
        company.user(Side.D365).delete(activity);
        company.user(Side.EXCHANGE).removeMarker(company.lane, event);
        company.settle();
        assertThat(company.store.links().count()).isZero();
        company.user(Side.EXCHANGE).moveOutsideWindow(event);
        company.user(Side.D365).restore(activity);
        company.exchange.forgetCheckpoints();
        company.run();
        assertThat(company.all(Side.EXCHANGE)).hasSize(1);
    }

    @Test
    void anItemWithoutStampIsKnownByItsUidWhenItsIdChanges() {
        TwoSides onPremises = new TwoSides(MemoryHabits.D365, MemoryHabits.EWS);
        ItemRef ref = onPremises.put(Side.EXCHANGE, appointment("Offer"));
        onPremises.settle();
        ItemRef row = onPremises.onlyRef(Side.D365);
        onPremises.user(Side.EXCHANGE).setStamp(ref, Option.none());
        onPremises.user(Side.EXCHANGE).moveBack(onPremises.user(Side.EXCHANGE).moveElsewhere(ref));
        onPremises.settle();
        assertThat(onPremises.onlyRef(Side.D365)).isEqualTo(row);
        assertThat(onPremises.onlyLink().exchange()).contains(onPremises.onlyRef(Side.EXCHANGE));
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void nothingIsConcludedFromAbsencesWhenScopeWasConfiguredAnew(Side side) {
        company.put(Side.D365, appointment("Offer"));
        company.put(Side.D365, appointment("Other"));
        company.settle();
        company.user(side).delete(company.user(side).list(company.lane).head());
        new SyncRun(company.store, TwoSides.NOBODY, company.clock, company.ids, RunListener.SILENT)
                .sync(Vector.of(LaneSetup.builder()
                        .from(company.setup())
                        .configuration("another folder")
                        .build()));
        assertThat(company.all(side.other())).hasSize(2);
    }

    private io.axpsync.core.memory.MemorySide other(Side side) {
        return side == Side.D365 ? company.exchange : company.d365;
    }

    /** An item whose create was sent and never arrived. */
    private ItemRef pending(Side side) {
        ItemRef ref = company.put(side, appointment("Offer"));
        other(side).behave(Hostility.builder().lostRequests(1).build());
        company.run();
        assertThat(company.onlyLink().state()).isEqualTo(LinkState.PENDING);
        other(side).behave(Hostility.NONE);
        return ref;
    }

    private static Store rekeyed(Store store) {
        Store.FingerprintKey key =
                new Store.FingerprintKey("rotated", "another key for trials".getBytes(StandardCharsets.UTF_8));
        return (Store) Proxy.newProxyInstance(
                Store.class.getClassLoader(), new Class<?>[] {Store.class}, (proxy, method, args) -> {
                    try {
                        return method.getName().equals("fingerprintKey") ? key : method.invoke(store, args);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                });
    }
}
