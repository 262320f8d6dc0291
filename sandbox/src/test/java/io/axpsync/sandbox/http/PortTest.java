package io.axpsync.sandbox.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PortTest {

    private static final Mischief NONE = new Mischief() {
        @Override
        public Response withoutEffect(Request request, Handler handler) {
            return handler.handle(request);
        }

        @Override
        public Response twice(Request request, Handler handler) {
            return handler.handle(request);
        }

        @Override
        public Response withExtraMail(Request request, Handler handler) {
            return handler.handle(request);
        }
    };

    private static Port open(int number, Handler handler, Traffic traffic) {
        return Port.open(
                number, Optional.empty(), List.of(new Route("graph", "/v1.0", handler, NONE)), new Faults(), traffic);
    }

    private static HttpResponse<String> get(String address) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void theHandlerSeesTheTargetAsItWasSent() throws Exception {
        try (Port port = open(0, r -> Response.text(200, "text/plain", r.uri().toString()), (f, r, a) -> {})) {
            String address = port.base() + "/v1.0/users('a%40b')/events?$filter=x%20eq%20'%C3%BC'&y=a+b";
            assertThat(get(address).body()).isEqualTo(address);
        }
    }

    @Test
    void twoRequestsOnOneConnectionCarryItsName() throws Exception {
        try (Port port = open(0, r -> Response.text(200, "text/plain", r.connection()), (f, r, a) -> {})) {
            HttpClient client = HttpClient.newHttpClient();
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(port.base() + "/v1.0/x")).build();
            String first =
                    client.send(request, HttpResponse.BodyHandlers.ofString()).body();
            assertThat(client.send(request, HttpResponse.BodyHandlers.ofString())
                            .body())
                    .isEqualTo(first);
            assertThat(get(port.base() + "/v1.0/x").body()).isNotEqualTo(first);
        }
    }

    @Test
    void aFailureOfOurOwnIsA500AndNoSilence() throws Exception {
        try (Port port = open(
                0,
                r -> {
                    throw new IllegalStateException("wanted by a test");
                },
                (f, r, a) -> {})) {
            assertThat(get(port.base() + "/v1.0/x").statusCode()).isEqualTo(500);
        }
    }

    @Test
    void itListensOnLoopbackOnly() throws Exception {
        try (Port port = open(0, r -> Response.empty(204), (f, r, a) -> {})) {
            for (NetworkInterface nic : NetworkInterface.networkInterfaces().toList()) {
                for (InetAddress address : nic.inetAddresses().toList()) {
                    if (address instanceof Inet4Address && !address.isLoopbackAddress()) {
                        assertThatThrownBy(() -> new Socket(address, port.number()).close())
                                .isInstanceOf(java.io.IOException.class);
                    }
                }
            }
            assertThat(get("http://127.0.0.1:" + port.number() + "/v1.0/").statusCode())
                    .isEqualTo(204);
        }
    }

    @Test
    void aTakenPortIsSaid() {
        try (Port port = open(0, r -> Response.empty(204), (f, r, a) -> {})) {
            assertThatThrownBy(() -> open(port.number(), r -> Response.empty(204), (f, r, a) -> {}))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("port " + port.number());
        }
    }

    @Test
    void requestsAreCountedByStatusAndCall() throws Exception {
        RequestCounts counts = new RequestCounts();
        try (Port port = open(0, r -> Response.empty(r.path().endsWith("x") ? 204 : 404), counts)) {
            get(port.base() + "/v1.0/x?a=1");
            get(port.base() + "/v1.0/x?a=2");
            get(port.base() + "/v1.0/y");
            get(port.base() + "/elsewhere");
        }
        RequestCounts.Counts graph = counts.of("graph");
        assertThat(graph.requests()).isEqualTo(3);
        assertThat(graph.byStatus()).containsEntry(204, 2L).containsEntry(404, 1L);
        assertThat(graph.byCall()).containsEntry("GET /v1.0/x", 2L);
        counts.clear();
        assertThat(counts.of("graph").requests()).isZero();
    }
}
