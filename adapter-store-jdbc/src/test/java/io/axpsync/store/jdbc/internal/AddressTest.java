package io.axpsync.store.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressTest {

    @ParameterizedTest
    @CsvSource({
        "db.contoso.example/axpsync, verify-full, Java",
        "db.contoso.example/axpsync?sslmode=verify-ca, verify-ca, Java",
        "db.contoso.example/axpsync?sslrootcert=/etc/ca.pem, verify-full, file",
        "'localhost,db.contoso.example/axpsync', verify-full, Java",
        "localhost/axpsync, none, file",
        "localhost/axpsync?sslmode=verify-full, verify-full, Java"
    })
    void serversElsewhereAreCheckedUnlessTheUrlNamesWhomToTrust(String rest, String mode, String trust) {
        Address address = postgres("jdbc:postgresql://" + rest);
        String told = address.url().contains("sslmode=")
                ? address.url().replaceAll(".*sslmode=", "")
                : address.settings().getOrElse("sslmode", "none");
        assertThat(told).isEqualTo(mode);
        assertThat(address.settings().get("sslfactory").map(x -> "Java").getOrElse("file"))
                .isEqualTo(trust);
    }

    @Test
    void aNameForMessagesHoldsNoParameters() {
        assertThat(postgres("jdbc:postgresql://db.contoso.example:5433/axpsync?sslkey=/etc/key.pem"))
                .hasToString("db.contoso.example:5433/axpsync");
    }

    @Test
    void timeoutsAreGivenToTheDriver() {
        Address address = postgres("jdbc:postgresql://localhost/axpsync");
        assertThat(address.settings().get("connectTimeout")).contains("3");
        assertThat(address.settings().get("socketTimeout")).contains("7");
    }

    @Test
    void aFileIsNamedInFullAndCommitsAreNotDelayed() {
        Path file = Path.of("state").toAbsolutePath();
        Address address = Address.h2(Path.of("folder", "..", "state"));
        assertThat(address).hasToString(file.toString());
        assertThat(address.url())
                .startsWith("jdbc:h2:retry:" + file + ";")
                .contains(";WRITE_DELAY=0;", ";MODE=PostgreSQL;");
    }

    private static Address postgres(String url) {
        return Address.postgres(url, "u", "p", Duration.ofSeconds(3), Duration.ofMillis(7_900));
    }
}
