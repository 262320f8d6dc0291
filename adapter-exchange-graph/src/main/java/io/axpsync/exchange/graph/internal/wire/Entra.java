package io.axpsync.exchange.graph.internal.wire;

import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.microsoft.aad.msal4j.HttpRequest;
import com.microsoft.aad.msal4j.HttpResponse;
import com.microsoft.aad.msal4j.IClientCredential;
import com.microsoft.aad.msal4j.IHttpClient;
import com.microsoft.aad.msal4j.IHttpResponse;
import io.axpsync.exchange.graph.GraphConfig;
import io.axpsync.exchange.graph.GraphCredentials;
import java.io.IOException;
import java.net.MalformedURLException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;

/** Client credentials through msal4j, over the same HTTP client: the same trust, proxy and time limits. */
final class Entra {

    private static final Pattern PRIVATE_KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");
    private static final Pattern CERTIFICATE =
            Pattern.compile("-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----");

    private Entra() {}

    static ConfidentialClientApplication application(GraphConfig config, OkHttpClient http) {
        if (config.credentials() instanceof GraphCredentials.Secret s) {
            return application(
                    config, http, s.tenant(), s.clientId(), ClientCredentialFactory.createFromSecret(s.secret()));
        } else if (config.credentials() instanceof GraphCredentials.Certificate c) {
            return application(config, http, c.tenant(), c.clientId(), certificate(c.pem()));
        }
        throw new IllegalArgumentException("no client credentials");
    }

    private static ConfidentialClientApplication application(
            GraphConfig config, OkHttpClient http, String tenant, String clientId, IClientCredential credential) {
        try {
            // The authority is configured, so nobody needs to be asked whether it is one.
            return ConfidentialClientApplication.builder(clientId, credential)
                    .authority(config.authority().toString().replaceFirst("/$", "") + "/" + tenant + "/")
                    .instanceDiscovery(false)
                    .httpClient(over(http))
                    .build();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("the authority is no address: " + config.authority(), e);
        }
    }

    private static IClientCredential certificate(Path pem) {
        try {
            String text = Files.readString(pem);
            Matcher key = PRIVATE_KEY.matcher(text);
            List<X509Certificate> chain = CERTIFICATE
                    .matcher(text)
                    .results()
                    .map(found -> x509(found.group()))
                    .toList();
            if (!key.find() || chain.isEmpty()) {
                throw new IllegalArgumentException(
                        pem + " needs a certificate and an unencrypted PKCS#8 private key, both PEM");
            }
            byte[] encoded = Base64.getMimeDecoder().decode(key.group(1));
            return ClientCredentialFactory.createFromCertificateChain(privateKey(encoded), chain);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException("the certificate in " + pem + " cannot be read", e);
        }
    }

    private static PrivateKey privateKey(byte[] encoded) throws GeneralSecurityException {
        return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
    }

    private static X509Certificate x509(String pem) {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(
                            new java.io.ByteArrayInputStream(pem.getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("a certificate cannot be read", e);
        }
    }

    private static IHttpClient over(OkHttpClient http) {
        // OAuth errors have a shape of their own, which msal4j reads.
        OkHttpClient.Builder builder = http.newBuilder();
        builder.interceptors().clear();
        OkHttpClient plain = builder.build();
        return request -> send(plain, request);
    }

    private static IHttpResponse send(OkHttpClient http, HttpRequest asked) throws IOException {
        Request.Builder request = new Request.Builder().url(asked.url());
        asked.headers().forEach(request::header);
        String body = asked.body();
        request.method(
                asked.httpMethod().name(),
                body == null ? null : RequestBody.create(body, MediaType.parse("application/x-www-form-urlencoded")));
        try (Response response = http.newCall(request.build()).execute();
                ResponseBody answer = response.body()) {
            HttpResponse given =
                    new HttpResponse().statusCode(response.code()).body(answer == null ? "" : answer.string());
            given.addHeaders(response.headers().toMultimap());
            return given;
        }
    }
}
