package io.axpsync.d365.odata.internal.environment;

import io.axpsync.core.item.Reason;
import io.axpsync.core.port.PortFailure;
import io.axpsync.d365.odata.Profile;
import io.axpsync.d365.odata.internal.appointment.Features;
import io.axpsync.d365.odata.internal.contact.PersonFeatures;
import io.axpsync.d365.odata.internal.http.Trouble;
import io.axpsync.d365.odata.internal.service.EntitySet;
import io.axpsync.d365.odata.internal.service.OData;
import io.vavr.collection.HashSet;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Set;

/**
 * What an environment publishes.
 *
 * @param published the sets that are used
 * @param limits what activities lack
 * @param contactLimits what contacts lack
 */
public record Environment(Set<EntitySet> published, Set<Reason> limits, Set<Reason> contactLimits) {

    private static final Map<EntitySet, String> COMPANION = LinkedHashMap.of(
            EntitySet.ATTENDEES,
            "appointments are synchronised without attendees, responses and organiser; the addresses stand in the"
                    + " notes",
            EntitySet.LINKS,
            "activities are not linked to the contact persons, customers and vendors behind the attendees",
            EntitySet.VERSIONS,
            "changes are found by LastDateTimeEdited, which not every change moves, and deletions only by full"
                    + " comparison",
            EntitySet.RECURRENCES,
            "series of Exchange are single appointments in D365, within the window; series of D365 are left alone",
            EntitySet.OCCURRENCES,
            "series of Exchange are single appointments in D365, within the window; series of D365 are left alone",
            EntitySet.INSTALLATIONS,
            "there is no fence on the side of D365: older data that are restored at the same address are not"
                    + " recognised; rows stamped by another installation are never written");
    private static final Map<EntitySet, String> OF_CONTACTS = LinkedHashMap.of(
            EntitySet.PRIVATE_CONTACTS,
            "a contact person is in the private contacts of its responsible worker, and of nobody else",
            EntitySet.STAMPS,
            "a contact person whose making was cut off is recognised by its name and company only",
            EntitySet.CONTACT_VERSIONS,
            "changes of contact persons are found by LastEditDateTime, which changed addresses do not move, and"
                    + " deletions only by full comparison");
    private static final Map<EntitySet, String> OF_FILES = LinkedHashMap.of(
            EntitySet.ATTACHMENTS, "files of appointments have no copies in D365; their names stand in the notes");
    private static final String REMEDY = "import the companion model";

    /** Reads the service document, once. {@code $metadata} is never read: it is tens of megabytes. */
    public static Environment discover(OData odata) {
        Set<EntitySet> there = odata.published();
        if (!there.contains(EntitySet.ACTIVITIES)) {
            throw Trouble.of(new PortFailure.Denied(Reason.of(
                    "no-activities",
                    "D365 publishes no set " + odata.name(EntitySet.ACTIVITIES),
                    "check the address and the configured names")));
        }
        Profile profile = odata.config().profile();
        Set<EntitySet> missing = HashSet.ofAll(COMPANION.keySet()).removeAll(there);
        if (profile == Profile.COMPANION && !missing.isEmpty()) {
            throw Trouble.of(new PortFailure.Denied(Reason.of(
                    "companion-missing",
                    "D365 does not publish "
                            + missing.map(odata::name).toSortedSet().mkString(", "),
                    REMEDY + ", or let the profile be discovered")));
        }
        Set<EntitySet> used = profile == Profile.STOCK
                ? there.removeAll(COMPANION.keySet())
                        .removeAll(OF_CONTACTS.keySet())
                        .removeAll(OF_FILES.keySet())
                : there;
        return new Environment(used, limits(odata, COMPANION.merge(OF_FILES), used), limits(odata, OF_CONTACTS, used));
    }

    private static Set<Reason> limits(OData odata, Map<EntitySet, String> costs, Set<EntitySet> used) {
        return HashSet.ofAll(costs.filterKeys(s -> !used.contains(s))
                .map(t -> Reason.of(
                        "without-" + t._1.name().toLowerCase(java.util.Locale.ROOT),
                        "without " + odata.name(t._1) + " " + t._2,
                        REMEDY)));
    }

    /** Whether it is kept there which installations wrote. */
    public boolean holdsFence() {
        return published.contains(EntitySet.INSTALLATIONS);
    }

    public Features features() {
        return Features.of(published);
    }

    public PersonFeatures personFeatures() {
        return PersonFeatures.of(published);
    }
}
