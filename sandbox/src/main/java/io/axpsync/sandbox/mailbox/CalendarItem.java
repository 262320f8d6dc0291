package io.axpsync.sandbox.mailbox;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.immutables.value.Value;
import org.jspecify.annotations.Nullable;

/** A calendar item as one mailbox holds it. A value: writes go through {@link Mailbox}. */
@Value.Immutable
@Value.Style(jdkOnly = true, get = "*")
public interface CalendarItem {

    @Value.Default
    default ItemIdentity identity() {
        return ItemIdentity.NONE;
    }

    /** The iCalendar UID, the same in all copies of a meeting; empty = the store makes one. */
    @Value.Default
    default String uid() {
        return "";
    }

    @Value.Default
    default String subject() {
        return "";
    }

    @Value.Default
    default Body body() {
        return Body.EMPTY;
    }

    ZonedTime start();

    /** Exclusive. */
    ZonedTime end();

    /** Start and end are midnights of one zone. */
    @Value.Default
    default boolean allDay() {
        return false;
    }

    /** The first is Graph's {@code location} and EWS's Location. */
    List<Place> places();

    @Value.Default
    default ShowAs showAs() {
        return ShowAs.BUSY;
    }

    @Value.Default
    default Sensitivity sensitivity() {
        return Sensitivity.NORMAL;
    }

    @Value.Default
    default Importance importance() {
        return Importance.NORMAL;
    }

    @Value.Default
    default boolean reminderOn() {
        return true;
    }

    @Value.Default
    default int reminderMinutes() {
        return 15;
    }

    List<String> categories();

    List<Attendee> attendees();

    /** Empty = the mailbox's owner; the store fills it in. */
    Optional<Person> organizer();

    @Value.Default
    default boolean isOrganizer() {
        return true;
    }

    /** What the mailbox's owner answered. */
    @Value.Default
    default Reply myReply() {
        return Reply.NONE;
    }

    @Value.Default
    default boolean responseRequested() {
        return true;
    }

    @Value.Default
    default boolean allowNewTimeProposals() {
        return true;
    }

    @Value.Default
    default boolean hideAttendees() {
        return false;
    }

    @Value.Default
    default boolean cancelled() {
        return false;
    }

    Optional<OnlineMeeting> onlineMeeting();

    Optional<Recurrence> recurrence();

    /** Set in exceptions and occurrences: the immutable id of the master. */
    Optional<String> seriesMasterId();

    /** Set in exceptions and occurrences: when the pattern has it. UTC. */
    Optional<Instant> originalStart();

    /** In a master: the dates, in the item's zone, of the occurrences that were deleted. */
    List<LocalDate> cancelledDates();

    /** In insertion order. */
    Map<PropertyKey, ExtendedProperty> properties();

    /** In the order in which they were attached; written by {@link Mailbox#attach} and {@link Mailbox#detach}. */
    List<Attachment> attachments();

    /** Graph's client id of the create. */
    Optional<String> transactionId();

    /** The appointment sequence number: counts the updates that were sent. */
    @Value.Default
    default int sequence() {
        return 0;
    }

    default EventType type() {
        if (recurrence().isPresent()) {
            return EventType.SERIES_MASTER;
        }
        if (seriesMasterId().isEmpty()) {
            return EventType.SINGLE_INSTANCE;
        }
        return identity().changeNumber() == 0 ? EventType.OCCURRENCE : EventType.EXCEPTION;
    }

    default boolean isMeeting() {
        return !attendees().isEmpty() || !isOrganizer();
    }

    default String location() {
        return places().isEmpty() ? "" : places().get(0).displayName();
    }

    default @Nullable String property(PropertyKey key) {
        ExtendedProperty property = properties().get(key);
        return property == null || property.values().isEmpty()
                ? null
                : property.values().get(0);
    }

    /** This item with some attributes replaced; a collection that the edit sets replaces the old one. */
    default CalendarItem with(Consumer<ImmutableCalendarItem.Builder> edit) {
        ImmutableCalendarItem.Builder builder = ImmutableCalendarItem.builder().from(this);
        edit.accept(builder);
        return builder.build();
    }

    /** The id, immutable or classic as its master's, of the occurrence that the pattern has on a date. */
    static String occurrenceId(String masterId, LocalDate date) {
        return ItemIds.ofOccurrence(masterId, date);
    }

    static ImmutableCalendarItem.Builder builder() {
        return ImmutableCalendarItem.builder();
    }
}
