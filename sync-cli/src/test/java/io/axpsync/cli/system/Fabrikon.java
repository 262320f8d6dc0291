package io.axpsync.cli.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.item.Category;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.Mailbox;
import io.axpsync.core.memory.CountingIds;
import io.axpsync.core.memory.MemoryStore;
import io.axpsync.core.memory.NoPause;
import io.axpsync.core.plan.GuardLimits;
import io.axpsync.core.plan.SyncRules;
import io.axpsync.core.port.Directory;
import io.axpsync.core.port.RunListener;
import io.axpsync.core.port.SyncSide;
import io.axpsync.core.run.LaneSetup;
import io.axpsync.core.run.RunReport;
import io.axpsync.core.run.SyncRun;
import io.axpsync.core.run.Undo;
import io.axpsync.d365.odata.D365Config;
import io.axpsync.d365.odata.D365Login;
import io.axpsync.d365.odata.D365Side;
import io.axpsync.exchange.ews.EwsConfig;
import io.axpsync.exchange.ews.EwsCredentials;
import io.axpsync.exchange.ews.EwsSide;
import io.axpsync.exchange.graph.GraphConfig;
import io.axpsync.exchange.graph.GraphCredentials;
import io.axpsync.exchange.graph.GraphSide;
import io.axpsync.sandbox.Sandbox;
import io.axpsync.sandbox.SandboxOptions;
import io.axpsync.sandbox.contract.ContractWatch;
import io.axpsync.sandbox.d365.Company;
import io.axpsync.sandbox.d365.D365Options;
import io.vavr.collection.HashSet;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import java.net.URI;
import java.time.Clock;

/** A company in a sandbox, with our adapters on both sides, a store in memory, and every message under watch. */
final class Fabrikon implements AutoCloseable {

    final ContractWatch watch = ContractWatch.open();
    final Company company;
    final Sandbox sandbox;
    final Users users;
    final D365Side d365;
    final SyncSide graph;
    final SyncSide ews;
    final MemoryStore store = new MemoryStore("fabrikon");
    private final CountingIds ids = new CountingIds("f");

    Fabrikon(Company company, D365Options profile) {
        this(company, profile, Clock.systemUTC());
    }

    /** @param clock the servers' */
    Fabrikon(Company company, D365Options profile, Clock clock) {
        this.company = company;
        this.sandbox = Sandbox.start(SandboxOptions.builder()
                .company(company)
                .d365(profile)
                .traffic(watch)
                .clock(clock)
                .build());
        this.users = new Users(sandbox);
        this.d365 = D365Side.open(D365Config.builder()
                .address(URI.create(sandbox.client().d365Base()))
                .login(new D365Login.Token(sandbox::d365Token))
                .pause(new NoPause())
                .build());
        this.graph = GraphSide.open(GraphConfig.builder()
                .host(URI.create(sandbox.client().graphBase()).resolve("/"))
                .credentials(new GraphCredentials.Bearer(sandbox::exchangeToken))
                .pause(new NoPause())
                .build());
        this.ews = EwsSide.open(EwsConfig.builder()
                .url(URI.create(sandbox.client().ewsUrl()))
                .credentials(new EwsCredentials.Bearer(sandbox::exchangeToken))
                .pause(new NoPause())
                .build());
    }

    /** The appointment lanes of all mailboxes. */
    Seq<LaneSetup> lanes(SyncSide exchange) {
        Set<String> addresses =
                HashSet.ofAll(company.mailboxes()).map(m -> m.path("address").asText());
        Seq<Directory.Worker> workers = d365.directory().workers(addresses).get();
        assertThat(workers).hasSize(addresses.size());
        return workers.map(w -> on(
                exchange,
                LaneSetup.builder().lane(lane(w)).d365(d365).exchange(exchange).build()));
    }

    /** The lanes of tasks of the same mailboxes. */
    Seq<LaneSetup> tasks(SyncSide exchange) {
        return lanes(exchange)
                .map(l -> l.withRules(
                                SyncRules.builder().limits(GuardLimits.TASKS).build())
                        .withLane(l.lane()
                                .withKind(Kind.TASK)
                                .withId(LaneId.of(l.lane().mailbox().personnelNumber(), Kind.TASK))));
    }

    /** The lane with another backend, whose name is part of its configuration. */
    LaneSetup on(SyncSide exchange, LaneSetup lane) {
        return lane.withExchange(exchange)
                .withConfiguration(lane.lane().marker().key() + "|" + (exchange == ews ? "ews" : "graph"));
    }

    static Lane lane(Directory.Worker w) {
        return Lane.builder()
                .id(LaneId.of(w.personnelNumber(), Kind.APPOINTMENT))
                .kind(Kind.APPOINTMENT)
                .marker(new Category("D365"))
                .mailbox(Mailbox.builder()
                        .personnelNumber(w.personnelNumber())
                        .address(w.address())
                        .company(w.company())
                        .zone(w.zone())
                        .build())
                .build();
    }

    CountingIds ids() {
        return ids;
    }

    SyncRun run() {
        return new SyncRun(store, d365.directory(), Clock.systemUTC(), ids, RunListener.SILENT);
    }

    Undo undo() {
        return new Undo(store, d365.directory(), Clock.systemUTC(), ids, RunListener.SILENT);
    }

    /** Synchronises, and then asserts that a second plan has nothing to do. */
    RunReport settle(Seq<LaneSetup> lanes) {
        RunReport report = run().sync(lanes);
        assertThat(report.failedLanes()).isZero();
        RunReport second = run().plan(lanes);
        assertThat(second.operations()).as("%s", second.lanes()).isZero();
        return report;
    }

    /** Requests that a front end answered since the last call of {@link #forgetRequests()}. */
    long requests(String frontEnd) {
        return sandbox.counts().of(frontEnd).requests();
    }

    void forgetRequests() {
        sandbox.counts().clear();
    }

    @Override
    public void close() {
        d365.close();
        graph.close();
        ews.close();
        sandbox.close();
        watch.assertClean();
        watch.close();
    }
}
