package io.axpsync.sandbox.graph;

import io.axpsync.sandbox.mailbox.CalendarItem;
import io.axpsync.sandbox.mailbox.PropertyKey;
import io.axpsync.sandbox.mailbox.Words;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code $filter} on events: the part of OData's grammar that Outlook's server takes. Everything else is refused. */
final class EventFilter {

    private static final Pattern TOKEN =
            Pattern.compile("\\s*('(?:[^']|'')*'|[()]|,|[A-Za-z_@$][\\w/.:@]*|-?\\d[\\w:.+\\-]*)", Pattern.DOTALL);

    private final List<String> tokens = new ArrayList<>();
    private int at;

    private EventFilter(String text) {
        Matcher matcher = TOKEN.matcher(text);
        int end = 0;
        while (matcher.find() && matcher.start() == end) {
            tokens.add(matcher.group(1));
            end = matcher.end();
        }
        if (!text.substring(end).isBlank()) {
            throw invalid();
        }
    }

    static Predicate<CalendarItem> parse(String text) {
        EventFilter parser = new EventFilter(text);
        Predicate<CalendarItem> filter = parser.or();
        if (parser.at < parser.tokens.size()) {
            throw invalid();
        }
        return filter;
    }

    private Predicate<CalendarItem> or() {
        Predicate<CalendarItem> left = and();
        while (taken("or")) {
            left = left.or(and());
        }
        return left;
    }

    private Predicate<CalendarItem> and() {
        Predicate<CalendarItem> left = term();
        while (taken("and")) {
            left = left.and(term());
        }
        return left;
    }

    private Predicate<CalendarItem> term() {
        if (taken("not")) {
            return term().negate();
        }
        if (taken("(")) {
            Predicate<CalendarItem> inner = or();
            expect(")");
            return inner;
        }
        String path = next();
        return switch (path.toLowerCase(Locale.ROOT)) {
            case "categories/any" -> category();
            case "singlevalueextendedproperties/any", "multivalueextendedproperties/any" -> property();
            case "startswith" -> startsWith();
            default -> comparison(path);
        };
    }

    private Predicate<CalendarItem> category() {
        expect("(");
        String variable = variable();
        expect(variable);
        expect("eq");
        String name = string();
        expect(")");
        return item -> item.categories().stream().anyMatch(c -> c.equalsIgnoreCase(name));
    }

    private Predicate<CalendarItem> property() {
        expect("(");
        String variable = variable();
        PropertyKey key = null;
        String value = null;
        String operator = "eq";
        do {
            String path = next();
            if (path.equals("cast")) {
                expect("(");
                path = next();
                expect(",");
                next();
                expect(")");
            }
            String how = next();
            if (path.equals(variable + "/id") && how.equals("eq")) {
                key = PropertiesJson.key(string());
            } else if (path.equals(variable + "/value")) {
                operator = how;
                String token = next();
                value = token.startsWith("'") ? unquoted(token) : token;
            } else {
                throw invalid();
            }
        } while (taken("and"));
        expect(")");
        if (key == null || value == null || !(operator.equals("eq") || operator.equals("ne"))) {
            throw invalid();
        }
        PropertyKey wanted = key;
        String text = value;
        boolean equal = operator.equals("eq");
        return item -> holds(item, wanted, text, equal);
    }

    private static boolean holds(CalendarItem item, PropertyKey key, String value, boolean equal) {
        var property = item.properties().get(key);
        return property != null && property.values().stream().anyMatch(v -> v.equalsIgnoreCase(value)) == equal;
    }

    private Predicate<CalendarItem> startsWith() {
        expect("(");
        expect("subject");
        expect(",");
        String prefix = string().toLowerCase(Locale.ROOT);
        expect(")");
        return item -> item.subject().toLowerCase(Locale.ROOT).startsWith(prefix);
    }

    private Predicate<CalendarItem> comparison(String path) {
        String operator = next();
        String literal = next();
        if (literal.startsWith("'")) {
            literal = unquoted(literal);
        }
        String wanted = literal;
        switch (path) {
            case "start/dateTime", "end/dateTime", "createdDateTime", "lastModifiedDateTime" -> {
                Instant instant = Values.queryTime(path, wanted);
                return item -> compares(time(item, path).compareTo(instant), operator);
            }
            case "subject",
                    "iCalUId",
                    "importance",
                    "sensitivity",
                    "showAs",
                    "type",
                    "isAllDay",
                    "isCancelled",
                    "isOrganizer",
                    "seriesMasterId" -> {
                compares(0, operator);
                return item -> compares(word(item, path).compareToIgnoreCase(wanted), operator);
            }
            default -> throw invalid();
        }
    }

    private static Instant time(CalendarItem item, String path) {
        return switch (path) {
            case "start/dateTime" -> item.start().instant();
            case "end/dateTime" -> item.end().instant();
            case "createdDateTime" -> item.identity().created();
            default -> item.identity().modified();
        };
    }

    private static String word(CalendarItem item, String path) {
        return switch (path) {
            case "subject" -> item.subject();
            case "iCalUId" -> EventJson.iCalUId(item);
            case "importance" -> Words.of(item.importance());
            case "sensitivity" -> Words.of(item.sensitivity());
            case "showAs" -> Words.of(item.showAs());
            case "type" -> Words.of(item.type());
            case "isAllDay" -> String.valueOf(item.allDay());
            case "isCancelled" -> String.valueOf(item.cancelled());
            case "isOrganizer" -> String.valueOf(item.isOrganizer());
            default -> item.seriesMasterId().orElse("");
        };
    }

    private static boolean compares(int order, String operator) {
        return switch (operator) {
            case "eq" -> order == 0;
            case "ne" -> order != 0;
            case "gt" -> order > 0;
            case "ge" -> order >= 0;
            case "lt" -> order < 0;
            case "le" -> order <= 0;
            default -> throw invalid();
        };
    }

    /** The range variable of a lambda, with or without a blank after its colon. */
    private String variable() {
        String token = next();
        int colon = token.indexOf(':');
        if (colon < 0) {
            throw invalid();
        }
        String rest = token.substring(colon + 1);
        if (!rest.isEmpty()) {
            tokens.add(at, rest);
        }
        return token.substring(0, colon);
    }

    private String string() {
        return unquoted(next());
    }

    private static String unquoted(String token) {
        if (token.length() < 2 || !token.startsWith("'")) {
            throw invalid();
        }
        return token.substring(1, token.length() - 1).replace("''", "'");
    }

    private String next() {
        if (at >= tokens.size()) {
            throw invalid();
        }
        return tokens.get(at++);
    }

    private boolean taken(String token) {
        boolean matches = at < tokens.size() && tokens.get(at).equals(token);
        if (matches) {
            at++;
        }
        return matches;
    }

    private void expect(@Nullable String token) {
        if (!next().equals(token)) {
            throw invalid();
        }
    }

    private static GraphError invalid() {
        return GraphError.badRequest(
                "ErrorInvalidUrlQueryFilter", "The query filter contains one or more invalid nodes.");
    }
}
