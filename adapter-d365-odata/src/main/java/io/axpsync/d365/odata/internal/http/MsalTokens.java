package io.axpsync.d365.odata.internal.http;

import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.ClientCredentialParameters;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.microsoft.aad.msal4j.HttpResponse;
import com.microsoft.aad.msal4j.IClientCredential;
import com.microsoft.aad.msal4j.IHttpClient;
import com.microsoft.aad.msal4j.MsalServiceException;
import io.axpsync.core.item.Reason;
import io.axpsync.core.port.PortFailure;
import io.axpsync.d365.odata.D365Login.App;
import io.vavr.collection.HashMap;
import io.vavr.control.Option;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletionException;

/** Client credentials through msal4j, over the same connection settings as everything else. msal4j keeps the token. */
final class MsalTokens implements Tokens {

    /** Hosts that answer Microsoft's instance discovery; any other authority is asked directly. */
    private static final Set<String> CLOUDS =
            Set.of("login.microsoftonline.com", "login.microsoftonline.us", "login.partner.microsoftonline.cn");

    private final App app;
    private final ConfidentialClientApplication client;
    private final String scope;
    private boolean fresh;

    MsalTokens(App app, IClientCredential credential, String base, Connection connection) {
        this.app = app;
        this.scope = app.scope().getOrElse(base + "/.default");
        try {
            String authority = app.authority().toString().replaceFirst("/*$", "/");
            this.client = ConfidentialClientApplication.builder(app.clientId(), credential)
                    .authority(authority)
                    .instanceDiscovery(CLOUDS.contains(app.authority().getHost().toLowerCase(Locale.ROOT)))
                    .httpClient(over(connection))
                    .logPii(false)
                    .build();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("the authority is no address: " + app.authority(), e);
        }
    }

    static IClientCredential secret(String secret) {
        return ClientCredentialFactory.createFromSecret(secret);
    }

    static IClientCredential certificate(Path pem) {
        try {
            Pem file = Pem.read(pem);
            return ClientCredentialFactory.createFromCertificateChain(file.key(), file.chain());
        } catch (IOException | GeneralSecurityException e) {
            throw denied("certificate-unreadable", "the certificate " + pem + " cannot be read: " + e.getMessage());
        }
    }

    @Override
    public String token() {
        try {
            ClientCredentialParameters wish = ClientCredentialParameters.builder(Set.of(scope))
                    .skipCache(fresh)
                    .build();
            String token = client.acquireToken(wish).join().accessToken();
            fresh = false;
            return token;
        } catch (CompletionException e) {
            throw trouble(e.getCause() == null ? e : e.getCause());
        }
    }

    @Override
    public void forget() {
        fresh = true;
    }

    private Trouble trouble(Throwable cause) {
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (t instanceof Trouble trouble) {
                return trouble;
            }
        }
        String said = Option.of(cause.getMessage())
                .getOrElse(cause.getClass().getSimpleName())
                .lines()
                .findFirst()
                .orElse("");
        if (cause instanceof MsalServiceException service
                && service.statusCode() != null
                && service.statusCode() >= 500) {
            return Trouble.of(new PortFailure.Unavailable(
                    Reason.of("token-unavailable", app.authority() + " gives no token: " + said)));
        }
        return denied("token-refused", app.authority() + " gives no token for client " + app.clientId() + ": " + said);
    }

    private static Trouble denied(String code, String text) {
        return Trouble.of(new PortFailure.Denied(
                Reason.of(code, text, "check authority, client id, secret or certificate, and scope")));
    }

    private static IHttpClient over(Connection connection) {
        return request -> {
            Call call = new Call(
                    request.httpMethod().name(),
                    URI.create(request.url().toString()),
                    request.headers() == null ? HashMap.empty() : HashMap.ofAll(request.headers()),
                    request.body() == null ? new byte[0] : request.body().getBytes(StandardCharsets.UTF_8),
                    true);
            Answer answer = connection.send(call);
            HttpResponse response =
                    new HttpResponse().statusCode(answer.status()).body(answer.text());
            response.addHeaders(answer.headers().mapValues(List::of).toJavaMap());
            return response;
        };
    }
}
