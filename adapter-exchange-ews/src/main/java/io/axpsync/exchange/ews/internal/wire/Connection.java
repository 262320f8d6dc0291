package io.axpsync.exchange.ews.internal.wire;

import io.axpsync.exchange.ews.EwsConfig;
import io.axpsync.exchange.ews.EwsCredentials;
import io.vavr.control.Option;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.http.Header;
import org.apache.http.HttpEntity;
import org.apache.http.HttpHost;
import org.apache.http.auth.AuthScope;
import org.apache.http.auth.NTCredentials;
import org.apache.http.auth.UsernamePasswordCredentials;
import org.apache.http.client.config.AuthSchemes;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpPost;
import org.apache.http.client.protocol.HttpClientContext;
import org.apache.http.config.RegistryBuilder;
import org.apache.http.config.SocketConfig;
import org.apache.http.conn.ConnectTimeoutException;
import org.apache.http.conn.socket.ConnectionSocketFactory;
import org.apache.http.conn.socket.PlainConnectionSocketFactory;
import org.apache.http.conn.ssl.DefaultHostnameVerifier;
import org.apache.http.conn.ssl.SSLConnectionSocketFactory;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.impl.client.BasicCredentialsProvider;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.impl.conn.DefaultManagedHttpClientConnection;
import org.apache.http.impl.conn.PoolingHttpClientConnectionManager;
import org.apache.http.impl.execchain.TunnelRefusedException;

/**
 * The HTTP client beneath the library's services: strict TLS, proxy, timeouts, bounded answers that are read to their
 * end. It follows no redirect, keeps no cookie and repeats nothing by itself. One context for all requests, so that the
 * NTLM handshake is made once for each connection.
 */
