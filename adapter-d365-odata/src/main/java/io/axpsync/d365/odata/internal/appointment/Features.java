package io.axpsync.d365.odata.internal.appointment;

import io.axpsync.d365.odata.internal.service.EntitySet;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;

/**
 * Which companion sets are used.
 *
 * @param attendees attendees, responses and organisers are held
 * @param links activities can be associated with customers, vendors and people
 * @param versions there is a change feed with tombstones
 * @param files copies of files are held, and known as ours
 * @param series series are held; only with the change feed, because no edit stamp tells of their rows
 */
public record Features(boolean attendees, boolean links, boolean versions, boolean series, boolean files) {

    public static final Features STOCK = new Features(false, false, false, false, false);

    public static Features of(Set<EntitySet> published) {
        return new Features(
                published.contains(EntitySet.ATTENDEES),
                published.contains(EntitySet.LINKS),
                published.contains(EntitySet.VERSIONS),
                published.containsAll(Vector.of(EntitySet.VERSIONS, EntitySet.RECURRENCES, EntitySet.OCCURRENCES)),
                published.containsAll(Vector.of(EntitySet.ATTACHMENTS, EntitySet.STAMPS)));
    }
}
