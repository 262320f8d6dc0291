package io.axpsync.d365.odata.internal.environment;

import io.axpsync.core.item.Reason;
import io.axpsync.d365.odata.D365Report;
import io.axpsync.d365.odata.internal.appointment.Features;
import io.axpsync.d365.odata.internal.http.Trouble;
import io.axpsync.d365.odata.internal.service.EntitySet;
import io.axpsync.d365.odata.internal.service.Literals;
import io.axpsync.d365.odata.internal.service.OData;
import io.axpsync.d365.odata.internal.service.Query;
import io.axpsync.d365.odata.internal.service.Row;
import io.axpsync.d365.odata.internal.service.Where;
import io.vavr.collection.HashSet;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Looks around in an environment, reading only. */
public final class Probe {

    private static final Set<EntitySet> OF_CONTACTS =
            HashSet.of(EntitySet.PRIVATE_CONTACTS, EntitySet.CONTACT_VERSIONS, EntitySet.POSTAL_ADDRESSES);

    private final OData odata;
    private final Environment environment;

    public Probe(OData odata, Environment environment) {
        this.odata = odata;
        this.environment = environment;
    }

    /** @param contacts whether what contacts need is looked at, too */
    public D365Report report(boolean contacts) {
        Features features = environment.features();
        Vector<Reason> foreign = foreignIds();
        boolean accepted = odata.config().acceptForeignEntryIds();
        return new D365Report(
                features.attendees() && features.links() && features.versions(),
                looked(contacts).map(odata::name).sorted(),
                environment
                        .limits()
                        .addAll(contacts ? environment.contactLimits() : HashSet.empty())
                        .toVector()
                        .sortBy(Reason::code),
                companies(),
                defaultCompany(),
                (accepted ? foreign : Vector.<Reason>empty())
                        .appendAll(unreadableSets(contacts))
                        .append(writeHint()),
                accepted ? Vector.empty() : foreign);
    }

    private Seq<String> companies() {
        if (!environment.published().contains(EntitySet.LEGAL_ENTITIES)) {
            return Vector.empty();
        }
        List<Row> rows = new ArrayList<>();
        odata.all(
                Query.of(EntitySet.LEGAL_ENTITIES, "")
                        .selecting(EntitySet.LEGAL_ENTITIES.keys())
                        .ordered(EntitySet.LEGAL_ENTITIES.keys()),
                rows::add);
        return Vector.ofAll(rows).map(r -> r.text("LegalEntityId").toLowerCase(Locale.ROOT));
    }

    /** Without {@code cross-company} a service answers with rows of the user's own company only. */
    private String defaultCompany() {
        return odata.ofDefaultCompany(Query.of(EntitySet.ACTIVITIES, "")
                        .selecting(Vector.of("dataAreaId"))
                        .first(1))
                .headOption()
                .map(r -> r.text("dataAreaId").toLowerCase(Locale.ROOT))
                .getOrElse("");
    }

    /** Entry ids that are not ours mean that another program, perhaps D365 itself, synchronises with Outlook. */
    private Vector<Reason> foreignIds() {
        Where where = odata.where(EntitySet.ACTIVITIES);
        String ours = "axp1;";
        String filter = where.isNot("OutlookEntryId", Literals.text("")) + " and "
                + Where.any(Vector.of(
                        where.below("OutlookEntryId", Literals.text(ours)),
                        where.from("OutlookEntryId", Literals.text("axp1<"))));
        return odata.some(Query.of(EntitySet.ACTIVITIES, filter)
                                .selecting(Vector.of("dataAreaId", "ActivityNumber", "OutlookEntryId"))
                                .first(1))
                        .isEmpty()
                ? Vector.empty()
                : Vector.of(
                        Reason.of(
                                "foreign-entry-ids",
                                "activities carry Outlook entry ids of another program, so D365's own Exchange synchronisation"
                                        + " seems to be in use; we would overwrite its OutlookEntryId and OutlookSharedObjectId",
                                "switch it off for everybody; then say so in the configuration: d365.acceptForeignEntryIds: true"));
    }

    private Vector<EntitySet> looked(boolean contacts) {
        return environment
                .published()
                .toVector()
                .reject(set -> !contacts && OF_CONTACTS.contains(set))
                .sortBy(Enum::ordinal);
    }

    private Vector<Reason> unreadableSets(boolean contacts) {
        return looked(contacts).flatMap(set -> {
            try {
                odata.some(Query.of(set, "").selecting(told(set)).first(1));
                return Vector.<Reason>empty();
            } catch (Trouble trouble) {
                return Vector.of(Reason.of(
                        "set-unreadable",
                        odata.name(set) + " cannot be read: "
                                + trouble.failure().reason().text(),
                        "give the service user's role read access to it, or correct the configured names"));
            }
        });
    }

    /** Of files not the contents. */
    private static Seq<String> told(EntitySet set) {
        return set == EntitySet.ATTACHMENTS ? set.keys() : set.properties();
    }

    private static Reason writeHint() {
        return Reason.of(
                "write-untested",
                "whether the service user may create, change and delete activities shows only with the first write",
                "its role needs these privileges for every set that is used");
    }
}
