package io.axpsync.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.Guice;
import com.google.inject.Injector;
import io.axpsync.core.port.Store;
import io.vavr.control.Option;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoreConfigTest {

    private static final String FAR = "jdbc:postgresql://db.contoso.example/axpsync";

    @Test
    void defaults() {
        StoreConfig config = StoreConfig.h2(Path.of("state"), Secrets.OURS);
        assertThat(config.file()).contains(Path.of("state"));
        assertThat(config.url()).isEmpty();
        assertThat(config.user()).isEmpty();
        assertThat(config.password()).isEmpty();
        assertThat(config.secret()).isEqualTo(Secrets.OURS);
        assertThat(config.installation()).isEmpty();
        assertThat(config.connections()).isEqualTo(4);
        assertThat(config.connectTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.readTimeout()).isEqualTo(Duration.ofSeconds(100));
    }

    @Test
    void everyProperty() {
        StoreConfig config = StoreConfig.builder()
                .url(Option.some(FAR))
                .user("axpsync")
                .password("geheim")
                .secret(Secrets.ANOTHER)
                .installation(Option.some("contoso-1"))
                .connections(9)
                .connectTimeout(Duration.ofSeconds(3))
                .readTimeout(Duration.ofSeconds(7))
                .build();
        assertThat(config.file()).isEmpty();
        assertThat(config.url()).contains(FAR);
        assertThat(config.user()).isEqualTo("axpsync");
        assertThat(config.password()).isEqualTo("geheim");
        assertThat(config.secret()).isEqualTo(Secrets.ANOTHER);
        assertThat(config.installation()).contains("contoso-1");
        assertThat(config.connections()).isEqualTo(9);
        assertThat(config.connectTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.readTimeout()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void secretsAreNotPrinted() {
        StoreConfig config = StoreConfig.postgres(FAR, "axpsync", "geheim", Secrets.OURS);
        assertThat(config.toString()).doesNotContain("geheim", "7, 7").contains("axpsync");
    }

    @Test
    void allProblemsAreToldAtOnce() {
        assertThatThrownBy(() -> StoreConfig.builder()
                        .secret(new byte[3])
                        .installation(Option.some("a;b"))
                        .connections(0)
                        .connectTimeout(Duration.ZERO)
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("file", "32 bytes, not 3", "installation", "connection", "timeouts");
    }

    @Test
    void fileAndUrlTogetherAreRefused() {
        assertThatThrownBy(() -> StoreConfig.h2(Path.of("state"), Secrets.OURS).withUrl(Option.some(FAR)))
                .hasMessageContaining("either a file");
    }

    @Test
    void aFileNameThatWouldBeReadAsSettingsIsRefused() {
        assertThatThrownBy(() -> StoreConfig.h2(Path.of("state;WRITE_DELAY=500"), Secrets.OURS))
                .hasMessageContaining("semicolons");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://db.contoso.example/axpsync",
                "jdbc:postgresql://db.contoso.example:5433/axpsync?currentSchema=axpsync&sslrootcert=/etc/ca.pem",
                "jdbc:postgresql://db.contoso.example/axpsync?sslmode=verify-ca",
                "jdbc:postgresql://localhost/axpsync?sslmode=disable",
                "jdbc:postgresql://127.0.0.1/axpsync?sslmode=disable",
                "jdbc:postgresql://[::1]/axpsync?sslmode=disable"
            })
    void goodUrls(String url) {
        assertThat(StoreConfig.postgres(url, "u", "p", Secrets.OURS).problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:mysql://db.contoso.example/axpsync,must look like",
        "postgresql://u:geheim@db.contoso.example/axpsync,must look like",
        "jdbc:postgresql://db.contoso.example:geheim/axpsync,must look like",
        "jdbc:postgresql://db.contoso.example/axpsync?password=geheim,do not belong into",
        "jdbc:postgresql://db.contoso.example/axpsync?user=geheim,do not belong into",
        "jdbc:postgresql://localhost/axpsync?password=geheim,do not belong into",
        "jdbc:postgresql://db.contoso.example/axpsync?sslmode=disable,does not check the server",
        "jdbc:postgresql://db.contoso.example/axpsync?sslmode=allow,does not check the server",
        "jdbc:postgresql://db.contoso.example/axpsync?sslmode=prefer,does not check the server",
        "jdbc:postgresql://db.contoso.example/axpsync?sslmode=require,does not check the server",
        "'jdbc:postgresql://localhost,db.contoso.example/axpsync?sslmode=disable',does not check the server",
        "jdbc:postgresql://127.0.0.1.contoso.example/axpsync?sslmode=disable,does not check the server",
        "jdbc:postgresql://db.contoso.example/axpsync?sslfactory=org.postgresql.ssl.NonValidatingFactory,sslfactory",
        "jdbc:postgresql://db.contoso.example/axpsync?sslhostnameverifier=x.Anybody,sslhostnameverifier",
        "jdbc:postgresql://db.contoso.example/axpsync?socketFactory=x.Anything,socketFactory",
        "jdbc:postgresql://db.contoso.example/axpsync?loggerFile=/tmp/x,loggerFile"
    })
    void badUrlsAreRefusedWithoutBeingRepeated(String url, String why) {
        assertThatThrownBy(() -> StoreConfig.postgres(url, "u", "p", Secrets.OURS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why)
                .message()
                .doesNotContain("geheim");
    }

    @Test
    void guiceGivesOneStore(@TempDir Path folder) {
        Injector injector =
                Guice.createInjector(new JdbcStoreModule(StoreConfig.h2(folder.resolve("state"), Secrets.OURS)));
        try (Store store = injector.getInstance(Store.class)) {
            assertThat(injector.getInstance(Store.class)).isSameAs(store);
        }
    }
}
