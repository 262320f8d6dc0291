package io.axpsync.cli.demo.stage;

import io.axpsync.cli.config.Backend;
import io.axpsync.core.item.Category;
import io.axpsync.core.item.Condition;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.Mailbox;
import io.axpsync.core.item.Publication;
import io.axpsync.core.plan.GuardLimits;
import io.axpsync.core.plan.ImportRules;
import io.axpsync.core.plan.SyncRules;
import io.axpsync.core.port.Directory;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.SyncSide;
import io.axpsync.core.run.LaneSetup;
import io.axpsync.d365.odata.D365Side;
import io.vavr.collection.HashSet;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.time.Duration;
import java.time.ZoneId;

/**
 * Whose calendars, tasks and contacts are synchronised, and how.
 *
 * @param addresses of the mailboxes, lower case
 * @param tasks those of them whose tasks are synchronised as well
 * @param contacts those of them whose contacts are synchronised as well
 * @param messages those of them whose marked messages are imported
 * @param published contact folders that queries fill
 * @param back how far back the window reaches
 * @param ahead how far ahead
 */
public record LaneTerms(
        Set<String> addresses,
        Set<String> tasks,
        Set<String> contacts,
        Set<String> messages,
        Seq<Lane> published,
        SyncRules rules,
        Duration back,
        Duration ahead) {

    /** The category that puts an item in scope. */
    public static final String MARKER = "D365";

    /** What tells a user that a contact waits for its company. */
    public static final Category COMPANY_UNKNOWN = new Category("D365: company unknown");

    /** What tells a user that his message was imported. */
    public static final Category IMPORTED = new Category("D365: imported");

    private static final Duration ALWAYS = Duration.ofDays(36_500);

    /** Calendars alone. */
    public LaneTerms(Set<String> addresses, SyncRules rules, Duration back, Duration ahead) {
        this(addresses, HashSet.empty(), HashSet.empty(), HashSet.empty(), Vector.empty(), rules, back, ahead);
    }

    /** These mailboxes, with the rules and the window that a configuration has when it says nothing. */
    public static LaneTerms usual(Iterable<String> addresses) {
        return new LaneTerms(
                HashSet.ofAll(addresses), SyncRules.builder().build(), Duration.ofDays(30), Duration.ofDays(180));
    }

    /** The same, with the tasks of these mailboxes. */
    public LaneTerms withTasks(Iterable<String> mailboxes) {
        return new LaneTerms(addresses, HashSet.ofAll(mailboxes), contacts, messages, published, rules, back, ahead);
    }

    /** The same, with the contacts of these mailboxes. */
    public LaneTerms withContacts(Iterable<String> mailboxes) {
        return new LaneTerms(addresses, tasks, HashSet.ofAll(mailboxes), messages, published, rules, back, ahead);
    }

    /** The same, with the marked messages of these mailboxes. */
    public LaneTerms withMessages(Iterable<String> mailboxes) {
        return new LaneTerms(addresses, tasks, contacts, HashSet.ofAll(mailboxes), published, rules, back, ahead);
    }

    /** The same, with these folders. */
    public LaneTerms withPublished(Seq<Lane> folders) {
        return new LaneTerms(addresses, tasks, contacts, messages, folders, rules, back, ahead);
    }

    /** A folder of persons whom a query selects: a public one over EWS, of this mailbox over Graph. */
    public static Lane folder(Backend backend, String mailbox, String name, String path, Condition condition) {
        return Lane.builder()
                .id(LaneId.of(name, Kind.CONTACT))
                .kind(Kind.CONTACT)
                .marker(new Category(MARKER))
                .statusCategories(HashSet.of(COMPANY_UNKNOWN))
                .folder(Option.some(path))
                .mailbox(Mailbox.builder()
                        .personnelNumber(name)
                        .address(mailbox)
                        .company("nord")
                        .zone(ZoneId.of("Europe/Berlin"))
                        .country("DE")
                        .build())
                .publication(Option.some(new Publication(
                        name,
                        Publication.Members.CONTACT_PERSONS,
                        condition,
                        backend == Backend.EWS ? Publication.Place.PUBLIC_FOLDERS : Publication.Place.MAILBOX,
                        true)))
                .build();
    }

    /** The persons of customers of a sales district. */
    public static Condition district(String name) {
        return new Condition.Test(
                new Condition.Property(Condition.Subject.CUSTOMER, "SalesDistrict"),
                Condition.Operator.IS,
                Vector.of(name));
    }

    Seq<LaneSetup> lanes(D365Side d365, SyncSide exchange) {
        Either<PortFailure, Seq<Directory.Worker>> found = d365.directory().workers(addresses);
        Seq<Directory.Worker> workers = found.getOrElseThrow(
                failure -> new IllegalStateException(failure.reason().toString()));
        return Vector.ofAll(workers)
                .sortBy(Directory.Worker::personnelNumber)
                .flatMap(worker -> Vector.of(Kind.values())
                        .filter(kind -> takes(kind, worker.address()))
                        .map(kind -> LaneSetup.builder()
                                .lane(lane(worker, kind))
                                .rules(rules(kind))
                                .back(kind == Kind.MESSAGE ? ALWAYS : back)
                                .ahead(kind == Kind.MESSAGE ? ALWAYS : ahead)
                                .d365(d365)
                                .exchange(exchange)
                                .build()))
                .appendAll(published.map(lane -> LaneSetup.builder()
                        .lane(lane)
                        .rules(rules(Kind.CONTACT))
                        .d365(d365)
                        .exchange(exchange)
                        .build()));
    }

    private boolean takes(Kind kind, String address) {
        return switch (kind) {
            case TASK -> tasks.contains(address);
            case CONTACT -> contacts.contains(address);
            case MESSAGE -> messages.contains(address);
            default -> true;
        };
    }

    private SyncRules rules(Kind kind) {
        return switch (kind) {
            case TASK -> rules.withLimits(GuardLimits.TASKS);
            case CONTACT -> SyncRules.CONTACTS.withCompanyUnknown(Option.some(COMPANY_UNKNOWN));
            case MESSAGE ->
                SyncRules.MESSAGES.withImports(
                        ImportRules.builder().imported(Option.some(IMPORTED)).build());
            default -> rules;
        };
    }

    private static Lane lane(Directory.Worker worker, Kind kind) {
        return Lane.builder()
                .id(LaneId.of(worker.personnelNumber(), kind))
                .kind(kind)
                .marker(new Category(MARKER))
                .statusCategories(
                        switch (kind) {
                            case CONTACT -> HashSet.of(COMPANY_UNKNOWN);
                            case MESSAGE -> HashSet.of(IMPORTED);
                            default -> HashSet.empty();
                        })
                .mailbox(Mailbox.builder()
                        .personnelNumber(worker.personnelNumber())
                        .address(worker.address())
                        .displayName(worker.name())
                        .company(worker.company())
                        .zone(worker.zone())
                        .insideDomains(Vector.of("fabrikon.example"))
                        .build())
                .build();
    }
}
