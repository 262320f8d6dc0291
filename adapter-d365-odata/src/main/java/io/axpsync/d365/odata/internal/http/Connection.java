package io.axpsync.d365.odata.internal.http;

import io.axpsync.core.item.Reason;
import io.axpsync.core.port.PortFailure;
import io.axpsync.d365.odata.D365Config;
import io.axpsync.d365.odata.D365Proxy;
import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.http.Header;
import org.apache.http.HttpEntity;
import org.apache.http.HttpHost;
import org.apache.http.auth.AuthScope;
import org.apache.http.auth.UsernamePasswordCredentials;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.RequestBuilder;
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
import org.apache.http.impl.client.HttpClientBuilder;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.impl.conn.DefaultManagedHttpClientConnection;
import org.apache.http.impl.conn.PoolingHttpClientConnectionManager;
import org.apache.http.impl.execchain.TunnelRefusedException;

/**
 * The HTTP client: strict TLS, proxy, timeouts, bounded answers. It follows no redirect (D365 redirects only to a login
 * page), keeps no cookie and repeats nothing by itself.
 */
final class Connection implements AutoCloseable {

    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};
    private final CloseableHttpClient client;
    private final int largestAnswer;

    Connection(D365Config config) {
        largestAnswer = config.largestAnswer();
        int read = Math.toIntExact(config.readTimeout().toMillis());
        RequestConfig limits = RequestConfig.custom()
                .setConnectTimeout(Math.toIntExact(config.connectTimeout().toMillis()))
                .setConnectionRequestTimeout(
                        Math.toIntExact(config.connectTimeout().toMillis()))
                .setSocketTimeout(read)
                .setRedirectsEnabled(false)
                .build();
        HttpClientBuilder builder = HttpClients.custom()
                .setConnectionManager(connections(config))
                .setDefaultRequestConfig(limits)
                .setDefaultSocketConfig(SocketConfig.custom().setSoTimeout(read).build())
                .setUserAgent("AXPExchangeSync")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement();
        config.proxy().forEach(proxy -> through(builder, proxy));
        client = builder.build();
    }

    /** Plain connections, not the library's default ones, which log every header, tokens too, at debug level. */
    private static PoolingHttpClientConnectionManager connections(D365Config config) {
        AtomicLong count = new AtomicLong();
        return new PoolingHttpClientConnectionManager(
                RegistryBuilder.<ConnectionSocketFactory>create()
                        .register("http", PlainConnectionSocketFactory.getSocketFactory())
                        .register(
                                "https",
                                new SSLConnectionSocketFactory(
                                        Trust.context(config.trust()), PROTOCOLS, null, new DefaultHostnameVerifier()))
                        .build(),
                (route, settings) ->
                        new DefaultManagedHttpClientConnection("d365-" + count.incrementAndGet(), 8 * 1024));
    }

    private static void through(HttpClientBuilder builder, D365Proxy proxy) {
        builder.setProxy(new HttpHost(proxy.host(), proxy.port()));
        proxy.user().forEach(user -> {
            BasicCredentialsProvider credentials = new BasicCredentialsProvider();
            credentials.setCredentials(
                    new AuthScope(proxy.host(), proxy.port()), new UsernamePasswordCredentials(user, proxy.password()));
            builder.setDefaultCredentialsProvider(credentials);
        });
    }

    /** @throws Trouble when no whole answer came; says whether the request may have been carried out */
    Answer send(Call call) {
        RequestBuilder request = RequestBuilder.create(call.method()).setUri(call.uri());
        call.headers().forEach((name, value) -> request.setHeader(name, value));
        if (call.body().length > 0) {
            request.setEntity(new ByteArrayEntity(call.body()));
        }
        try (CloseableHttpResponse response = client.execute(request.build())) {
            Map<String, String> headers = HashMap.empty();
            for (Header header : response.getAllHeaders()) {
                headers = headers.put(header.getName().toLowerCase(Locale.ROOT), header.getValue());
            }
            return new Answer(response.getStatusLine().getStatusCode(), headers, body(response.getEntity()));
        } catch (IOException e) {
            throw trouble(call, e);
        }
    }

    private byte[] body(@org.jspecify.annotations.Nullable HttpEntity entity) throws IOException {
        if (entity == null) {
            return new byte[0];
        }
        try (InputStream in = entity.getContent()) {
            byte[] body = in.readNBytes(largestAnswer);
            if (in.read() >= 0) {
                throw new IOException("the answer is longer than " + largestAnswer + " bytes");
            }
            return body;
        }
    }

    private static Trouble trouble(Call call, IOException e) {
        String host = call.uri().getScheme() + "://" + call.uri().getRawAuthority();
        if (e instanceof SSLHandshakeException || e instanceof SSLPeerUnverifiedException) {
            return Trouble.of(
                    new PortFailure.Denied(
                            Reason.of(
                                    "certificate-refused",
                                    host + " shows a certificate that is not trusted: "
                                            + innermost(e).getMessage(),
                                    "if it is the right server, add its certificate authority to the PEM file of trusted certificates")));
        }
        if (e.getCause() instanceof TunnelRefusedException refused) {
            return proxyRefused(host, refused.getResponse().getStatusLine().toString());
        }
        boolean unsent = e instanceof ConnectException
                || e instanceof UnknownHostException
                || e instanceof NoRouteToHostException
                || e instanceof ConnectTimeoutException;
        String text = host + " did not answer " + call.what() + ": " + (unsent ? "not reachable, " : "")
                + (e.getMessage() == null ? "the connection ended" : e.getMessage());
        if (unsent) {
            return Trouble.of(new PortFailure.Unavailable(
                    Reason.of("unreachable", text, "check the address, the network and the proxy")));
        }
        return Trouble.uncertain(Reason.of(e instanceof SSLException ? "tls-broken" : "no-answer", text));
    }

    private static Throwable innermost(Throwable e) {
        Throwable cause = e.getCause();
        return cause == null || cause == e ? e : innermost(cause);
    }

    static Trouble proxyRefused(String host, String said) {
        return Trouble.of(new PortFailure.Unavailable(Reason.of(
                "proxy-refused",
                "the proxy does not let us through to " + host + ": " + said,
                "check address, user and password of the proxy")));
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException e) {
            // nothing is open that anybody waits for
        }
    }
}
