package io.axpsync.sandbox.d365;

import java.math.BigDecimal;
import java.time.Instant;

/** How X++ types appear over OData: the Edm type, the name of the {@code AXType} annotation, and the empty value. */
enum FieldType {
    STRING("String", "String", ""),
    DECIMAL("Decimal", "Real", BigDecimal.ZERO),
    /** Whole seconds, UTC; 1900-01-01 means empty. */
    DATE_TIME("DateTimeOffset", "UtcDateTime", Instant.parse("1900-01-01T00:00:00Z")),
    /** Seconds of the day. */
    TIME("Int32", "Time", 0),
    INT("Int32", "Int32", 0),
    LONG("Int64", "Int64", 0L),
    BOOLEAN("Boolean", "Enum", false),
    BINARY("Binary", "Container", Binary.EMPTY),
    ENUM("", "Enum", "");

    /** Bytes that compare by content. */
    record Binary(String base64) {
        static final Binary EMPTY = new Binary("");
    }

    final String edm;
    final String ax;
    final Object empty;

    FieldType(String edm, String ax, Object empty) {
        this.edm = edm;
        this.ax = ax;
        this.empty = empty;
    }
}
