package io.axpsync.sandbox.contract;

import io.axpsync.sandbox.contract.GraphModel.TypeRef;
import io.axpsync.sandbox.contract.GraphPath.End;
import io.axpsync.sandbox.http.Request;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Graph's query options: known, in place, and naming members that exist. Rules of delta: exchange.md A2. */
final class GraphQuery {

    private static final Set<String> SYSTEM = Set.of(
            "$select",
            "$filter",
            "$expand",
            "$orderby",
            "$top",
            "$skip",
            "$count",
            "$search",
            "$skiptoken",
            "$deltatoken",
            "$format");

    /** What a first delta call may carry, by item type; others are not checked. */
    private static final Map<String, Set<String>> DELTA = Map.of(
            "event", Set.of("startDateTime", "endDateTime"),
            "contact", Set.of("$select"),
            "todoTask", Set.of("$select", "$top", "$expand", "$filter"),
            "message", Set.of("$select", "$top", "$expand", "$filter", "$orderby", "changeType"));

    private final GraphModel model;

    GraphQuery(GraphModel model) {
        this.model = model;
    }

    void check(Request request, GraphPath path, Findings findings) {
        Map<String, String> options = QueryOptions.of(request.uri(), findings);
        boolean resumed = options.containsKey("$deltatoken") || options.containsKey("$skiptoken");
        boolean windowed = path.last().equals("calendarView")
                || path.last().equals("instances")
                || path.template().endsWith("/calendarView/delta");
        if (windowed && !resumed) {
            findings.must(
                    options.containsKey("startDateTime") && options.containsKey("endDateTime"),
                    path.template() + " needs startDateTime and endDateTime");
        }
        Optional<Set<String>> ofDelta = path.last().equals("delta") && !resumed
                ? path.type().map(TypeRef::name).map(DELTA::get)
                : Optional.empty();
        for (Map.Entry<String, String> option : options.entrySet()) {
            String name = option.getKey();
            boolean known = SYSTEM.contains(name)
                    || (windowed && (name.equals("startDateTime") || name.equals("endDateTime")))
                    || (path.last().equals("delta") && name.equals("changeType"))
                    || path.operation()
                            .map(o -> o.parameters().containsKey(name.toLowerCase(Locale.ROOT)))
                            .orElse(false);
            findings.must(known, "the query option " + name + " does not exist here");
            ofDelta.ifPresent(
                    allowed -> findings.must(allowed.contains(name), "delta on this resource does not take " + name));
            path.type().ifPresent(type -> value(name, option.getValue(), type.name(), findings));
        }
        findings.must(options.isEmpty() || request.method().equals("GET"), "query options on a " + request.method());
        findings.must(
                !options.containsKey("$top") || path.end() == End.COLLECTION || path.end() == End.FUNCTION,
                "$top on something that is no collection");
    }

    private void value(String option, String value, String type, Findings findings) {
        switch (option) {
            case "$select" ->
                QueryOptions.split(value, ',')
                        .forEach(name -> findings.must(
                                name.equals("*") || member(type, name),
                                "$select names " + name + ", unknown on " + type));
            case "$orderby" ->
                QueryOptions.split(value, ',')
                        .forEach(term -> findings.must(
                                member(type, term.strip().replaceFirst(" (asc|desc)$", "")),
                                "$orderby names " + term + ", unknown on " + type));
            case "$expand" -> QueryOptions.split(value, ',').forEach(item -> expand(item, type, findings));
            case "$filter" -> filter(value, type, findings);
            case "$top", "$skip" -> findings.must(value.matches("\\d{1,6}"), option + " = " + value + " is no count");
            case "$count" -> findings.must(value.matches("true|false"), "$count = " + value);
            case "startDateTime", "endDateTime" ->
                findings.must(
                        value.matches(
                                "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,7})?)?(Z|[+-]\\d\\d:\\d\\d)?"),
                        option + " = " + value + " is no ISO 8601 time");
            default -> {}
        }
    }

    private void expand(String item, String type, Findings findings) {
        int bracket = item.indexOf('(');
        String name = bracket < 0 ? item : item.substring(0, bracket);
        Optional<TypeRef> target = model.navigation(type, name);
        if (target.isEmpty()) {
            findings.wrong("$expand names " + name + ", no navigation of " + type);
            return;
        }
        if (bracket >= 0) {
            if (!item.endsWith(")")) {
                findings.wrong("$expand has an unclosed bracket: " + item);
                return;
            }
            for (String inner : QueryOptions.split(item.substring(bracket + 1, item.length() - 1), ';')) {
                int equals = inner.indexOf('=');
                if (equals < 1 || !SYSTEM.contains(inner.substring(0, equals))) {
                    findings.wrong("$expand holds no option: " + inner);
                } else {
                    value(
                            inner.substring(0, equals),
                            inner.substring(equals + 1),
                            target.get().name(),
                            findings);
                }
            }
        }
    }

    private void filter(String value, String type, Findings findings) {
        try {
            FilterGrammar.Use use = FilterGrammar.read(value);
            for (FilterGrammar.Comparison c : use.comparisons()) {
                if (!use.lambda() && c.left() instanceof FilterGrammar.Path path) {
                    findings.must(member(type, path.text()), "$filter names " + path.text() + ", unknown on " + type);
                }
            }
        } catch (FilterGrammar.Malformed e) {
            findings.wrong("$filter does not follow the OData grammar: " + e.getMessage());
        }
    }

    /** Whether {@code a/b} leads from property to property. */
    private boolean member(String type, String path) {
        String at = type;
        for (String step : path.split("/")) {
            String from = at;
            Optional<TypeRef> found = model.property(from, step).or(() -> model.navigation(from, step));
            if (found.isEmpty()) {
                return false;
            }
            at = found.get().name();
        }
        return true;
    }
}
