package io.axpsync.exchange.graph;

import static io.axpsync.exchange.graph.Words.YEAR;
import static io.axpsync.exchange.graph.Words.observe;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.axpsync.core.change.Snapshot;
import io.axpsync.core.item.Lane;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.SyncSide;
import io.axpsync.sandbox.Sandbox;
import io.axpsync.sandbox.SandboxClientView;
import io.axpsync.sandbox.SandboxOptions;
import io.axpsync.sandbox.contract.ContractWatch;
import io.axpsync.sandbox.http.ConnectProxy;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** TLS, tokens and proxies, for real: the sandbox speaks TLS and gives tokens out. */
class GraphTransportTest {

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    private static final Sandbox SANDBOX =
            Sandbox.start(SandboxOptions.builder().tls(true).traffic(WATCH).build());
    private static final SandboxClientView CLIENT = SANDBOX.client();

    @TempDir
    private Path folder;

    @AfterAll
    static void stop() {
        SANDBOX.close();
    }

    @BeforeEach
    void count() {
        SANDBOX.counts().clear();
    }

    private Path file(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private GraphConfig.Builder config() {
        GraphConfig.Builder config = GraphConfig.builder();
        config.host(URI.create(CLIENT.graphBase().replace("/v1.0", "")))
                .authority(URI.create(CLIENT.authorityHost()))
                .credentials(new GraphCredentials.Secret(CLIENT.tenant(), CLIENT.clientId(), CLIENT.clientSecret()))
                .trust(Option.some(file("trust.pem", CLIENT.trustPem())))
                .tries(2)
                .pause(duration -> {});
        return config;
    }

    private static Lane lane() {
        String address = SANDBOX.mailboxes().all().get(0).address();
        Lane lane = SandboxGraph.lane("1", "somebody");
        return lane.withMailbox(lane.mailbox().withAddress(address));
    }

    private static Either<PortFailure, Snapshot> look(GraphConfig config) {
        try (SyncSide side = GraphSide.open(config)) {
            return observe(side, lane(), YEAR, Option.none());
        }
    }

    @Test
    void aSecretOpensTheDoor() {
        assertThat(look(config().build()).isRight()).isTrue();
        assertThat(SANDBOX.counts().of("token").requests()).isEqualTo(1);
    }

    @Test
    void aCertificateOpensTheDoor() {
        Path pem = file("client.pem", CLIENT.clientCertificatePem() + CLIENT.clientKeyPem());
        GraphConfig config = config().credentials(
                        new GraphCredentials.Certificate(CLIENT.tenant(), CLIENT.clientId(), pem))
                .build();
        assertThat(look(config).isRight()).isTrue();
    }

    @Test
    void aTokenIsUsedUntilItExpiresAndThenReplaced() {
        try (SyncSide side = GraphSide.open(config().build())) {
            observe(side, lane(), YEAR, Option.none()).get();
            observe(side, lane(), YEAR, Option.none()).get();
            assertThat(SANDBOX.counts().of("token").requests()).isEqualTo(1);
            SANDBOX.tokens().expireAll();
            observe(side, lane(), YEAR, Option.none()).get();
            assertThat(SANDBOX.counts().of("token").requests()).isEqualTo(2);
        }
    }

    @Test
    void aWrongSecretIsDeniedInEntrasWords() {
        GraphConfig config = config().credentials(
                        new GraphCredentials.Secret(CLIENT.tenant(), CLIENT.clientId(), "wrong-secret"))
                .build();
        PortFailure failure = look(config).getLeft();
        assertThat(failure).isInstanceOf(PortFailure.Denied.class);
        assertThat(failure.reason().text()).contains("AADSTS").doesNotContain("wrong-secret");
        assertThat(failure.reason().remedy()).contains("secret");
        assertThat(SANDBOX.counts().of("graph").requests()).isZero();
    }

    @Test
    void aSelfMadeCertificateIsRefusedUnlessItIsConfigured() {
        GraphConfig config = config().trust(Option.none())
                .credentials(new GraphCredentials.Bearer(SANDBOX::exchangeToken))
                .build();
        PortFailure failure = look(config).getLeft();
        assertThat(failure).isInstanceOf(PortFailure.Unavailable.class);
        assertThat(failure.reason().code()).isEqualTo("graph-tls");
        assertThat(failure.reason().remedy()).contains("tls.trust");
        assertThat(SANDBOX.counts().of("graph").requests()).isZero();
    }

    @Test
    void theTokenEndpointIsHeldToTheSameTrust() {
        PortFailure failure = look(config().trust(Option.none()).build()).getLeft();
        assertThat(failure.reason().code()).isEqualTo("graph-tls");
        assertThat(SANDBOX.counts().of("token").requests()).isZero();
    }

    @Test
    void aCertificateForAnotherHostIsRefused() {
        String byNumber = CLIENT.graphBase().replace("localhost", "127.0.0.2").replace("/v1.0", "");
        GraphConfig config = config().host(URI.create(byNumber))
                .credentials(new GraphCredentials.Bearer(SANDBOX::exchangeToken))
                .build();
        assertThat(look(config).isLeft()).isTrue();
        assertThat(SANDBOX.counts().of("graph").requests()).isZero();
    }

    @Test
    void everythingGoesThroughTheProxy() throws IOException {
        try (ConnectProxy proxy = ConnectProxy.open()) {
            GraphConfig config = config().proxy(Option.some(GraphConfig.Proxy.at("localhost", proxy.port())))
                    .build();
            assertThat(look(config).isRight()).isTrue();
            assertThat(proxy.tunnels())
                    .containsExactlyInAnyOrder(
                            URI.create(CLIENT.graphBase()).getAuthority(),
                            URI.create(CLIENT.authorityHost()).getAuthority());
        }
    }

    @Test
    void aProxyIsToldWhoWeAreWhenItAsks() throws IOException {
        try (ConnectProxy proxy = ConnectProxy.withBasic("user", "word")) {
            GraphConfig config = config().proxy(
                            Option.some(new GraphConfig.Proxy("localhost", proxy.port(), "user", "word")))
                    .build();
            assertThat(look(config).isRight()).isTrue();
        }
    }

    @Test
    void aProxyThatDoesNotKnowUsIsNamed() throws IOException {
        try (ConnectProxy proxy = ConnectProxy.withBasic("user", "word")) {
            GraphConfig config = config().proxy(
                            Option.some(new GraphConfig.Proxy("localhost", proxy.port(), "user", "other")))
                    .build();
            assertThat(look(config).getLeft().reason().code()).isEqualTo("graph-proxy");
        }
    }

    @Test
    void nothingSecretIsLoggedHoweverLoudTheLog() {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Level before = root.getLevel();
        ListAppender<ILoggingEvent> heard = new ListAppender<>();
        heard.start();
        root.setLevel(Level.ALL);
        Logger msal = (Logger) LoggerFactory.getLogger("com.microsoft.aad.msal4j");
        Level silenced = msal.getLevel();
        msal.setLevel(Level.ALL);
        root.addAppender(heard);
        String token = SANDBOX.exchangeToken();
        try {
            look(config().build());
            look(config().credentials(new GraphCredentials.Bearer(() -> token)).build());
            LoggerFactory.getLogger("test").trace("the log is loud");
        } finally {
            root.detachAppender(heard);
            root.setLevel(before);
            msal.setLevel(silenced);
        }
        assertThat(heard.list).anyMatch(e -> e.getFormattedMessage().equals("the log is loud"));
        assertThat(heard.list).anyMatch(e -> e.getLoggerName().startsWith("com.microsoft.aad.msal4j"));
        assertThat(heard.list)
                .noneMatch(e -> e.getFormattedMessage().contains(token)
                        || e.getFormattedMessage().contains(CLIENT.clientSecret())
                        || e.getFormattedMessage().contains("Bearer "));
    }
}
