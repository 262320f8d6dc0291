package io.axpsync.core.contract.side;

import static io.axpsync.core.contract.side.Persons.UNKNOWN;
import static io.axpsync.core.contract.side.Persons.address;
import static io.axpsync.core.contract.side.Persons.fullPerson;
import static io.axpsync.core.contract.side.Persons.mails;
import static io.axpsync.core.contract.side.Persons.names;
import static io.axpsync.core.contract.side.Persons.person;
import static io.axpsync.core.contract.side.Persons.phones;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.ContactPoint;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.LinkId;
import io.axpsync.core.item.NormalForm;
import io.axpsync.core.item.Notify;
import io.axpsync.core.item.Stamp;
import io.axpsync.core.item.Value;
import io.axpsync.core.item.Window;
import io.axpsync.core.port.Look;
import io.axpsync.core.port.Outcome;
import io.axpsync.core.port.Write;
import io.vavr.collection.HashSet;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a card of Exchange holds: each field there and back, and each value in the place that its user gave it. */
public abstract class CardContract {

    private static final Window YEAR =
            new Window(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2027-01-01T00:00:00Z"));

    private final CardBox box = open();

    private int made;

    protected abstract CardBox open();

    @AfterEach
    void close() {
        box.close();
    }

    private Observed.Present written(Write write) {
        Outcome outcome = box.side().write(Vector.of(write)).get(0);
        assertThat(outcome).as("%s", write).isInstanceOf(Outcome.Written.class);
        return ((Outcome.Written) outcome).readBack();
    }

    private Observed.Present fetched(ItemRef ref) {
        return (Observed.Present) box.side()
                .fetch(Vector.of(new Look(box.lane(), YEAR, ref, Option.none())))
                .get(0)
                .get();
    }

    private Write.Create create(Item item) {
        LinkId id = new LinkId("made" + ++made);
        return Write.Create.builder()
                .lane(box.lane())
                .window(YEAR)
                .link(id)
                .notice(Notify.NOBODY)
                .stamp(Stamp.of("test", id).on(ItemRef.d365("usmf/" + id.id())))
                .item(item)
                .marked(true)
                .build();
    }

    private Write.Update update(Observed.Present read, Field field, Value value) {
        return Write.Update.builder()
                .lane(box.lane())
                .window(YEAR)
                .link(new LinkId("update"))
                .notice(Notify.NOBODY)
                .ref(read.ref())
                .expected(read.version())
                .before(read.item().get())
                .changes(LinkedHashMap.of(field, value))
                .build();
    }

    private ItemRef created(Item item) {
        return written(create(item)).ref();
    }

    /** Changes fields, and sees that the answer says what a read says. */
    private Observed.Present update(ItemRef ref, Field field, Value value) {
        Observed.Present answered = written(update(fetched(ref), field, value));
        Observed.Present read = fetched(ref);
        assertThat(read.item()).isEqualTo(answered.item());
        assertThat(read.version()).isEqualTo(answered.version());
        assertThat(read.stamp()).isEqualTo(answered.stamp());
        return read;
    }

    private static void assertSays(Item item, Item expected) {
        for (Field field : Field.of(Kind.CONTACT)) {
            assertThat(NormalForm.text(field, item.value(field)))
                    .as("%s", field)
                    .isEqualTo(NormalForm.text(field, expected.value(field)));
        }
    }

    private static Vector<String> written(Item item, Field field) {
        return ((Value.Entries) item.value(field))
                .values()
                .map(e -> ContactPoint.of(e).slot() + "=" + ContactPoint.of(e).written())
                .toVector();
    }

    @Test
    void eachFieldGoesThereAndBack() {
        Write.Create create = create(fullPerson());
        Observed.Present made = written(create);
        assertSays(made.item().get(), fullPerson());
        Observed.Present read = fetched(made.ref());
        assertSays(read.item().get(), fullPerson());
        assertThat(read.stamp()).contains(create.stamp());
        assertThat(read.marked()).isTrue();
        assertThat(read.place()).isEqualTo(Observed.Place.IN_LANE);
    }

    @Test
    void eachFieldCanBeChangedAndBlankedAlone() {
        Item item = fullPerson();
        ItemRef ref = created(item);
        for (Field field : Field.of(Kind.CONTACT)) {
            item = item.with(field, field == Field.SENSITIVITY ? Value.choice("NORMAL") : Value.NOTHING);
            assertSays(update(ref, field, item.value(field)).item().get(), item);
        }
        for (Field field : Field.of(Kind.CONTACT)) {
            item = item.with(field, fullPerson().value(field));
            assertSays(update(ref, field, item.value(field)).item().get(), item);
        }
    }

    @Test
    void whatStaysKeepsItsPlaceAndSpelling() {
        ItemRef ref = box.make("{`givenName`:`Anna`,`surname`:`Huber`,`businessPhones`:[`(01) 5880021`],"
                + "`homePhones`:[`01/5880022`],`mobilePhone`:`0664 / 12 34 567`,`emailAddresses`:["
                + "{`name`:`Anna (office)`,`address`:`Anna@Nord.example`},{`name`:`b`,`address`:`b@x.example`}],"
                + "`homeAddress`:{`street`:`Weg 1`,`city`:`Wien`,`countryOrRegion`:`Österreich`}}");
        update(ref, Field.PHONES, phones("", "+43 664 1234567", "", "+43 1 5880021", "mobile", "01 5880099"));
        update(ref, Field.EMAILS, mails("c@x.example", "ANNA@nord.example"));
        update(ref, Field.ADDRESSES, address("business", "Ring 1", "AUT"));
        assertThat(box.see(ref, "mobilePhone")).isEqualTo("\"0664 / 12 34 567\"");
        assertThat(box.see(ref, "businessPhones")).isEqualTo("[\"(01) 5880021\"]");
        assertThat(box.see(ref, "homePhones")).isEqualTo("[\"01 5880099\"]");
        assertThat(box.see(ref, "emailAddresses"))
                .isEqualTo("[{\"address\":\"Anna@Nord.example\",\"name\":\"Anna (office)\"},"
                        + "{\"address\":\"c@x.example\",\"name\":\"c@x.example\"}]");
        assertThat(box.see(ref, "homeAddress")).contains("\"street\":\"Ring 1\"");
        assertThat(box.see(ref, "homeAddress")).contains("\"countryOrRegion\":\"AUT\"");
    }

    @Test
    void fromOneAddressToThreeAndBackLosesNothing() {
        ItemRef ref = created(person());
        update(ref, Field.EMAILS, mails("Anna.Huber@nordwind.example", "a@x.example", "b@x.example"));
        update(ref, Field.PHONES, phones("", "01 5880021", "", "0664 1234567", "", "01 5880023"));
        assertThat(written(fetched(ref).item().get(), Field.EMAILS))
                .containsExactlyInAnyOrder(
                        "email1=Anna.Huber@nordwind.example", "email2=a@x.example", "email3=b@x.example");
        assertThat(written(fetched(ref).item().get(), Field.PHONES))
                .containsExactlyInAnyOrder("business=01 5880021", "mobile=01 5880023", "home=0664 1234567");
        update(ref, Field.EMAILS, mails("anna.huber@nordwind.example"));
        update(ref, Field.PHONES, phones("", "+4315880021"));
        assertThat(written(fetched(ref).item().get(), Field.EMAILS))
                .containsExactly("email1=Anna.Huber@nordwind.example");
        assertThat(written(fetched(ref).item().get(), Field.PHONES)).containsExactly("business=01 5880021");
    }

    @Test
    void aNumberThatStandsInTwoPlacesIsTakenOutOfBoth() {
        ItemRef ref = box.make("{`surname`:`Huber`,`businessPhones`:[`01 5880021`,`01 5880022`],"
                + "`mobilePhone`:`+43 1 5880021`,`singleValueExtendedProperties`:["
                + "{`id`:`String 0x3A1F`,`value`:`01/5880021`}]}");
        assertThat(((Value.Entries) fetched(ref).item().get().value(Field.PHONES)).values())
                .hasSize(2);
        update(ref, Field.PHONES, phones("", "01 5880022"));
        assertThat(box.see(ref, "businessPhones")).isEqualTo("[\"01 5880022\"]");
        assertThat(box.see(ref, "mobilePhone")).isEqualTo("null");
        assertThat(box.property(ref, "String 0x3A1F")).isEmpty();
    }

    @Test
    void thePrivateFlagOfOutlookAgreesWithTheSensitivity() {
        ItemRef ref = created(person().with(Field.SENSITIVITY, Value.choice("PRIVATE")));
        String flag = "Boolean {00062008-0000-0000-C000-000000000046} Id 0x8506";
        assertThat(box.property(ref, "Integer 0x0036")).isEqualTo("2");
        assertThat(box.property(ref, flag)).isEqualTo("true");
        update(ref, Field.SENSITIVITY, Value.choice("CONFIDENTIAL"));
        assertThat(box.property(ref, "Integer 0x0036")).isEqualTo("3");
        assertThat(box.property(ref, flag)).isEqualTo("false");
        box.edit(
                ref,
                "{`singleValueExtendedProperties`:[{`id`:`Integer 0x36`,`value`:`0`},{`id`:`" + flag
                        + "`,`value`:`true`}]}");
        assertThat(fetched(ref).item().get().value(Field.SENSITIVITY)).isEqualTo(Value.choice("PRIVATE"));
    }

    @Test
    void aDayIsTheDayInUtcAtWhateverHourItIsKept() {
        for (String hour : Vector.of("00:00:00", "11:59:00", "23:59:59")) {
            ItemRef ref = box.make("{`surname`:`Huber`,`birthday`:`1980-03-01T" + hour + "Z`,"
                    + "`singleValueExtendedProperties`:[{`id`:`SystemTime 0x3A41`,`value`:`2001-01-01T" + hour
                    + "Z`}]}");
            Item card = fetched(ref).item().get();
            assertThat(card.value(Field.BIRTHDAY)).isEqualTo(new Value.Date(LocalDate.of(1980, 3, 1)));
            assertThat(card.value(Field.ANNIVERSARY)).isEqualTo(new Value.Date(LocalDate.of(2001, 1, 1)));
        }
    }

    @Test
    void theShownNameFollowsTheNameUnlessItsUserGaveAnother() {
        ItemRef ref = created(person());
        assertThat(box.see(ref, "displayName")).isEqualTo("\"Anna Huber\"");
        update(ref, Field.FAMILY_NAME, Value.text("Meier"));
        assertThat(box.see(ref, "displayName")).isEqualTo("\"Anna Meier\"");
        box.edit(ref, "{`displayName`:`Meier, Anna (Nord)`}");
        update(ref, Field.TITLE, Value.text("CEO"));
        update(ref, Field.NAME_PREFIX, Value.text("Dr."));
        assertThat(box.see(ref, "displayName")).isEqualTo("\"Meier, Anna (Nord)\"");
        update(ref, Field.GIVEN_NAME, Value.text("Anna Maria"));
        assertThat(box.see(ref, "displayName")).isEqualTo("\"Anna Maria Meier\"");
        box.edit(ref, "{`displayName`:`Meier, Anna (Nord)`}");
        Observed.Present before = fetched(ref);
        written(update(before, Field.GIVEN_NAME, Value.text("Anna"))
                .withChanges(LinkedHashMap.of(
                        Field.GIVEN_NAME, Value.text("Anna"), Field.MIDDLE_NAME, Value.text("Maria"))));
        assertThat(box.see(ref, "displayName")).isEqualTo("\"Meier, Anna (Nord)\"");
    }

    @Test
    void aCardThatHasOnlyAShownNameIsCalledThatAndDoesNotLoseIt() {
        ItemRef ref = box.make("{`displayName`:`Anna Huber`,`jobTitle`:`CEO`}");
        assertThat(fetched(ref).item().get().value(Field.FAMILY_NAME)).isEqualTo(Value.text("Anna Huber"));
        Item after = update(ref, Field.COMPANY, Value.text("Nordwind")).item().get();
        assertThat(after.value(Field.FAMILY_NAME)).isEqualTo(Value.text("Anna Huber"));
        assertThat(after.value(Field.COMPANY)).isEqualTo(Value.text("Nordwind"));
        ItemRef company = box.make("{`displayName`:`Nordwind`,`companyName`:`Nordwind`}");
        assertThat(fetched(company).item().get().value(Field.FAMILY_NAME)).isEqualTo(Value.NOTHING);
    }

    @Test
    void statusAndMarkerComeAndGoAndCategoriesOfOthersStay() {
        ItemRef ref = box.make("{`surname`:`Huber`,`categories`:[`Grün`,`d365`,`Red`]}");
        Write.Update nothing = update(fetched(ref), Field.TITLE, Value.NOTHING).withChanges(LinkedHashMap.empty());
        Observed.Present told = written(nothing.withStatus(Option.some(HashSet.of(UNKNOWN))));
        assertThat(told.status()).containsExactly(UNKNOWN);
        assertThat(told.item().get().value(Field.CATEGORIES)).isEqualTo(names("Grün", "Red"));
        assertThat(box.see(ref, "categories")).isEqualTo("[\"Grün\",\"d365\",\"Red\",\"D365: company unknown\"]");

        Observed.Present still = update(ref, Field.CATEGORIES, names("Red", "New"));
        assertThat(still.status()).containsExactly(UNKNOWN);
        assertThat(still.marked()).isTrue();

        Observed.Present settled = written(nothing.withExpected(still.version())
                .withStatus(Option.some(HashSet.empty()))
                .withMarked(Option.some(false)));
        assertThat(settled.status()).isEmpty();
        boolean published = box.lane().isPublished();
        assertThat(settled.marked()).as("what stands in a published folder").isEqualTo(published);
        assertThat(box.see(ref, "categories"))
                .as("of a published folder the marker is the users' business")
                .isEqualTo(published ? "[\"d365\",\"Red\",\"New\"]" : "[\"Red\",\"New\"]");
    }

    @Test
    void anAddressOfExchangesOwnIsLeftAlone() {
        ItemRef ref = box.make("{`surname`:`Huber`,`emailAddresses`:[{`name`:`Anna`,"
                + "`address`:`/O=Contoso/OU=First/CN=Recipients/CN=anna`}]}");
        Observed.Present read = fetched(ref);
        assertThat(read.withheld().keySet()).contains(Field.EMAILS);
        written(update(read, Field.EMAILS, mails("a@x.example")));
        assertThat(box.see(ref, "emailAddresses")).contains("CN=anna");
    }

    @Test
    void textsThatWouldBreakASentenceComeBackAsTheyWere() {
        for (String text : Vector.of(
                "O'Brien \"Bob\" <b@x> & Co; {\"a\":1}",
                "=HYPERLINK(\"http://x\")",
                "𝔘𝔫𝔦 \u202e gnihton \u202c 😀",
                "%2e%2e/..\\ ?$filter=' or 1 eq 1",
                "ß ä é é")) {
            Item item = person();
            for (Field field : Vector.of(Field.FAMILY_NAME, Field.COMPANY, Field.TITLE, Field.SPOUSE, Field.BODY)) {
                item = item.with(field, Value.text(text));
            }
            item = item.with(Field.CHILDREN, names(NormalForm.line(text)))
                    .with(Field.ADDRESSES, address("home", text + "\nStiege 2", text));
            ItemRef ref = created(item);
            assertSays(fetched(ref).item().get(), item);
        }
    }

    @Test
    void notesOf300000CharactersAndAThousandNumbersInOnePlaceAreCarried() {
        String numbers = Vector.range(0, 1000).map(i -> "01 " + (5880000 + i)).mkString(", ");
        Item item = person().with(Field.BODY, Value.text("A line of notes\n".repeat(20_000) + "end"))
                .with(Field.PHONES, phones("business", numbers));
        ItemRef ref = created(item);
        assertSays(fetched(ref).item().get(), item);
    }
}
