package io.axpsync.sandbox.auth;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.sandbox.http.Handler;
import io.axpsync.sandbox.http.Request;
import io.axpsync.sandbox.http.Response;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The identity platform's token endpoint for client credentials (RFC 6749 §4.4), by secret or by a signed assertion (RFC
 * 7523), and for delegated tokens by a user's password (§4.3). {@code /{tenant}/oauth2/v2.0/token} takes a scope, {@code /{tenant}/oauth2/token} a resource.
 */
public final class TokenEndpoint implements Handler {

    private static final String ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    /** An OAuth error answer (RFC 6749 §5.2). */
    static final class Refused extends Exception {
        private final int status;
        private final String error;

        Refused(int status, String error, String description) {
            super(description);
            this.status = status;
            this.error = error;
        }

        String description() {
            return String.valueOf(getMessage());
        }
    }

    private final AuthOptions options;
    private final Tokens tokens;
    private final ClientAssertions assertions;
    private final Map<String, String> audiences;
    private final Predicate<String> users;

    /** @param audiences the resources that tokens can be had for, and the audience of each */
    public TokenEndpoint(
            AuthOptions options, Tokens tokens, SelfMadeCertificate client, Map<String, String> audiences) {
        this(options, tokens, client, audiences, user -> false);
    }

    /** @param users who may sign in with the service account's password, by address */
    public TokenEndpoint(
            AuthOptions options,
            Tokens tokens,
            SelfMadeCertificate client,
            Map<String, String> audiences,
            Predicate<String> users) {
        this.users = users;
        this.options = options;
        this.tokens = tokens;
        this.assertions = new ClientAssertions(options.clientId(), client.certificate());
        this.audiences = Map.copyOf(audiences);
    }

    @Override
    public Response handle(Request request) {
        String path = request.path();
        String root = request.uri().getScheme() + "://" + request.uri().getRawAuthority();
        if (path.endsWith("/.well-known/openid-configuration")) {
            String tenant = path.split("/")[1];
            return Response.json(200, discovery(root + "/" + tenant).toString());
        }
        if (!path.endsWith("/oauth2/v2.0/token") && !path.endsWith("/oauth2/token")) {
            return Response.empty(404);
        }
        if (!request.method().equals("POST")) {
            return Response.empty(405);
        }
        try {
            return Response.json(200, token(request, root + path).toString()).with("Cache-Control", "no-store");
        } catch (Refused e) {
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            body.put("error", e.error).put("error_description", e.description());
            return Response.json(e.status, body.toString());
        }
    }

    private static ObjectNode discovery(String authority) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("issuer", authority + "/v2.0");
        node.put("token_endpoint", authority + "/oauth2/v2.0/token");
        node.put("authorization_endpoint", authority + "/oauth2/v2.0/authorize");
        node.put("jwks_uri", authority + "/discovery/v2.0/keys");
        return node;
    }

    private ObjectNode token(Request request, String endpoint) throws Refused {
        Map<String, String> form = form(request.text());
        if (!request.path().startsWith("/" + options.tenant() + "/")) {
            throw new Refused(400, "invalid_request", "AADSTS90002: Tenant not found.");
        }
        boolean delegated = "password".equals(form.get("grant_type"));
        if (!delegated && !"client_credentials".equals(form.get("grant_type"))) {
            throw new Refused(
                    400, "unsupported_grant_type", "AADSTS70003: The app requested an unsupported grant type.");
        }
        authenticate(form, endpoint);
        boolean v2 = request.path().endsWith("/v2.0/token");
        String user = delegated ? user(form) : "";
        String audience = delegated && v2 ? delegatedAudience(form) : audience(form, v2);
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("token_type", "Bearer");
        node.put("expires_in", options.tokenLifetime().toSeconds());
        node.put("ext_expires_in", options.tokenLifetime().toSeconds());
        node.put("access_token", tokens.give(audience, options.tokenLifetime(), user));
        return node;
    }

    private void authenticate(Map<String, String> form, String endpoint) throws Refused {
        String client = form.getOrDefault("client_id", "");
        if (!client.equals(options.clientId())) {
            throw new Refused(400, "unauthorized_client", "AADSTS700016: Application '" + client + "' was not found.");
        }
        Optional<String> assertion = Optional.ofNullable(form.get("client_assertion"));
        if (assertion.isPresent()) {
            if (!ASSERTION.equals(form.get("client_assertion_type"))) {
                throw new Refused(400, "invalid_request", "AADSTS90014: client_assertion_type is missing or unknown.");
            }
            assertions.verify(assertion.get(), endpoint);
        } else if (!MessageDigest.isEqual(
                form.getOrDefault("client_secret", "").getBytes(StandardCharsets.UTF_8),
                options.clientSecret().getBytes(StandardCharsets.UTF_8))) {
            throw new Refused(401, "invalid_client", "AADSTS7000215: Invalid client secret provided.");
        }
    }

    /** The resource owner (RFC 6749 §4.3): all users of the sandbox have the service account's password. */
    private String user(Map<String, String> form) throws Refused {
        String name = form.getOrDefault("username", "");
        boolean right = MessageDigest.isEqual(
                form.getOrDefault("password", "").getBytes(StandardCharsets.UTF_8),
                options.password().getBytes(StandardCharsets.UTF_8));
        if (!right || !users.test(name)) {
            throw new Refused(400, "invalid_grant", "AADSTS50126: Invalid username or password.");
        }
        return name.toLowerCase(Locale.ROOT);
    }

    /** Delegated scopes name permissions; one without a resource before it is Graph's. */
    private String delegatedAudience(Map<String, String> form) throws Refused {
        for (String scope : form.getOrDefault("scope", "").split(" ")) {
            int slash = scope.lastIndexOf('/');
            String resource = slash < 0 ? "https://graph.microsoft.com" : scope.substring(0, slash);
            boolean protocol =
                    Set.of("openid", "profile", "offline_access", "email", "").contains(scope);
            if (!protocol && audiences.containsKey(resource)) {
                return audiences.getOrDefault(resource, "");
            }
        }
        throw new Refused(400, "invalid_scope", "AADSTS70011: The scope names no resource of the sandbox.");
    }

    private String audience(Map<String, String> form, boolean v2) throws Refused {
        String resource = form.getOrDefault(v2 ? "scope" : "resource", "");
        for (String scope : resource.split(" ")) {
            if (v2 && !scope.endsWith("/.default")) {
                continue; // msal adds openid, profile and offline_access
            }
            String bare = v2 ? scope.substring(0, scope.length() - "/.default".length()) : scope;
            String audience = audiences.get(bare.replaceFirst("/$", ""));
            if (audience != null) {
                return audience;
            }
        }
        throw v2 && !resource.contains("/.default")
                ? new Refused(400, "invalid_scope", "AADSTS1002012: The scope must end with /.default.")
                : new Refused(400, "invalid_resource", "AADSTS500011: The resource was not found: " + resource);
    }

    private static Map<String, String> form(String body) {
        Map<String, String> fields = new HashMap<>();
        for (String pair : body.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                fields.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return fields;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text; // a broken percent sign stays what it is
        }
    }
}
