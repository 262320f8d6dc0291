package io.axpsync.d365.odata;

import io.axpsync.core.item.Reason;
import io.vavr.collection.Seq;

/**
 * What {@code check} tells of an environment.
 *
 * @param companion whether every companion set is used
 * @param sets the sets that are used, under their names there
 * @param limits what is missing, each with what that costs
 * @param companies companies that exist, lower case
 * @param defaultCompany company of the service user, as far as its rows tell; may be empty
 * @param warnings what should be looked at before the first synchronisation
 * @param refusals what must be settled before anything is written
 */
public record D365Report(
        boolean companion,
        Seq<String> sets,
        Seq<Reason> limits,
        Seq<String> companies,
        String defaultCompany,
        Seq<Reason> warnings,
        Seq<Reason> refusals) {}
