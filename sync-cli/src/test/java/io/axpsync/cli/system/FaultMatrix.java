package io.axpsync.cli.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.item.Category;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Reason;
import io.axpsync.core.memory.CountingIds;
import io.axpsync.core.memory.MemoryStore;
import io.axpsync.core.memory.NoPause;
import io.axpsync.core.port.Directory;
import io.axpsync.core.port.OpenCase;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.RunListener;
import io.axpsync.core.port.SyncSide;
import io.axpsync.core.run.LaneSetup;
import io.axpsync.core.run.RunReport;
import io.axpsync.core.run.SyncRun;
import io.axpsync.d365.odata.D365Config;
import io.axpsync.d365.odata.D365Login;
import io.axpsync.d365.odata.D365Side;
import io.axpsync.exchange.ews.EwsCheck;
import io.axpsync.exchange.ews.EwsConfig;
import io.axpsync.exchange.ews.EwsCredentials;
import io.axpsync.exchange.ews.EwsSide;
import io.axpsync.exchange.graph.GraphCheck;
import io.axpsync.exchange.graph.GraphConfig;
import io.axpsync.exchange.graph.GraphCredentials;
import io.axpsync.exchange.graph.GraphSide;
import io.axpsync.sandbox.Sandbox;
import io.axpsync.sandbox.SandboxOptions;
import io.axpsync.sandbox.d365.Company;
import io.axpsync.sandbox.d365.D365Options;
import io.axpsync.sandbox.http.FaultRule;
import io.vavr.collection.HashSet;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Two mailboxes of one company, of which the first is struck and the second stands beside it. Each cell is a day: people
 * make, change and delete on either side, there is a check and a run in trouble, and then runs without trouble.
 */
final class FaultMatrix implements AutoCloseable {

    static final String STRUCK = Bustle.address(1);
    static final Duration READ_TIMEOUT = Duration.ofMillis(1000);
    private static final String BESIDE = Bustle.address(2);
    private static final int LIMIT = 2 << 20;
    private static final Seq<String> ADDRESSES = Vector.of(STRUCK, BESIDE);

    private final boolean byGraph;
    private final Sandbox sandbox = Sandbox.start(SandboxOptions.builder()
            .company(Company.generated(2))
            .d365(D365Options.companion())
            .build());
    private final Users users = new Users(sandbox);
    private final MemoryStore store = new MemoryStore("matrix");
    private final CountingIds ids = new CountingIds("m");
    private final Seq<Lane> lanes;

    /** What both sides must hold in the end: subject to place, by mailbox. */
    private final Map<String, Map<String, String>> expected = new TreeMap<>();

    private int day;

    FaultMatrix(boolean byGraph) {
        this.byGraph = byGraph;
        try (Ours ours = new Ours()) {
            lanes = ours.workers().get().map(Fabrikon::lane);
        }
        for (int n = 1; n <= 2; n++) {
            of(Bustle.address(n)).put("Visit 00000" + n, at(n, "Visit 00000" + n));
            of(Bustle.address(n)).put("Meeting 00000" + n, at(n, "Meeting 00000" + n));
        }
        cycle();
    }

    private Map<String, String> of(String address) {
        return expected.computeIfAbsent(address, a -> new TreeMap<>());
    }

    private String at(int worker, String subject) {
        String activity = users.activities(subject)
                .map(row -> row.path("Location").asText())
                .getOrElse("");
        return users.events(Bustle.address(worker), subject)
                .map(e -> e.location())
                .getOrElse(activity);
    }

    /** The sorts of calls of a day without trouble; true = a run makes them, false = a check or the directory only. */
    Map<RecordedCall, Boolean> recorded() {
        Map<RecordedCall, Boolean> calls = new LinkedHashMap<>();
        try (Ours ours = new Ours()) {
            sandbox.faults().watch((frontEnd, request) -> calls.put(RecordedCall.of(frontEnd, request, STRUCK), false));
            ours.check();
            ours.workers();
        }
        sandbox.faults().watch((frontEnd, request) -> calls.put(RecordedCall.of(frontEnd, request, STRUCK), true));
        cycle();
        sandbox.faults().watch((frontEnd, request) -> {});
        calls.keySet().removeIf(call -> !call.ofOneLane() && calls.containsKey(call.ofTheStruckLane()));
        return calls;
    }

