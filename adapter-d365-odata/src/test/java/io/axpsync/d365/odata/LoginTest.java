package io.axpsync.d365.odata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.axpsync.core.memory.NoPause;
import io.axpsync.core.port.PortFailure;
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

/** TLS and client credentials, against a server with a certificate of its own. */
class LoginTest {

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    private static final Sandbox SANDBOX =
            Sandbox.start(SandboxOptions.builder().tls(true).traffic(WATCH).build());
    private static final SandboxClientView VIEW = SANDBOX.client();

    @TempDir
    Path folder;

    private Path trust;

    @BeforeEach
    void writeTrust() throws IOException {
        trust = Files.writeString(folder.resolve("trust.pem"), VIEW.trustPem());
    }

    @AfterAll
    static void close() {
        SANDBOX.close();
    }

    private D365Config config(D365Login login) {
        return D365Config.builder()
                .address(URI.create(VIEW.d365Base()))
                .login(login)
                .trust(Option.some(trust))
                .attempts(1)
                .pause(new NoPause())
                .build();
    }

    private static D365Login.App app() {
        return D365Login.App.of(VIEW.authorityHost() + "/" + VIEW.tenant(), VIEW.clientId());
    }

    private static Either<PortFailure, D365Report> probe(D365Config config) {
        try (D365Side side = D365Side.open(config)) {
            return side.probe();
        }
    }

    @Test
    void aSecretOpens() {
        assertThat(probe(config(new D365Login.Secret(app(), VIEW.clientSecret())))
                        .isRight())
                .isTrue();
    }

    @Test
    void aCertificateOpens() throws IOException {
        Path pem = Files.writeString(
                folder.resolve("client.pem"), VIEW.clientCertificatePem() + "\n" + VIEW.clientKeyPem());

        assertThat(probe(config(new D365Login.Certificate(app(), pem))).isRight())
                .isTrue();
    }

    @Test
    void aWrongSecretIsDeniedWithoutBeingShown() {
        PortFailure failure =
                probe(config(new D365Login.Secret(app(), "wrong-secret-4711"))).getLeft();

        assertThat(failure).isInstanceOf(PortFailure.Denied.class);
        assertThat(failure.reason().code()).isEqualTo("token-refused");
        assertThat(failure.reason().toString()).doesNotContain("4711");
    }

    @Test
    void aServerThatNobodyTrustsIsDenied() {
        D365Config config = config(new D365Login.Token(SANDBOX::d365Token)).withTrust(Option.none());

        assertThat(probe(config).getLeft()).isInstanceOf(PortFailure.Denied.class);
        assertThat(probe(config).getLeft().reason().code()).isEqualTo("certificate-refused");
    }

    @Test
    void aTokenEndpointThatNobodyTrustsIsDenied() {
        D365Config config =
                config(new D365Login.Secret(app(), VIEW.clientSecret())).withTrust(Option.none());

        assertThat(probe(config).getLeft().reason().code()).isEqualTo("certificate-refused");
    }

    @Test
    void filesThatHoldNoCertificateAreConfigurationErrors() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty.pem"), "");
        D365Config noTrust = config(new D365Login.Token(() -> "t")).withTrust(Option.some(empty));
        D365Config noKey = config(new D365Login.Certificate(app(), empty));

        assertThatThrownBy(() -> D365Side.open(noTrust))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("empty.pem")
                .hasMessageContaining("trust-unreadable");
        assertThatThrownBy(() -> D365Side.open(noKey))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("empty.pem")
                .hasMessageContaining("certificate-unreadable");
    }

    @Test
    void everythingGoesThroughTheProxy() throws IOException {
        try (ConnectProxy proxy = ConnectProxy.open()) {
            D365Config config = config(new D365Login.Secret(app(), VIEW.clientSecret()))
                    .withProxy(Option.some(D365Proxy.of("localhost", proxy.port())));
            assertThat(probe(config).isRight()).isTrue();
            assertThat(proxy.tunnels())
                    .contains(
                            URI.create(VIEW.d365Base()).getAuthority(),
                            URI.create(VIEW.authorityHost()).getAuthority());
        }
    }

    @Test
    void aProxyThatKnowsUsLetsUsThroughAndNobodyElse() throws IOException {
        try (ConnectProxy proxy = ConnectProxy.withBasic("user", "pr0xy")) {
            D365Config config = config(new D365Login.Token(SANDBOX::d365Token));
            assertThat(probe(config.withProxy(Option.some(
                                    new D365Proxy("localhost", proxy.port(), Option.some("user"), "pr0xy"))))
                            .isRight())
                    .isTrue();
            PortFailure refused = probe(config.withProxy(Option.some(D365Proxy.of("localhost", proxy.port()))))
                    .getLeft();
            assertThat(refused).isInstanceOf(PortFailure.Unavailable.class);
            assertThat(refused.reason().code()).isEqualTo("proxy-refused");
        }
    }

    @Test
    void aPathBeforeTheServiceIsKept() {
        D365Config config = config(new D365Login.Token(SANDBOX::d365Token))
                .withAddress(URI.create(VIEW.d365Base() + "/namespaces/AXSF/"));

        assertThat(probe(config).isRight()).isTrue();
    }

    @Test
    void noTextShowsASecret() {
        D365Config config = config(new D365Login.Secret(app(), "s3cr3t"))
                .withProxy(Option.some(new D365Proxy("proxy.example", 8080, Option.some("user"), "pr0xy")));

        assertThat(config.toString()).doesNotContain("s3cr3t").doesNotContain("pr0xy");
    }
}
