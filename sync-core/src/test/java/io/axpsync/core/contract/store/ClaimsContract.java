package io.axpsync.core.contract.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.LinkId;
import io.axpsync.core.link.Claim;
import io.axpsync.core.port.Claims;
import io.axpsync.core.port.Store;
import io.vavr.control.Option;
import org.junit.jupiter.api.Test;

/** Who creates what several could create. */
public interface ClaimsContract extends StoreSource {

    Claim CLAIM = new Claim(Kind.APPOINTMENT, "usmf", "uid:9f86d081884c7d65");
    LinkId OURS = new LinkId("ours");
    LinkId THEIRS = new LinkId("theirs");
    ItemRef ROW = ItemRef.d365("usmf/ACT-000123");

    @Test
    default void whoAsksFirstHasTheClaim() {
        try (Store store = open()) {
            assertThat(store.claims().take(CLAIM, OURS)).isEqualTo(new Claims.Taken(OURS, Option.none()));
        }
    }

    @Test
    default void whoAsksLaterIsToldWhoHasIt() {
        try (Store store = open()) {
            store.claims().take(CLAIM, OURS);
            assertThat(store.claims().take(CLAIM, THEIRS)).isEqualTo(new Claims.Taken(OURS, Option.none()));
            assertThat(store.claims().take(CLAIM, OURS).link()).isEqualTo(OURS);
        }
    }

    @Test
    default void whoAsksAfterItWasSettledIsToldTheRow() {
        try (Store store = open()) {
            store.claims().take(CLAIM, OURS);
            store.claims().settle(OURS, ROW);
            assertThat(store.claims().take(CLAIM, THEIRS)).isEqualTo(new Claims.Taken(OURS, Option.some(ROW)));
            assertThat(store.claims().take(CLAIM, OURS)).isEqualTo(new Claims.Taken(OURS, Option.some(ROW)));
        }
    }

    @Test
    default void onlyItsHolderSettlesAClaim() {
        try (Store store = open()) {
            store.claims().take(CLAIM, OURS);
            store.claims().settle(THEIRS, ROW);
            assertThat(store.claims().take(CLAIM, OURS).row()).isEmpty();
        }
    }

    @Test
    default void aSettledClaimKeepsItsRow() {
        try (Store store = open()) {
            store.claims().take(CLAIM, OURS);
            store.claims().settle(OURS, ROW);
            store.claims().settle(OURS, ItemRef.d365("usmf/ACT-000124"));
            assertThat(store.claims().take(CLAIM, OURS).row()).contains(ROW);
        }
    }

    @Test
    default void allClaimsOfALinkAreSettledAndGivenBackTogether() {
        Claim second = new Claim(Kind.APPOINTMENT, "usmf", "uid:second");
        try (Store store = open()) {
            store.claims().take(CLAIM, OURS);
            store.claims().take(second, OURS);
            store.claims().settle(OURS, ROW);
            assertThat(store.claims().take(second, THEIRS).row()).contains(ROW);
            Claim third = new Claim(Kind.APPOINTMENT, "usmf", "uid:third");
            Claim fourth = new Claim(Kind.APPOINTMENT, "usmf", "uid:fourth");
            store.claims().take(third, OURS);
            store.claims().take(fourth, OURS);
            store.claims().release(OURS);
            assertThat(store.claims().take(third, THEIRS).link()).isEqualTo(THEIRS);
            assertThat(store.claims().take(fourth, THEIRS).link()).isEqualTo(THEIRS);
            assertThat(store.claims().take(CLAIM, THEIRS).row()).contains(ROW);
        }
    }

