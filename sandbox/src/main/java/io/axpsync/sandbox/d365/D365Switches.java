package io.axpsync.sandbox.d365;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.axpsync.sandbox.admin.Switch;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The names by which {@link D365Options} and the troubles of D365 are switched over HTTP. */
public final class D365Switches {

    private final D365Service d365;

    private D365Switches(D365Service d365) {
        this.d365 = d365;
    }

    public static List<Switch> of(D365Service d365) {
        return new D365Switches(d365).all();
    }

    private List<Switch> all() {
        return List.of(
                names(
                        "companion-sets",
                        "names of the companion sets that are published",
                        D365Options::companionSets,
                        D365Options::withCompanionSets),
                text(
                        "default-company",
                        "the company that requests without cross-company=true see",
                        D365Options::defaultCompany,
                        D365Options::withDefaultCompany),
                names(
                        "permitted-companies",
                        "the companies that the caller may see and write; empty: all",
                        D365Options::permittedCompanies,
                        D365Options::withPermittedCompanies),
                number(
                        "page-size",
                        "most rows in one answer; the rest follows by nextLink",
                        D365Options::pageSize,
                        D365Options::withPageSize),
                flag(
                        "if-match-honoured",
                        "a stale If-Match is refused, or else ignored",
                        D365Options::ifMatchHonoured,
                        D365Options::withIfMatchHonoured),
                number(
                        "stale-status",
                        "how it is refused: 412, 409, or 400 with the Infolog of an update conflict",
                        D365Options::staleStatus,
                        D365Options::withStaleStatus),
                flag(
                        "truncate",
                        "texts over their length are cut, or else refused",
                        D365Options::truncate,
                        D365Options::withTruncate),
                flag(
                        "edit-stamp-moves",
                        "LastDateTimeEdited and LastEditDateTime move on writes over OData",
                        D365Options::editStampMoves,
                        D365Options::withEditStampMoves),
                flag(
                        "restless-etags",
                        "a row's etag moves whenever it was read, with no field changed",
                        D365Options::restlessEtags,
                        D365Options::withRestlessEtags),
                flag(
                        "batch-goes-on",
                        "a batch goes on behind a failed part without being asked to",
                        D365Options::batchGoesOn,
                        D365Options::withBatchGoesOn),
                flag(
                        "put-replaces",
                        "PUT empties what its body does not name, or else changes as PATCH does",
                        D365Options::putReplaces,
                        D365Options::withPutReplaces),
                flag(
                        "numbers-by-server",
                        "number sequences fill in keys that a POST leaves out, or else it is refused",
                        D365Options::numbersByServer,
                        D365Options::withNumbersByServer),
                flag(
                        "rewrites-texts",
                        "X++ trims texts, makes their line ends CR LF and fills in an empty SourceApplication",
                        D365Options::rewritesTexts,
                        D365Options::withRewritesTexts),
                names(
                        "dates",
                        "properties (Set.Property) that are dates: they show T12:00:00Z, the empty ones too",
                        D365Options::dates,
                        D365Options::withDates),
                names(
                        "not-editable",
                        "properties (Set.Property) that can be set once and not changed",
                        D365Options::notEditable,
                        D365Options::withNotEditable),
                names(
                        "required",
                        "properties (Set.Property) without which no row is created",
                        D365Options::required,
                        D365Options::withRequired),
                flag(
                        "functions",
                        "contains, startswith and endswith work in $filter, or else answer 400",
                        D365Options::functions,
                        D365Options::withFunctions),
                text(
                        "language",
                        "the language of the Infolog: en-US or de",
                        D365Options::language,
                        D365Options::withLanguage),
                Switch.number(
                        "d365.throttles",
                        "the next requests answer 429",
                        d365.throttling().requests()),
                Switch.number(
                        "d365.throttled-parts",
                        "the next parts of batches answer 429",
                        d365.throttling().parts()),
                Switch.number(
                        "d365.retry-after-seconds",
                        "what Retry-After says then",
                        d365.throttling().retryAfterSeconds()));
    }

    private Switch flag(
            String name,
            String what,
            Function<D365Options, Boolean> get,
            BiFunction<D365Options, Boolean, D365Options> set) {
        return one(name, what, options -> BooleanNode.valueOf(get.apply(options)), (options, json) -> {
            require(json.isBoolean(), name, "true or false");
            return set.apply(options, json.booleanValue());
        });
    }

    private Switch number(
            String name,
            String what,
            Function<D365Options, Integer> get,
            BiFunction<D365Options, Integer, D365Options> set) {
        return one(name, what, options -> IntNode.valueOf(get.apply(options)), (options, json) -> {
            require(json.isInt(), name, "a number");
            return set.apply(options, json.intValue());
        });
    }

    private Switch text(
            String name,
            String what,
            Function<D365Options, String> get,
            BiFunction<D365Options, String, D365Options> set) {
        return one(name, what, options -> TextNode.valueOf(get.apply(options)), (options, json) -> {
            require(json.isTextual(), name, "a text");
            return set.apply(options, json.textValue());
        });
    }

    private Switch names(
            String name,
            String what,
            Function<D365Options, Set<String>> get,
            BiFunction<D365Options, Iterable<String>, D365Options> set) {
        return one(
                name,
                what,
                options -> {
                    ArrayNode all = JsonNodeFactory.instance.arrayNode();
                    new TreeSet<>(get.apply(options)).forEach(all::add);
                    return all;
                },
                (options, json) -> {
                    require(json.isArray(), name, "an array of names");
                    Set<String> wanted = new LinkedHashSet<>();
                    json.forEach(element -> wanted.add(element.asText()));
                    return set.apply(options, wanted);
                });
    }

    private Switch one(
            String name,
            String what,
            Function<D365Options, JsonNode> get,
            BiFunction<D365Options, JsonNode, D365Options> set) {
        return new Switch("d365." + name, what, () -> get.apply(d365.options()), json -> {
            try {
                d365.use(set.apply(d365.options(), json));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("d365." + name + ": " + e.getMessage(), e);
            }
        });
    }

    private static void require(boolean holds, String name, String wanted) {
        if (!holds) {
            throw new IllegalArgumentException(name + " must be " + wanted);
        }
    }
}
