package io.axpsync.cli.demo.stage;

import io.axpsync.core.port.RunListener;
import io.axpsync.core.port.Store;
import io.axpsync.core.port.SyncSide;
import io.axpsync.core.run.LaneSetup;
import io.axpsync.core.run.RunReport;
import io.axpsync.core.run.SyncRun;
import io.axpsync.d365.odata.D365Config;
import io.axpsync.d365.odata.D365Login;
import io.axpsync.d365.odata.D365Side;
import io.axpsync.exchange.ews.EwsConfig;
import io.axpsync.exchange.ews.EwsCredentials;
import io.axpsync.exchange.ews.EwsSide;
import io.axpsync.exchange.graph.GraphConfig;
import io.axpsync.exchange.graph.GraphCredentials;
import io.axpsync.exchange.graph.GraphSide;
import io.axpsync.store.jdbc.InstallationSecret;
import io.axpsync.store.jdbc.JdbcStore;
import io.axpsync.store.jdbc.StoreConfig;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.UUID;

/** Our own part: both adapters with tokens of their own, and a store in an H2 file. Closing gives all of it back. */
public final class Connections implements AutoCloseable {

    private final D365Side d365;
    private final SyncSide exchange;
    private final Store store;
    private final Clock clock;

    private Connections(D365Side d365, SyncSide exchange, Store store, Clock clock) {
        this.d365 = d365;
        this.exchange = exchange;
        this.store = store;
        this.clock = clock;
    }

    /** @param state the H2 file without its ending; its secret stands beside it */
    public static Connections open(Access access, Path state, Clock clock) {
        Store store = JdbcStore.open(StoreConfig.builder()
                .file(Option.some(state))
                .secret(InstallationSecret.beside(state))
                .installation(Option.some("demo"))
                .build());
        return new Connections(d365(access, clock), exchange(access, clock), store, clock);
    }

    private static D365Side d365(Access access, Clock clock) {
        D365Login.App app = new D365Login.App(
                URI.create(access.get("authorityHost") + "/" + access.get("tenant")),
                access.get("clientId"),
                Option.some(access.get("d365Scope")));
        return D365Side.open(D365Config.builder()
                .address(URI.create(access.get("d365Base")))
                .login(new D365Login.Secret(app, access.get("clientSecret")))
                .trust(Option.some(access.trust()))
                .clock(clock)
                .build());
    }

    /** The switch between the two backends. */
    private static SyncSide exchange(Access access, Clock clock) {
        return switch (access.backend()) {
            case GRAPH ->
                GraphSide.open(GraphConfig.builder()
                        .host(URI.create(access.get("graphBase")).resolve("/"))
                        .authority(URI.create(access.get("authorityHost")))
                        .scope(Option.some(access.get("exchangeScope")))
                        .credentials(new GraphCredentials.Secret(
                                access.get("tenant"), access.get("clientId"), access.get("clientSecret")))
                        .trust(Option.some(access.trust()))
                        .clock(clock)
                        .build());
            case EWS ->
                EwsSide.open(EwsConfig.builder()
                        .url(URI.create(access.get("ewsUrl")))
                        .credentials(new EwsCredentials.Ntlm(
                                access.get("domain"), access.get("userName"), access.get("password")))
                        .trust(Option.some(access.trust()))
                        .clock(clock)
                        .build());
        };
    }

    /** What the lanes of these employees are set up with; mailboxes that fit no worker are left out. */
    public Seq<LaneSetup> lanes(LaneTerms terms) {
        return terms.lanes(d365, exchange);
    }

    public RunReport plan(LaneTerms terms) {
        return runner().plan(lanes(terms));
    }

    public RunReport sync(LaneTerms terms) {
        return runner().sync(lanes(terms));
    }

    /** Opens what {@link Stage#access} says, with a state beside it. */
    public static Connections open(Path access, Clock clock) {
        return open(Access.read(access), access.resolveSibling("bench-state"), clock);
    }

    public Store store() {
        return store;
    }

    private SyncRun runner() {
        return new SyncRun(
                store, d365.directory(), clock, () -> UUID.randomUUID().toString(), RunListener.SILENT);
    }

    @Override
    public void close() {
        d365.close();
        exchange.close();
        store.close();
    }
}
