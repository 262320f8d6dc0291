package io.axpsync.core.people;

import io.axpsync.core.item.Company;
import io.axpsync.core.item.CompanyName;
import io.axpsync.core.item.DirectoryEntry;
import io.axpsync.core.item.NormalForm;
import io.axpsync.core.people.CompanyMatch.Candidate;
import io.axpsync.core.people.CompanyMatch.Rule;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.LinkedHashSet;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import java.util.Locale;

/**
 * Which company of D365 a contact belongs to, by the name that it gives and by the domains of its e-mail addresses. The
 * surest rule counts. What two organisations answer alike is told apart by the address, then by the order of directories,
 * then by the mailbox's own legal entity; what is left is disputed, never guessed. The answer does not depend on the order
 * in which companies are given.
 */
public final class CompanyMatcher {

    /** The default order of directories. */
    public static final Seq<DirectoryEntry.Type> ORDER =
            Vector.of(DirectoryEntry.Type.CUSTOMER, DirectoryEntry.Type.VENDOR, DirectoryEntry.Type.PROSPECT);

    /** From which confidence on a company counts as known, unless configured otherwise. */
    public static final int THRESHOLD = 70;

    private final Seq<DirectoryEntry.Type> order;
    private final int threshold;
    private final Set<String> inside;
    private Map<String, Set<Company>> byName = LinkedHashMap.empty();
    private Map<String, Set<Company>> byAlias = LinkedHashMap.empty();
    private Map<String, Set<Company>> byDomain = LinkedHashMap.empty();

    /**
     * @param order the directories that are asked, the best first; companies of another type do not count
     * @param threshold 0 to 100: what is less sure is unknown
     * @param insideDomains the organisation's own, lower case: an address there says nothing of a company
     */
    public CompanyMatcher(
            Seq<Company> companies, Seq<DirectoryEntry.Type> order, int threshold, Seq<String> insideDomains) {
        this.order = order;
        this.threshold = threshold;
        this.inside = LinkedHashSet.ofAll(insideDomains);
        for (Company company : companies.filter(c -> order.contains(c.type()))) {
            byName = index(byName, CompanyName.of(company.name()).cores(), company);
            byAlias = index(
                    byAlias, company.aliases().flatMap(a -> CompanyName.of(a).cores()), company);
            byDomain = index(byDomain, company.addresses().map(this::domain), company);
        }
    }

    /**
     * @param name the company as the contact names it; may be empty
     * @param addresses the contact's e-mail addresses
     * @param area the mailbox's legal entity, lower case
     */
    public CompanyMatch match(String name, Seq<String> addresses, String area) {
        CompanyName asked = CompanyName.of(name);
        Set<String> domains = LinkedHashSet.ofAll(addresses).map(this::domain).filter(d -> !d.isEmpty());
        Set<Company> ofDomain = all(byDomain, domains);
        Set<Company> seen =
                all(byName, asked.cores()).addAll(all(byAlias, asked.cores())).addAll(ofDomain);
        Seq<Candidate> rated =
                seen.toVector().map(c -> new Candidate(c, rule(c, name, asked))).sortBy(c -> place(c));
        Seq<Candidate> likely = rated.filter(c -> c.rule().confidence() >= threshold);
        return likely.isEmpty() ? new CompanyMatch.Unknown(rated) : clearest(likely, ofDomain, area);
    }

    private CompanyMatch clearest(Seq<Candidate> likely, Set<Company> ofDomain, String area) {
        Seq<Candidate> best =
                likely.filter(c -> c.rule() == likely.map(Candidate::rule).min().get());
        Seq<Candidate> told = organisations(best).size() == 1
                ? best
                : narrowed(best, best.filter(c -> ofDomain.contains(c.company())));
        DirectoryEntry.Type first =
                order.find(type -> told.exists(c -> c.company().type() == type)).get();
        Seq<Candidate> typed = told.filter(c -> c.company().type() == first);
        Seq<Candidate> own =
                narrowed(typed, typed.filter(c -> c.company().area().equalsIgnoreCase(area)));
        return organisations(own).size() == 1 ? new CompanyMatch.Found(own.head()) : new CompanyMatch.Disputed(own);
    }

    private static Seq<Candidate> narrowed(Seq<Candidate> all, Seq<Candidate> better) {
        return better.isEmpty() ? all : better;
    }

    private static Set<String> organisations(Seq<Candidate> candidates) {
        return LinkedHashSet.ofAll(candidates.map(c -> c.company().organisation()));
    }

    private static Rule rule(Company company, String name, CompanyName asked) {
        CompanyName known = CompanyName.of(company.name());
        if (!asked.isEmpty() && NormalForm.line(name).equals(NormalForm.line(company.name()))) {
            return Rule.EXACT_NAME;
        } else if (known.meets(asked)) {
            return known.contradicts(asked) ? Rule.OTHER_FORM : Rule.SAME_NAME;
        } else if (company.aliases().exists(a -> CompanyName.of(a).meets(asked))) {
            return Rule.ALIAS;
        }
        return asked.isEmpty() || known.beginsAs(asked) ? Rule.DOMAIN : Rule.DOMAIN_ONLY;
    }

    /** The best first; equally good ones in an order that does not depend on how they came. */
    private static String place(Candidate c) {
        Company company = c.company();
        return "%d %s %s %s %s"
                .formatted(c.rule().ordinal(), company.type(), company.area(), company.key(), company.party());
    }

    private String domain(String address) {
        String domain = FreeMail.companyDomain(address.toLowerCase(Locale.ROOT));
        return inside.contains(domain) ? "" : domain;
    }

    private static Set<Company> all(Map<String, Set<Company>> index, Set<String> keys) {
        return keys.foldLeft(
                (Set<Company>) LinkedHashSet.<Company>empty(),
                (found, key) -> found.addAll(index.getOrElse(key, LinkedHashSet.empty())));
    }

    private static Map<String, Set<Company>> index(
            Map<String, Set<Company>> index, Iterable<String> keys, Company company) {
        Map<String, Set<Company>> result = index;
        for (String key : keys) {
            result = key.isEmpty()
                    ? result
                    : result.put(
                            key, result.getOrElse(key, LinkedHashSet.empty()).add(company));
        }
        return result;
    }
}
