package io.axpsync.exchange.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vavr.control.Option;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GraphConfigTest {

    private static final GraphCredentials SECRET = new GraphCredentials.Secret("tenant", "client", "very-secret");

    private static GraphConfig at(String host) {
        return GraphConfig.builder().host(URI.create(host)).credentials(SECRET).build();
    }

    @Test
    void hasDefaultsForTheGlobalCloud() {
        GraphConfig config = GraphConfig.builder().credentials(SECRET).build();
        assertThat(config.host()).hasToString("https://graph.microsoft.com");
        assertThat(config.authority()).hasToString("https://login.microsoftonline.com");
        assertThat(config.scope()).isEmpty();
        assertThat(config.connectTimeout()).hasSeconds(10);
        assertThat(config.readTimeout()).hasSeconds(100);
        assertThat(config.trust()).isEmpty();
        assertThat(config.proxy()).isEmpty();
        assertThat(config.pageSize()).isEqualTo(50);
        assertThat(config.largestAnswer()).isEqualTo(64 << 20);
        assertThat(config.tries()).isEqualTo(5);
        assertThat(config.longestWait()).hasMinutes(5);
        assertThat(config.windowSlack()).hasDays(1);
        assertThat(config.privateFieldsAreSilent()).isFalse();
        assertThat(config.clock()).isEqualTo(Clock.systemUTC());
        assertThat(config.problems()).isEmpty();
    }

    @Test
    void takesEveryProperty() {
        Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
        GraphConfig.Builder builder = GraphConfig.builder();
        builder.host(URI.create("https://graph.example"))
                .credentials(SECRET)
                .authority(URI.create("https://login.example"))
                .scope(Option.some("scope"))
                .connectTimeout(Duration.ofSeconds(1))
                .readTimeout(Duration.ofSeconds(2))
                .trust(Option.some(Path.of("no-such-file.pem")))
                .proxy(Option.some(new GraphConfig.Proxy("proxy", 8080, "user", "word")))
                .pageSize(3)
                .largestAnswer(1000)
                .tries(4)
                .longestWait(Duration.ofSeconds(5))
                .windowSlack(Duration.ofHours(6))
                .privateFieldsAreSilent(true)
                .clock(clock)
                .pause(duration -> {});
        GraphConfig config = builder.build();
        assertThat(config.host()).hasToString("https://graph.example");
        assertThat(config.credentials()).isEqualTo(SECRET);
        assertThat(config.authority()).hasToString("https://login.example");
        assertThat(config.scope()).contains("scope");
        assertThat(config.connectTimeout()).hasSeconds(1);
        assertThat(config.readTimeout()).hasSeconds(2);
        assertThat(config.trust()).contains(Path.of("no-such-file.pem"));
        assertThat(config.proxy().get().port()).isEqualTo(8080);
        assertThat(config.pageSize()).isEqualTo(3);
        assertThat(config.largestAnswer()).isEqualTo(1000);
        assertThat(config.tries()).isEqualTo(4);
        assertThat(config.longestWait()).hasSeconds(5);
        assertThat(config.windowSlack()).hasHours(6);
        assertThat(config.privateFieldsAreSilent()).isTrue();
        assertThat(config.clock()).isEqualTo(clock);
    }

    @Test
    void showsNoSecret() {
        GraphConfig.Builder builder = GraphConfig.builder();
        builder.credentials(SECRET).proxy(Option.some(new GraphConfig.Proxy("proxy", 8080, "user", "pass-word")));
        assertThat(builder.build().toString()).doesNotContain("very-secret").doesNotContain("pass-word");
        assertThat(SECRET.toString()).doesNotContain("very-secret");
        assertThat(new GraphCredentials.Bearer(() -> "a-token").toString()).doesNotContain("a-token");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://graph.example",
                "http://localhost.example",
                "https://graph.example/v1.0",
                "https://user@graph.example",
                "ftp://graph.example"
            })
    void refusesHostsThatAreNotSafeOrNotJustHosts(String host) {
        assertThat(at(host).problems()).isNotEmpty();
        assertThatThrownBy(() -> GraphSide.open(at(host)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(host);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:1", "http://127.0.0.1:1", "http://[::1]:1", "https://graph.example/"})
    void takesPlainHttpOnThisMachineOnly(String host) {
        assertThat(at(host).problems()).isEmpty();
    }

    @Test
    void namesAllProblemsAtOnce() {
        GraphConfig.Builder builder = GraphConfig.builder();
        builder.host(URI.create("http://graph.example"))
                .credentials(new GraphCredentials.Certificate("t", "c", Path.of("no-such-key.pem")))
                .authority(URI.create("http://login.example"))
                .trust(Option.some(Path.of("no-such-file.pem")))
                .tries(0);
        assertThat(builder.build().problems()).hasSize(5);
    }
}
