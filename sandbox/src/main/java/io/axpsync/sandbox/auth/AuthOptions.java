package io.axpsync.sandbox.auth;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import java.util.UUID;
import org.immutables.value.Value;

/** Who is let in, and how. Secrets that are not given are made up at random. */
@Value.Immutable
@Value.Style(jdkOnly = true, get = "*")
public interface AuthOptions {

    /** The ways in which EWS lets a service account in. */
    enum EwsScheme {
        BASIC,
        NTLM,
        BEARER
    }

    /** The Entra tenant; a segment of the token endpoint's path. */
    @Value.Default
    default String tenant() {
        return "5f0dd1a2-7a35-4f0e-9d4e-0b3c1c2d3e4f";
    }

    /** The application registration that asks for tokens. */
    @Value.Default
    default String clientId() {
        return UUID.randomUUID().toString();
    }

    @Value.Default
    @Value.Redacted
    default String clientSecret() {
        return random();
    }

    /** The service account on EWS, without its domain. */
    @Value.Default
    default String userName() {
        return "svc-axpsync";
    }

    /** The NetBIOS name of the service account's domain. */
    @Value.Default
    default String domain() {
        return "FABRIKON";
    }

    @Value.Default
    @Value.Redacted
    default String password() {
        return random();
    }

    /** What EWS offers. */
    @Value.Default
    default Set<EwsScheme> ewsSchemes() {
        return Set.of(EwsScheme.values());
    }

    /** How long a token is valid, in real time: it does not age with the sandbox's clock. */
    @Value.Default
    default Duration tokenLifetime() {
        return Duration.ofHours(1);
    }

    /** D365 sends callers without a valid token to a page to sign in on (302), as on-premises does; else 401. */
    @Value.Default
    default boolean d365LoginPage() {
        return false;
    }

    static ImmutableAuthOptions.Builder builder() {
        return ImmutableAuthOptions.builder();
    }

    /** 192 random bits as text. */
    static String random() {
        byte[] bits = new byte[24];
        new SecureRandom().nextBytes(bits);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }
}
