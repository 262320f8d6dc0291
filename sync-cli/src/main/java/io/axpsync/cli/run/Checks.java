package io.axpsync.cli.run;

import io.axpsync.cli.config.Backend;
import io.axpsync.cli.config.BadConfiguration;
import io.axpsync.cli.config.Configuration;
import io.axpsync.cli.config.MailboxSettings;
import io.axpsync.cli.config.PublishedSettings;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Reason;
import io.axpsync.core.port.RunListener;
import io.axpsync.core.port.StateUntrusted;
import io.axpsync.core.port.Store;
import io.axpsync.core.run.Takeover;
import io.axpsync.d365.odata.D365Report;
import io.axpsync.d365.odata.D365Side;
import io.vavr.collection.HashSet;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/** Looks at everything that a run needs, and goes on where it can, so that a user hears all problems at once. */
public final class Checks {

    private Checks() {}

    /**
     * Asks the store, D365 and Exchange.
     *
     * @param addMarker whether category lists that lack the marker get it; else nothing is written
     */
    public static Result run(Configuration configuration, LaneFilter filter, boolean addMarker) {
        Seq<MailboxSettings> mailboxes = configuration.mailboxes().filter(m -> filter.takes(m.address()));
        Part store = store(configuration);
        Option<D365Report> environment = Option.none();
        Part d365;
        Roster roster = Roster.EMPTY;
        try (D365Side side = BadConfiguration.orElse(configuration.file(), () -> D365Side.open(configuration.d365()))) {
            var probed = side.probe(kinds(configuration));
            environment = probed.toOption();
            d365 = probed.fold(
                    failure -> Part.failed(failure.reason()),
                    report -> new Part("ok", report.refusals(), report.limits().appendAll(report.warnings())));
            if (probed.isRight()) {
                var asked = Roster.of(configuration.withMailboxes(mailboxes), side.directory());
                roster = asked.getOrElse(Roster.EMPTY);
                d365 = d365.with(asked.swap().toVector().map(f -> f.reason()));
            }
        }
        Seq<MailboxSettings> all =
                mailboxes.appendAll(discovered(configuration, roster)).filter(m -> filter.takes(m.address()));
        Map<String, Box> boxes = LinkedHashMap.empty();
        for (Backend backend : all.map(MailboxSettings::backend).distinct()) {
            Seq<String> addresses = all.filter(m -> m.backend() == backend).map(MailboxSettings::address);
            boxes = boxes.merge(LinkedHashMap.ofEntries(ExchangeChecks.of(backend, configuration, addresses, addMarker)
                    .map(b -> io.vavr.Tuple.of(b.address(), b))));
        }
        Map<String, Box> found = boxes;
        Roster whose = roster;
        Seq<Box> checked = all.map(m -> found.get(m.address()).get().withWorker(whose));
        return new Result(
                store,
                d365,
                environment,
                LeastPermissions.of(configuration.withMailboxes(mailboxes), environment),
                checked,
                folders(configuration, filter),
                store.problems().isEmpty() ? fences(configuration, whose, filter, checked) : Vector.empty());
    }

    private static Set<Kind> kinds(Configuration configuration) {
        return LeastPermissions.contacts(configuration)
                ? HashSet.of(Kind.APPOINTMENT, Kind.TASK, Kind.CONTACT)
                : HashSet.of(Kind.APPOINTMENT, Kind.TASK);
    }

    /** To whom the lanes of the mailboxes belong that can be reached. */
    private static Seq<Takeover.Standing> fences(
            Configuration configuration, Roster roster, LaneFilter filter, Seq<Box> boxes) {
        Set<String> reached = HashSet.ofAll(
                boxes.filter(b -> b.problems().isEmpty() && b.member().isDefined())
                        .map(Box::address));
        if (reached.isEmpty()) {
            return Vector.empty();
        }
        try (Synchronisation opened = Synchronisation.open(configuration, RunListener.SILENT)) {
            return opened.takeover()
                    .look(opened.lanes(roster, filter)
                            .filter(l -> reached.contains(l.lane().mailbox().address())));
        }
    }

    private static Seq<Folder> folders(Configuration configuration, LaneFilter filter) {
        return configuration
                .published()
                .filter(f -> filter.takes(new PublishedLane(configuration, f).lane()))
                .groupBy(PublishedSettings::backend)
                .toVector()
                .flatMap(t -> ExchangeChecks.folders(t._1, configuration, t._2));
    }

    private static Seq<MailboxSettings> discovered(Configuration configuration, Roster roster) {
        Seq<String> listed = configuration.mailboxes().map(MailboxSettings::address);
        Seq<String> known = roster.known().map(m -> m.mailbox().address());
        return configuration
                .discovery()
                .toVector()
                .flatMap(d -> known.appendAll(roster.leftAlone().map(Roster.LeftAlone::address))
                        .distinct()
                        .reject(listed::contains)
                        .map(d.settings()::withAddress));
    }

    private static Part store(Configuration configuration) {
        try (Store store = configuration.store().open()) {
            return new Part("installation " + store.installation(), Vector.empty(), Vector.empty());
        } catch (StateUntrusted e) {
            return Part.failed(e.reason());
        }
    }

    /**
     * One thing that was looked at.
     *
     * @param problems what keeps it from working
     * @param hints what is worth knowing and keeps nothing from working
     */
    public record Part(String summary, Seq<Reason> problems, Seq<Reason> hints) {

        static Part failed(Reason reason) {
            return new Part("failed", Vector.of(reason), Vector.empty());
        }

        Part with(Seq<Reason> more) {
            return new Part(summary, problems.appendAll(more), hints);
        }
    }

    /**
     * One mailbox.
     *
     * @param problems on Exchange
     * @param alone why it fits no worker; none when it does
     */
    public record Box(
            String address,
            Backend backend,
            String name,
            Seq<Reason> problems,
            Seq<Reason> hints,
            Option<Roster.Member> member,
            Option<Reason> alone) {

        static Box of(String address, Backend backend, String name, Seq<Reason> problems, Seq<Reason> hints) {
            return new Box(address, backend, name, problems, hints, Option.none(), Option.none());
        }

        Box withWorker(Roster roster) {
            return new Box(
                    address,
                    backend,
                    name,
                    problems,
                    hints,
                    roster.known().find(m -> m.mailbox().address().equals(address)),
                    roster.leftAlone().find(l -> l.address().equals(address)).map(Roster.LeftAlone::reason));
        }
    }

    /**
     * All of it.
     *
     * @param permissions the least that must be granted, whatever was found
     * @param fences of the lanes that could be asked for
     */
    public record Result(
            Part store,
            Part d365,
            Option<D365Report> environment,
            Seq<Grant> permissions,
            Seq<Box> mailboxes,
            Seq<Folder> folders,
            Seq<Takeover.Standing> fences) {}

    /**
     * One published folder.
     *
     * @param rights what our account may do there, in words
     */
    public record Folder(
            String name,
            String path,
            String query,
            Backend backend,
            String rights,
            Seq<Reason> problems,
            Seq<Reason> hints) {}
}
