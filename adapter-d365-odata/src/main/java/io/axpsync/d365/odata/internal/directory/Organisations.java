package io.axpsync.d365.odata.internal.directory;

import io.axpsync.core.item.Company;
import io.axpsync.core.item.DirectoryEntry.Type;
import io.axpsync.d365.odata.internal.service.EntitySet;
import io.axpsync.d365.odata.internal.service.OData;
import io.axpsync.d365.odata.internal.service.Query;
import io.axpsync.d365.odata.internal.service.Row;
import io.vavr.Tuple2;
import io.vavr.collection.HashMultimap;
import io.vavr.collection.Multimap;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * All customers, vendors and prospects that may be read, with the primary e-mail addresses of their contact persons: four
 * listings, page by page, so that the number of requests does not grow with the number of contacts that wait.
 */
final class Organisations {

    /** Where one directory keeps key, party, name, other names and the address. */
    private record Source(
            Type type, EntitySet set, String key, String party, String name, Seq<String> aliases, String mail) {

        Seq<String> columns() {
            return Vector.of("dataAreaId", key, party, name, mail).appendAll(aliases);
        }
    }

    private static final Seq<Source> SOURCES = Vector.of(
            new Source(
                    Type.CUSTOMER,
                    EntitySet.CUSTOMERS,
                    "CustomerAccount",
                    "PartyNumber",
                    "OrganizationName",
                    Vector.of("NameAlias"),
                    "PrimaryContactEmail"),
            new Source(
                    Type.VENDOR,
                    EntitySet.VENDORS,
                    "VendorAccountNumber",
                    "VendorPartyNumber",
                    "VendorOrganizationName",
                    Vector.empty(),
                    "PrimaryEmailAddress"),
            new Source(
                    Type.PROSPECT,
                    EntitySet.PROSPECTS,
                    "ProspectId",
                    "ProspectPartyNumber",
                    "ProspectName",
                    Vector.empty(),
                    "PrimaryEmailAddress"));

    private final OData odata;

    Organisations(OData odata) {
        this.odata = odata;
    }

    Seq<Company> all() {
        Multimap<String, String> ofPersons = HashMultimap.withSet()
                .ofEntries(all(
                                EntitySet.CONTACT_PERSONS,
                                Vector.of(
                                        "dataAreaId",
                                        "ContactPersonId",
                                        "AssociatedPartyNumber",
                                        "PrimaryEmailAddress",
                                        "IsInactive"))
                        .filter(r -> !r.text("IsInactive").equals("Yes")
                                && !r.text("AssociatedPartyNumber").isEmpty()
                                && !mail(r, "PrimaryEmailAddress").isEmpty())
                        .map(r -> new Tuple2<>(r.text("AssociatedPartyNumber"), mail(r, "PrimaryEmailAddress"))));
        return SOURCES.flatMap(
                source -> all(source.set(), source.columns()).map(row -> company(source, row, ofPersons)));
    }

    private static Company company(Source source, Row row, Multimap<String, String> ofPersons) {
        String party = row.text(source.party());
        return new Company(
                source.type(),
                row.text("dataAreaId").toLowerCase(Locale.ROOT),
                row.text(source.key()),
                party,
                row.text(source.name()),
                source.aliases().map(row::text).filter(a -> !a.isEmpty()),
                Vector.of(mail(row, source.mail()))
                        .filter(a -> !a.isEmpty())
                        .appendAll(ofPersons.get(party).map(Vector::ofAll).getOrElse(Vector.empty()))
                        .distinct()
                        .sorted());
    }

    private Vector<Row> all(EntitySet set, Seq<String> columns) {
        List<Row> rows = new ArrayList<>();
        odata.all(Query.of(set, "").selecting(columns).ordered(set.keys()), rows::add);
        return Vector.ofAll(rows);
    }

    private static String mail(Row row, String property) {
        return row.text(property).strip().toLowerCase(Locale.ROOT);
    }
}
