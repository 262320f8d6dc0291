package io.axpsync.exchange.graph.internal.wire;

import io.axpsync.exchange.graph.GraphConfig;
import java.net.Proxy;
import java.util.List;
import javax.net.ssl.X509TrustManager;
import okhttp3.Authenticator;
import okhttp3.ConnectionSpec;
import okhttp3.Credentials;
import okhttp3.OkHttpClient;

/** The HTTP client under the SDK: none of the SDK's middleware, which repeats POSTs and follows redirects. */
final class Transport {

    private Transport() {}

    static OkHttpClient client(GraphConfig config) {
        OkHttpClient.Builder client = new OkHttpClient.Builder()
                .connectTimeout(config.connectTimeout())
                .readTimeout(config.readTimeout())
                .writeTimeout(config.readTimeout())
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .connectionSpecs(List.of(ConnectionSpec.MODERN_TLS, ConnectionSpec.CLEARTEXT))
                .addInterceptor(new JsonErrors());
        X509TrustManager trust = Trust.of(config.trust());
        client.sslSocketFactory(Trust.sockets(trust), trust);
        config.proxy()
                .forEach(proxy -> client.proxy(new Proxy(Proxy.Type.HTTP, proxy.address()))
                        .proxyAuthenticator(authenticator(proxy)));
        if (config.proxy().isEmpty()) {
            client.proxy(Proxy.NO_PROXY);
        }
        return client.build();
    }

    private static Authenticator authenticator(GraphConfig.Proxy proxy) {
        return (route, response) -> proxy.user().isEmpty() || response.request().header("Proxy-Authorization") != null
                ? null
                : response.request()
                        .newBuilder()
                        .header("Proxy-Authorization", Credentials.basic(proxy.user(), proxy.password()))
                        .build();
    }
}
