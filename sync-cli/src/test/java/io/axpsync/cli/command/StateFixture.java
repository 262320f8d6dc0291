package io.axpsync.cli.command;

import io.axpsync.core.change.Baseline;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.ItemVersion;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.LinkId;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.link.Link;
import io.axpsync.core.link.LinkState;
import io.axpsync.core.port.Held;
import io.axpsync.core.port.JournalEntry;
import io.axpsync.core.port.OpenCase;
import io.axpsync.store.jdbc.InstallationSecret;
import io.axpsync.store.jdbc.JdbcStore;
import io.axpsync.store.jdbc.StoreConfig;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;

/** An installation whose servers cannot be reached, and whose state says what a test puts into it. */
final class StateFixture {

    static final LaneId ANNA = LaneId.of("000101", Kind.APPOINTMENT);
    static final LaneId LUKAS = LaneId.of("000102", Kind.APPOINTMENT);
    static final Instant SINCE = Instant.parse("2026-03-02T09:30:15Z");
    static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");
    static final String SUBJECT = "Talk about salaries";

    private final Path folder;
    final Path state;

    StateFixture(Path folder) throws IOException {
        this.folder = folder;
        this.state = folder.resolve("kept/state");
        Files.writeString(folder.resolve("token"), "a-token");
        Files.writeString(folder.resolve("axpsync.yaml"), """
                store:
                  file: kept/state
                d365:
                  url: http://127.0.0.1:1
                  token: file:token
                exchange:
                  graph:
                    host: http://127.0.0.1:1
                    token: file:token
                mailboxes:
                  - address: anna@fabrikon.example
                """);
    }

    JdbcStore open() {
        return JdbcStore.open(StoreConfig.h2(state, InstallationSecret.beside(state)));
    }

    /** Runs a command such as {@code held list}, and then its options. */
    Cli run(String group, String command, String... more) {
        return Cli.run(
                Vector.of(group, command, "-c", folder.resolve("axpsync.yaml").toString())
                        .appendAll(Vector.of(more))
                        .toJavaArray(String[]::new));
    }

    void held(LaneId lane, Held... held) {
        try (JdbcStore store = open()) {
            store.held().replace(lane, Vector.of(held));
        }
    }

    Vector<Held> held(LaneId lane) {
        try (JdbcStore store = open()) {
            return store.held().ofLane(lane).toVector();
        }
    }

    void cases(LaneId lane, OpenCase... cases) {
        try (JdbcStore store = open()) {
            store.cases().replace(lane, Vector.of(cases));
        }
    }

    Vector<OpenCase> cases(LaneId lane) {
        try (JdbcStore store = open()) {
            return store.cases().ofLane(lane).toVector();
        }
    }

    /** A pair whose location was edited on both sides: to Room 1 in D365, to nothing in Exchange. */
    void conflict(LaneId lane, ItemRef row, ItemRef event) {
        Link link = Link.builder()
                .id(new LinkId("link-1"))
                .lane(lane)
                .state(LinkState.LINKED)
                .d365(Option.some(row))
                .exchange(Option.some(event))
                .d365Baseline(Option.some(new Baseline(new ItemVersion("1"), "k1", LinkedHashMap.empty())))
                .exchangeBaseline(Option.some(new Baseline(new ItemVersion("1"), "k1", LinkedHashMap.empty())))
                .since(SINCE)
                .build();
        try (JdbcStore store = open()) {
            store.links().save(Vector.of(link));
        }
        journal(conflict(lane, row, Value.text("Room 1")), conflict(lane, event, Value.NOTHING));
        cases(
                lane,
                new OpenCase(
                        lane,
                        Vector.of(row, event),
                        OpenCase.State.DISPUTED,
                        SUBJECT,
                        Reason.of("conflict", "LOCATION was edited on both sides"),
                        0,
                        SINCE,
                        SINCE));
    }

    private static JournalEntry conflict(LaneId lane, ItemRef ref, Value value) {
        return JournalEntry.builder()
                .run("run-1")
                .lane(lane)
                .at(SINCE)
                .link(Option.some(new LinkId("link-1")))
                .side(Option.some(ref.side()))
                .ref(Option.some(ref))
                .verb("conflict")
                .phase(JournalEntry.Phase.REFUSED)
                .reason(Reason.of("edited", "LOCATION in conflict"))
                .before(LinkedHashMap.of(Field.LOCATION, value))
                .build();
    }

    void noHeld(LaneId lane) {
        held(lane, new Held[0]);
    }

    void noCases(LaneId lane) {
        cases(lane, new OpenCase[0]);
    }

    void journal(JournalEntry... entries) {
        try (JdbcStore store = open()) {
            store.journal().append(Vector.of(entries));
        }
    }

    /** Writes into the database beside the program. */
    void tamper(String sql) throws SQLException {
        String url = "jdbc:h2:file:" + state.toAbsolutePath() + ";MODE=PostgreSQL";
        try (var connection = DriverManager.getConnection(url, "axpsync", "");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static Held delete(LaneId lane, String digest, String item) {
        return held(lane, digest, "DELETE", item, "held-delete");
    }

    static Held held(LaneId lane, String digest, String verb, String item, String code) {
        return new Held(
                lane,
                digest,
                verb,
                Vector.of(ItemRef.d365(item)),
                SUBJECT,
                Reason.of(code, "6 operations of the verb " + verb, "Release or reject them."),
                SINCE,
                Held.Word.NONE);
    }

    static OpenCase failing(LaneId lane, ItemRef... items) {
        return new OpenCase(
                lane,
                Vector.of(items),
                OpenCase.State.FAILING,
                SUBJECT,
                Reason.of("refused", "D365 refuses the location", "Shorten it."),
                6,
                SINCE,
                NEVER);
    }

    static JournalEntry update(LaneId lane, String run, String item, int second) {
        return JournalEntry.builder()
                .run(run)
                .lane(lane)
                .at(SINCE.plusSeconds(second))
                .side(Option.some(Side.D365))
                .ref(Option.some(ItemRef.d365(item)))
                .verb("update")
                .phase(JournalEntry.Phase.INTENT)
                .reason(Reason.of("changed", "changed on Exchange"))
                .title(SUBJECT)
                .before(LinkedHashMap.of(Field.LOCATION, Value.text("Room\u001b[31m old"), Field.BODY, Value.NOTHING))
                .after(LinkedHashMap.of(Field.LOCATION, Value.text("Room new")))
                .build();
    }
}
