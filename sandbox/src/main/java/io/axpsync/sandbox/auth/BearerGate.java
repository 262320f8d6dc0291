package io.axpsync.sandbox.auth;

import io.axpsync.sandbox.http.Handler;
import io.axpsync.sandbox.http.Headers;
import io.axpsync.sandbox.http.Request;
import io.axpsync.sandbox.http.Response;
import java.util.function.Function;

/** Lets requests with a valid bearer token through to a handler, and refuses the others in the front end's words. */
public final class BearerGate implements Handler {

    /** Names the user of a delegated token to the handler behind. */
    public static final String USER = "X-Sandbox-User";

    private final Tokens tokens;
    private final String audience;
    private final Handler behind;
    private final Function<Boolean, Response> refusal;

    private BearerGate(Tokens tokens, String audience, Handler behind, Function<Boolean, Response> refusal) {
        this.tokens = tokens;
        this.audience = audience;
        this.behind = behind;
        this.refusal = refusal;
    }

    /** Refuses as Graph does: 401 with an error object that tells a missing token from a bad one. */
    public static BearerGate graph(Tokens tokens, String audience, Handler behind) {
        return new BearerGate(
                tokens,
                audience,
                behind,
                missing -> Response.json(
                                401,
                                "{\"error\":{\"code\":\"InvalidAuthenticationToken\",\"message\":\""
                                        + (missing
                                                ? "Access token is empty."
                                                : "Access token has expired or is not valid.")
                                        + "\"}}")
                        .with(
                                "WWW-Authenticate",
                                "Bearer realm=\"\", authorization_uri=\"https://localhost/common/oauth2\""));
    }

    /** Refuses as D365 does: 401, or 302 to a page to sign in on. */
    public static BearerGate d365(Tokens tokens, String audience, boolean loginPage, Handler behind) {
        return new BearerGate(
                tokens,
                audience,
                behind,
                missing -> loginPage
                        ? Response.text(302, "text/html", "<html><head><title>Object moved</title></head></html>")
                                .with("Location", "https://localhost/adfs/ls/?wa=wsignin1.0&wtrealm=spn")
                        : Response.text(401, "text/html", "<html><body>Unauthorized</body></html>")
                                .with("WWW-Authenticate", "Bearer"));
    }

    @Override
    public Response handle(Request request) {
        return Tokens.of(request)
                .map(token ->
                        tokens.valid(token, audience) ? behind.handle(named(request, token)) : refusal.apply(false))
                .orElseGet(() -> refusal.apply(true));
    }

    /** With the user of a delegated token, and never with one that a client names itself. */
    private Request named(Request request, String token) {
        Headers bare = request.headers().without(USER);
        return new Request(
                request.connection(),
                request.method(),
                request.uri(),
                tokens.user(token).map(user -> bare.with(USER, user)).orElse(bare),
                request.body());
    }
}
