package io.axpsync.cli.config;

import io.axpsync.core.item.House;
import io.axpsync.core.item.RecurringTasks;
import io.axpsync.core.plan.SyncRules;
import java.time.Duration;
import org.immutables.value.Value;

/** How one kind of a mailbox is synchronised. */
@House
@Value.Immutable
public interface LaneSettings extends WithLaneSettings {

    @Value.Default
    default Duration back() {
        return Duration.ofDays(30);
    }

    @Value.Default
    default Duration ahead() {
        return Duration.ofDays(180);
    }

    /** How often both sides are compared in full although their feeds report nothing. */
    @Value.Default
    default Duration compareEvery() {
        return Duration.ofDays(1);
    }

    @Value.Default
    default SyncRules rules() {
        return SyncRules.builder().build();
    }

    /** Of tasks. */
    @Value.Default
    default RecurringTasks recurring() {
        return RecurringTasks.REFUSE;
    }

    static Builder builder() {
        return new Builder();
    }

    /** Builds {@link LaneSettings}. */
    class Builder extends ImmutableLaneSettings.Builder {}
}
