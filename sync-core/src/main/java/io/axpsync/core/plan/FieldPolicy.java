package io.axpsync.core.plan;

/** Who wins when both sides changed one field to different values, and what may be written at all. */
public enum FieldPolicy {
    /** D365 wins. */
    D365,
    /** Exchange wins. */
    EXCHANGE,
    /** The side whose server says it was edited later; Exchange when either does not say. */
    NEWEST,
    /**
     * Nobody: both values stay, and a person decides ({@code axpsync cases resolve}). Sets are merged element by element
     * all the same; an element that both sides changed follows {@link #NEWEST}.
     */
    ASK,
    /** An empty field takes the other side's value; one that says something is never overwritten and never blanked. */
    FILL_EMPTY,
    /**
     * What one side has and the other lacks is added to it: elements of a set, lines of a text; any other field is filled
     * when it is empty. Nothing is overwritten or removed.
     */
    APPEND,
    /** The field is not carried, neither when an item is made nor later. */
    NEVER;

    /** Whether it overwrites nothing, so that there are no conflicts. */
    boolean isGentle() {
        return this == FILL_EMPTY || this == APPEND || this == NEVER;
    }
}
