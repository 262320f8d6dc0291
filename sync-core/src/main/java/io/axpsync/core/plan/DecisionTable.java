package io.axpsync.core.plan;

import io.axpsync.core.change.Change;

/** The one table over what happened on D365 and what happened on Exchange. docs/how-it-works.md shows it. */
public final class DecisionTable {

    private DecisionTable() {}

    /** The verdict for a pair; defined for each of the 25 combinations. */
    public static Verdict verdict(Change.Sort d365, Change.Sort exchange) {
        return switch (d365) {
            case ABSENT ->
                switch (exchange) {
                    case ABSENT -> Verdict.NOTHING;
                    case UNCHANGED, CHANGED -> Verdict.CREATE_ON_D365;
                    case LEFT, DELETED -> Verdict.FORGET;
                };
            case UNCHANGED ->
                switch (exchange) {
                    case ABSENT -> Verdict.CREATE_ON_EXCHANGE;
                    case UNCHANGED -> Verdict.KEEP;
                    case CHANGED -> Verdict.FLOW_TO_D365;
                    case LEFT -> Verdict.RELEASE;
                    case DELETED -> Verdict.REMOVE_FROM_D365;
                };
            case CHANGED ->
                switch (exchange) {
                    case ABSENT -> Verdict.CREATE_ON_EXCHANGE;
                    case UNCHANGED -> Verdict.FLOW_TO_EXCHANGE;
                    case CHANGED -> Verdict.MERGE;
                    case LEFT -> Verdict.RELEASE;
                    case DELETED -> Verdict.RESTORE_ON_EXCHANGE;
                };
            case LEFT ->
                switch (exchange) {
                    case ABSENT, DELETED -> Verdict.FORGET;
                    case UNCHANGED, CHANGED, LEFT -> Verdict.RELEASE;
                };
            case DELETED ->
                switch (exchange) {
                    case UNCHANGED -> Verdict.REMOVE_FROM_EXCHANGE;
                    case CHANGED -> Verdict.RESTORE_ON_D365;
                    case ABSENT, LEFT, DELETED -> Verdict.FORGET;
                };
        };
    }
}
