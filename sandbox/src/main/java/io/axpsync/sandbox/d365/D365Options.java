package io.axpsync.sandbox.d365;

import java.util.Set;

/**
 * Where D365 installations differ, or where its behaviour is not documented; each can be switched while it runs.
 *
 * @param companionSets names of the companion sets that are published; the computed ones work only when named
 * @param defaultCompany company of the calling user, which requests without {@code cross-company=true} see
 * @param pageSize most rows in one answer, the rest follows by {@code @odata.nextLink}
 * @param ifMatchHonoured whether a stale {@code If-Match} is answered 412; else the header is ignored
 * @param truncate whether texts over their length are cut silently; else they are refused by {@code validateField}
 * @param editStampMoves whether {@code LastDateTimeEdited} and {@code LastEditDateTime} move on writes over OData
 * @param restlessEtags whether a row's etag moves each time after it was read, with no field changed
 * @param batchGoesOn whether a batch goes on behind a failed part; else only with {@code Prefer: odata.continue-on-error}
 */
public record D365Options(
        Set<String> companionSets,
        String defaultCompany,
        int pageSize,
        boolean ifMatchHonoured,
        boolean truncate,
        boolean editStampMoves,
        boolean restlessEtags,
        boolean batchGoesOn) {

    /** Stock D365: no companion set. */
    public static final D365Options STOCK = new D365Options(Set.of(), "nord", 10_000, true, false, true, false, false);

    public D365Options {
        companionSets = Set.copyOf(companionSets);
    }

    /** D365 with the whole companion model. */
    public static D365Options companion() {
        return STOCK.withCompanionSets(Schema.standard().sets().stream()
                .filter(EntityDef::companion)
                .map(EntityDef::set)
                .collect(java.util.stream.Collectors.toSet()));
    }

    public D365Options withCompanionSets(Set<String> sets) {
        return new D365Options(
                sets, defaultCompany, pageSize, ifMatchHonoured, truncate, editStampMoves, restlessEtags, batchGoesOn);
    }

    public D365Options withDefaultCompany(String company) {
        return new D365Options(
                companionSets,
                company,
                pageSize,
                ifMatchHonoured,
                truncate,
                editStampMoves,
                restlessEtags,
                batchGoesOn);
    }

    public D365Options withPageSize(int rows) {
        return new D365Options(
                companionSets,
                defaultCompany,
                rows,
                ifMatchHonoured,
                truncate,
                editStampMoves,
                restlessEtags,
                batchGoesOn);
    }

    public D365Options withIfMatchHonoured(boolean honoured) {
        return new D365Options(
                companionSets,
                defaultCompany,
                pageSize,
                honoured,
                truncate,
                editStampMoves,
                restlessEtags,
                batchGoesOn);
    }

    public D365Options withTruncate(boolean cut) {
        return new D365Options(
                companionSets,
                defaultCompany,
                pageSize,
                ifMatchHonoured,
                cut,
                editStampMoves,
                restlessEtags,
                batchGoesOn);
    }

    public D365Options withEditStampMoves(boolean moves) {
        return new D365Options(
                companionSets, defaultCompany, pageSize, ifMatchHonoured, truncate, moves, restlessEtags, batchGoesOn);
    }

    public D365Options withRestlessEtags(boolean restless) {
        return new D365Options(
                companionSets,
                defaultCompany,
                pageSize,
                ifMatchHonoured,
                truncate,
                editStampMoves,
                restless,
                batchGoesOn);
    }

    public D365Options withBatchGoesOn(boolean goesOn) {
        return new D365Options(
                companionSets,
                defaultCompany,
                pageSize,
                ifMatchHonoured,
                truncate,
                editStampMoves,
                restlessEtags,
                goesOn);
    }

    boolean published(EntityDef entity) {
        return !entity.companion() || companionSets.contains(entity.set());
    }
}
