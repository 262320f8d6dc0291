package io.axpsync.store.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.item.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TroubleTest {

    private static final Address ADDRESS = Address.h2(Path.of("state"));

    @ParameterizedTest
    @CsvSource({
        "90020, state-in-use",
        "90097, state-read-only",
        "25006, state-read-only",
        "90030, state-damaged",
        "XX001, state-damaged",
        "28P01, state-denied",
        "42501, state-denied",
        "3D000, state-missing",
        "53100, state-full",
        "40P01, state-busy",
        "HYT00, state-busy",
        "08006, state-unreachable",
        "57P01, state-unreachable",
        "42601, state-failed"
    })
    void sqlStatesOfBothDatabases(String state, String code) {
        Throwable wrapped = new IllegalStateException("pool", new SQLException("secret words", state));
        Reason reason = Trouble.reason(ADDRESS, wrapped);
        assertThat(reason.code()).isEqualTo(code);
        assertThat(reason.text()).contains(ADDRESS.name(), state).doesNotContain("secret words");
        assertThat(reason.remedy()).isNotBlank();
    }

    @Test
    void vendorCodesOfH2CountToo() {
        assertThat(Trouble.reason(ADDRESS, new SQLException("x", "HY000", 90031))
                        .code())
                .isEqualTo("state-damaged");
    }

    @Test
    void anUnderlyingErrorTellsMoreThanTheOneThatWrapsIt() {
        SQLException wrapped = new SQLException("x", "99999", new SQLException("y", "53100"));
        assertThat(Trouble.reason(ADDRESS, wrapped).code()).isEqualTo("state-full");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "No space left on device",
                "File too large",
                "Disk quota exceeded",
                "There is not enough space on the disk"
            })
    void aDiskThatIsFullIsToldApartFromDamage(String says) {
        SQLException wrapped = new SQLException("x", "HY000", 90031, new IOException(says));
        assertThat(Trouble.reason(ADDRESS, wrapped).code()).isEqualTo("state-full");
    }

    @Test
    void whatIsNoSqlErrorIsTheProgramsOwnFailure() {
        assertThat(Trouble.reason(ADDRESS, new IllegalStateException("x")).code())
                .isEqualTo("state-failed");
    }

    @Test
    void onlyVictimsOfOtherTransactionsAreTriedAgain() {
        assertThat(Trouble.isPassing(new SQLException("x", "40001"))).isTrue();
        assertThat(Trouble.isPassing(new SQLException("x", "08006"))).isFalse();
        assertThat(Trouble.isPassing(new IllegalStateException("x"))).isFalse();
    }
}
