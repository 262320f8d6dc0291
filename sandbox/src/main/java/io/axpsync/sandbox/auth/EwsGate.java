package io.axpsync.sandbox.auth;

import io.axpsync.sandbox.auth.AuthOptions.EwsScheme;
import io.axpsync.sandbox.http.Handler;
import io.axpsync.sandbox.http.Headers;
import io.axpsync.sandbox.http.Request;
import io.axpsync.sandbox.http.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lets the service account through to EWS by Basic, NTLM or a bearer token. Tells the handler behind it who calls, in the
 * header {@link #USER}; what a client puts there is overwritten.
 */
public final class EwsGate implements Handler {

    /** The header that names the authenticated user to the handler behind. */
    public static final String USER = "X-Sandbox-User";

    private final AuthOptions options;
    private final Tokens tokens;
    private final String audience;
    private final NtlmServer ntlm;
    private final Handler behind;

    public EwsGate(AuthOptions options, Tokens tokens, String audience, Handler behind) {
        this.options = options;
        this.tokens = tokens;
        this.audience = audience;
        this.behind = behind;
        this.ntlm = new NtlmServer(options.domain(), options.userName(), options.password());
    }

    @Override
    public Response handle(Request request) {
        Optional<String> header = request.headers().first("Authorization");
        if (header.isEmpty()) {
            return ntlm.authenticated(request.connection()) ? enter(request) : refuse(Optional.empty());
        }
        String[] parts = header.get().split(" ", 2);
        String value = parts.length < 2 ? "" : parts[1].strip();
        if (parts[0].equalsIgnoreCase("Basic") && offers(EwsScheme.BASIC)) {
            return basic(value) ? enter(request) : refuse(Optional.empty());
        }
        if (parts[0].equalsIgnoreCase("Bearer") && offers(EwsScheme.BEARER)) {
            return tokens.valid(value, audience) ? enter(request) : refuse(Optional.empty());
        }
        if (parts[0].equalsIgnoreCase("NTLM") && offers(EwsScheme.NTLM)) {
            NtlmServer.Step step = ntlm.step(request.connection(), value);
            return step.done() ? enter(request) : refuse(step.challenge());
        }
        return refuse(Optional.empty());
    }

    private Response enter(Request request) {
        return behind.handle(new Request(
                request.connection(),
                request.method(),
                request.uri(),
                request.headers().with(USER, options.userName()),
                request.body()));
    }

    private boolean offers(EwsScheme scheme) {
        return options.ewsSchemes().contains(scheme);
    }

    private boolean basic(String base64) {
        try {
            byte[] sent = Base64.getDecoder().decode(base64);
            String password = ":" + options.password();
            return List.of(options.userName() + password, options.domain() + "\\" + options.userName() + password)
                    .stream()
                    .anyMatch(right -> MessageDigest.isEqual(sent, right.getBytes(StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException e) {
            return false; // not Base64
        }
    }

    /** 401 with what is offered; in the middle of a handshake, with the challenge alone. */
    private Response refuse(Optional<String> challenge) {
        List<String> offered = new ArrayList<>();
        if (challenge.isPresent()) {
            offered.add("NTLM " + challenge.get());
        } else {
            if (offers(EwsScheme.NTLM)) {
                offered.add("NTLM");
            }
            if (offers(EwsScheme.BASIC)) {
                offered.add("Basic realm=\"localhost\"");
            }
            if (offers(EwsScheme.BEARER)) {
                offered.add("Bearer");
            }
        }
        return new Response(401, new Headers(Map.of("WWW-Authenticate", offered)), new byte[0]);
    }
}
