package io.axpsync.cli.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.change.Checkpoint;
import io.axpsync.core.change.Observed;
import io.axpsync.core.change.Snapshot;
import io.axpsync.core.item.Category;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.LinkId;
import io.axpsync.core.item.Notify;
import io.axpsync.core.item.Stamp;
import io.axpsync.core.item.Value;
import io.axpsync.core.item.Window;
import io.axpsync.core.memory.NoPause;
import io.axpsync.core.port.LaneQuery;
import io.axpsync.core.port.Look;
import io.axpsync.core.port.Outcome;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.Search;
import io.axpsync.core.port.SyncSide;
import io.axpsync.core.port.Write;
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
import io.axpsync.sandbox.contract.ContractWatch;
import io.axpsync.sandbox.d365.Company;
import io.axpsync.sandbox.d365.D365Options;
import io.axpsync.sandbox.fuzz.Fuzz;
import io.axpsync.sandbox.http.Response;
import io.vavr.collection.HashSet;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Each adapter reads spoilt answers of a real server, whatever it asks: it fails in declared ways, in bounded time and
 * memory, and never throws. Answers without end or without bottom are cut by limits.
 */
class FuzzIT {

    private static final int HUNDRED_MB = 100 << 20;
    private static final int MILLION = 1_000_000;

    private final Sandbox sandbox = Sandbox.start(SandboxOptions.builder()
            .company(Company.generated(2))
            .d365(D365Options.companion())
            .build());
    private final Users users = new Users(sandbox);
    private final Window window;
    private final Lane lane;
    private final String address = Bustle.address(1);
    private final Seq<String> addresses = Vector.of(address);

    FuzzIT() {
        Instant now = sandbox.clock().instant();
        window = new Window(now.minus(Duration.ofDays(30)), now.plus(Duration.ofDays(180)));
        try (D365Side d365 = d365()) {
            lane = Fabrikon.lane(
                    d365.directory().workers(HashSet.ofAll(addresses)).get().head());
        }
        users.event(address, "Grüße & <Küsse>", 3, "\"body\": {\"contentType\": \"text\", \"content\": \"Zeile\\n2\"}");
        users.quietEvent(
                address,
                "Meeting",
                4,
                "\"attendees\": [{\"emailAddress\": {\"address\": \"a@b.example\", \"name\": \"Ä\"},"
                        + " \"type\": \"required\"}]");
        users.activity("000001", "Köln", 5, "Location", "Büro");
    }

    @AfterEach
    void close() {
        sandbox.faults().clear();
        sandbox.close();
    }

    private D365Side d365() {
        return D365Side.open(D365Config.builder()
                .address(URI.create(sandbox.client().d365Base()))
                .login(new D365Login.Token(sandbox::d365Token))
                .attempts(1)
                .pause(new NoPause())
                .build());
    }

    private GraphConfig graph() {
        return GraphConfig.builder()
                .host(URI.create(sandbox.client().graphBase()).resolve("/"))
                .credentials(new GraphCredentials.Bearer(sandbox::exchangeToken))
                .tries(1)
                .pause(new NoPause())
                .build();
    }

    private EwsConfig ews() {
        return EwsConfig.builder()
                .url(URI.create(sandbox.client().ewsUrl()))
                .credentials(new EwsCredentials.Bearer(sandbox::exchangeToken))
                .tries(1)
                .pause(new NoPause())
                .build();
    }

    /** Rewrites the answers of a front end, by their bodies. */
    private void answers(String frontEnd, UnaryOperator<byte[]> body) {
        sandbox.faults()
                .rewrite((asked, response) -> asked.equals(frontEnd)
                        ? new Response(response.status(), response.headers(), body.apply(response.body()))
                        : response);
    }

    // ── Spoilt answers ───────────────────────────────────────────────────────────────────────────────────────────

    @Test
    void spoiltAnswersOfGraphAreReadOrRefused() {
        fuzz("Graph answers", "graph", () -> GraphSide.open(graph()), () -> {
            try (GraphCheck check = GraphCheck.open(graph())) {
                check.check(addresses, new Category("D365"));
            }
        });
    }

