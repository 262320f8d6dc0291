package io.axpsync.sandbox.d365;

import java.util.Set;
import java.util.stream.Collectors;
import org.immutables.value.Value;

/** Where D365 installations differ, or where its behaviour is not documented; each can be switched while it runs. */
@Value.Immutable
@Value.Style(jdkOnly = true, get = "*")
public abstract class D365Options implements WithD365Options {

    /** Stock D365: no companion set. */
    public static final D365Options STOCK = ImmutableD365Options.builder().build();

    /** D365 with the whole companion model. */
    public static D365Options companion() {
        return STOCK.withCompanionSets(Schema.standard().sets().stream()
                .filter(EntityDef::companion)
                .map(EntityDef::set)
                .collect(Collectors.toSet()));
    }

    /** Names of the companion sets that are published; the computed ones work only when named. */
    public abstract Set<String> companionSets();

    /** Company of the calling user, which requests without {@code cross-company=true} see. */
    @Value.Default
    public String defaultCompany() {
        return "nord";
    }

    /** Companies that the calling user may see and write at all; none named means all. */
    public abstract Set<String> permittedCompanies();

    /** Most rows in one answer, the rest follows by {@code @odata.nextLink}. */
    @Value.Default
    public int pageSize() {
        return 10_000;
    }

    /** Whether a stale {@code If-Match} is refused; else the header is ignored. */
    @Value.Default
    public boolean ifMatchHonoured() {
        return true;
    }

    /** How a stale {@code If-Match} is refused: 412, 409, or 400 with the Infolog of an update conflict. */
    @Value.Default
    public int staleStatus() {
        return 412;
    }

    /** Whether texts over their length are cut silently; else they are refused by {@code validateField}. */
    @Value.Default
    public boolean truncate() {
        return false;
    }

    /** Whether {@code LastDateTimeEdited} and {@code LastEditDateTime} move on writes over OData. */
    @Value.Default
    public boolean editStampMoves() {
        return true;
    }

    /** Whether a row's etag moves each time after it was read, with no field changed. */
    @Value.Default
    public boolean restlessEtags() {
        return false;
    }

    /** Whether a batch goes on behind a failed part; else only with {@code Prefer: odata.continue-on-error}. */
    @Value.Default
    public boolean batchGoesOn() {
        return false;
    }

    /** Whether PUT empties what its body does not name; else it changes as PATCH does. */
    @Value.Default
    public boolean putReplaces() {
        return false;
    }

    /** Whether number sequences give out keys that a POST leaves out; else such a POST is refused. */
    @Value.Default
    public boolean numbersByServer() {
        return true;
    }

    /** Whether X++ rules rewrite texts: blanks at both ends go, line ends become CR LF, an empty source is filled in. */
    @Value.Default
    public boolean rewritesTexts() {
        return false;
    }

    /** Properties ({@code Set.Property}) that are of the type Date in X++: they show T12:00:00Z, the empty ones too. */
    public abstract Set<String> dates();

    /** Properties ({@code Set.Property}) that may be set when a row is created, and not changed after. */
    public abstract Set<String> notEditable();

    /** Properties ({@code Set.Property}) without which no row is created. */
    public abstract Set<String> required();

    /** Whether {@code contains}, {@code startswith} and {@code endswith} work in {@code $filter}. */
    @Value.Default
    public boolean functions() {
        return false;
    }

    /** Language of the calling user, which the Infolog speaks: {@code en-US} or {@code de}. */
    @Value.Default
    public String language() {
        return "en-US";
    }

    boolean published(EntityDef entity) {
        return !entity.companion() || companionSets().contains(entity.set());
    }

    boolean permitted(Object company) {
        return permittedCompanies().isEmpty()
                || permittedCompanies().stream()
                        .anyMatch(name -> Field.normal(name).equals(Field.normal(company)));
    }

    boolean isDate(EntityDef def, Field field) {
        return dates().contains(def.set() + "." + field.name());
    }

    @Value.Check
    void check() {
        if (!Set.of(400, 409, 412).contains(staleStatus())) {
            throw new IllegalArgumentException("a stale If-Match is answered 400, 409 or 412, not " + staleStatus());
        }
        if (pageSize() < 1) {
            throw new IllegalArgumentException("a page has one row at least, not " + pageSize());
        }
        if (!Set.of("en-US", "de").contains(language())) {
            throw new IllegalArgumentException("the Infolog speaks en-US or de, not " + language());
        }
        companionSets().forEach(set -> Schema.standard().set(set));
        for (Set<String> named : java.util.List.of(dates(), notEditable(), required())) {
            for (String property : named) {
                String[] parts = property.split("\\.", 2);
                if (parts.length < 2
                        || Schema.standard().set(parts[0]).field(parts[1]).isEmpty()) {
                    throw new IllegalArgumentException("there is no property " + property + "; write Set.Property");
                }
            }
        }
    }
}
