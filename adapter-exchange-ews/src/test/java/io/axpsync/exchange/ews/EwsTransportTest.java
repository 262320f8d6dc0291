package io.axpsync.exchange.ews;

import static io.axpsync.exchange.ews.Words.YEAR;
import static io.axpsync.exchange.ews.Words.observe;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.axpsync.core.change.Snapshot;
import io.axpsync.core.item.Category;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Reason;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.SyncSide;
import io.axpsync.sandbox.Sandbox;
import io.axpsync.sandbox.SandboxClientView;
import io.axpsync.sandbox.SandboxOptions;
import io.axpsync.sandbox.contract.ContractWatch;
import io.axpsync.sandbox.http.ConnectProxy;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** TLS, NTLM, tokens and proxies, for real: the sandbox speaks TLS and asks who we are. */
class EwsTransportTest {

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

    private static EwsCredentials ntlm() {
        return new EwsCredentials.Ntlm(CLIENT.domain(), CLIENT.userName(), CLIENT.password());
    }

    private static EwsCredentials basic() {
        return new EwsCredentials.Basic(CLIENT.userName(), CLIENT.password());
    }

    private EwsConfig.Builder config(EwsCredentials credentials) {
        try {
            EwsConfig.Builder config = EwsConfig.builder();
            config.url(URI.create(CLIENT.ewsUrl()))
                    .credentials(credentials)
                    .trust(Option.some(Files.writeString(folder.resolve("trust.pem"), CLIENT.trustPem())))
                    .tries(2)
                    .pause(duration -> {});
            return config;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Lane lane(int number) {
        String address = SANDBOX.mailboxes().all().get(number).address();
        Lane lane = SandboxEws.lane("1", "somebody");
        return lane.withMailbox(lane.mailbox().withAddress(address));
    }

    private static Either<PortFailure, Snapshot> look(EwsConfig config) {
        try (SyncSide side = EwsSide.open(config)) {
            return observe(side, lane(0), YEAR, Option.none());
        }
    }

    private static int requests() {
        return Math.toIntExact(SANDBOX.counts().of("ews").requests());
    }

    @Test
    void anNtlmHandshakeIsMadeOnceForManyMailboxes() {
        try (SyncSide side = EwsSide.open(config(ntlm()).build())) {
            for (int i = 0; i < 3; i++) {
                assertThat(observe(side, lane(i), YEAR, Option.none()).isRight())
                        .isTrue();
            }
        }
        assertThat(requests())
                .as("two to shake hands, three to ask, one for the series that is in one of them")
                .isEqualTo(6);
    }

    @Test
    void aPasswordOpensTheDoorAtOnce() {
        assertThat(look(config(basic()).build()).isRight()).isTrue();
        assertThat(requests()).as("the folder, and the series in it").isEqualTo(2);
    }

    @Test
    void aTokenOpensTheDoorAndIsAskedForAnewEachTime() {
        int[] asked = new int[1];
        EwsCredentials bearer = new EwsCredentials.Bearer(() -> {
            asked[0]++;
            return SANDBOX.exchangeToken();
        });
        try (SyncSide side = EwsSide.open(config(bearer).build())) {
            observe(side, lane(0), YEAR, Option.none()).get();
            SANDBOX.tokens().expireAll();
            observe(side, lane(0), YEAR, Option.none()).get();
        }
        assertThat(asked[0]).as("twice the folder, and the series in it").isEqualTo(4);
    }

    @Test
    void aWrongPasswordIsDenied() {
        for (EwsCredentials wrong : new EwsCredentials[] {
            new EwsCredentials.Basic(CLIENT.userName(), "wrong-word"),
            new EwsCredentials.Ntlm(CLIENT.domain(), CLIENT.userName(), "wrong-word")
        }) {
            PortFailure failure = look(config(wrong).build()).getLeft();
            assertThat(failure).isInstanceOf(PortFailure.Denied.class);
            assertThat(failure.reason().toString()).contains("password").doesNotContain("wrong-word");
        }
    }

    @Test
    void aSelfMadeCertificateIsRefusedUnlessItIsConfigured() {
        PortFailure failure = look(config(basic()).trust(Option.none()).build()).getLeft();
        assertThat(failure).isInstanceOf(PortFailure.Unavailable.class);
        assertThat(failure.reason().code()).isEqualTo("ews-tls");
        assertThat(requests()).isZero();
    }

    @Test
    void aCertificateForAnotherHostIsRefused() {
        URI byNumber = URI.create(CLIENT.ewsUrl().replace("localhost", "127.0.0.2"));
        assertThat(look(config(basic()).url(byNumber).build()).isLeft()).isTrue();
        assertThat(requests()).isZero();
    }

    @Test
    void everythingGoesThroughTheProxy() throws IOException {
        try (ConnectProxy proxy = ConnectProxy.withBasic("user", "word")) {
            EwsConfig config = config(ntlm())
                    .proxy(Option.some(new EwsConfig.Proxy("localhost", proxy.port(), "user", "word")))
                    .build();
            assertThat(look(config).isRight()).isTrue();
            assertThat(proxy.tunnels()).containsOnly(URI.create(CLIENT.ewsUrl()).getAuthority());
        }
    }

    @Test
    void aProxyThatDoesNotKnowUsIsNamed() throws IOException {
        try (ConnectProxy proxy = ConnectProxy.withBasic("user", "word")) {
            EwsConfig config = config(basic())
                    .proxy(Option.some(new EwsConfig.Proxy("localhost", proxy.port(), "user", "other")))
                    .build();
            assertThat(look(config).getLeft().reason().code()).isEqualTo("ews-proxy");
        }
    }

    @Test
    void nothingSecretIsLoggedHoweverLoudTheLog() {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Level before = root.getLevel();
        ListAppender<ILoggingEvent> heard = new ListAppender<>();
        heard.start();
        root.setLevel(Level.ALL);
        root.addAppender(heard);
        String token = SANDBOX.exchangeToken();
        try {
            look(config(ntlm()).build());
            look(config(basic()).build());
            look(config(new EwsCredentials.Bearer(() -> token)).build());
            LoggerFactory.getLogger("test").trace("the log is loud");
        } finally {
            root.detachAppender(heard);
            root.setLevel(before);
        }
        String pair = Base64.getEncoder()
                .encodeToString((CLIENT.userName() + ":" + CLIENT.password()).getBytes(StandardCharsets.UTF_8));
        assertThat(heard.list).anyMatch(e -> e.getFormattedMessage().equals("the log is loud"));
        assertThat(heard.list)
                .noneMatch(e -> e.getFormattedMessage().contains(token)
                        || e.getFormattedMessage().contains(CLIENT.password())
                        || e.getFormattedMessage().contains(pair));
    }

    @Test
    void aCheckTellsWhatIsMissing() {
        try (EwsCheck check = EwsCheck.open(config(ntlm()).build())) {
            String known = lane(0).mailbox().address();
            var findings = check.check(Vector.of(known, "nobody@contoso.example"), new Category("No such category"));
            assertThat(findings.get(0).problems()).isEmpty();
            assertThat(findings.get(0).name()).isNotEmpty();
            assertThat(findings.get(0).hints().map(Reason::code)).containsExactly("ews-category-not-listed");
            assertThat(findings.get(1).problems().map(Reason::code)).containsExactly("ews-no-mailbox");
        }
    }
}