    @Test
    void spoiltAnswersOfEwsAreReadOrRefused() {
        fuzz("EWS answers", "ews", () -> EwsSide.open(ews()), () -> {
            try (EwsCheck check = EwsCheck.open(ews())) {
                check.check(addresses, new Category("D365"));
            }
        });
    }

    @Test
    void spoiltAnswersOfD365AreReadOrRefused() {
        fuzz("OData answers", "d365", this::d365, () -> {
            try (D365Side fresh = d365()) {
                fresh.probe();
                fresh.directory().workers(HashSet.ofAll(addresses));
                fresh.directory().people(HashSet.of("anna@fabrikon.example"));
            }
        });
    }

    /** What a side was seen to hold before its server went mad. */
    private record Known(Seq<ItemRef> refs, Seq<Observed.Present> present, Checkpoint checkpoint) {}

    private void fuzz(String reader, String frontEnd, java.util.function.Supplier<SyncSide> open, Fuzz.Trial check) {
        Fuzz fuzz = new Fuzz(reader);
        List<byte[]> samples = frontEnd.equals("ews") ? publishedAnswers() : List.of();
        for (int round = 0; fuzz.goesOn(); round++) {
            sandbox.faults().clear();
            try (SyncSide side = open.get()) {
                Known known = known(side);
                int[] n = {0};
                answers(
                        frontEnd,
                        body -> fuzz.spoilt(
                                !samples.isEmpty() && n[0]++ % 4 == 0 ? samples.get(n[0] / 4 % samples.size()) : body));
                fuzz.tries(check);
                for (int i = 0; i < 100 && fuzz.goesOn(); i++) {
                    int what = i;
                    fuzz.tries(() -> ask(side, known, what, fuzz));
                }
            }
        }
        fuzz.report();
    }

    private Known known(SyncSide side) {
        Snapshot all = observe(side, Option.none()).get();
        Seq<ItemRef> refs = all.items().map(Observed::ref);
        Seq<Observed.Present> present = side.fetch(refs.map(this::look))
                .filter(Either::isRight)
                .map(Either::get)
                .filter(Observed.Present.class::isInstance)
                .map(Observed.Present.class::cast);
        assertThat(present).hasSizeGreaterThan(1);
        return new Known(refs, present, all.next());
    }

    private Look look(ItemRef ref) {
        return new Look(lane, window, ref, Option.none());
    }

    private Either<PortFailure, Snapshot> observe(SyncSide side, Option<Checkpoint> since) {
        List<Either<PortFailure, Snapshot>> answers = new ArrayList<>();
        side.observe(Vector.of(new LaneQuery(lane, window, since)), answer -> answers.add(answer.snapshot()));
        assertThat(answers).as("each lane is answered exactly once").hasSize(1);
        return answers.get(0);
    }

    private void ask(SyncSide side, Known known, int what, Fuzz fuzz) {
        Observed.Present item = known.present().get(what % known.present().size());
        switch (what % 6) {
            case 0 -> told(fuzz, observe(side, Option.none()));
            case 1 -> told(fuzz, observe(side, Option.some(known.checkpoint())));
            case 2 -> side.fetch(known.refs().map(this::look)).forEach(answer -> told(fuzz, answer));
            case 3 ->
                side.find(Vector.of(new Search(
                                lane,
                                window,
                                Option.some(Stamp.of("fuzz", new LinkId("none"))),
                                Option.none(),
                                item.period())))
                        .forEach(answer -> told(fuzz, answer));
            case 4 ->
                wrote(
                        fuzz,
                        side.write(Vector.of(Write.Update.builder()
                                .lane(lane)
                                .window(window)
                                .link(new LinkId("fuzz"))
                                .notice(Notify.NOBODY)
                                .ref(item.ref())
                                .expected(item.version())
                                .before(item.item().get())
                                .changes(LinkedHashMap.of(Field.LOCATION, Value.text("Place " + what)))
                                .build())));
            default ->
                wrote(
                        fuzz,
                        side.write(Vector.of(new Write.Remove(
                                lane,
                                window,
                                new LinkId("fuzz"),
                                new ItemRef(item.ref().side(), item.ref().id() + "x"),
                                item.version(),
                                Notify.NOBODY))));
        }
    }

    private static void told(Fuzz fuzz, Either<PortFailure, ?> answer) {
        answer.swap().forEach(failure -> {
            assertThat(failure.reason().text()).isNotBlank().hasSizeLessThan(3_000);
            fuzz.refused();
        });
    }

