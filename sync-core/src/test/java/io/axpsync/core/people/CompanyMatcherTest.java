package io.axpsync.core.people;

import static io.axpsync.core.people.CompanyMatcher.ORDER;
import static io.axpsync.core.people.CompanyMatcher.THRESHOLD;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.item.Company;
import io.axpsync.core.item.DirectoryEntry.Type;
import io.axpsync.core.people.CompanyMatch.Rule;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompanyMatcherTest {

    private static final Seq<Company> KNOWN = Vector.of(
            customer("C1", "Müller & Söhne GmbH", Vector.of("MUSO"), Vector.of("office@mueller-soehne.example")),
            customer("C2", "Nordwind Energie AG", Vector.of("Nordwind"), Vector.of("info@nordwind.example")),
            customer("C3", "Société Générale S.A.", Vector.empty(), Vector.of("x@socgen.example")),
            customer("C4", "Østergaard A/S", Vector.empty(), Vector.empty()),
            customer("C5", "Škoda Auto a.s.", Vector.empty(), Vector.empty()),
            customer("C6", "Zakłady Mechaniczne Sp. z o.o.", Vector.empty(), Vector.empty()),
            customer("C7", "Bauer Handelsges.m.b.H.", Vector.empty(), Vector.empty()),
            customer("C8", "Smith, Jones and Partners Ltd.", Vector.empty(), Vector.empty()),
            customer("C9", "The Widget Company, Inc.", Vector.empty(), Vector.of("sales@gmail.com")),
            customer("C10", "Huber e.U.", Vector.empty(), Vector.of("anna@huber.example")),
            customer("C11", "Rossi & C. S.p.A.", Vector.empty(), Vector.empty()),
            customer("C12", "3M", Vector.empty(), Vector.empty()),
            customer("C13", "Gruber Bau GmbH & Co. KG", Vector.empty(), Vector.empty()),
            customer("C14", "AG", Vector.empty(), Vector.empty()),
            new Company(Type.VENDOR, "nord", "V1", "", "Stahlwerk Linz GmbH", Vector.empty(), Vector.empty()),
            new Company(Type.PROSPECT, "nord", "P1", "", "Alpenblick Hotel KG", Vector.empty(), Vector.empty()));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Müller & Söhne GmbH            | C1  | EXACT_NAME",
                "Mueller und Soehne             | C1  | SAME_NAME",
                "MULLER + SOHNE GMBH            | C1  | SAME_NAME",
                "Muso                           | C1  | ALIAS",
                "nordwind energie               | C2  | SAME_NAME",
                "Nordwind-Energie AG            | C2  | SAME_NAME",
                "NORDWIND ENERGIE GmbH          | C2  | OTHER_FORM",
                "Nordwind                       | C2  | ALIAS",
                "Societe Generale SA            | C3  | SAME_NAME",
                "SOCIÉTÉ GÉNÉRALE S. A.         | C3  | SAME_NAME",
                "Ostergaard                     | C4  | SAME_NAME",
                "Østergaard AS                  | C4  | SAME_NAME",
                "Skoda Auto                     | C5  | SAME_NAME",
                "Zaklady Mechaniczne Sp z o.o.  | C6  | SAME_NAME",
                "Zakłady Mechaniczne sp. z o. o.| C6  | SAME_NAME",
                "Smith Jones & Partners Limited | C8  | SAME_NAME",
                "Widget Company Inc             | C9  | SAME_NAME",
                "HUBER                          | C10 | SAME_NAME",
                "Rossi & C. SpA                 | C11 | SAME_NAME",
                "3m                             | C12 | SAME_NAME",
                "Gruber Bau                     | C13 | SAME_NAME",
                "Gruber Bau GmbH & Co KG        | C13 | SAME_NAME",
                "Stahlwerk Linz Ges.m.b.H.      | V1  | SAME_NAME",
                "alpenblick hotel               | P1  | SAME_NAME"
            })
    void aCompanyIsKnownByTheNamesThatPeopleWrite(String written, String key, Rule rule) {
        CompanyMatch match = match(written);
        assertThat(match).isInstanceOf(CompanyMatch.Found.class);
        assertThat(((CompanyMatch.Found) match).winner().company().key()).isEqualTo(key);
        assertThat(((CompanyMatch.Found) match).winner().rule()).isEqualTo(rule);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "GmbH",
                "Nordwand Energie AG",
                "Bauer",
                "Müller",
                "Widgets",
                "&",
                "…",
                "S.A.",
                "=cmd|'/C calc'!A0"
            })
    void anotherNameIsUnknown(String written) {
        assertThat(match(written)).isInstanceOf(CompanyMatch.Unknown.class);
    }

    @Test
    void theDomainOfAnAddressTellsTheCompanyOfAContactThatNamesNone() {
        CompanyMatch match = matcher(KNOWN).match("", Vector.of("Eva.Klein@NORDWIND.example"), "nord");
        assertThat(found(match)).isEqualTo("C2");
    }

    @Test
    void theDomainIsNotEnoughForAContactThatNamesAnotherCompany() {
        CompanyMatch match = matcher(KNOWN).match("Wetterwerk", Vector.of("eva@nordwind.example"), "nord");
        assertThat(match).isInstanceOf(CompanyMatch.Unknown.class);
        assertThat(((CompanyMatch.Unknown) match).below().single().rule()).isEqualTo(Rule.DOMAIN_ONLY);
        assertThat(found(matcher(KNOWN).match("Nordwind Austria", Vector.of("eva@nordwind.example"), "nord")))
                .isEqualTo("C2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"eva@gmail.com", "eva@gmx.at", "eva@yahoo.co.uk", "eva@t-online.de", "no address", "@", "a@b"})
    void anAddressThatAnybodyCanHaveTellsNothing(String address) {
        Seq<Company> companies = KNOWN.append(customer("C99", "Sparsam GmbH", Vector.empty(), Vector.of(address)));
        assertThat(matcher(companies).match("", Vector.of(address), "nord")).isInstanceOf(CompanyMatch.Unknown.class);
    }

    @Test
    void ourOwnDomainTellsNothing() {
        Seq<Company> companies = Vector.of(customer("C1", "Fabrikon GmbH", Vector.empty(), Vector.of("a@us.example")));
        assertThat(new CompanyMatcher(companies, ORDER, THRESHOLD, Vector.of("us.example"))
                        .match("", Vector.of("b@us.example"), "nord"))
                .isInstanceOf(CompanyMatch.Unknown.class);
    }

    @Test
    void twoOrganisationsOfOneNameAreDisputedUnlessTheAddressTellsThemApart() {
        Seq<Company> twins = Vector.of(
                customer("C1", "Adler Apotheke KG", Vector.empty(), Vector.of("a@adler-wien.example")),
                customer("C2", "Adler-Apotheke", Vector.empty(), Vector.of("a@adler-graz.example")));
        CompanyMatch match = matcher(twins).match("Adler apotheke", Vector.empty(), "nord");
        assertThat(match).isInstanceOf(CompanyMatch.Disputed.class);
        assertThat(((CompanyMatch.Disputed) match)
                        .candidates()
                        .map(c -> c.company().key()))
                .containsExactly("C1", "C2");
        assertThat(found(matcher(twins).match("Adler apotheke", Vector.of("b@adler-graz.example"), "nord")))
                .isEqualTo("C2");
        assertThat(found(matcher(twins).match("ADLER APOTHEKE KG", Vector.of("b@adler-graz.example"), "nord")))
                .isEqualTo("C2");
    }

    @Test
    void customersGoBeforeVendorsOrAsConfigured() {
        Seq<Company> both = Vector.of(
                new Company(Type.VENDOR, "nord", "V1", "P-1", "Nordwind", Vector.empty(), Vector.empty()),
                new Company(Type.CUSTOMER, "nord", "C1", "P-2", "Nordwind", Vector.empty(), Vector.empty()));
        assertThat(found(matcher(both).match("Nordwind", Vector.empty(), "nord")))
                .isEqualTo("C1");
        Seq<Type> vendors = Vector.of(Type.VENDOR, Type.CUSTOMER);
        assertThat(found(new CompanyMatcher(both, vendors, THRESHOLD, Vector.empty())
                        .match("Nordwind", Vector.empty(), "nord")))
                .isEqualTo("V1");
        assertThat(new CompanyMatcher(both, Vector.of(Type.PROSPECT), THRESHOLD, Vector.empty())
                        .match("Nordwind", Vector.empty(), "nord"))
                .isInstanceOf(CompanyMatch.Unknown.class);
    }

    @Test
    void oneOrganisationInTwoLegalEntitiesIsTheMailboxsOwn() {
        Seq<Company> entities = Vector.of(
                new Company(Type.CUSTOMER, "nord", "C1", "P-1", "Nordwind", Vector.empty(), Vector.empty()),
                new Company(Type.CUSTOMER, "sued", "C7", "P-1", "Nordwind", Vector.empty(), Vector.empty()));
        assertThat(found(matcher(entities).match("Nordwind", Vector.empty(), "SUED")))
                .isEqualTo("C7");
        assertThat(found(matcher(entities).match("Nordwind", Vector.empty(), "west")))
                .isEqualTo("C1");
    }

    @Test
    void theThresholdSaysHowSureIsSure() {
        CompanyMatcher strict = new CompanyMatcher(KNOWN, ORDER, 90, Vector.empty());
        assertThat(strict.match("Nordwind", Vector.empty(), "nord")).isInstanceOf(CompanyMatch.Unknown.class);
        assertThat(found(strict.match("Nordwind energie", Vector.empty(), "nord")))
                .isEqualTo("C2");
    }

    /** Whatever people do to a name that says nothing of who it is. */
    @Property
    void caseAccentsPunctuationAndLegalFormDoNotHideACompany(
            @ForAll @IntRange(min = 0, max = 12) int which, @ForAll @IntRange(min = 0, max = 3) int how) {
        Company company = KNOWN.get(which);
        String name = company.name();
        String written = switch (how) {
            case 0 -> name.toUpperCase(Locale.ROOT);
            case 1 -> "  " + name.replace(" ", "  ") + " ";
            case 2 -> name.replace(".", "").replace(",", "");
            default -> java.text.Normalizer.normalize(name, java.text.Normalizer.Form.NFD);
        };
        assertThat(found(match(written))).isEqualTo(company.key());
    }

    @Property
    void theAnswerDoesNotDependOnTheOrderOfTheCompanies(
            @ForAll long seed, @ForAll @IntRange(min = 0, max = 15) int which) {
        Seq<Company> twins = KNOWN.append(customer("C20", "NORDWIND Energie", Vector.empty(), Vector.empty()))
                .append(customer("C21", "Huber", Vector.empty(), Vector.empty()));
        List<Company> shuffled = twins.toJavaList();
        Collections.shuffle(shuffled, new Random(seed));
        String asked = KNOWN.get(which).name().toLowerCase(Locale.ROOT);
        assertThat(matcher(Vector.ofAll(shuffled)).match(asked, Vector.empty(), "nord"))
                .isEqualTo(matcher(twins).match(asked, Vector.empty(), "nord"));
    }

    /** Never guessed: a found company is the only organisation that is as likely. */
    @Property
    void aSecondOrganisationOfTheSameNameIsNeverGuessed(@ForAll @IntRange(min = 0, max = 12) int which) {
        Company one = KNOWN.get(which);
        Seq<Company> twins = KNOWN.append(customer("C0", one.name(), Vector.empty(), Vector.empty()));
        assertThat(matcher(twins).match(one.name(), Vector.empty(), "nord")).isInstanceOf(CompanyMatch.Disputed.class);
    }

    @Property
    void noTextBreaksIt(@ForAll String name, @ForAll String address) {
        assertThat(matcher(KNOWN).match(name, Vector.of(address), "nord")).isNotNull();
    }

    private static String found(CompanyMatch match) {
        assertThat(match).isInstanceOf(CompanyMatch.Found.class);
        return ((CompanyMatch.Found) match).winner().company().key();
    }

    private static CompanyMatch match(String name) {
        return matcher(KNOWN).match(name, Vector.empty(), "nord");
    }

    private static CompanyMatcher matcher(Seq<Company> companies) {
        return new CompanyMatcher(companies, ORDER, THRESHOLD, Vector.empty());
    }

    private static Company customer(String key, String name, Seq<String> aliases, Seq<String> addresses) {
        return new Company(Type.CUSTOMER, "nord", key, "", name, aliases, addresses);
    }
}
