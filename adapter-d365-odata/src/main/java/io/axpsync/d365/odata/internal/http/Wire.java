package io.axpsync.d365.odata.internal.http;

import io.axpsync.core.item.Reason;
import io.axpsync.core.port.Circuit;
import io.axpsync.core.port.PortFailure;
import io.axpsync.d365.odata.D365Config;
import io.axpsync.d365.odata.D365Login;
import io.vavr.collection.Vector;
import java.time.Duration;
import java.time.Instant;

/**
 * Sends requests with a token, and again where that can help and cannot double anything: after 401 with a new token,
 * after 429 when the server says so, after a lost answer or 502, 503, 504 only if the request is repeatable. What the
 * server asks to wait is waited by everything on this account; a server that is out of order is left alone: see {@link
 * Circuit}.
 */
public final class Wire implements AutoCloseable {

    private final D365Config config;
    private final Connection connection;
    private final Tokens tokens;
    private final Circuit<PortFailure> circuit;
    private Instant notBefore = Instant.EPOCH;
    private long requests;

    public Wire(D365Config config) {
        this.config = config;
        this.connection = new Connection(config);
        this.tokens = tokens(config, connection);
        this.circuit = new Circuit<>(config.clock());
    }

    /** A new run begins: a server that was out of order is asked again. */
    public void begin() {
        circuit.begin();
    }

    private static Tokens tokens(D365Config config, Connection connection) {
        if (config.login() instanceof D365Login.Secret s) {
            return new MsalTokens(s.app(), MsalTokens.secret(s.secret()), config.base(), connection);
        } else if (config.login() instanceof D365Login.Certificate c) {
            return new MsalTokens(c.app(), MsalTokens.certificate(c.pem()), config.base(), connection);
        } else if (config.login() instanceof D365Login.Token t) {
            return t.token()::get;
        }
        throw new IllegalStateException("unknown login " + config.login());
    }

    /** @return any answer that is neither a login page nor one that a repetition may cure */
    public Answer send(Call call) {
        circuit.open().forEach(why -> {
            throw Trouble.of(OutOfOrder.notAskedAgain(why));
        });
        beforeThat(call);
        Attempts attempts = new Attempts();
        try {
            Answer answer = tried(call, attempts);
            OutOfOrder.says(answer, call)
                    .peek(failure -> failed(attempts, failure))
                    .onEmpty(circuit::worked);
            return answer;
        } catch (Trouble trouble) {
            if (OutOfOrder.shows(trouble)) {
                failed(attempts, trouble.failure());
            }
            throw trouble;
        }
    }

    /** D365 is one server for all mailboxes: each request counts. */
    private void failed(Attempts attempts, PortFailure failure) {
        circuit.failed(Vector.of("request " + ++requests), attempts.made, failure);
    }

    /** Waits as the server asked anybody on this account to; what cannot be waited for is not sent. */
    private void beforeThat(Call call) {
        Duration wait = Duration.between(config.clock().instant(), notBefore);
        if (wait.compareTo(config.longestPause()) > 0) {
            throw Trouble.of(OutOfOrder.wantsToBeLeftAlone(call, wait));
        } else if (!wait.isNegative() && !wait.isZero()) {
            notBefore = Instant.EPOCH;
            rest(wait);
        }
    }

    /** How often a request was sent. */
    private static final class Attempts {
        private int made;
    }

    private Answer tried(Call call, Attempts attempts) {
        boolean renewed = false;
        for (int attempt = 1; ; attempt++) {
            attempts.made = attempt;
            Answer answer;
            try {
                answer = connection.send(call.with("Authorization", "Bearer " + header(tokens.token())));
            } catch (Trouble trouble) {
                boolean again = trouble.failure() instanceof PortFailure.Unavailable
                        && (call.repeatable() || !trouble.isUncertain())
                        && attempt < config.attempts();
                if (!again) {
                    throw trouble;
                }
                rest(backoff(attempt));
                continue;
            }
            if (answer.status() == 401 && !renewed) {
                renewed = true;
                tokens.forget();
                continue;
            }
            if (worthAgain(answer, call) && attempt < config.attempts()) {
                Duration wish = answer.retryAfter(config.clock()).getOrElse(backoff(attempt));
                if (wish.compareTo(config.longestPause()) <= 0) {
                    rest(wish);
                    continue;
                }
            }
            if (answer.status() == 429) {
                answer.retryAfter(config.clock())
                        .forEach(wish -> notBefore = config.clock().instant().plus(wish));
            }
            refuseProxies(answer);
            refuseLoginPages(call, answer);
            return answer;
        }
    }

    private static boolean worthAgain(Answer answer, Call call) {
        return answer.status() == 429 || (call.repeatable() && answer.status() >= 502 && answer.status() <= 504);
    }

    /** The pause before the attempt after this one. */
    public Duration backoff(int attempt) {
        Duration wish = config.backoff().multipliedBy(1L << Math.min(attempt - 1, 16));
        return wish.compareTo(config.longestPause()) > 0 ? config.longestPause() : wish;
    }

    /** Waits; an interrupted wait ends the port call as unavailable. */
    public void rest(Duration duration) {
        try {
            config.pause().pause(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Trouble.of(new PortFailure.Unavailable(Reason.of("interrupted", "the run was stopped")));
        }
    }

    private static void refuseLoginPages(Call call, Answer answer) {
        boolean elsewhere = answer.status() >= 300 && answer.status() < 400;
        if (elsewhere || (answer.ok() && answer.isHtml())) {
            throw Trouble.of(new PortFailure.Denied(Reason.of(
                    "login-page",
                    call.uri().getRawAuthority() + " answers " + call.what()
                            + (elsewhere ? " with a redirect (" + answer.status() + ")" : " with an HTML page")
                            + " instead of data: it does not accept our token",
                    "check the address, and that the application is registered in D365 (on premises: in AD FS)")));
        }
    }

    /** A proxy that wants to know who we are answers before the server is asked. */
    private void refuseProxies(Answer answer) {
        if (answer.status() == 407) {
            throw Connection.proxyRefused(config.base(), "407 Proxy Authentication Required");
        }
    }

    private static String header(String token) {
        if (token.isBlank() || token.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw Trouble.of(new PortFailure.Denied(Reason.of(
                    "token-malformed", "the bearer token is empty or holds characters that no token has", "check it")));
        }
        return token;
    }

    @Override
    public void close() {
        connection.close();
    }
}
