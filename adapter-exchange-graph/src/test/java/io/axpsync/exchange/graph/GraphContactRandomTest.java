package io.axpsync.exchange.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.contract.side.Persons;
import io.axpsync.core.item.Company;
import io.axpsync.core.item.ContactPoint;
import io.axpsync.core.item.DirectoryEntry;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.NormalForm;
import io.axpsync.core.item.PostalAddress;
import io.axpsync.core.item.Value;
import io.axpsync.core.link.Link;
import io.axpsync.core.link.LinkState;
import io.axpsync.core.memory.CountingIds;
import io.axpsync.core.memory.MemoryHabits;
import io.axpsync.core.memory.MemorySide;
import io.axpsync.core.memory.MemoryStore;
import io.axpsync.core.memory.NoPeople;
import io.axpsync.core.plan.SyncRules;
import io.axpsync.core.port.Directory;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.RunListener;
import io.axpsync.core.run.LaneSetup;
import io.axpsync.core.run.RunReport;
import io.axpsync.core.run.SyncRun;
import io.axpsync.sandbox.contract.ContractWatch;
import io.vavr.collection.HashSet;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Users of both sides do anything to the same persons, slot by slot and set by set; whatever it was, the two sides agree
 * in the end and nothing is left to do.
 */
class GraphContactRandomTest {

    private static final int PERSONS = 4;
    private static final int ACTS = 40;

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    /** Two, and in the profile "thorough" twenty, of those that {@code -Dfuzz.seed} begins. */
    static LongStream stories() {
        long first = Long.getLong("fuzz.seed", 1);
        return LongStream.range(first, first + Math.max(1, Integer.getInteger("fuzz.inputs", 10_000) / 5_000));
    }

    private Random random = new Random();

    @ParameterizedTest
    @MethodSource("stories")
    void whateverUsersDoBothSidesAgreeInTheEnd(long seed) {
        random = new Random(seed);
        try (ContactsInGraph box = new ContactsInGraph(WATCH)) {
            MemorySide d365 = MemorySide.of(MemoryHabits.D365_PERSONS, Clock.systemUTC(), box.lane);
            MemoryStore store = new MemoryStore("inst");
            CountingIds ids = new CountingIds("id");
            Runs runs = () -> new SyncRun(store, new OneCompany(), Clock.systemUTC(), ids, RunListener.SILENT)
                    .sync(Vector.of(LaneSetup.builder()
                            .lane(box.lane)
                            .rules(SyncRules.CONTACTS)
                            .d365(d365)
                            .exchange(box.side)
                            .build()));
            for (int person = 0; person < PERSONS; person++) {
                if (random.nextBoolean()) {
                    d365.user().put(box.lane, named(person), true);
                } else {
                    box.make("{`givenName`:`P`,`surname`:`No " + person + "`,`companyName`:`Nordwind`,"
                            + "`emailAddresses`:[{`address`:`p" + person + "@x.example`}],`categories`:[`D365`]}");
                }
            }
            runs.run();
            for (int act = 0; act < ACTS; act++) {
                if (random.nextBoolean()) {
                    editInD365(box, d365);
                } else {
                    editInOutlook(box);
                }
                if (random.nextInt(4) == 0) {
                    runs.run();
                }
            }
            runs.run();
            runs.run();
            RunReport last = runs.run();
            assertThat(last.failedLanes()).isZero();
            assertThat(last.operations()).as("%s", last.lanes()).isZero();
            assertThat(store.cases().ofLane(box.lane.id())).isEmpty();
            Seq<Link> links = store.links().ofLane(box.lane.id());
            assertThat(links).hasSize(PERSONS).allMatch(link -> link.state() == LinkState.LINKED);
            links.forEach(link -> assertAgree(
                    d365.user().see(box.lane, link.d365().get()),
                    box.fetched(link.exchange().get()).item().get()));
        }
    }

    private interface Runs {
        RunReport run();
    }

    private static void assertAgree(Item person, Item card) {
        for (Field field : Field.of(person.kind())) {
            Value there = person.value(field);
            Value here = card.value(field);
            if (field == Field.GENDER && there.equals(Value.choice("NON_SPECIFIC"))) {
                assertThat(here).isEqualTo(Value.NOTHING);
            } else if (field == Field.EMAILS) {
                assertThat(keys(there)).as("%s", field).containsAll(keys(here));
                assertThat(keys(here))
                        .as("%s", field)
                        .hasSize(Math.min(3, keys(there).size()));
            } else if (field != Field.COMPANY) {
                assertThat(NormalForm.text(field, here)).as("%s", field).isEqualTo(NormalForm.text(field, there));
            }
        }
    }

    private static Set<String> keys(Value value) {
        return value instanceof Value.Entries e ? e.entries().keySet() : HashSet.empty();
    }

    private static Item named(int person) {
        return Persons.person()
                .with(Field.GIVEN_NAME, Value.text("P"))
                .with(Field.FAMILY_NAME, Value.text("No " + person))
                .with(Field.EMAILS, Persons.mails("p" + person + "@x.example"));
    }

