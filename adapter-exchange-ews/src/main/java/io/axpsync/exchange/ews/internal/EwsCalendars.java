package io.axpsync.exchange.ews.internal;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Capabilities;
import io.axpsync.core.item.Fence;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Side;
import io.axpsync.core.port.FenceWrite;
import io.axpsync.core.port.FileContent;
import io.axpsync.core.port.LaneAnswer;
import io.axpsync.core.port.LaneQuery;
import io.axpsync.core.port.Look;
import io.axpsync.core.port.Outcome;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.Search;
import io.axpsync.core.port.SyncSide;
import io.axpsync.core.port.Write;
import io.axpsync.exchange.ews.EwsConfig;
import io.axpsync.exchange.ews.internal.wire.Gateway;
import io.vavr.Tuple;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;

/** The Exchange side over EWS: appointments, tasks, contacts and mails. */
public final class EwsCalendars implements SyncSide {

    private static final Capabilities CAPABILITIES = Capabilities.builder()
            .fields(AppointmentMapping.holdings())
            .silentWrites(true)
            .readsBack(true)
            .privateFieldsAreSilent(true)
            .checksVersions(true)
            .holdsStamps(true)
            .softDelete(true)
            .holdsFence(true)
            .series(true)
            .build();

    /** Tasks mail nobody. */
    private static final Capabilities TASKS =
            CAPABILITIES.withFields(TaskMapping.holdings()).withSeries(false);

    private static final Capabilities CONTACTS =
            CAPABILITIES.withFields(ContactMapping.holdings()).withSeries(false);

    /** The fence of D365 guards published folders: one that may only be read could hold none. */
    private static final Capabilities PUBLISHED = CONTACTS.withHoldsFence(false);

    /** SyncFolderItems refuses public folders. */
    private static final Capabilities PUBLIC = PUBLISHED.withFeed(false);

    /** Mails are read, and told that they were imported. */
    private static final Capabilities MESSAGES = CAPABILITIES
            .withFields(io.vavr.collection.HashMap.ofEntries(Vector.of(
                            Field.SUBJECT,
                            Field.BODY,
                            Field.PERIOD,
                            Field.SENSITIVITY,
                            Field.IMPORTANCE,
                            Field.SENDER,
                            Field.RECIPIENTS,
                            Field.ATTACHMENTS)
                    .map(field -> Tuple.of(field, Capabilities.Holding.READ_ONLY))))
            .withSeries(false)
            .withHoldsFence(false);

    private final Gateway gateway;
    private final Observing observing;
    private final Reading reading;
    private final Searching searching;
    private final Writing writing;
    private final FolderFences fences;
    private final AppointmentFiles files;
    private final ListedLinks listed = new ListedLinks();
    private final Plain tasks;
    private final Plain contacts;
    private final Plain published;
    private final MailSearches mailSearches;
    private final MessageFetching messages;
    private final MessageWriting messageWriting;

    /** A kind of items that mail nobody, in a kind of folders. */
    private record Plain(PlainFetching fetching, Observe feed, PlainWriting writing) {

        static Plain of(
                Gateway gateway,
                Places folders,
                PlainItems items,
                EwsConfig config,
                Recollections recollections,
                ListedLinks listed,
                Function<PlainFetching, Observe> feed) {
            Stamped stamped = new Stamped(gateway, config);
            PlainFetching fetching = new PlainFetching(gateway, folders, items, stamped, recollections);
            return new Plain(
                    fetching,
                    feed.apply(fetching),
                    new PlainWriting(gateway, folders, items, stamped, fetching, recollections, listed));
        }
    }

    /** {@link SyncSide#observe} of some lanes. */
    private interface Observe {
        void of(Seq<LaneQuery> lanes, Consumer<LaneAnswer> sink);
    }

    public EwsCalendars(EwsConfig config) {
        this.gateway = new Gateway(config);
        Folders folders = new Folders(gateway, config.impersonate());
        this.fences = new FolderFences(gateway, folders);
        this.files = new AppointmentFiles(gateway);
        Stamped stamped = new Stamped(gateway, config);
        Recollections recollections = new Recollections();
        this.reading = new Reading(gateway, folders, stamped, recollections);
        this.observing = new Observing(gateway, folders, stamped, reading, config);
        this.searching = new Searching(folders, stamped, reading);
        this.writing = new Writing(gateway, folders, stamped, reading, recollections);
        Function<PlainItems, Plain> plain = items -> Plain.of(
                gateway,
                folders,
                items,
                config,
                recollections,
                listed,
                fetching -> new PlainFeed(gateway, folders, items, fetching, listed, config.pageSize())::observe);
        this.tasks = plain.apply(new TaskItems());
        this.contacts = plain.apply(new ContactItems());
        this.published = published(config, recollections);
        MailFolders mailFolders = new MailFolders(gateway, folders);
        this.mailSearches = new MailSearches(gateway, folders, mailFolders, stamped);
        this.messages = new MessageFetching(gateway, mailFolders, mailSearches, recollections);
        this.messageWriting = new MessageWriting(gateway, messages, recollections);
    }

