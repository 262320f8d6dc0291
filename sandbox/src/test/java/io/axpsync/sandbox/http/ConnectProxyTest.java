package io.axpsync.sandbox.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.axpsync.sandbox.Sandbox;
import io.axpsync.sandbox.SandboxOptions;
import io.axpsync.sandbox.Trust;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ConnectProxyTest {

    @Test
    void aTlsClientReachesTheSandboxThroughTheTunnel() throws Exception {
        try (Sandbox sandbox = Sandbox.start(SandboxOptions.builder().tls(true).build());
                ConnectProxy proxy = ConnectProxy.open()) {
            HttpClient client = HttpClient.newBuilder()
                    .sslContext(Trust.in(sandbox.client().trustPem()))
                    .proxy(ProxySelector.of(new InetSocketAddress("localhost", proxy.port())))
                    .build();
            URI target = URI.create(sandbox.client().graphBase() + "/users/anna.bergmann@fabrikon.example/calendar");
            HttpResponse<Void> response = client.send(
                    HttpRequest.newBuilder(target)
                            .header("Authorization", "Bearer " + sandbox.exchangeToken())
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(proxy.tunnels()).containsExactly("localhost:" + target.getPort());
        }
    }

    @Test
    void aProxyThatWantsCredentialsSaysSo() throws Exception {
        try (ConnectProxy proxy = ConnectProxy.withBasic("me", "secret");
                Socket socket = new Socket("localhost", proxy.port())) {
            socket.getOutputStream()
                    .write("CONNECT localhost:1 HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] answer = socket.getInputStream().readNBytes(12);
            assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 407");
            assertThat(proxy.tunnels()).isEmpty();
        }
    }

    @Test
    void aClosedProxyRefuses() throws Exception {
        ConnectProxy proxy = ConnectProxy.open();
        int port = proxy.port();
        proxy.close();
        assertThatThrownBy(() -> new Socket("localhost", port).close()).isInstanceOf(IOException.class);
    }
}
