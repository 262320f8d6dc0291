package io.axpsync.store.jdbc;

import static io.axpsync.core.contract.store.Examples.CALENDAR;
import static io.axpsync.core.contract.store.Examples.NOW;
import static io.axpsync.core.contract.store.Examples.TASKS;
import static io.axpsync.core.contract.store.Examples.bareEntry;
import static io.axpsync.store.jdbc.Untrusted.assertUntrusted;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.contract.store.Examples;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.LinkId;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.port.Held;
import io.axpsync.core.port.JournalEntry;
import io.axpsync.core.port.OpenCase;
import io.axpsync.core.port.RunRecord;
import io.axpsync.core.port.Store;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody who can read or write the database, but does not know the secret, can find out or change. */
abstract class TrustContract {

    abstract Store open();

    /** Does something beside the store; the first column of what it answers. */
    abstract Seq<String> sql(String sql) throws SQLException;

    /** Everything that the database has written to disk. */
    abstract Seq<byte[]> files() throws IOException, SQLException;

    // ---- reading

    @Test
    void whatItemsSayCannotBeFoundOnDisk() throws IOException, SQLException {
        String said = "Quarterly-Zebra-Salary-Talk";
        Reason reason = Reason.of("plain-code", said + "-reason", said + "-remedy");
        try (Store store = open()) {
            JournalEntry entry = bareEntry(CALENDAR, "run-visible-in-clear", "update")
                    .withTitle(said + "-title")
                    .withReason(reason)
                    .withBefore(LinkedHashMap.of(Field.BODY, new Value.Text(said + "-before")))
                    .withAfter(LinkedHashMap.of(
                            Field.ATTENDEES,
                            Value.Entries.of(Vector.of(new Value.Entry(said + "@x", said + "-value", said)))));
            store.journal().append(Vector.of(entry));
            store.held()
                    .replace(
                            CALENDAR,
                            Vector.of(new Held(
                                    CALENDAR,
                                    "digest",
                                    "delete",
                                    Vector.of(ItemRef.d365("usmf/1")),
                                    said,
                                    reason,
                                    NOW,
                                    Held.Word.NONE)));
            store.cases()
                    .replace(
                            CALENDAR,
                            Vector.of(new OpenCase(
                                    CALENDAR,
                                    Vector.of(ItemRef.d365("usmf/1")),
                                    OpenCase.State.FAILING,
                                    said,
                                    reason,
                                    1,
                                    NOW,
                                    NOW)));
            store.runs().save(new RunRecord("run-visible-in-clear", NOW, Option.some(NOW), said));
            assertThat(store.journal().newest(CALENDAR, 1)).containsExactly(entry);
        }
        Seq<byte[]> files = files();
        assertThat(files.exists(file -> holds(file, "run-visible-in-clear")))
                .as("the search finds what is there")
                .isTrue();
        assertThat(files.exists(file -> holds(file, "Zebra") || holds(file, "zebra")))
                .isFalse();
    }

    private static boolean holds(byte[] file, String text) {
        String bytes = new String(file, StandardCharsets.ISO_8859_1);
        Vector<byte[]> forms = Vector.<Charset>of(
                        StandardCharsets.UTF_8, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE)
                .map(text::getBytes);
        return forms.exists(form -> bytes.contains(new String(form, StandardCharsets.ISO_8859_1))
                || bytes.contains(HexFormat.of().formatHex(form))
                || bytes.contains(Base64.getEncoder().withoutPadding().encodeToString(form)));
    }

    @Test
    void theTablesAreTheSameOnEveryDatabase() throws SQLException {
        open().close();
        open().close();
        Seq<String> columns = sql("SELECT lower(table_name) || '.' || lower(column_name) || ' ' || is_nullable"
                + " FROM information_schema.columns WHERE table_schema = current_schema()");
        assertThat(columns.filter(column -> !column.startsWith("flyway")).sorted())
                .isEqualTo(Vector.of("""
                        baselines: key_id link prints side version
                        checkpoints: agreed compared? configuration d365? exchange? lane window_from? window_to?
                        claims: company kind led_to? link natural_key
                        fences: confirmed epoch intended place predecessors
                        held_writes: digest key_id lane position reason sealed since verb word
                        installation: id key_check made name opened
                        journal: at hash id item? key_id lane lane_seq link? payload_hash phase prev_hash reason run sealed? side? verb
                        journal_heads: lane last_hash last_seq
                        leases: held_until holder lane
                        links: d365? exchange? id lane made_on? marker_seen natural_key? since state
                        older_secrets: key_id sealed since
                        open_cases: key_id lane next_try position reason sealed since state tries
                        runs: finished? id key_id sealed started
                        """.split("\n"))
                        .flatMap(TrustContract::columns)
                        .sorted());
        assertThat(sql("SELECT \"version\" FROM \"flyway_schema_history\" WHERE \"type\" = 'SQL'"))
                .containsExactlyInAnyOrder("1", "2", "3", "4");
    }

    private static Seq<String> columns(String table) {
        String name = table.substring(0, table.indexOf(':'));
        return Vector.of(table.substring(table.indexOf(':') + 2).split(" "))
                .map(column -> name + "." + column.replace("?", "") + (column.endsWith("?") ? " YES" : " NO"));
    }