    private static void wrote(Fuzz fuzz, Seq<Outcome> outcomes) {
        assertThat(outcomes).hasSize(1);
        if (outcomes.get(0) instanceof Outcome.Refused || outcomes.get(0) instanceof Outcome.Lost) {
            fuzz.refused();
        }
    }

    /** Microsoft's answer samples, where they are at hand. */
    private static List<byte[]> publishedAnswers() {
        if (!ContractWatch.open().checks()) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(ContractWatch.requiredFolder().resolve("ews/samples"))) {
            List<byte[]> samples = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                String text = Files.readString(file);
                if (text.contains("Response")) {
                    samples.add(text.replace("https://schemas.xmlsoap", "http://schemas.xmlsoap")
                            .getBytes(StandardCharsets.UTF_8));
                }
            }
            return samples;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // ── Answers without bottom or end ────────────────────────────────────────────────────────────────────────────

    private void assertDeclared(String frontEnd, SyncSide side, byte[] answer) {
        long start = System.nanoTime();
        answers(frontEnd, body -> answer);
        try (side) {
            Either<PortFailure, Snapshot> seen = observe(side, Option.none());
            assertThat(seen.isLeft()).isTrue();
            assertThat(seen.getLeft().reason().text()).hasSizeLessThan(700).doesNotContain("Exception:", "\n");
            assertThat(side.fetch(Vector.of(look(new ItemRef(side.side(), "nord/x")))))
                    .as("an item is never gone because nobody can read it")
                    .allMatch(read -> read.isLeft() || read.get() instanceof Observed.Unreadable);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(60));
    }

    private static byte[] nested(String open, int times) {
        return open.repeat(times).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] closed(String before, String open, String close, String after) {
        return (before + open.repeat(MILLION) + close.repeat(MILLION) + after).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] hundredMegabytes(String beginning) {
        byte[] body = new byte[HUNDRED_MB];
        java.util.Arrays.fill(body, (byte) 'x');
        byte[] begun = beginning.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(begun, 0, body, 0, begun.length);
        return body;
    }

    @Test
    void aMillionElementsWithinEachOtherAreRefused() {
        String head = "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>";
        assertDeclared("ews", EwsSide.open(ews()), closed(head, "<a>", "</a>", "</s:Body></s:Envelope>"));
        assertDeclared(
                "ews",
                EwsSide.open(ews()),
                closed(head + "<Recurrence>", "<a>", "</a>", "</Recurrence></s:Body></s:Envelope>"));
        assertDeclared("ews", EwsSide.open(ews()), nested("<s:Envelope>", MILLION));
    }

    @Test
    void entitiesAreNotExpanded() {
        StringBuilder bomb = new StringBuilder("<?xml version=\"1.0\"?><!DOCTYPE s [<!ENTITY a0 \"haha\">");
        for (int i = 1; i < 30; i++) {
            bomb.append("<!ENTITY a")
                    .append(i)
                    .append(" \"&a")
                    .append(i - 1)
                    .append(";&a")
                    .append(i - 1)
                    .append(";\">");
        }
        bomb.append("]><s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>&a29;</s:Body>")
                .append("</s:Envelope>");
        assertDeclared("ews", EwsSide.open(ews()), bomb.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aMillionArraysWithinEachOtherAreRefused() {
        byte[] arrays = closed("{\"value\":", "[", "]", "}");
        byte[] objects = closed("{\"a\":1,\"value\":", "{\"a\":", "}", "}");
        byte[] open = nested("[", MILLION);
        for (byte[] answer : List.of(arrays, objects, open)) {
            assertDeclared("graph", GraphSide.open(graph()), answer);
            assertDeclared("d365", d365(), answer);
        }
    }

    @Test
    void aHundredMegabytesAreCutByALimit() {
        assertDeclared(
                "ews",
                EwsSide.open(ews()),
                hundredMegabytes("<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>"));
        assertDeclared("graph", GraphSide.open(graph()), hundredMegabytes("{\"responses\":[{\"id\":\""));
        assertDeclared("d365", d365(), hundredMegabytes("{\"value\":[{\"Purpose\":\""));
    }
}
