package io.axpsync.core.contract.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
            store.claims().settle(CLAIM, OURS, ROW);
            assertThat(store.claims().take(CLAIM, THEIRS)).isEqualTo(new Claims.Taken(OURS, Option.some(ROW)));
            assertThat(store.claims().take(CLAIM, OURS)).isEqualTo(new Claims.Taken(OURS, Option.some(ROW)));
        }
    }

    @Test
    default void onlyItsHolderSettlesAClaim() {
        try (Store store = open()) {
            store.claims().take(CLAIM, OURS);
            assertThatThrownBy(() -> store.claims().settle(CLAIM, THEIRS, ROW))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(store.claims().take(CLAIM, OURS).row()).isEmpty();
        }
    }

    @Test
    default void aClaimThatNobodyTookCannotBeSettled() {
        try (Store store = open()) {
            assertThatThrownBy(() -> store.claims().settle(CLAIM, OURS, ROW)).isInstanceOf(IllegalStateException.class);
            assertThat(store.claims().take(CLAIM, THEIRS).link()).isEqualTo(THEIRS);
        }
    }

    @Test
    default void settlingTwiceKeepsTheLaterRow() {
        try (Store store = open()) {
            store.claims().take(CLAIM, OURS);
            store.claims().settle(CLAIM, OURS, ROW);
            store.claims().settle(CLAIM, OURS, ItemRef.d365("usmf/ACT-000124"));
            assertThat(store.claims().take(CLAIM, OURS).row()).contains(ItemRef.d365("usmf/ACT-000124"));
        }
    }

    @Test
    default void aReleasedClaimIsFree() {
        try (Store store = open()) {
            store.claims().take(CLAIM, OURS);
            store.claims().release(CLAIM, OURS);
            assertThat(store.claims().take(CLAIM, THEIRS).link()).isEqualTo(THEIRS);
        }
    }

    @Test
    default void onlyItsHolderReleasesAClaim() {
        try (Store store = open()) {
            store.claims().release(CLAIM, THEIRS);
            store.claims().take(CLAIM, OURS);
            store.claims().release(CLAIM, THEIRS);
            assertThat(store.claims().take(CLAIM, THEIRS).link()).isEqualTo(OURS);
        }
    }

    @Test
    default void aSettledClaimStays() {
        try (Store store = open()) {
            store.claims().take(CLAIM, OURS);
            store.claims().settle(CLAIM, OURS, ROW);
            store.claims().release(CLAIM, OURS);
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
            one.claims().settle(CLAIM, OURS, ROW);
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
                                    one.claims().release(claim, OURS);
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
