package io.axpsync.cli.config;

import io.axpsync.core.item.Category;
import io.axpsync.core.item.House;
import io.axpsync.core.item.RecurringTasks;
import io.axpsync.core.plan.SyncRules;
import io.vavr.collection.HashSet;
import io.vavr.collection.Set;
import io.vavr.control.Option;
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

    /** Of contacts: the folder by its name; none = the mailbox's own contact folder. */
    @Value.Default
    default Option<String> folder() {
        return Option.none();
    }

    /** Of contacts: categories that let a contact person leave D365, besides the marker. */
    @Value.Default
    default Set<Category> categories() {
        return HashSet.empty();
    }

    static Builder builder() {
        return new Builder();
    }

    /** Builds {@link LaneSettings}. */
    class Builder extends ImmutableLaneSettings.Builder {}
}
