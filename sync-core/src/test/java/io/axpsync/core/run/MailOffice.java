package io.axpsync.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.item.ActivityLink;
import io.axpsync.core.item.Category;
import io.axpsync.core.item.DirectoryEntry;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.MailHeaders;
import io.axpsync.core.item.Mailbox;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.memory.CountingIds;
import io.axpsync.core.memory.MemoryHabits;
import io.axpsync.core.memory.MemorySide;
import io.axpsync.core.memory.MemoryStore;
import io.axpsync.core.memory.NoPeople;
import io.axpsync.core.plan.Decision;
import io.axpsync.core.plan.ImportRules;
import io.axpsync.core.plan.SyncRules;
import io.axpsync.core.port.Directory;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.RunListener;
import io.axpsync.core.port.SyncSide;
import io.vavr.collection.HashSet;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/** A company with two employees who mark mails: a D365 and an Exchange in memory, a store, and runs between them. */
final class MailOffice {

    static final Instant MONDAY = Instant.parse("2026-03-02T06:00:00Z");
    static final Category IMPORTED = new Category("D365: imported");
    static final String CUSTOMER = "eva@nordwind.example";
    static final String VENDOR = "office@suedstern.example";

    final AtomicReference<Instant> time = new AtomicReference<>(MONDAY);
    final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Instant instant() {
            return java.util.Objects.requireNonNull(time.get());
        }
    };
    final Lane anna = lane("000101", "anna@fabrikon.example");
    final Lane bert = lane("000202", "bert@fabrikon.example");
    final MemorySide d365;
    final MemorySide exchange;
    final MemoryStore store = new MemoryStore("inst");
    final CountingIds ids = new CountingIds("id");
    final List<DirectoryEntry> people = new ArrayList<>();
    final List<Set<String>> asked = new ArrayList<>();
    SyncRules rules = SyncRules.MESSAGES.withImports(
            ImportRules.builder().imported(Option.some(IMPORTED)).build());
    Directory directory = new NoPeople() {
        @Override
        public Either<PortFailure, Seq<DirectoryEntry>> people(Set<String> addresses) {
            asked.add(addresses);
            return Either.right(Vector.ofAll(people).filter(e -> addresses.contains(e.address())));
        }
    };

    MailOffice() {
        this(MemoryHabits.D365_MAILS, MemoryHabits.GRAPH_MESSAGES);
    }

    MailOffice(MemoryHabits d365, MemoryHabits exchange) {
        this.d365 = MemorySide.of(d365, clock, anna, bert);
        this.exchange = MemorySide.of(exchange, clock, anna, bert);
        knows(DirectoryEntry.Type.CONTACT_PERSON, CUSTOMER, "C-0001", "Eva Klein");
        knows(DirectoryEntry.Type.VENDOR, VENDOR, "V-0007", "Südstern AG");
        knows(DirectoryEntry.Type.WORKER, "anna@fabrikon.example", "000101", "Anna Huber");
        knows(DirectoryEntry.Type.WORKER, "bert@fabrikon.example", "000202", "Bert Maier");
    }

    private static Lane lane(String personnelNumber, String address) {
        return Lane.builder()
                .id(LaneId.of(personnelNumber, Kind.MESSAGE))
                .kind(Kind.MESSAGE)
                .marker(new Category("D365"))
                .statusCategories(HashSet.of(IMPORTED))
                .mailbox(Mailbox.builder()
                        .personnelNumber(personnelNumber)
                        .address(address)
                        .company("nord")
                        .zone(ZoneId.of("Europe/Vienna"))
                        .build())
                .build();
    }

    void knows(DirectoryEntry.Type type, String address, String key, String name) {
        String company = type == DirectoryEntry.Type.WORKER ? "" : "nord";
        people.add(new DirectoryEntry(type, address, company, key, "", name, Option.none()));
    }

    void imports(UnaryOperator<ImportRules> change) {
        rules = rules.withImports(change.apply(rules.imports()));
    }

    static Item mail(String subject, String from, String... to) {
        Instant received = Instant.parse("2026-03-01T09:30:00Z");
        return Item.of(
                Kind.MESSAGE,
                LinkedHashMap.<Field, Value>of(
                                Field.SUBJECT,
                                Value.text(subject),
                                Field.BODY,
                                Value.text("Dear all,\nas promised."),
                                Field.PERIOD,
                                new Value.Period(received, received),
                                Field.SENSITIVITY,
                                Value.choice("NORMAL"),
                                Field.IMPORTANCE,
                                Value.choice("HIGH"))
                        .put(Field.SENDER, Value.Entries.of(Vector.of(new Value.Entry(from, "", ""))))
                        .put(Field.RECIPIENTS, Value.Entries.of(Vector.of(to).map(a -> new Value.Entry(a, "TO", "")))));
    }

    static Item after(Item mail, Duration later) {
        Value.Period was = (Value.Period) mail.value(Field.PERIOD);
        return mail.with(
                Field.PERIOD,
                new Value.Period(was.start().plus(later), was.end().plus(later)));
    }

    static MailHeaders id(String id) {
        return MailHeaders.of(id);
    }

    static MailHeaders answer(String id, String to) {
        return new MailHeaders(id, Vector.of(to), Vector.of(to), "", MailHeaders.Protection.NONE);
    }

    /** Lies in the mailbox, marked. */
    ItemRef mark(Lane lane, Item mail, MailHeaders headers) {
        return exchange.user().mail(lane, mail, headers, true);
    }

    ItemRef mark(Lane lane, Item mail) {
        return mark(lane, mail, id(mail.title().toLowerCase(Locale.ROOT) + "@mail.example"));
    }

    LaneSetup setup(Lane lane) {
        return setup(lane, d365, exchange);
    }

    LaneSetup setup(Lane lane, SyncSide on, SyncSide at) {
        return LaneSetup.builder().lane(lane).rules(rules).d365(on).exchange(at).build();
    }

    SyncRun runner() {
        return new SyncRun(store, directory, clock, ids, RunListener.SILENT);
    }

    RunReport run(Lane... lanes) {
        return run(Vector.of(lanes).map(this::setup));
    }

    RunReport run(Seq<LaneSetup> lanes) {
        time.updateAndGet(t -> t.plusSeconds(600));
        return runner().sync(lanes);
    }

    RunReport plan(Lane... lanes) {
        return runner().plan(Vector.of(lanes).map(this::setup));
    }

    /** Runs for both, and then once more: the second run has nothing to do. */
    RunReport settle() {
        RunReport report = run(anna, bert);
        assertThat(report.failedLanes()).isZero();
        assertQuiet();
        return report;
    }

    void assertQuiet() {
        RunReport plan = plan(anna, bert);
        assertThat(plan.operations())
                .as("operations of the second plan: %s", plan.lanes())
                .isZero();
        assertThat(run(anna, bert).total(RunReport.Counts::writes)).isZero();
    }

    /** What the plan says about the only thing that there is to decide. */
    Decision onlyDecision(Lane lane) {
        return plan(lane).lanes().head().plan().get().decisions().single();
    }

    String why(Lane lane) {
        return onlyDecision(lane).reason().code();
    }

    /** All activities, whoever is responsible. */
    Seq<ItemRef> activities() {
        return Vector.of(anna, bert).flatMap(lane -> d365.user().list(lane)).distinct();
    }

    Item only() {
        assertThat(activities()).hasSize(1);
        return see(activities().head());
    }

    Item see(ItemRef row) {
        return d365.user().see(anna, row);
    }

    Item called(String subject) {
        return activities()
                .map(this::see)
                .filter(i -> i.title().equals(subject))
                .single();
    }

    Seq<String> categories(ItemRef message) {
        return exchange.user().categories(message);
    }

    /** Names with a star for the primary one. */
    static Seq<String> associations(Item activity) {
        return activity.value(Field.ASSOCIATIONS) instanceof Value.Entries e
                ? e.values()
                        .map(ActivityLink::of)
                        .map(l -> l.entry().name() + (l.primary() ? "*" : ""))
                        .sorted()
                : Vector.empty();
    }

    static Seq<String> attendees(Item activity) {
        return activity.value(Field.ATTENDEES) instanceof Value.Entries e
                ? e.values().map(Value.Entry::key)
                : Vector.empty();
    }

    MemorySide side(Side side) {
        return side == Side.D365 ? d365 : exchange;
    }
}
