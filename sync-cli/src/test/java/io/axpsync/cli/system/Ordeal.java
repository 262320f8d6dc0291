package io.axpsync.cli.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.cli.config.Backend;
import io.axpsync.cli.config.ConfigurationFile;
import io.axpsync.cli.run.LaneFilter;
import io.axpsync.cli.run.Synchronisation;
import io.axpsync.cli.sandbox.SandboxConfiguration;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.NormalForm;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Side;
import io.axpsync.core.plan.Decision;
import io.axpsync.core.plan.SyncPlan;
import io.axpsync.core.port.JournalEntry;
import io.axpsync.core.port.RunListener;
import io.axpsync.core.run.RunReport;
import io.axpsync.core.run.RunReport.LaneReport;
import io.axpsync.sandbox.Sandbox;
import io.axpsync.sandbox.SandboxOptions;
import io.axpsync.sandbox.d365.Company;
import io.axpsync.sandbox.d365.D365Options;
import io.vavr.collection.HashSet;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Synchronises the {@link Commotion} in a process of its own, which may be killed at a step, and then once more. */
final class Ordeal implements AutoCloseable {

    /** 128 and the number of SIGKILL. */
    private static final int KILLED = 137;

    /** As long as a dead process keeps its lanes, and a little more. */
    private static final Duration LEASE = Duration.ofMinutes(31);

    private static final int ALL = 10_000;

    private final Engine engine;
    private final Path folder;
    private final Program program;
    private final RequestSteps requests = new RequestSteps();
    private final Sandbox sandbox = Sandbox.start(SandboxOptions.builder()
            .company(Company.generated(4))
            .d365(D365Options.companion())
            .traffic(requests)
            .build());
    private int runs;

    Ordeal(Engine engine, Path folder) throws IOException {
        this.engine = engine;
        this.folder = Files.createDirectories(folder.resolve(engine.name().toLowerCase(Locale.ROOT)));
        this.program = new Program(this.folder);
    }

    /** The steps of a run that nobody kills, what it decides, and how it ends. */
    record Uncut(Seq<String> requests, Seq<String> store, Seq<String> decisions, Ending ending) {}

    /**
     * What stands on the servers in the end, and what the journal keeps: what was announced, and what was overwritten.
     */
    record Ending(EndState servers, Set<String> journal) {

        /** What is wrong with it, seen from how a run ends that nobody kills. */
        Seq<String> wrong(Ending uncut) {
            return servers.difference(uncut.servers)
                    .appendAll(uncut.journal.removeAll(journal).map(line -> "the journal lacks " + line));
        }
    }

    Uncut uncut() throws Exception {
        Path config = settled();
        Seq<String> decisions = decisions(config);
        requests.begin(sandbox, 0);
        try (StoreSteps store = new StoreSteps()) {
            Program.Running run = program.startVictim(told(store, 0), "sync", "-c", config.toString());
            List<String> steps = store.until(0);
            assertThat(run.exit()).as(run.printed()).isIn(0, 1);
            return new Uncut(Vector.ofAll(requests.end()), Vector.ofAll(steps), decisions, goOn(config));
        }
    }

    /** Kills a run at a step of its requests. */
    Fate killAtRequest(int step) throws Exception {
        return killAtRequest(step, List.of());
    }

    /** As {@link #killAtRequest(int)}, but what is committed to H2 reaches the disk a minute later. */
    Fate killWithLateWrites(int step) throws Exception {
        return killAtRequest(step, List.of("-D" + Victim.WRITE_DELAY + "=60000"));
    }

    private Fate killAtRequest(int step, List<String> options) throws Exception {
        Path config = settled();
        requests.begin(sandbox, step);
        try (Program.Running run = options.isEmpty()
                ? program.start("sync", "-c", config.toString())
                : program.startVictim(options, "sync", "-c", config.toString())) {
            return new Fate(requests.awaitHeld(), kill(run, config));
        }
    }

    /** Kills a run at a step in its store. */
    Fate killInStore(int step) throws Exception {
        Path config = settled();
        requests.begin(sandbox, 0);
        try (StoreSteps store = new StoreSteps();
                Program.Running run = program.startVictim(told(store, step), "sync", "-c", config.toString())) {
            List<String> steps = store.until(step);
            assertThat(steps).as("the steps before it ended: %s", run.printed()).hasSize(step);
            return new Fate(steps.get(step - 1), kill(run, config));
        }
    }

