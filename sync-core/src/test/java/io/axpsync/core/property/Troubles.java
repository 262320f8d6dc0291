package io.axpsync.core.property;

import io.axpsync.core.item.Side;
import io.axpsync.core.memory.Hostility;
import io.vavr.collection.HashSet;
import java.time.Duration;

/** What can go wrong at a server, by name. */
enum Troubles {
    NULL_VERSIONS,
    FLAPPING_VERSIONS,
    REUSED_VERSIONS,
    STALE_VERSIONS,
    REPEATED_DELIVERIES,
    REORDERED_DELIVERIES,
    DELAYED_DELIVERIES,
    EXPIRED_CHECKPOINTS,
    PARTIAL_PAGES,
    FAILING_READS,
    FAILING_SEARCHES,
    READ_ONLY,
    PERMISSION_LOST,
    UNREACHABLE,
    FAILURE_BEFORE_THE_WRITE,
    LOST_REQUESTS,
    LOST_ANSWERS,
    EMPTY_SUCCESSES,
    REJECTED_ITEMS,
    CLOCK_SKEW,
    LOSSY_FIELDS;

    /** This trouble on top of those that there are already; {@code how} says how often it strikes. */
    Hostility on(Hostility now, Company company, int how) {
        int often = 1 + how % 3;
        return switch (this) {
            case NULL_VERSIONS -> now.withVersions(Hostility.Versions.NULL);
            case FLAPPING_VERSIONS -> now.withVersions(Hostility.Versions.FLAPPING);
            case REUSED_VERSIONS -> now.withVersions(Hostility.Versions.REUSED);
            case STALE_VERSIONS -> now.withVersions(Hostility.Versions.STALE);
            case REPEATED_DELIVERIES -> now.withRepeats(1 + how % 9);
            case DELAYED_DELIVERIES -> now.withDelays(1 + how % 5);
            case REORDERED_DELIVERIES -> now.withReordered(true);
            case EXPIRED_CHECKPOINTS -> now.withExpiredCheckpoints(often);
            case PARTIAL_PAGES -> now.withBrokenListings(1 + often);
            case FAILING_READS -> now.withFailingFetches(often);
            case FAILING_SEARCHES -> now.withFailingFinds(often);
            case READ_ONLY -> now.withReadOnly(true);
            case PERMISSION_LOST -> now.withForbidden(HashSet.of(company.lane.id()));
            case UNREACHABLE -> now.withUnreachable(HashSet.of(company.lane.id()));
            case FAILURE_BEFORE_THE_WRITE -> now.withThrottledWrites(often);
            case LOST_REQUESTS -> now.withLostRequests(often);
            case LOST_ANSWERS -> now.withLostAnswers(often);
            case EMPTY_SUCCESSES -> now.withEmptySuccesses(often);
            case REJECTED_ITEMS -> now.withRejectedTitle("1");
            case CLOCK_SKEW -> now.withSkew(Duration.ofMinutes(how % 2 == 0 ? 90 : -90));
            case LOSSY_FIELDS -> now.withRewriting(Hostility.Rewriting.CARELESS);
        };
    }

    static Troubles pick(int what) {
        return values()[what % values().length];
    }

    static Side side(int item) {
        return item % 2 == 0 ? Side.D365 : Side.EXCHANGE;
    }
}
