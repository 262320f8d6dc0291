package io.axpsync.d365.odata.internal.selection;

import io.axpsync.core.item.Condition;
import io.axpsync.core.item.Reason;
import io.axpsync.core.port.PortFailure;
import io.axpsync.d365.odata.internal.http.Trouble;
import io.axpsync.d365.odata.internal.service.EntitySet;
import io.axpsync.d365.odata.internal.service.OData;
import io.axpsync.d365.odata.internal.service.Sample;
import io.vavr.collection.HashSet;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.control.Option;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * What the properties that queries test are. Those that are known to be texts need no question; of others the set's first
 * row is asked for once, since {@code $metadata} is tens of megabytes.
 */
final class Properties {

    private static final Set<String> TEXTS = HashSet.of(
            "dataAreaId",
            "SalesDistrict",
            "SalesDistrictId",
            "CustomerGroupId",
            "SalesSegmentId",
            "LineOfBusinessId",
            "CustomerAccount",
            "VendorAccountNumber",
            "VendorGroupId",
            "ProspectId",
            "PersonnelNumber",
            "EmployeeResponsibleNumber",
            "ContactPersonResponsiblePersonnelNumber",
            "PrimaryAddressCountryRegionId",
            "PrimaryAddressCountryRegionISOCode",
            "MicrosoftOutlookCategories",
            "AssociatedPartyNumber",
            "ContactPersonId");

    private final OData odata;
    private final Map<EntitySet, Option<Sample>> samples = new EnumMap<>(EntitySet.class);

    Properties(OData odata) {
        this.odata = odata;
    }

    /** The set that holds a subject's properties. */
    static EntitySet set(Condition.Subject subject) {
        return switch (subject) {
            case PERSON -> EntitySet.CONTACT_PERSONS;
            case CUSTOMER -> EntitySet.CUSTOMERS;
            case VENDOR -> EntitySet.VENDORS;
            case PROSPECT -> EntitySet.PROSPECTS;
            case WORKER -> EntitySet.WORKERS;
        };
    }

    /** Throws {@link Trouble} where the set is known to have no such property. */
    PropertyType type(Condition.Property property) {
        if (TEXTS.contains(property.name())) {
            return PropertyType.TEXT;
        }
        if (!property.name().matches("[A-Za-z_][A-Za-z0-9_]*")) {
            throw unknown(property, Option.none());
        }
        EntitySet set = set(property.subject());
        Option<Sample> sample = samples.computeIfAbsent(set, odata::sample);
        if (sample.isEmpty()) {
            return PropertyType.UNKNOWN; // there are no rows to compare
        }
        Sample.Property told = sample.get()
                .properties()
                .get(property.name())
                .getOrElseThrow(() -> unknown(property, Option.some(sample.get())));
        return type(told, sample.get().typed());
    }

    private static PropertyType type(Sample.Property told, boolean typed) {
        Object value = told.value().getOrElse("");
        if (value instanceof Number || told.type().matches("#?(Edm\\.)?(Int|Dec|Dou|Sin|Byt|SBy).*")) {
            return PropertyType.NUMBER;
        } else if (Compared.time(String.valueOf(value)).isDefined()) {
            return PropertyType.TIME;
        } else if (told.type().contains("DataEntities.")) {
            return PropertyType.ENUMERATION;
        }
        boolean text = told.type().endsWith("String") || (typed && told.type().isEmpty());
        return text && value instanceof String ? PropertyType.TEXT : PropertyType.UNKNOWN;
    }

    /** The name of an enumeration's type, behind its namespace. */
    String enumeration(Condition.Property property) {
        return samples.getOrDefault(set(property.subject()), Option.none())
                .flatMap(s -> s.properties().get(property.name()))
                .map(p -> p.type().substring(p.type().lastIndexOf('.') + 1))
                .getOrElse("");
    }

    private static Trouble unknown(Condition.Property property, Option<Sample> sample) {
        Seq<String> names = sample.map(s -> s.properties().keySet().toVector().sorted())
                .getOrElse(io.vavr.collection.Vector.empty());
        String wanted = property.name().toLowerCase(Locale.ROOT);
        Option<String> near = names.find(n -> n.equalsIgnoreCase(property.name()))
                .orElse(() -> names.find(n ->
                        n.toLowerCase(Locale.ROOT).contains(wanted) || wanted.contains(n.toLowerCase(Locale.ROOT))));
        return Trouble.of(new PortFailure.Rejected(Reason.of(
                "no-such-property",
                "D365's " + set(property.subject()).defaultName() + " has no property " + property.name()
                        + ", which the query tests as " + property,
                near.map(n -> "did you mean " + property.subject().word() + "." + n + "?")
                        .getOrElse("write it as the entity calls it; case counts"))));
    }
}
