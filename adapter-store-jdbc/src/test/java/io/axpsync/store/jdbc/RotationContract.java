package io.axpsync.store.jdbc;

import static io.axpsync.core.contract.store.Examples.CALENDAR;
import static io.axpsync.core.contract.store.Examples.bareEntry;
import static io.axpsync.core.contract.store.Examples.entry;
import static io.axpsync.store.jdbc.Untrusted.assertUntrusted;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.contract.store.Examples;
import io.axpsync.core.item.Reason;
import io.axpsync.core.port.RunRecord;
import io.axpsync.core.port.Store.FingerprintKey;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Going over to another secret on a database: what was written before stays readable, and no crash lies between. */
abstract class RotationContract {

    private static final Instant NOW = Examples.NOW;
    private static final byte[] FIRST = secret(1);
    private static final byte[] SECOND = secret(2);
    private static final byte[] THIRD = secret(3);

    abstract StoreConfig config(byte[] secret);

    abstract Seq<String> sql(String statement) throws SQLException;

    private static byte[] secret(int filledWith) {
        byte[] secret = new byte[InstallationSecret.BYTES];
        Arrays.fill(secret, (byte) filledWith);
        return secret;
    }

    private JdbcStore open(byte[] secret) {
        return JdbcStore.open(config(secret));
    }

    private StoreConfig between(byte[] secret, byte[] next) {
        return config(secret).withNextSecret(Option.some(next));
    }

    @BeforeEach
    void somethingIsWritten() {
        try (JdbcStore store = open(FIRST)) {
            store.journal().append(Vector.of(entry(CALENDAR, "run-1", "Board meeting")));
            store.held().replace(CALENDAR, Vector.of(Examples.held(CALENDAR, "digest-1")));
            store.cases().replace(CALENDAR, Vector.of(Examples.openCase(CALENDAR, "usmf/ACT-9")));
            store.runs().save(new RunRecord("run-1", NOW, Option.none(), "summary"));
        }
    }

    private void assertAllIsReadable(JdbcStore store) {
        assertThat(store.journal().ofRun("run-1")).containsExactly(entry(CALENDAR, "run-1", "Board meeting"));
        assertThat(store.journal().damage(CALENDAR)).isEmpty();
        assertThat(store.held().ofLane(CALENDAR)).containsExactly(Examples.held(CALENDAR, "digest-1"));
        assertThat(store.cases().ofLane(CALENDAR)).containsExactly(Examples.openCase(CALENDAR, "usmf/ACT-9"));
        assertThat(store.runs().newest(1).map(RunRecord::summary)).containsExactly("summary");
    }

    @Test
    void whatWasWrittenBeforeStaysReadableAndTheChainGoesOn() throws SQLException {
        FingerprintKey before;
        try (JdbcStore store = open(FIRST)) {
            before = store.fingerprintKey();
        }
        assertThat(JdbcStore.rotate(between(FIRST, SECOND), NOW)).isEmpty();
        assertThat(JdbcStore.rotate(between(SECOND, THIRD), NOW)).isEmpty();
        try (JdbcStore store = open(THIRD)) {
            assertAllIsReadable(store);
            store.journal().append(Vector.of(bareEntry(CALENDAR, "run-2", "after")));
            assertThat(store.journal().damage(CALENDAR)).isEmpty();
            assertThat(store.fingerprintKey().id()).isNotEqualTo(before.id());
            assertThat(store.olderFingerprintKeys().map(FingerprintKey::id))
                    .hasSize(2)
                    .contains(before.id());
            assertThat(store.olderFingerprintKeys()
                            .find(k -> k.id().equals(before.id()))
                            .get()
                            .key())
                    .isEqualTo(before.key());
        }
        assertThat(sql("SELECT DISTINCT key_id FROM journal"))
                .as("rows name their keys")
                .hasSize(2);
    }

    @Test
    void theOldSecretOpensNothingAnyMore() {
        assertThat(JdbcStore.rotate(between(FIRST, SECOND), NOW)).isEmpty();
        assertUntrusted("secret-wrong", "secret", () -> open(FIRST));
    }

    @Test
    void aRotationThatWasCutBeforeTheSwitchLeavesTheOldSecretInUse() {
        try (JdbcStore store = JdbcStore.open(between(FIRST, SECOND))) {
            assertThat(store.isAheadOfItsSecret()).isFalse();
            assertAllIsReadable(store);
        }
    }

    @Test
    void aRotationThatWasCutAfterTheSwitchIsOpenedWithTheNextSecret() {
        assertThat(JdbcStore.rotate(between(FIRST, SECOND), NOW)).isEmpty();
        try (JdbcStore store = JdbcStore.open(between(FIRST, SECOND))) {
            assertThat(store.isAheadOfItsSecret()).isTrue();
            assertAllIsReadable(store);
        }
    }

    @Test
    void aRotationIsRepeatedWithoutHarm() {
        assertThat(JdbcStore.rotate(between(FIRST, SECOND), NOW)).isEmpty();
        assertThat(JdbcStore.rotate(between(FIRST, SECOND), NOW)).isEmpty();
        try (JdbcStore store = open(SECOND)) {
            assertAllIsReadable(store);
            assertThat(store.olderFingerprintKeys()).hasSize(1);
        }
    }

    @Test
    void nothingIsRotatedWhileALaneIsBeingSynchronised() {
        try (JdbcStore store = open(FIRST)) {
            store.leases().take(CALENDAR, "holder", NOW, NOW.plusSeconds(60));
        }
        assertThat(JdbcStore.rotate(between(FIRST, SECOND), NOW).map(Reason::code))
                .contains("leased");
        open(FIRST).close();
        assertThat(JdbcStore.rotate(between(FIRST, SECOND), NOW.plusSeconds(61)))
                .isEmpty();
    }

    @Test
    void anOlderSecretThatWasTamperedWithIsNoticed() throws SQLException {
        assertThat(JdbcStore.rotate(between(FIRST, SECOND), NOW)).isEmpty();
        sql("UPDATE older_secrets SET key_id = 'j1-000000000000'");
        assertUntrusted("state-damaged", "older secret", () -> open(SECOND));
    }
}