    @Test
    default void aClaimIsMadeFreeOnlyOfTheRowThatItLedTo() {
        try (Store store = open()) {
            store.claims().take(CLAIM, OURS);
            store.claims().free(CLAIM, ROW);
            assertThat(store.claims().take(CLAIM, THEIRS).link()).isEqualTo(OURS);
            store.claims().settle(OURS, ROW);
            store.claims().free(CLAIM, ItemRef.d365("usmf/ACT-000124"));
            assertThat(store.claims().take(CLAIM, THEIRS).link()).isEqualTo(OURS);
            store.claims().free(CLAIM, ROW);
            assertThat(store.claims().take(CLAIM, THEIRS)).isEqualTo(new Claims.Taken(THEIRS, Option.none()));
        }
    }

    @Test
    default void aReleasedClaimIsFree() {
        try (Store store = open()) {
            store.claims().take(CLAIM, OURS);
            store.claims().release(OURS);
            assertThat(store.claims().take(CLAIM, THEIRS).link()).isEqualTo(THEIRS);
        }
    }

    @Test
    default void onlyItsHolderReleasesAClaim() {
        try (Store store = open()) {
            store.claims().release(THEIRS);
            store.claims().take(CLAIM, OURS);
            store.claims().release(THEIRS);
            assertThat(store.claims().take(CLAIM, THEIRS).link()).isEqualTo(OURS);
        }
    }

    @Test
    default void aSettledClaimStays() {
        try (Store store = open()) {
            store.claims().take(CLAIM, OURS);
            store.claims().settle(OURS, ROW);
            store.claims().release(OURS);
            assertThat(store.claims().take(CLAIM, THEIRS)).isEqualTo(new Claims.Taken(OURS, Option.some(ROW)));
        }
    }

    @Test
    default void kindCompanyAndKeyTellClaimsApart() {
        try (Store store = open()) {
            store.claims().take(CLAIM, OURS);
            assertThat(store.claims()
                            .take(new Claim(Kind.TASK, "usmf", CLAIM.naturalKey()), THEIRS)
                            .link())
                    .isEqualTo(THEIRS);
            assertThat(store.claims()
                            .take(new Claim(Kind.APPOINTMENT, "demf", CLAIM.naturalKey()), THEIRS)
                            .link())
                    .isEqualTo(THEIRS);
            assertThat(store.claims()
                            .take(new Claim(Kind.APPOINTMENT, "usmf", "UID:9F86D081884C7D65"), THEIRS)
                            .link())
                    .isEqualTo(THEIRS);
        }
    }

    @Test
    default void aClaimHoldsInEveryStoreOverTheSameData() {
        try (Store one = open();
                Store other = open()) {
            one.claims().take(CLAIM, OURS);
            assertThat(other.claims().take(CLAIM, THEIRS).link()).isEqualTo(OURS);
            one.claims().settle(OURS, ROW);
            assertThat(other.claims().take(CLAIM, THEIRS).row()).contains(ROW);
        }
    }

    @Test
    default void ofTwoThatAskAtOnceOneHasTheClaim() {
        try (Store one = open();
                Store other = open()) {
            for (int round = 0; round < 50; round++) {
                Claim claim = new Claim(Kind.APPOINTMENT, "usmf", "uid:" + round);
                AtOnce.Both<LinkId> told = AtOnce.both(
                        () -> one.claims().take(claim, OURS).link(),
                        () -> other.claims().take(claim, THEIRS).link());
                assertThat(told.first()).as("who holds claim %s", round).isEqualTo(told.second());
            }
        }
    }

    @Test
    default void whileOneReleasesAnotherTakesWithoutAnError() {
        try (Store one = open();
                Store other = open()) {
            for (int round = 0; round < 50; round++) {
                Claim claim = new Claim(Kind.APPOINTMENT, "usmf", "uid:" + round);
                one.claims().take(claim, OURS);
                LinkId told = AtOnce.both(
                                () -> {
                                    one.claims().release(OURS);
                                    return OURS;
                                },
                                () -> other.claims().take(claim, THEIRS).link())
                        .second();
                assertThat(told).isIn(OURS, THEIRS);
                assertThat(one.claims().take(claim, told).link()).isEqualTo(told);
            }
        }
    }
}