final class Connection implements AutoCloseable {

    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};
    private final EwsConfig config;
    private final CloseableHttpClient client;
    private final HttpClientContext context = HttpClientContext.create();

    Connection(EwsConfig config) {
        this.config = config;
        int read = Math.toIntExact(config.readTimeout().toMillis());
        int connect = Math.toIntExact(config.connectTimeout().toMillis());
        RequestConfig limits = RequestConfig.custom()
                .setConnectTimeout(connect)
                .setConnectionRequestTimeout(connect)
                .setSocketTimeout(read)
                .setRedirectsEnabled(false)
                .setTargetPreferredAuthSchemes(List.of(AuthSchemes.NTLM))
                .setProxyPreferredAuthSchemes(List.of(AuthSchemes.NTLM, AuthSchemes.DIGEST, AuthSchemes.BASIC))
                .setProxy(config.proxy()
                        .map(p -> new HttpHost(p.host(), p.port()))
                        .getOrNull())
                .build();
        client = HttpClients.custom()
                .setConnectionManager(connections(config))
                .setDefaultRequestConfig(limits)
                .setDefaultSocketConfig(SocketConfig.custom().setSoTimeout(read).build())
                .evictIdleConnections(50, TimeUnit.SECONDS)
                .setUserAgent("AXPExchangeSync")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .build();
        context.setCredentialsProvider(credentials(config));
    }

    /** Plain connections, not the library's default ones, which log every header, passwords too, at debug level. */
    private static PoolingHttpClientConnectionManager connections(EwsConfig config) {
        AtomicLong count = new AtomicLong();
        PoolingHttpClientConnectionManager connections = new PoolingHttpClientConnectionManager(
                RegistryBuilder.<ConnectionSocketFactory>create()
                        .register("http", PlainConnectionSocketFactory.getSocketFactory())
                        .register(
                                "https",
                                new SSLConnectionSocketFactory(
                                        Trust.context(config.trust()), PROTOCOLS, null, new DefaultHostnameVerifier()))
                        .build(),
                (route, settings) ->
                        new DefaultManagedHttpClientConnection("ews-" + count.incrementAndGet(), 8 * 1024));
        connections.setValidateAfterInactivity(500);
        return connections;
    }

    private static BasicCredentialsProvider credentials(EwsConfig config) {
        BasicCredentialsProvider provider = new BasicCredentialsProvider();
        if (config.credentials() instanceof EwsCredentials.Ntlm ntlm) {
            provider.setCredentials(
                    new AuthScope(config.url().getHost(), AuthScope.ANY_PORT),
                    new NTCredentials(ntlm.user(), ntlm.password(), "", ntlm.domain()));
        }
        config.proxy().filter(proxy -> !proxy.user().isEmpty()).forEach(proxy -> {
            provider.setCredentials(
                    new AuthScope(proxy.host(), proxy.port()),
                    new UsernamePasswordCredentials(proxy.user(), proxy.password()));
        });
        return provider;
    }

    /**
     * Sends a SOAP request.
     *
     * @param mailbox what the request is routed by, unless the route says otherwise
     * @throws Trouble when no whole answer came; says whether the request may have been carried out
     */
    Answer send(String mailbox, Route route, byte[] soap) {
        HttpPost post = new HttpPost(config.url());
        post.setHeader("Content-Type", "text/xml; charset=utf-8");
        post.setHeader("Accept", "text/xml");
        post.setHeader("X-AnchorMailbox", route.anchor().isEmpty() ? mailbox : route.anchor());
        if (!route.publicFolder().isEmpty()) {
            post.setHeader("X-PublicFolderMailbox", route.publicFolder());
        }
        post.setHeader("client-request-id", UUID.randomUUID().toString());
        authorization().forEach(value -> post.setHeader("Authorization", value));
        post.setEntity(new ByteArrayEntity(soap));
        try (CloseableHttpResponse response = client.execute(post, context)) {
            return new Answer(
                    response.getStatusLine().getStatusCode(),
                    header(response, "Retry-After"),
                    header(response, "Location"),
                    body(response.getEntity()));
        } catch (IOException e) {
            throw new Trouble(fault(e));
        }
    }

    private Option<String> authorization() {
        if (config.credentials() instanceof EwsCredentials.Basic basic) {
            byte[] pair = (basic.user() + ":" + basic.password()).getBytes(StandardCharsets.UTF_8);
            return Option.some("Basic " + Base64.getEncoder().encodeToString(pair));
        }
        return config.credentials() instanceof EwsCredentials.Bearer bearer
                ? Option.some("Bearer " + bearer.token().get())
                : Option.none();
    }

    private static String header(CloseableHttpResponse response, String name) {
        Header header = response.getFirstHeader(name);
        return header == null || header.getValue() == null ? "" : header.getValue();
    }

    private byte[] body(@org.jspecify.annotations.Nullable HttpEntity entity) throws IOException {
        if (entity == null) {
            return new byte[0];
        }
        try (InputStream in = entity.getContent()) {
            byte[] body = in.readNBytes(config.largestAnswer());
            if (in.read() >= 0) {
                throw new TooLong("the answer is longer than " + config.largestAnswer() + " bytes");
            }
            return body;
        }
    }

    private Fault fault(IOException e) {
        String host = config.url().getScheme() + "://" + config.url().getRawAuthority();
        if (e instanceof TooLong) {
            return Fault.of("unreadable", host + ": " + e.getMessage(), true);
        } else if (e instanceof SSLHandshakeException || e instanceof SSLPeerUnverifiedException) {
            return Fault.of("tls", "no trusted connection to " + host + ": " + e.getMessage(), false);
        } else if (e instanceof UnknownHostException) {
            return Fault.of("unknown-host", "nobody knows the host of " + host, false);
        } else if (e.getCause() instanceof TunnelRefusedException refused) {
            return Fault.of(
                    "proxy",
                    "the proxy does not let us through to " + host + ": "
                            + refused.getResponse().getStatusLine(),
                    false);
        } else if (e instanceof ConnectException
                || e instanceof ConnectTimeoutException
                || e instanceof NoRouteToHostException) {
            return Fault.of("unreachable", host + " cannot be reached: " + e.getMessage(), false);
        }
        return Fault.of("lost", "no whole answer from " + host + ": " + e.getMessage(), true);
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** An answer that no memory is spent on: asking again would bring the same. */
    private static final class TooLong extends IOException {
        private static final long serialVersionUID = 1L;

        TooLong(String message) {
            super(message);
        }
    }

    /** An answer, read to its end. Missing headers are empty. */
    record Answer(int status, String retryAfter, String location, byte[] body) {}
}