    private Plain published(EwsConfig config, Recollections recollections) {
        Gateway hierarchy = PublicFolders.hierarchy(gateway, config);
        Gateway content = PublicFolders.content(gateway, config);
        PublicFolders folders = new PublicFolders(hierarchy);
        PlainItems items = new ContactItems();
        return Plain.of(
                content,
                folders,
                items,
                config,
                recollections,
                listed,
                fetching -> new PublicFeed(
                        content,
                        folders,
                        new FolderListing(content, items, fetching, config.pageSize()),
                        listed,
                        config.clock())::observe);
    }

    /** What works on a lane whose items mail nobody; none for the others. */
    private Option<Plain> plain(Lane lane) {
        return switch (lane.kind()) {
            case TASK -> Option.some(tasks);
            case CONTACT -> Option.some(Folders.isPublic(lane) ? published : contacts);
            case APPOINTMENT, MESSAGE -> Option.none();
        };
    }

    @Override
    public Side side() {
        return Side.EXCHANGE;
    }

    @Override
    public void begin() {
        gateway.begin();
        mailSearches.begin();
        listed.begin();
    }

    @Override
    public Either<PortFailure, Capabilities> capabilities(Lane lane) {
        return Either.right(
                switch (lane.kind()) {
                    case TASK -> TASKS;
                    case CONTACT -> Folders.isPublic(lane) ? PUBLIC : lane.isPublished() ? PUBLISHED : CONTACTS;
                    case MESSAGE -> MESSAGES;
                    case APPOINTMENT -> CAPABILITIES;
                });
    }

    @Override
    public void observe(Seq<LaneQuery> lanes, Consumer<LaneAnswer> sink) {
        observing.observe(lanes.filter(query -> query.lane().kind() == Kind.APPOINTMENT), sink);
        Vector.of(tasks, contacts, published)
                .forEach(some ->
                        some.feed().of(lanes.filter(query -> plain(query.lane()).contains(some)), sink));
        messages.observe(lanes.filter(query -> query.lane().kind() == Kind.MESSAGE), sink);
    }

    @Override
    public Seq<Either<PortFailure, Observed>> fetch(Seq<Look> looks) {
        return byKind(looks, Look::lane, reading::fetch, p -> p.fetching()::fetch, messages::fetch);
    }

    @Override
    public Seq<Either<PortFailure, Seq<Observed.Present>>> find(Seq<Search> searches) {
        return byKind(searches, Search::lane, searching::find, p -> p.fetching()::find, messages::find);
    }

    @Override
    public Either<PortFailure, FileContent> content(Look look, String key, long maxBytes) {
        return look.lane().kind() == Kind.APPOINTMENT || look.lane().kind() == Kind.MESSAGE
                ? files.content(look, key, maxBytes)
                : SyncSide.super.content(look, key, maxBytes);
    }

    @Override
    public Seq<Outcome> write(Seq<Write> writes) {
        return byKind(writes, Write::lane, writing::write, p -> p.writing()::write, messageWriting::write);
    }

    @Override
    public Seq<Either<PortFailure, Seq<Fence>>> fences(Seq<Lane> lanes) {
        return fences.read(lanes);
    }

    @Override
    public Seq<Option<PortFailure>> raise(Seq<FenceWrite> raised) {
        return fences.raise(raised);
    }

    @Override
    public void close() {
        gateway.close();
    }

    /** Each kind's own way, in the order asked. */
    private <A, B> Seq<B> byKind(
            Seq<A> all,
            Function<A, Lane> lane,
            Function<Seq<A>, Seq<B>> appointments,
            Function<Plain, Function<Seq<A>, Seq<B>>> plain,
            Function<Seq<A>, Seq<B>> mails) {
        Map<Object, Iterator<B>> answers = new HashMap<>();
        all.groupBy(a -> way(lane.apply(a))).forEach((where, some) -> {
            Function<Seq<A>, Seq<B>> way =
                    where instanceof Plain quiet ? plain.apply(quiet) : where == Kind.MESSAGE ? mails : appointments;
            answers.put(where, way.apply(some).iterator());
        });
        return all.map(
                a -> Objects.requireNonNull(answers.get(way(lane.apply(a)))).next());
    }

    private Object way(Lane lane) {
        return plain(lane).map(Object.class::cast).getOrElse(lane.kind());
    }
}
