package io.axpsync.core.run;

import io.axpsync.core.item.Category;
import io.axpsync.core.item.House;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.RecurringTasks;
import io.axpsync.core.item.Window;
import io.axpsync.core.plan.SyncRules;
import io.axpsync.core.port.SyncSide;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.immutables.value.Value;

/** One lane as a run is asked to synchronise it. */
@House
@Value.Immutable
public interface LaneSetup extends WithLaneSetup {

    Lane lane();

    @Value.Default
    default SyncRules rules() {
        return SyncRules.builder().build();
    }

    SyncSide d365();

    SyncSide exchange();

    /** How far back the window reaches, from the start of the current UTC day. */
    @Value.Default
    default Duration back() {
        return Duration.ofDays(30);
    }

    /** How far ahead the window reaches, from the start of the current UTC day. */
    @Value.Default
    default Duration ahead() {
        return Duration.ofDays(180);
    }

    /** How often both sides are compared in full although their feeds report nothing. */
    @Value.Default
    default Duration compareEvery() {
        return Duration.ofDays(1);
    }

    /**
     * Fingerprint of what decides scope (marker, folder, mailbox, companies, backend, window lengths). When it differs
     * from that of the last run, the lane is observed in full and nothing is concluded from absences: what is not found
     * has left the scope and is released, under the guard.
     */
    @Value.Default
    default String configuration() {
        return lane().marker().key() + "|" + lane().folder().getOrElse("") + "|"
                + lane().mailbox().address().toLowerCase(Locale.ROOT) + "|"
                + lane().mailbox().companies().mkString(",") + "|" + back() + "|" + ahead()
                + (lane().allowed().isEmpty()
                        ? ""
                        : "|"
                                + lane().allowed()
                                        .map(Category::key)
                                        .toSortedSet()
                                        .mkString(","))
                + (lane().recurring() == RecurringTasks.SINGLE ? "|single" : "")
                + lane().publication()
                        .map(p -> "|" + p.place() + "|" + p.members() + "|" + p.condition())
                        .getOrElse("");
    }

    /** The window at a time; it moves once a day, so that feeds need not move with every run. */
    default Window window(Instant now) {
        Instant today = now.truncatedTo(ChronoUnit.DAYS);
        return new Window(today.minus(back()), today.plus(ahead()));
    }

    static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link LaneSetup}. */
    class Builder extends ImmutableLaneSetup.Builder {}
}
