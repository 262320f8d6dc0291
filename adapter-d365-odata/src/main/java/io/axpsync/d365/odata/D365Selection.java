package io.axpsync.d365.odata;

import io.axpsync.core.item.ItemRef;
import io.vavr.collection.Seq;

/**
 * Whom a query selects, and how it was answered.
 *
 * @param asked the questions that D365 was sent, in order
 * @param finished what was compared or joined on our side
 */
public record D365Selection(Seq<Person> persons, Seq<Asked> asked, Seq<String> finished) {

    /**
     * @param company {@code dataAreaId}, lower case; empty for a worker
     * @param organisation the name of the account that the person belongs to; empty when there is none
     */
    public record Person(ItemRef ref, String name, String company, String organisation) {}

    /**
     * @param set the entity set
     * @param filter as it was sent; empty = all rows
     * @param rows how many came back
     */
    public record Asked(String set, String filter, int rows) {}
}
