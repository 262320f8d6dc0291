package io.axpsync.sandbox.mailbox;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.immutables.value.Value;

/**
 * A task as the mailbox holds it, behind both front ends: what they share by its meaning, the rest as it was written, so
 * that an edit over the one loses nothing that only the other can show.
 */
@Value.Immutable
@Value.Style(jdkOnly = true, get = "*")
public non-sealed interface TaskItem extends Kept {

    @Value.Default
    default String subject() {
        return "";
    }

    @Value.Default
    default Body body() {
        return Body.EMPTY;
    }

    @Value.Default
    default Importance importance() {
        return Importance.NORMAL;
    }

    List<String> categories();

    @Value.Default
    default TaskStatus status() {
        return TaskStatus.NOT_STARTED;
    }

    @Value.Default
    default int percent() {
        return 0;
    }

    /** The instant that a client named the day by; see {@link TaskDays}. */
    Optional<Instant> start();

    Optional<Instant> due();

    /** When it was completed; the server's word. */
    Optional<Instant> completed();

    @Value.Default
    default boolean reminderOn() {
        return false;
    }

    Optional<Instant> reminder();

    Optional<Recurrence> recurrence();

    /** Whether the next occurrence counts from the day on which this one is completed; only EWS can show such a series. */
    @Value.Default
    default boolean regenerating() {
        return false;
    }

    /** In insertion order. */
    Map<PropertyKey, ExtendedProperty> properties();

    /** The elements that only EWS shows, by their names, in EWS's form. */
    Map<String, String> elements();

    @Override
    default String text() {
        return toString();
    }

    /** This task with some attributes replaced; a collection that the edit sets replaces the old one. */
    default TaskItem with(Consumer<ImmutableTaskItem.Builder> edit) {
        ImmutableTaskItem.Builder builder = ImmutableTaskItem.builder().from(this);
        edit.accept(builder);
        return builder.build();
    }

    static ImmutableTaskItem.Builder builder() {
        return ImmutableTaskItem.builder();
    }
}
