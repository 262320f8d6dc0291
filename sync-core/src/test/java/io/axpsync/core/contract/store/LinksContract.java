package io.axpsync.core.contract.store;

import static io.axpsync.core.contract.store.Examples.CALENDAR;
import static io.axpsync.core.contract.store.Examples.TASKS;
import static io.axpsync.core.contract.store.Examples.bareLink;
import static io.axpsync.core.contract.store.Examples.link;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.LinkId;
import io.axpsync.core.link.Link;
import io.axpsync.core.link.LinkState;
import io.axpsync.core.port.Store;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What links are kept like. */
public interface LinksContract extends StoreSource {

    @Test
    default void aNewStoreHasNoLinks() {
        try (Store store = open()) {
            assertThat(store.links().count()).isZero();
            assertThat(store.links().ofLane(CALENDAR)).isEmpty();
        }
    }

    @Test
    default void aLinkComesBackWhole() {
        try (Store store = open()) {
            store.links().save(Vector.of(link("id-1")));
            assertThat(store.links().ofLane(CALENDAR)).containsExactly(link("id-1"));
        }
    }

    @Test
    default void aLinkWithoutAnythingOptionalComesBackAsItIs() {
        try (Store store = open()) {
            store.links().save(Vector.of(bareLink("id-1", CALENDAR)));
            assertThat(store.links().ofLane(CALENDAR)).containsExactly(bareLink("id-1", CALENDAR));
        }
    }

    @ParameterizedTest
    @EnumSource
    default void aLinkInAnyStateComesBack(LinkState state) {
        try (Store store = open()) {
            Link saved = link("id-1").withState(state);
            store.links().save(Vector.of(saved));
            assertThat(store.links().ofLane(CALENDAR)).containsExactly(saved);
        }
    }

    @Test
    default void aLinkWithABaselineOfOneSideOnlyComesBack() {
        try (Store store = open()) {
            Link saved = link("id-1").withD365Baseline(Option.none());
            store.links().save(Vector.of(saved));
            assertThat(store.links().ofLane(CALENDAR)).containsExactly(saved);
        }
    }

    @Test
    default void savingAgainReplacesAllOfALink() {
        try (Store store = open()) {
            store.links().save(Vector.of(link("id-1"), link("id-2")));
            store.links().save(Vector.of(bareLink("id-1", TASKS)));
            assertThat(store.links().ofLane(CALENDAR)).containsExactly(link("id-2"));
            assertThat(store.links().ofLane(TASKS)).containsExactly(bareLink("id-1", TASKS));
            assertThat(store.links().count()).isEqualTo(2);
        }
    }

    @Test
    default void ofTwoLinksWithOneIdTheLaterStays() {
        try (Store store = open()) {
            store.links().save(Vector.of(bareLink("id-1", CALENDAR), link("id-1")));
            assertThat(store.links().ofLane(CALENDAR)).containsExactly(link("id-1"));
        }
    }

    @Test
    default void linksComeInTheOrderOfTheirIds() {
        try (Store store = open()) {
            store.links().save(Vector.of(link("b"), link("B"), link("a"), link("10"), link("9"), link("_")));
            assertThat(store.links().ofLane(CALENDAR).map(l -> l.id().id()))
                    .containsExactly("10", "9", "B", "_", "a", "b");
        }
    }

    @Test
    default void idsOfLinksDifferByCase() {
        try (Store store = open()) {
            store.links().save(Vector.of(link("Id"), link("iD")));
            store.links().forget(Vector.of(new LinkId("ID")));
            assertThat(store.links().count()).isEqualTo(2);
        }
    }

    @Test
    default void idsOfItemsDifferByCaseAndEndingBlanks() {
        try (Store store = open()) {
            Link upper = link("id-1").withExchange(Option.some(ItemRef.exchange("AAMkA")));
            Link lower = link("id-2").withExchange(Option.some(ItemRef.exchange("aamka")));
            Link blank = link("id-3").withExchange(Option.some(ItemRef.exchange("AAMkA ")));
            store.links().save(Vector.of(upper, lower, blank));
            assertThat(store.links().ofItem(ItemRef.exchange("AAMkA"))).containsExactly(upper);
        }
    }

