package io.axpsync.exchange.graph.internal.wire;

import com.microsoft.aad.msal4j.ClientCredentialParameters;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.microsoft.aad.msal4j.IAuthenticationResult;
import com.microsoft.aad.msal4j.MsalException;
import com.microsoft.aad.msal4j.MsalServiceException;
import com.microsoft.kiota.authentication.AccessTokenProvider;
import com.microsoft.kiota.authentication.AllowedHostsValidator;
import io.axpsync.exchange.graph.GraphConfig;
import io.axpsync.exchange.graph.GraphCredentials;
import io.vavr.control.Option;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * Bearer tokens for exactly one host. The SDK's own provider sends no token at all, silently, to a host that it does
 * not know; this one throws.
 */
final class Tokens implements AccessTokenProvider {

    private static final Duration EARLY = Duration.ofMinutes(5);

    private final String host;
    private final boolean renewable;
    private final Source source;
    private final Clock clock;
    private Issued held = new Issued("", Instant.MIN);

    private Tokens(String host, boolean renewable, Source source, Clock clock) {
        this.host = host;
        this.renewable = renewable;
        this.source = source;
        this.clock = clock;
    }

    static Tokens of(GraphConfig config, OkHttpClient http) {
        String host = config.host().getHost();
        if (config.credentials() instanceof GraphCredentials.Bearer bearer) {
            return new Tokens(host, false, () -> new Issued(bearer.token().get(), Instant.MIN), config.clock());
        }
        ConfidentialClientApplication application = Entra.application(config, http);
        String scope = config.scope().getOrElse(() -> config.host().toString().replaceFirst("/$", "") + "/.default");
        // We hold the token ourselves: msal4j does not find it again under an authority with a port.
        ClientCredentialParameters parameters = ClientCredentialParameters.builder(Set.of(scope))
                .skipCache(true)
                .build();
        return new Tokens(
                host,
                true,
                () -> {
                    IAuthenticationResult given =
                            application.acquireToken(parameters).get();
                    return new Issued(given.accessToken(), given.expiresOnDate().toInstant());
                },
                config.clock());
    }

    /** Whether asking again may give another token. */
    boolean renewable() {
        return renewable;
    }

    /** The next token is made anew. */
    void forget() {
        held = new Issued("", Instant.MIN);
    }

    @Override
    public String getAuthorizationToken(URI uri, Map<String, Object> context) {
        if (!host.equalsIgnoreCase(uri.getHost())) {
            throw new IllegalStateException("a token for " + host + " is not for " + uri.getHost());
        }
        try {
            if (!clock.instant().isBefore(held.until())) {
                Issued issued = source.token();
                held = new Issued(
                        issued.token(),
                        issued.until().equals(Instant.MIN)
                                ? Instant.MIN
                                : issued.until().minus(EARLY));
            }
            if (held.token().isBlank()) {
                throw new Refused(new Fault(401, "no-token", "there is no token", Option.none(), true));
            }
            return held.token();
        } catch (ExecutionException e) {
            throw new Refused(fault(e.getCause() == null ? e : e.getCause()));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new Refused(Fault.unsent("stopped", "the run was stopped"));
        }
    }

    @Override
    public AllowedHostsValidator getAllowedHostsValidator() {
        return new AllowedHostsValidator(host);
    }

    private static Fault fault(Throwable thrown) {
        if (thrown instanceof MsalServiceException service) {
            int status = service.statusCode() == null ? 401 : service.statusCode();
            String text = firstLine(service.getMessage());
            return status >= 500 || status == 429
                    ? Fault.unsent("token-endpoint", "no token: " + text)
                    : new Fault(401, "token-refused", "Entra refuses: " + text, Option.none(), true);
        }
        if (thrown instanceof MsalException && thrown.getCause() == null) {
            return new Fault(401, "token-refused", "no token: " + firstLine(thrown.getMessage()), Option.none(), true);
        }
        Fault fault = Faults.of(thrown);
        return Fault.unsent(fault.code(), "the token endpoint: " + fault.message());
    }

    private static String firstLine(@Nullable String text) {
        return String.valueOf(text).lines().findFirst().orElse("");
    }

    /** Where tokens come from. */
    private interface Source {
        Issued token() throws ExecutionException, InterruptedException;
    }

    /** @param until when to ask for the next; {@link Instant#MIN} = at once */
    private record Issued(String token, Instant until) {
        @Override
        public String toString() {
            return "Issued[until=" + until + "]";
        }
    }

    /** There is no token. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Fault fault;

        Refused(Fault fault) {
            super(fault.message());
            this.fault = fault;
        }

        Fault fault() {
            return fault;
        }
    }
}
