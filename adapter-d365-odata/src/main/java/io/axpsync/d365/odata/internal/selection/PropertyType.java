package io.axpsync.d365.odata.internal.selection;

/** What D365 compares a property as. */
enum PropertyType {
    TEXT,
    NUMBER,
    /** {@code Edm.DateTimeOffset}, or a date, which D365 answers as one at noon. */
    TIME,
    /** Compared by {@code eq} and {@code ne} alone, with its type's name. */
    ENUMERATION,
    /** Text or enumeration: nobody said. Never asked for, only compared here. */
    UNKNOWN
}