    @Test
    default void lanesDifferByCase() {
        try (Store store = open()) {
            LaneId lower = LaneId.of("vip-a", Kind.CONTACT);
            store.links().save(Vector.of(bareLink("id-1", lower)));
            assertThat(store.links().ofLane(LaneId.of("VIP-A", Kind.CONTACT))).isEmpty();
            assertThat(store.links().ofLane(lower)).hasSize(1);
        }
    }

    @Test
    default void anItemIsFoundInEveryLaneButOnItsOwnSideOnly() {
        try (Store store = open()) {
            ItemRef row = ItemRef.d365("same-id");
            Link one = link("id-1").withD365(Option.some(row));
            Link two = bareLink("id-2", TASKS).withD365(Option.some(row));
            Link other = link("id-3").withExchange(Option.some(ItemRef.exchange("same-id")));
            store.links().save(Vector.of(one, two, other));
            assertThat(store.links().ofItem(row)).containsExactlyInAnyOrder(one, two);
            assertThat(store.links().ofItem(ItemRef.exchange("same-id"))).containsExactly(other);
            assertThat(store.links().ofItem(ItemRef.d365("nobody's"))).isEmpty();
        }
    }

    @Test
    default void forgottenLinksAreGoneAndUnknownOnesIgnored() {
        try (Store store = open()) {
            store.links().save(Vector.of(link("id-1"), link("id-2")));
            store.links().forget(Vector.of(new LinkId("id-1"), new LinkId("never-seen")));
            assertThat(store.links().ofLane(CALENDAR)).containsExactly(link("id-2"));
            assertThat(store.links().ofItem(link("id-1").d365().get())).isEmpty();
        }
    }

    @Test
    default void aForgottenLinkThatIsSavedAgainHasNothingOfItsFormerLife() {
        try (Store store = open()) {
            store.links().save(Vector.of(link("id-1")));
            store.links().forget(Vector.of(new LinkId("id-1")));
            store.links().save(Vector.of(bareLink("id-1", CALENDAR)));
            assertThat(store.links().ofLane(CALENDAR)).containsExactly(bareLink("id-1", CALENDAR));
        }
    }

    @Test
    default void whenOneOfManyFailsNoLinkIsSaved() {
        try (Store store = open()) {
            store.links().save(Vector.of(bareLink("id-1", CALENDAR)));
            assertThatThrownBy(() -> store.links().save(Examples.failingAfter(link("id-1"), link("id-2"))))
                    .hasStackTraceContaining("Poison");
            assertThat(store.links().ofLane(CALENDAR)).containsExactly(bareLink("id-1", CALENDAR));
        }
    }

    @Test
    default void whenOneOfManyFailsNoLinkIsForgotten() {
        try (Store store = open()) {
            store.links().save(Vector.of(link("id-1"), link("id-2")));
            assertThatThrownBy(
                            () -> store.links().forget(Examples.failingAfter(new LinkId("id-1"), new LinkId("id-2"))))
                    .hasStackTraceContaining("Poison");
            assertThat(store.links().count()).isEqualTo(2);
        }
    }

    @Test
    default void savingAndForgettingNothingIsFine() {
        try (Store store = open()) {
            store.links().save(Vector.empty());
            store.links().forget(Vector.empty());
            assertThat(store.links().count()).isZero();
        }
    }

    @Test
    default void oddAndLongNamesComeBackAsTheyAre() {
        try (Store store = open()) {
            Link odd = link(Examples.ODD_TEXT)
                    .withLane(new LaneId(Examples.ODD_TEXT))
                    .withExchange(Option.some(ItemRef.exchange("x".repeat(600))))
                    .withExchangeBaseline(Option.some(Examples.baseline(Examples.large())));
            store.links().save(Vector.of(odd));
            assertThat(store.links().ofLane(new LaneId(Examples.ODD_TEXT))).containsExactly(odd);
            assertThat(store.links().ofItem(ItemRef.exchange("x".repeat(600)))).containsExactly(odd);
        }
    }
}