    private void editInD365(ContactsInGraph box, MemorySide d365) {
        Seq<ItemRef> all = d365.user().list(box.lane);
        if (all.isEmpty()) {
            return;
        }
        ItemRef ref = all.get(random.nextInt(all.size()));
        switch (random.nextInt(8)) {
            case 0 -> d365.user().edit(box.lane, ref, Field.TITLE, Value.text(word()));
            case 1 -> d365.user().edit(box.lane, ref, Field.PHONES, numbers(random.nextInt(6)));
            case 2 ->
                d365.user().edit(box.lane, ref, Field.EMAILS, mails(d365.user().see(box.lane, ref)));
            case 3 -> d365.user().edit(box.lane, ref, Field.ADDRESSES, addresses());
            case 4 -> d365.user().edit(box.lane, ref, Field.CHILDREN, Persons.names(word(), word()));
            case 5 ->
                d365.user()
                        .edit(
                                box.lane,
                                ref,
                                Field.GENDER,
                                pick(
                                        Value.choice("MALE"),
                                        Value.choice("FEMALE"),
                                        Value.choice("NON_SPECIFIC"),
                                        Value.NOTHING));
            case 6 ->
                d365.user()
                        .edit(
                                box.lane,
                                ref,
                                Field.BIRTHDAY,
                                pick(new Value.Date(LocalDate.of(1604, 2, 29)), Value.NOTHING));
            default -> d365.user().edit(box.lane, ref, Field.FAXES, numbers(random.nextInt(3)));
        }
    }

    private void editInOutlook(ContactsInGraph box) {
        var cards = box.all();
        var card = cards.get(random.nextInt(cards.size()));
        ItemRef ref = ItemRef.exchange(card.get("id").getAsString());
        String own = card.getAsJsonArray("emailAddresses").isEmpty()
                ? ""
                : card.getAsJsonArray("emailAddresses").get(0).toString() + ",";
        box.edit(
                ref,
                pick(
                        "{`jobTitle`:`" + word() + "`}",
                        "{`middleName`:`" + word() + "`}",
                        "{`displayName`:`" + word() + "`}",
                        "{`mobilePhone`:`" + number() + "`}",
                        "{`mobilePhone`:null}",
                        "{`businessPhones`:[`" + number() + "`,`" + number() + "`]}",
                        "{`businessPhones`:[],`homePhones`:[`" + number() + "`]}",
                        "{`emailAddresses`:[" + own + "{`address`:`" + word() + "@x.example`,`name`:`x`}]}",
                        "{`homeAddress`:{`street`:`" + word() + " 1`,`city`:`Wien`,`countryOrRegion`:`Austria`}}",
                        "{`businessAddress`:{`street`:`Ring " + random.nextInt(3) + "`,`city`:`Wien`}}",
                        "{`categories`:[`D365`,`" + word() + "`]}",
                        "{`personalNotes`:`" + word() + "`}",
                        "{`singleValueExtendedProperties`:[{`id`:`String 0x3A24`,`value`:`" + number() + "`}]}",
                        "{`singleValueExtendedProperties`:[{`id`:`String 0x3A1F`,`value`:`" + number() + "`}]}"));
    }

    private String word() {
        return pick("Anna", "Berta", "Cäsar", "Dora", "Emil", "Friedrich");
    }

    /** Few numbers, each written in several ways, so that they meet. */
    private String number() {
        return pick("01 588002", "+43 1 588002", "(01) 588-002") + random.nextInt(7);
    }

    private Value numbers(int count) {
        return Value.Entries.of(Vector.fill(count, () -> ContactPoint.phone("", number(), "AT")));
    }

    /** What matches the person stays. */
    private Value mails(Item person) {
        Option<String> own = HashSet.ofAll(keys(person.value(Field.EMAILS))).find(key -> key.matches("p\\d@x.example"));
        return Value.Entries.of(Vector.fill(random.nextInt(5), () -> ContactPoint.email("", word() + "@y.example"))
                .appendAll(own.map(mail -> ContactPoint.email("", mail))));
    }

    private Value addresses() {
        return Value.Entries.of(Vector.fill(
                random.nextInt(3),
                () -> new PostalAddress("", "Ring " + random.nextInt(3), "Wien", "", "", pick("AUT", "")).entry("AT")));
    }

    @SafeVarargs
    private final <T> T pick(T... all) {
        return all[random.nextInt(all.length)];
    }

    /** Knows one company and nobody else. */
    private static final class OneCompany implements Directory {

        private final NoPeople nobody = new NoPeople();

        @Override
        public Either<PortFailure, Seq<Worker>> workers(Set<String> addresses) {
            return nobody.workers(addresses);
        }

        @Override
        public Either<PortFailure, Seq<DirectoryEntry>> people(Set<String> addresses) {
            return nobody.people(addresses);
        }

        @Override
        public Either<PortFailure, Seq<Company>> companies() {
            return Either.right(Vector.of(new Company(
                    DirectoryEntry.Type.CUSTOMER,
                    "usmf",
                    "C1",
                    "P-1",
                    "Nordwind Energie AG",
                    Vector.of("Nordwind"),
                    Vector.empty())));
        }
    }
}
