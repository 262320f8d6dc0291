package io.axpsync.sandbox;

import io.axpsync.sandbox.auth.AuthOptions;
import io.axpsync.sandbox.d365.Company;
import io.axpsync.sandbox.d365.D365Options;
import io.axpsync.sandbox.http.Traffic;
import java.time.Clock;
import org.immutables.value.Value;

/** What a sandbox is made of. Everything has a default: the sample company, free ports, plain HTTP, stock D365. */
@Value.Immutable
@Value.Style(jdkOnly = true, get = "*")
public interface SandboxOptions {

    /** EWS and Graph; 0 = a free port. */
    @Value.Default
    default int exchangePort() {
        return 0;
    }

    @Value.Default
    default int d365Port() {
        return 0;
    }

    /** The token endpoint, always TLS: clients refuse any other. */
    @Value.Default
    default int tokenPort() {
        return 0;
    }

    @Value.Default
    default int adminPort() {
        return 0;
    }

    /** Whether Exchange and D365 speak TLS with a certificate made at start. */
    @Value.Default
    default boolean tls() {
        return false;
    }

    /** Stock or companion, and where D365 installations differ. */
    @Value.Default
    default D365Options d365() {
        return D365Options.STOCK;
    }

    @Value.Default
    default Company company() {
        return Company.sample();
    }

    @Value.Default
    default AuthOptions auth() {
        return AuthOptions.builder().build();
    }

    /** Hears every request and answer; the sandbox counts requests by itself. */
    @Value.Default
    default Traffic traffic() {
        return (frontEnd, request, response) -> {};
    }

    /** The clock below the sandbox's own, which can be moved. */
    @Value.Default
    default Clock clock() {
        return Clock.systemUTC();
    }

    static ImmutableSandboxOptions.Builder builder() {
        return ImmutableSandboxOptions.builder();
    }
}
