package io.axpsync.core.item;

import io.vavr.collection.HashMap;
import io.vavr.collection.HashSet;
import io.vavr.collection.Map;
import io.vavr.collection.Set;
import io.vavr.control.Option;
import org.immutables.value.Value;

/** What a side can hold and do for one kind. Declared by the adapter; the core asks, it never guesses by brand. */
@House
@Value.Immutable
public interface Capabilities extends WithCapabilities {

    /** How each field is held; a field that is absent here is not held at all and is never a change. */
    @Value.Default
    default Map<Field, Holding> fields() {
        return HashMap.empty();
    }

    /** Writes can be told not to mail anybody (EWS {@code SendToNone}); false on Graph. */
    @Value.Default
    default boolean silentWrites() {
        return false;
    }

    /**
     * Whether writing fields that attendees do not see on an organiser's meeting is known not to mail. Where it is
     * not, such writes are left out for meetings with attendees.
     */
    @Value.Default
    default boolean privateFieldsAreSilent() {
        return false;
    }

    /** Whether a write with a stale version is refused by the server; else the engine re-reads just before. */
    @Value.Default
    default boolean checksVersions() {
        return false;
    }

    /**
     * Whether what a write answers was read by a request of its own. Where it is not (Graph), the answer is only the
     * server's word for it.
     */
    @Value.Default
    default boolean readsBack() {
        return false;
    }

    /**
     * Whether the side holds series as such ({@link io.axpsync.core.item.Value.Recurring}, {@link Field#EXCEPTIONS}).
     * Where one side of a lane does not, series are left alone with a reason.
     */
    @Value.Default
    default boolean series() {
        return false;
    }

    /**
     * Whether the side tells what changed since a checkpoint. Where it does not (the selection of a published folder, a public
     * folder), it answers with a full listing, and such lanes are observed one at a time, each when its turn comes.
     */
    @Value.Default
    default boolean feed() {
        return true;
    }

    /** Whether items can carry our stamp. */
    @Value.Default
    default boolean holdsStamps() {
        return true;
    }

    /** Whether a removed item can be got back by its user (Deleted Items). */
    @Value.Default
    default boolean softDelete() {
        return false;
    }

    /** Whether the side keeps a {@link Fence} for the lane: on its folder, or once for all (D365). */
    @Value.Default
    default boolean holdsFence() {
        return false;
    }

    /** Where the side is, as a fence names it (host and port of a D365, lower case); empty where no fence names it. */
    @Value.Default
    default String address() {
        return "";
    }

    /** What this side lacks, for {@code check}: each with what that costs. */
    @Value.Default
    default Set<Reason> limits() {
        return HashSet.empty();
    }

    default Option<Holding> holding(Field field) {
        return fields().get(field);
    }

    default boolean holds(Field field) {
        return fields().containsKey(field);
    }

    default boolean writes(Field field) {
        return holding(field).exists(h -> h.access() == Access.READ_WRITE);
    }

    /** Whether we may change the field there. */
    enum Access {
        READ_ONLY,
        READ_WRITE
    }

    /**
     * How a field is held.
     *
     * @param maxLength of text, in UTF-16 code units; none = long enough for anything
     * @param fallbacks names of a choice that the side lacks, each with the nearest that it knows; empty = it has none
     *     that is near, and holds nothing then
     * @param room how many elements of a set fit; none = all. What does not fit stays on the other side, and is no removal
     */
    record Holding(Access access, Option<Integer> maxLength, Map<String, String> fallbacks, Option<Integer> room) {

        public static final Holding READ_ONLY = new Holding(Access.READ_ONLY, Option.none(), HashMap.empty());
        public static final Holding READ_WRITE = new Holding(Access.READ_WRITE, Option.none(), HashMap.empty());

        public Holding(Access access, Option<Integer> maxLength, Map<String, String> fallbacks) {
            this(access, maxLength, fallbacks, Option.none());
        }

        /** A set of up to so many elements. */
        public static Holding room(int elements) {
            return new Holding(Access.READ_WRITE, Option.none(), HashMap.empty(), Option.some(elements));
        }

        /** Text up to a length. */
        public static Holding upTo(int maxLength) {
            return new Holding(Access.READ_WRITE, Option.some(maxLength), HashMap.empty());
        }

        /** What becomes of a choice there. */
        public io.axpsync.core.item.Value nearest(io.axpsync.core.item.Value.Choice choice) {
            String name = fallbacks.getOrElse(choice.name(), choice.name());
            return name.isEmpty() ? io.axpsync.core.item.Value.NOTHING : io.axpsync.core.item.Value.choice(name);
        }

        /** A choice that lacks some names. */
        public static Holding lacking(Map<String, String> fallbacks) {
            return new Holding(Access.READ_WRITE, Option.none(), fallbacks);
        }
    }

    static Builder builder() {
        return new Builder();
    }

    /** Builds {@link Capabilities}. */
    class Builder extends ImmutableCapabilities.Builder {}
}
