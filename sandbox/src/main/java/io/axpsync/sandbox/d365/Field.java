package io.axpsync.sandbox.d365;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/**
 * One property of an entity.
 *
 * @param length most characters, 0 where no length is documented
 * @param related {@code Set.Property} whose values this property may take
 */
record Field(
        String name, FieldType type, Optional<EnumDef> members, int length, boolean key, Optional<String> related) {

    /** What the property shows when nothing was set. */
    Object empty() {
        return members.map(m -> (Object) m.empty()).orElse(type.empty);
    }

    /** The value in a key or an index: D365 compares texts without regard to case. */
    static Object normal(Object value) {
        return value instanceof String ? ((String) value).toLowerCase(Locale.ROOT) : value;
    }

    /** The date of that time as X++ shows dates: at noon, so that no zone moves it to another day. */
    static Instant noon(Instant time) {
        return time.truncatedTo(ChronoUnit.DAYS).plus(12, ChronoUnit.HOURS);
    }

    /** Reads a JSON value; throws a {@link Refusal} naming the property when it does not fit. */
    Object read(JsonNode json) {
        if (json.isNull()) {
            if (type == FieldType.STRING || type == FieldType.ENUM || type == FieldType.BINARY) {
                return empty();
            }
            throw Refusal.payload("A null value was found for the property named '" + name
                    + "', which has the expected type 'Edm." + type.edm + "[Nullable=False]'.");
        }
        try {
            return convert(json);
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
            throw Refusal.payload("Cannot convert the literal '" + json.asText() + "' to the expected type '"
                    + members.map(m -> Schema.NAMESPACE + "." + m.name()).orElse("Edm." + type.edm)
                    + "' of the property '" + name + "'.");
        }
    }

    private Object convert(JsonNode json) {
        switch (type) {
            case STRING:
                return text(json);
            case DECIMAL:
                return number(json);
            case DATE_TIME:
                return OffsetDateTime.parse(text(json)).toInstant().truncatedTo(ChronoUnit.SECONDS);
            case TIME:
            case INT:
                return number(json).intValueExact();
            case LONG:
                return number(json).longValueExact();
            case BOOLEAN:
                check(json.isBoolean());
                return json.asBoolean();
            case BINARY:
                return new FieldType.Binary(
                        Base64.getEncoder().encodeToString(Base64.getDecoder().decode(text(json))));
            case ENUM:
                String member = text(json);
                check(members.map(m -> m.members().containsKey(member)).orElse(false));
                return member;
        }
        throw new IllegalStateException(type.name());
    }

    private static String text(JsonNode json) {
        check(json.isTextual());
        return json.asText();
    }

    private static BigDecimal number(JsonNode json) {
        // Texts are what a client sends that asked for IEEE754Compatible.
        check(json.isNumber() || json.isTextual());
        return json.isNumber() ? json.decimalValue() : new BigDecimal(json.asText());
    }

    private static void check(boolean fits) {
        if (!fits) {
            throw new IllegalArgumentException();
        }
    }

    /** Writes a value into a JSON object. */
    void write(ObjectNode into, Object value, boolean numbersAsText) {
        switch (type) {
            case DECIMAL:
                BigDecimal plain = new BigDecimal(((BigDecimal) value).toPlainString());
                if (numbersAsText) {
                    into.put(name, plain.toPlainString());
                } else {
                    into.put(name, plain);
                }
                return;
            case TIME:
            case INT:
                into.put(name, (Integer) value);
                return;
            case LONG:
                if (numbersAsText) {
                    into.put(name, value.toString());
                } else {
                    into.put(name, (Long) value);
                }
                return;
            case BOOLEAN:
                into.put(name, (Boolean) value);
                return;
            case BINARY:
                into.put(name, ((FieldType.Binary) value).base64());
                return;
            case DATE_TIME:
            case STRING:
            case ENUM:
                into.put(name, value instanceof Instant ? value.toString() : (String) value);
                return;
        }
    }

    /** The value as it stands in a key of an address. */
    String literal(Object value) {
        if (type == FieldType.ENUM) {
            return Schema.NAMESPACE + "." + members.map(EnumDef::name).orElse("") + "'" + value + "'";
        }
        return value instanceof String ? "'" + ((String) value).replace("'", "''") + "'" : value.toString();
    }
}