    private void cycle() {
        people();
        try (Ours ours = new Ours()) {
            converge(ours);
        }
    }

    /** A check and a look into the directory in trouble, and then without. */
    void checkCell(FaultRule rule) {
        try (Ours ours = new Ours()) {
            sandbox.faults().add(rule);
            clear(ours.check());
            ours.workers().swap().forEach(failure -> clear(Vector.of(failure.reason())));
            sandbox.faults().clear();
            assertThat(ours.workers().isRight()).isTrue();
        } finally {
            sandbox.faults().clear();
        }
    }

    /** @param besideIsFree whether the lane beside must not notice */
    void cell(FaultRule rule, boolean besideIsFree) {
        people();
        try (Ours ours = new Ours()) {
            sandbox.faults().add(rule);
            clear(ours.check());
            ours.workers().swap().forEach(failure -> clear(Vector.of(failure.reason())));
            RunReport report = ours.run().sync(ours.setups());
            clear(told(report));
            if (besideIsFree) {
                assertThat(report.lanes()
                                .filter(l -> l.lane().mailbox().address().equals(BESIDE))
                                .flatMap(RunReport.LaneReport::failure))
                        .as("the lane beside")
                        .isEmpty();
                assertThat(places(users.calendar(BESIDE).map(e -> Map.entry(e.subject(), e.location()))))
                        .as("the lane beside")
                        .containsAllEntriesOf(of(BESIDE));
            }
            sandbox.faults().clear();
            converge(ours);
        } finally {
            sandbox.faults().clear();
        }
    }

    /** What people do in a day. */
    private void people() {
        day++;
        Map<String, String> struck = of(STRUCK);
        if (day > 1) {
            users.delete(users.activities("Köln " + (day - 1)).get());
            users.remove(STRUCK, users.event(STRUCK, "Zürich " + (day - 1)));
            struck.remove("Köln " + (day - 1));
            struck.remove("Zürich " + (day - 1));
            place("Visit 000001", "Gebäude " + day);
            place(STRUCK, "Meeting 000001", "Straße " + day);
            place("Visit 000002", "Gebäude " + day);
        }
        users.activity("000001", "Köln " + day, 3, "Location", "Büro");
        struck.put("Köln " + day, "Büro");
        users.event(STRUCK, "Zürich " + day, 4, "\"location\": {\"displayName\": \"Küche\"}");
        struck.put("Zürich " + day, "Küche");
    }

    private void place(String subject, String where) {
        users.edit(users.activities(subject).get(), "Location", where);
        expected.values().forEach(all -> all.computeIfPresent(subject, (s, old) -> where));
    }

    private void place(String address, String subject, String where) {
        users.change(address, users.event(address, subject), "{\"location\": {\"displayName\": \"" + where + "\"}}");
        of(address).put(subject, where);
    }

    private void converge(Ours ours) {
        for (int i = 0; i < 4 && (i == 0 || ours.run().plan(ours.setups()).operations() > 0); i++) {
            ours.run().sync(ours.setups());
        }
        RunReport last = ours.run().plan(ours.setups());
        assertThat(told(last)).as("after the trouble").isEmpty();
        assertThat(last.operations()).as("operations after the trouble").isZero();
        assertThat(last.held()).isZero();
        ADDRESSES.forEach(address -> {
            Map<String, String> calendar = places(users.calendar(address)
                    .filter(e -> expectedOrOurs(e.subject()))
                    .map(e -> Map.entry(e.subject(), e.location())));
            assertThat(calendar).as(address).isEqualTo(of(address));
        });
        Map<String, String> activities = places(Vector.ofAll(
                        sandbox.snapshot().path("d365").path("Activities"))
                .filter(row -> expectedOrOurs(row.path("Purpose").asText()))
                .map(row -> Map.entry(
                        row.path("Purpose").asText(), row.path("Location").asText())));
        Map<String, String> all = new TreeMap<>();
        expected.values().forEach(all::putAll);
        assertThat(activities).as("D365").isEqualTo(all);
        assertThat(users.mails()).isEmpty();
    }

