package io.axpsync.sandbox.contract;

import io.axpsync.sandbox.contract.D365Model.EntitySet;
import io.axpsync.sandbox.contract.D365Target.Kind;
import io.axpsync.sandbox.http.Request;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The query options that D365 documents, and no others (d365.md §4). */
final class D365Query {

    private static final Set<String> KNOWN = Set.of(
            "$filter",
            "$select",
            "$orderby",
            "$top",
            "$skip",
            "$count",
            "$expand",
            "$skiptoken",
            "$format",
            "cross-company");

    private static final Set<String> OPERATORS =
            Set.of("eq", "ne", "gt", "ge", "lt", "le", "and", "or", "not", "add", "sub", "mul", "div", "mod");

    private final D365Model model;

    D365Query(D365Model model) {
        this.model = model;
    }

    void check(Request request, D365Target target, Findings findings) {
        Map<String, String> options = QueryOptions.of(request.uri(), findings);
        Optional<EntitySet> set = model.set(target.set());
        for (Map.Entry<String, String> option : options.entrySet()) {
            String name = option.getKey();
            String value = option.getValue();
            findings.must(KNOWN.contains(name), "the query option " + name + " is not documented for D365");
            switch (name) {
                case "$filter" -> filter(value, set, findings);
                case "$select", "$orderby" -> names(name, value, set, findings);
                case "$top", "$skip" -> findings.must(value.matches("\\d{1,9}"), name + " = " + value);
                case "$count", "cross-company" ->
                    findings.must(value.matches("true|false"), name + " = " + value + " is neither true nor false");
                case "$expand" ->
                    findings.must(!value.contains("$expand") && !value.contains("/"), "$expand goes one level only");
                default -> {}
            }
            findings.must(
                    target.kind() == Kind.COLLECTION
                            || name.equals("cross-company")
                            || (target.kind() == Kind.COUNT && name.equals("$filter"))
                            || (target.kind() == Kind.ROW
                                    && Set.of("$select", "$expand").contains(name)),
                    name + " does not fit a " + target.kind());
            findings.must(
                    request.method().equals("GET") || name.equals("cross-company"), name + " on a " + request.method());
        }
    }

    private static void names(String option, String value, Optional<EntitySet> set, Findings findings) {
        for (String term : value.split(",", -1)) {
            String name = term.strip().replaceFirst(" (asc|desc)$", "");
            findings.must(
                    name.matches("[A-Za-z_]\\w*") && known(set, name), option + " names '" + name + "', no property");
        }
    }

    private static boolean known(Optional<EntitySet> set, String name) {
        return set.map(s -> !s.complete() || s.properties().containsKey(name)).orElse(true);
    }

    private void filter(String value, Optional<EntitySet> set, Findings findings) {
        FilterGrammar.Use use;
        try {
            use = FilterGrammar.read(value);
        } catch (FilterGrammar.Malformed e) {
            findings.wrong("$filter does not follow the OData grammar: " + e.getMessage());
            return;
        }
        use.operators()
                .forEach(o -> findings.must(OPERATORS.contains(o), "$filter uses " + o + ", which D365 does not know"));
        findings.must(
                use.functions().isEmpty(),
                "$filter uses " + use.functions() + ", which some D365 entities answer with 400");
        findings.must(!use.lambda(), "$filter uses any or all, which D365 does not document");
        for (FilterGrammar.Comparison c : use.comparisons()) {
            if (!(c.left() instanceof FilterGrammar.Path path)) {
                continue;
            }
            findings.must(
                    known(set, path.text()) && !path.text().contains("/"),
                    "$filter names '" + path.text() + "', no property");
            String type = set.map(s -> s.properties().get(path.text())).orElse(null);
            if (type != null && c.right() instanceof FilterGrammar.Literal literal) {
                model.misfit(literal, type, c.operator())
                        .ifPresent(reason -> findings.wrong("$filter: " + path.text() + " " + reason));
            }
        }
    }
}