    /** Where a run was killed, and what came of it in the end. */
    record Fate(String step, Ending ending) {}

    /** Kills it. What it sent and no server has looked at yet is void: its tokens are. */
    private Ending kill(Program.Running run, Path config) throws Exception {
        assertThat(run.process().isAlive()).as(run.printed()).isTrue();
        run.process().destroyForcibly();
        assertThat(run.exit()).isEqualTo(KILLED);
        sandbox.tokens().expireAll();
        requests.end();
        return goOn(config);
    }

    /** A company in commotion after a first run, and the configuration of the next. */
    private Path settled() throws IOException {
        sandbox.reset();
        Commotion commotion = new Commotion(new Users(sandbox));
        String name = "run_" + ++runs;
        Path config = folder.resolve(name + ".yaml");
        SandboxConfiguration.of(
                        sandbox.client(),
                        Backend.GRAPH,
                        Vector.ofAll(sandbox.mailboxes().all()).map(m -> m.address()))
                .write(config);
        engine.configure(config, name);
        commotion.prepare();
        try (Synchronisation first = open(config)) {
            sound(first.sync(LaneFilter.ALL));
        }
        commotion.happen();
        return config;
    }

    /** Half an hour later the program is started again; then there is nothing left to do. */
    private Ending goOn(Path config) {
        sandbox.clock().advance(LEASE);
        try (Synchronisation again = open(config)) {
            sound(again.sync(LaneFilter.ALL));
            RunReport next = sound(again.plan(LaneFilter.ALL));
            assertThat(next.operations()).as("%s", next.lanes()).isZero();
            return new Ending(
                    EndState.of(sandbox),
                    HashSet.ofAll(
                            next.lanes().flatMap(l -> journal(again, l.lane().id()))));
        }
    }

    /** What was announced, and over what; not by which verb: what a create was to do after it, an adoption may do. */
    private static Seq<String> journal(Synchronisation opened, LaneId lane) {
        assertThat(opened.store().journal().damage(lane)).isEmpty();
        return opened.store()
                .journal()
                .newest(lane, ALL)
                .filter(e -> e.phase() == JournalEntry.Phase.INTENT)
                .flatMap(e -> e.before()
                        .toVector()
                        .map(v -> ", over " + v._1 + " " + NormalForm.text(v._1, v._2))
                        .append("")
                        .map(over -> lane + " " + e.side().getOrNull() + " " + e.title() + over));
    }

    /** What the next run is about to do, and on which side. */
    private Seq<String> decisions(Path config) {
        try (Synchronisation next = open(config)) {
            return sound(next.plan(LaneFilter.ALL))
                    .lanes()
                    .flatMap(LaneReport::plan)
                    .flatMap(SyncPlan::decisions)
                    .flatMap(d -> sorts(d).appendAll(d.mail().recipients() > 0 ? Vector.of("mail") : Vector.empty()))
                    .distinct()
                    .sorted();
        }
    }

    private static Seq<String> sorts(Decision decision) {
        if (decision instanceof Decision.Create c) {
            return Vector.of("create on " + c.on());
        } else if (decision instanceof Decision.Update u) {
            return Vector.of(Side.values())
                    .reject(side -> u.merge().to(side).isEmpty())
                    .map(side -> "update of " + side);
        } else if (decision instanceof Decision.Remove r) {
            return Vector.of("remove from " + r.on());
        } else if (decision instanceof Decision.Release r) {
            return r.unmark().toVector().map(o -> "release, unmark " + o.ref().side());
        }
        return Vector.of(decision.getClass().getSimpleName().toLowerCase(Locale.ROOT));
    }

    private Synchronisation open(Path config) {
        return Synchronisation.open(ConfigurationFile.read(config), sandbox.clock(), RunListener.SILENT);
    }

    private static RunReport sound(Synchronisation.Result result) {
        assertThat(result.failure()).isEmpty();
        RunReport report = result.report().get();
        Seq<Reason> failures = report.lanes().flatMap(LaneReport::failure);
        assertThat(failures).isEmpty();
        return report;
    }

    private static List<String> told(StoreSteps store, int last) {
        return List.of("-D" + Victim.PORT + "=" + store.port(), "-D" + Victim.LAST + "=" + last);
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