    // ---- writing

    @ParameterizedTest
    @ValueSource(
            strings = {
                "verb = 'delete'",
                "phase = 'LOST'",
                "at = '2020-01-01T00:00:00.000000000Z'",
                "run = 'run-9'",
                "link = 'another'",
                "side = NULL",
                "reason = 'harmless'",
                "key_id = 'j1-000000000000'",
                "payload_hash = hash",
                "sealed = prev_hash",
                "hash = prev_hash"
            })
    void aChangedColumnOfTheJournalIsNoticed(String change) throws SQLException {
        fill();
        sql("UPDATE journal SET " + change + " WHERE lane_seq = 2 AND lane = '" + CALENDAR + "'");
        try (Store store = open()) {
            assertThat(store.journal().damage(CALENDAR).map(Reason::code)).contains("journal-damaged");
            assertThat(store.journal().damage(TASKS)).isEmpty();
            assertUntrusted("journal-damaged", "entry 2", () -> store.journal().newest(CALENDAR, 10));
        }
    }

    @ParameterizedTest
    @CsvSource({"1,entry 2", "2,entry 3", "4,newest"})
    void aRemovedEntryIsNoticed(int seq, String told) throws SQLException {
        fill();
        sql("DELETE FROM journal WHERE lane_seq = " + seq + " AND lane = '" + CALENDAR + "'");
        try (Store store = open()) {
            assertThat(store.journal().damage(CALENDAR).map(Reason::text).getOrElse(""))
                    .contains(told);
        }
    }

    @Test
    void swappedEntriesAreNoticed() throws SQLException {
        fill();
        sql("UPDATE journal SET lane_seq = 99 WHERE lane_seq = 2 AND lane = '" + CALENDAR + "'");
        sql("UPDATE journal SET lane_seq = 2 WHERE lane_seq = 3 AND lane = '" + CALENDAR + "'");
        sql("UPDATE journal SET lane_seq = 3 WHERE lane_seq = 99 AND lane = '" + CALENDAR + "'");
        try (Store store = open()) {
            assertThat(store.journal().damage(CALENDAR).map(Reason::code)).contains("journal-damaged");
        }
    }

    @Test
    void erasedPayloadsLeaveASoundChainAndWhatHappened() throws SQLException {
        fill();
        sql("UPDATE journal SET sealed = NULL WHERE lane_seq <= 2 AND lane = '" + CALENDAR + "'");
        try (Store store = open()) {
            assertThat(store.journal().damage(CALENDAR)).isEmpty();
            JournalEntry erased = store.journal().newest(CALENDAR, 10).head();
            assertThat(erased.verb()).isEqualTo("verb-1");
            assertThat(erased.reason().code()).isEqualTo("plain");
            assertThat(erased.title()).isEmpty();
            store.journal().append(Vector.of(bareEntry(CALENDAR, "run-2", "verb-5")));
            assertThat(store.journal().damage(CALENDAR)).isEmpty();
        }
    }

    @Test
    void whatRetentionErasesIsNoLongerInTheDatabase() throws SQLException {
        fill();
        try (Store store = open()) {
            assertThat(store.journal().erase(Examples.NOW.plusSeconds(1))).isPositive();
        }
        assertThat(sql("SELECT verb FROM journal WHERE sealed IS NOT NULL OR item IS NOT NULL"))
                .isEmpty();
        try (Store store = open()) {
            assertThat(store.journal().damage(CALENDAR)).isEmpty();
        }
    }

    @Test
    void aHeldOperationOfAnotherPlaceIsNoticed() throws SQLException {
        try (Store store = open()) {
            store.held().replace(CALENDAR, Vector.of(held("a"), held("b")));
        }
        sql("UPDATE held_writes SET sealed = (SELECT h.sealed FROM held_writes h WHERE h.position = 1)"
                + " WHERE position = 0");
        try (Store store = open()) {
            assertUntrusted(
                    "state-damaged", "held operation 0", () -> store.held().ofLane(CALENDAR));
        }
    }

    @Test
    void aChangedCaseOrRunIsNoticed() throws SQLException {
        try (Store store = open()) {
            store.cases().replace(CALENDAR, Vector.of(Examples.openCase(CALENDAR, "usmf/ACT-1")));
            store.runs().save(new RunRecord("run-1", NOW, Option.none(), "summary"));
        }
        sql("UPDATE open_cases SET sealed = (SELECT r.sealed FROM runs r)");
        sql("UPDATE runs SET id = 'run-2'");
        try (Store store = open()) {
            assertUntrusted("state-damaged", "open case 0", () -> store.cases().ofLane(CALENDAR));
            assertUntrusted("state-damaged", "run-2", () -> store.runs().newest(1));
        }
    }

    private void fill() {
        try (Store store = open()) {
            store.journal()
                    .append(Vector.rangeClosed(1, 4)
                            .map(i -> bareEntry(CALENDAR, "run-1", "verb-" + i)
                                    .withLink(Option.some(new LinkId("id-" + i)))
                                    .withSide(Option.some(Side.D365))));
            store.journal().append(Vector.of(bareEntry(TASKS, "run-1", "verb-1")));
        }
    }

    private static Held held(String digest) {
        return Examples.held(CALENDAR, digest);
    }
}
