package io.axpsync.cli.config;

import io.axpsync.core.item.Condition;
import io.axpsync.core.item.Condition.All;
import io.axpsync.core.item.Condition.Any;
import io.axpsync.core.item.Condition.Not;
import io.axpsync.core.item.Condition.Operator;
import io.axpsync.core.item.Condition.Property;
import io.axpsync.core.item.Condition.Subject;
import io.axpsync.core.item.Condition.Test;
import io.axpsync.core.item.Publication;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/**
 * A query as the file writes it: keys that stand together all hold; {@code and}, {@code or} and {@code not} hold further
 * keys; every other key is a property with what it must be.
 */
final class QuerySection {

    private static final Map<String, Operator> COMPARISONS = LinkedHashMap.of(
            "is", Operator.IS,
            "like", Operator.LIKE,
            "lists", Operator.LISTS,
            "below", Operator.BELOW,
            "upTo", Operator.UP_TO,
            "from", Operator.FROM,
            "above", Operator.ABOVE);

    /** What people call things, and where D365 keeps them; a person meets it by any of them. */
    private static final Map<String, Seq<Property>> WORDS = LinkedHashMap.<String, Seq<Property>>empty()
            .put(
                    "salesDistrict",
                    Vector.of(of(Subject.CUSTOMER, "SalesDistrict"), of(Subject.PROSPECT, "SalesDistrictId")))
            .put("customerGroup", Vector.of(of(Subject.CUSTOMER, "CustomerGroupId")))
            .put("vendorGroup", Vector.of(of(Subject.VENDOR, "VendorGroupId")))
            .put("segment", Vector.of(of(Subject.CUSTOMER, "SalesSegmentId")))
            .put("lineOfBusiness", Vector.of(of(Subject.CUSTOMER, "LineOfBusinessId")))
            .put(
                    "account",
                    Vector.of(
                            of(Subject.CUSTOMER, "CustomerAccount"),
                            of(Subject.VENDOR, "VendorAccountNumber"),
                            of(Subject.PROSPECT, "ProspectId")))
            .put("responsible", Vector.of(of(Subject.PERSON, "ContactPersonResponsiblePersonnelNumber")))
            .put("accountManager", Vector.of(of(Subject.CUSTOMER, "EmployeeResponsibleNumber")))
            .put(
                    "country",
                    Vector.of(
                            of(Subject.PERSON, "PrimaryAddressCountryRegionId"),
                            of(Subject.PERSON, "PrimaryAddressCountryRegionISOCode")))
            .put("company", Vector.of(of(Subject.PERSON, "dataAreaId")))
            .put("category", Vector.of(of(Subject.PERSON, "MicrosoftOutlookCategories")));

    private QuerySection() {}

    /** The queries by name. */
    static Map<String, Query> read(Section section) {
        Map<String, Query> queries = LinkedHashMap.empty();
        for (String name : section.keys()) {
            Section own = section.section(name);
            Publication.Members members = own.oneOf(
                            "over",
                            LinkedHashMap.of(
                                    "contact-persons", Publication.Members.CONTACT_PERSONS,
                                    "workers", Publication.Members.WORKERS))
                    .getOrElse(Publication.Members.CONTACT_PERSONS);
            Condition condition = all(own, members, Vector.of("over"));
            queries = queries.put(name, new Query(name, members, condition));
        }
        return queries;
    }

    private static Condition all(Section section, Publication.Members members, Seq<String> known) {
        Seq<Condition> parts = section.keys().removeAll(known).flatMap(key -> one(section, key, members));
        return parts.size() == 1 ? parts.head() : new All(parts);
    }

    private static Option<Condition> one(Section section, String key, Publication.Members members) {
        switch (key) {
            case "and":
                return Option.some(new All(parts(section, key, members)));
            case "or":
                return Option.some(new Any(parts(section, key, members)));
            case "not":
                return Option.some(new Not(all(section.section(key), members, Vector.empty())));
            default:
                Seq<Property> properties = properties(section, key, members);
                Seq<Condition> tests = properties.flatMap(p -> test(section, key, p));
                return tests.isEmpty() ? Option.none() : Option.some(tests.size() == 1 ? tests.head() : new Any(tests));
        }
    }

    /** A list of parts, or the keys of one. */
    private static Seq<Condition> parts(Section section, String key, Publication.Members members) {
        if (section.isSection(key)) {
            Section one = section.section(key);
            return one.keys().flatMap(k -> one(one, k, members));
        }
        Seq<Section> parts = section.sections(key);
        if (parts.isEmpty()) {
            section.wrong(key, "holds nothing", "Write what must hold below it, each with a dash.");
        }
        return parts.map(p -> all(p, members, Vector.empty()));
    }

    private static Seq<Property> properties(Section section, String key, Publication.Members members) {
        boolean workers = members == Publication.Members.WORKERS;
        Seq<Property> named = WORDS.get(key).getOrElse(Vector.empty());
        if (!workers && !named.isEmpty()) {
            return named;
        }
        int dot = key.indexOf('.');
        Option<Subject> subject = Vector.of(Subject.values())
                .find(s -> dot > 0 && s.word().equals(key.substring(0, dot)))
                .filter(s -> workers == (s == Subject.WORKER));
        if (subject.isDefined() && key.matches("[a-z]+\\.[A-Za-z][A-Za-z0-9_]*")) {
            return Vector.of(of(subject.get(), key.substring(dot + 1)));
        }
        section.wrong(
                key,
                "is nothing that " + (workers ? "a query over workers" : "a query") + " knows",
                workers
                        ? "Name a property of the entity Workers, such as worker.WorkerStatus."
                        : "Use " + WORDS.keySet().mkString(", ")
                                + ", or a property such as customer.CustomerGroupId (person, customer, vendor, prospect).");
        section.has(key);
        return Vector.empty();
    }

    private static Seq<Condition> test(Section section, String key, Property property) {
        if (section.isSection(key)) {
            Section compared = section.section(key);
            Seq<Condition> tests = COMPARISONS.toVector().flatMap(c -> {
                Seq<String> values = compared.isList(c._1)
                        ? compared.texts(c._1)
                        : compared.text(c._1).toVector();
                return values.isEmpty()
                        ? Option.<Condition>none()
                        : Option.some((Condition) new Test(property, c._2, values));
            });
            compared.done();
            return tests.size() == 1 ? tests : Vector.of(new All(tests));
        }
        Seq<String> values =
                section.isList(key) ? section.texts(key) : section.text(key).toVector();
        if (values.isEmpty()) {
            section.wrong(key, "says nothing to compare with", "Write a value, a list of values, or {from: …}.");
            return Vector.empty();
        }
        boolean lists = property.name().equals("MicrosoftOutlookCategories");
        Seq<String> like = values.filter(v -> v.contains("*"));
        Seq<Condition> tests = Vector.empty();
        if (!values.removeAll(like).isEmpty()) {
            tests = tests.append(new Test(property, lists ? Operator.LISTS : Operator.IS, values.removeAll(like)));
        }
        if (!like.isEmpty()) {
            tests = tests.append(new Test(property, Operator.LIKE, like));
        }
        return tests.size() == 1 ? tests : Vector.of(new Any(tests));
    }

    private static Property of(Subject subject, String name) {
        return new Property(subject, name);
    }
}
