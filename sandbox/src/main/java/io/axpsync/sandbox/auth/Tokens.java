package io.axpsync.sandbox.auth;

import io.axpsync.sandbox.http.Request;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The access tokens that were given out. They mean nothing by themselves, and each is good for one audience. */
public final class Tokens {

    private record Given(String audience, Instant until, String user) {}

    private final Map<String, Given> given = new ConcurrentHashMap<>();
    private final InstantSource time;

    /** @param time real time: clients count a token's life by their own clock */
    public Tokens(InstantSource time) {
        this.time = time;
    }

    /** A token for an application. */
    public String give(String audience, Duration lifetime) {
        return give(audience, lifetime, "");
    }

    /** A delegated token. @param user the address of the user for whom the application acts; empty = for itself */
    public String give(String audience, Duration lifetime, String user) {
        Instant until = time.instant().plus(lifetime);
        String token = part("{\"typ\":\"JWT\",\"alg\":\"RS256\"}")
                + part("{\"aud\":\"" + audience + "\",\"exp\":" + until.getEpochSecond() + "}")
                + AuthOptions.random();
        given.put(token, new Given(audience, until, user));
        return token;
    }

    /** Tokens look like the JSON web tokens that Entra gives out, because some clients look; nothing is signed. */
    private static String part(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8)) + ".";
    }

    /** The user for whom a token was given; empty for an application's own. */
    Optional<String> user(String token) {
        return Optional.ofNullable(given.get(token)).map(Given::user).filter(user -> !user.isEmpty());
    }

    /** All tokens given out so far are void from now on. */
    public void expireAll() {
        given.clear();
    }

    /** Whether the token is known, alive and made for the audience. */
    public boolean valid(String token, String audience) {
        Given found = given.get(token);
        return found != null
                && found.audience().equals(audience)
                && time.instant().isBefore(found.until());
    }

    /** The bearer token of a request. */
    static Optional<String> of(Request request) {
        return request.headers()
                .first("Authorization")
                .filter(value -> value.regionMatches(true, 0, "Bearer ", 0, 7))
                .map(value -> value.substring(7).strip());
    }
}