    private static boolean expectedOrOurs(String subject) {
        return subject.matches("(Visit|Meeting|K|Z|.*\\uFFFD).*");
    }

    private static Map<String, String> places(Seq<Map.Entry<String, String>> entries) {
        Map<String, String> places = new TreeMap<>();
        entries.forEach(e -> assertThat(places.put(e.getKey(), e.getValue()))
                .as(e.getKey() + " is there twice")
                .isNull());
        return places;
    }

    private static Seq<Reason> told(RunReport report) {
        return report.lanes()
                .flatMap(RunReport.LaneReport::failure)
                .appendAll(report.lanes().flatMap(RunReport.LaneReport::cases).map(OpenCase::reason));
    }

    /** What, where and what to do; nothing for programmers, no secret. */
    private void clear(Seq<Reason> reasons) {
        for (Reason reason : reasons) {
            assertThat(reason.text())
                    .isNotBlank()
                    .hasSizeLessThan(700)
                    .doesNotContain("Exception:", "\tat ", "java.", "Bearer ", "\n")
                    .containsAnyOf(
                            "localhost",
                            "@fabrikon.example",
                            "D365",
                            "Activities",
                            "Axp",
                            "activity ",
                            "appointment",
                            "\"");
            assertThat(reason.remedy()).as(reason.toString()).isNotBlank();
        }
    }

    /** Our own part, new each day, so that each day asks for everything. */
    private final class Ours implements AutoCloseable {
        private final D365Side d365 = D365Side.open(D365Config.builder()
                .address(URI.create(sandbox.client().d365Base()))
                .login(new D365Login.Token(sandbox::d365Token))
                .readTimeout(READ_TIMEOUT)
                .attempts(2)
                .largestAnswer(LIMIT)
                .pause(new NoPause())
                .build());
        private final GraphConfig graph = GraphConfig.builder()
                .host(URI.create(sandbox.client().graphBase()).resolve("/"))
                .credentials(new GraphCredentials.Bearer(sandbox::exchangeToken))
                .readTimeout(READ_TIMEOUT)
                .tries(2)
                .largestAnswer(LIMIT)
                .pause(new NoPause())
                .build();
        private final EwsConfig ews = EwsConfig.builder()
                .url(URI.create(sandbox.client().ewsUrl()))
                .credentials(new EwsCredentials.Bearer(sandbox::exchangeToken))
                .readTimeout(READ_TIMEOUT)
                .tries(2)
                .largestAnswer(LIMIT)
                .pause(new NoPause())
                .build();
        private final SyncSide exchange = byGraph ? GraphSide.open(graph) : EwsSide.open(ews);

        Seq<LaneSetup> setups() {
            return lanes.map(lane ->
                    LaneSetup.builder().lane(lane).d365(d365).exchange(exchange).build());
        }

        SyncRun run() {
            return new SyncRun(store, d365.directory(), Clock.systemUTC(), ids, RunListener.SILENT);
        }

        Either<PortFailure, Seq<Directory.Worker>> workers() {
            return d365.directory().workers(HashSet.ofAll(ADDRESSES));
        }

        /** What a check tells; it tells and never fails. */
        Seq<Reason> check() {
            Seq<Reason> told = d365.probe().fold(failure -> Vector.of(failure.reason()), report -> Vector.empty());
            if (byGraph) {
                try (GraphCheck check = GraphCheck.open(graph)) {
                    return told.appendAll(
                            check.check(ADDRESSES, new Category("D365")).flatMap(GraphCheck.Finding::problems));
                }
            }
            try (EwsCheck check = EwsCheck.open(ews)) {
                return told.appendAll(
                        check.check(ADDRESSES, new Category("D365")).flatMap(EwsCheck.Finding::problems));
            }
        }

        @Override
        public void close() {
            d365.close();
            exchange.close();
        }
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
