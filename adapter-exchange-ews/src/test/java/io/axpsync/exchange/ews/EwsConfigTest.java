package io.axpsync.exchange.ews;

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

class EwsConfigTest {

    private static final URI URL = URI.create("https://mail.contoso.example/EWS/Exchange.asmx");
    private static final EwsCredentials NTLM = new EwsCredentials.Ntlm("CONTOSO", "svc", "very-secret");

    private static EwsConfig at(String url) {
        return EwsConfig.builder().url(URI.create(url)).credentials(NTLM).build();
    }

    @Test
    void hasDefaults() {
        EwsConfig config = EwsConfig.builder().url(URL).credentials(NTLM).build();
        assertThat(config.impersonate()).isTrue();
        assertThat(config.connectTimeout()).hasSeconds(10);
        assertThat(config.readTimeout()).hasSeconds(100);
        assertThat(config.trust()).isEmpty();
        assertThat(config.proxy()).isEmpty();
        assertThat(config.pageSize()).isEqualTo(512);
        assertThat(config.batchSize()).isEqualTo(50);
        assertThat(config.largestAnswer()).isEqualTo(64 * 1024 * 1024);
        assertThat(config.tries()).isEqualTo(5);
        assertThat(config.longestWait()).hasMinutes(5);
        assertThat(config.windowSlack()).hasDays(1);
        assertThat(config.clock()).isEqualTo(Clock.systemUTC());
        assertThat(config.problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "pf", "pf@contoso.com\r\nX-Other: 1", "pf@contoso com", "a@b@c"})
    void aRouteThatIsNoAddressIsAProblemAndNoHeader(String content) {
        EwsConfig.Builder builder = EwsConfig.builder();
        builder.url(URL)
                .credentials(NTLM)
                .publicFolderRoutes(
                        Option.some(new EwsConfig.PublicFolderRoutes("pf@contoso.com", "pf@contoso.com", content)));
        assertThat(builder.build().problems()).hasSize(1).allMatch(problem -> problem.contains("publicFolderRoutes"));
    }

    @Test
    void takesEveryProperty() {
        Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
        EwsConfig.Builder builder = EwsConfig.builder();
        builder.url(URL)
                .credentials(NTLM)
                .impersonate(false)
                .connectTimeout(Duration.ofSeconds(1))
                .readTimeout(Duration.ofSeconds(2))
                .trust(Option.some(Path.of("no-such-file.pem")))
                .proxy(Option.some(new EwsConfig.Proxy("proxy", 8080, "user", "word")))
                .pageSize(3)
                .batchSize(7)
                .largestAnswer(8)
                .tries(4)
                .longestWait(Duration.ofSeconds(5))
                .windowSlack(Duration.ofHours(6))
                .clock(clock)
                .pause(duration -> {});
        EwsConfig config = builder.build();
        assertThat(config.url()).isEqualTo(URL);
        assertThat(config.credentials()).isEqualTo(NTLM);
        assertThat(config.impersonate()).isFalse();
        assertThat(config.connectTimeout()).hasSeconds(1);
        assertThat(config.readTimeout()).hasSeconds(2);
        assertThat(config.trust()).contains(Path.of("no-such-file.pem"));
        assertThat(config.proxy().get().port()).isEqualTo(8080);
        assertThat(config.pageSize()).isEqualTo(3);
        assertThat(config.batchSize()).isEqualTo(7);
        assertThat(config.largestAnswer()).isEqualTo(8);
        assertThat(config.tries()).isEqualTo(4);
        assertThat(config.longestWait()).hasSeconds(5);
        assertThat(config.windowSlack()).hasHours(6);
        assertThat(config.clock()).isEqualTo(clock);
    }

    @Test
    void showsNoSecret() {
        EwsConfig.Builder builder = EwsConfig.builder();
        builder.url(URL).credentials(NTLM).proxy(Option.some(new EwsConfig.Proxy("proxy", 8080, "user", "pass-word")));
        assertThat(builder.build().toString()).doesNotContain("very-secret").doesNotContain("pass-word");
        assertThat(NTLM.toString()).doesNotContain("very-secret");
        assertThat(new EwsCredentials.Basic("svc", "very-secret").toString()).doesNotContain("very-secret");
        assertThat(new EwsCredentials.Bearer(() -> "a-token").toString()).doesNotContain("a-token");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://mail.example/EWS/Exchange.asmx",
                "http://localhost.example/EWS/Exchange.asmx",
                "https://user@mail.example/EWS/Exchange.asmx",
                "https://mail.example/EWS/Exchange.asmx?x=y",
                "ftp://mail.example/EWS/Exchange.asmx"
            })
    void refusesAddressesThatAreNotSafe(String url) {
        assertThat(at(url).problems()).isNotEmpty();
        assertThatThrownBy(() -> EwsSide.open(at(url)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://localhost:1/x", "http://127.0.0.1:1/x", "http://[::1]:1/x", "https://mail.example/x"})
    void takesPlainHttpOnThisMachineOnly(String url) {
        assertThat(at(url).problems()).isEmpty();
    }

    @Test
    void namesAllProblemsAtOnce() {
        EwsConfig.Builder builder = EwsConfig.builder();
        builder.url(URI.create("http://user@mail.example/x"))
                .credentials(NTLM)
                .trust(Option.some(Path.of("no-such-file.pem")))
                .pageSize(513)
                .tries(0);
        assertThat(builder.build().problems()).hasSize(5);
    }
}
