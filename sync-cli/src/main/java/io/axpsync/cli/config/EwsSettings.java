package io.axpsync.cli.config;

import io.axpsync.core.item.House;
import io.vavr.control.Option;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import org.immutables.value.Value;

/** How Exchange on-premises is reached. */
@House
@Value.Immutable
public interface EwsSettings extends WithEwsSettings {

    /** {@code https://host/EWS/Exchange.asmx}. */
    URI url();

    @Value.Default
    default Auth auth() {
        return Auth.NTLM;
    }

    @Value.Default
    default String user() {
        return "";
    }

    @Value.Default
    @Value.Redacted
    default String password() {
        return "";
    }

    @Value.Default
    default String domain() {
        return "";
    }

    /** For {@link Auth#BEARER}. */
    @Value.Default
    @Value.Redacted
    default Option<Supplier<String>> token() {
        return Option.none();
    }

    /** Whether the service account impersonates the mailbox' owner; else it needs full access to the mailbox. */
    @Value.Default
    default boolean impersonation() {
        return true;
    }

    @Value.Default
    default Duration connectTimeout() {
        return Duration.ofSeconds(10);
    }

    @Value.Default
    default Duration readTimeout() {
        return Duration.ofSeconds(100);
    }

    @Value.Default
    default Option<Path> trust() {
        return Option.none();
    }

    @Value.Default
    default Option<Proxy> proxy() {
        return Option.none();
    }

    static Builder builder() {
        return new Builder();
    }

    /** Builds {@link EwsSettings}. */
    class Builder extends ImmutableEwsSettings.Builder {}

    /** How the service account proves who it is. */
    enum Auth {
        BASIC,
        NTLM,
        BEARER
    }
}
