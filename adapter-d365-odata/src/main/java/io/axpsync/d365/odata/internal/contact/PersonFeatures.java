package io.axpsync.d365.odata.internal.contact;

import io.axpsync.d365.odata.internal.service.EntitySet;
import io.vavr.collection.Set;

/**
 * Which companion sets of contacts are used.
 *
 * @param selections employees choose their private contacts; else a person is that of its responsible worker
 * @param stamps persons carry stamps
 * @param versions there is a change feed with tombstones, which also tells of the party's data
 */
public record PersonFeatures(boolean selections, boolean stamps, boolean versions) {

    public static PersonFeatures of(Set<EntitySet> published) {
        return new PersonFeatures(
                published.contains(EntitySet.PRIVATE_CONTACTS),
                published.contains(EntitySet.STAMPS),
                published.contains(EntitySet.CONTACT_VERSIONS));
    }

    /** Names the feed that is followed: positions of different feeds cannot be exchanged. */
    String feed() {
        return (versions ? "versions" : "edits") + (selections ? "+selections" : "");
    }
}
