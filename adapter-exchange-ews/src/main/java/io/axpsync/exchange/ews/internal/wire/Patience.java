package io.axpsync.exchange.ews.internal.wire;

import io.axpsync.exchange.ews.EwsConfig;
import io.vavr.control.Option;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * How long to wait before the next request. Exchange charges what an impersonating account does to the mailbox that it
 * acts as, so the others of the account need not wait with it; without impersonation it charges the account, and all
 * wait. What the web server in front says, before any mailbox was asked, is for all in any case.
 */
final class Patience {

    private static final String EVERYBODY = "";

    private final EwsConfig config;
    private final Map<String, Instant> notBefore = new HashMap<>();

    Patience(EwsConfig config) {
        this.config = config;
    }

    /** Waits as this mailbox was asked to; why it is not asked at all when that would be too long. */
    Option<Fault> before(String mailbox) {
        Instant now = config.clock().instant();
        Instant then = latest(at(EVERYBODY), at(key(mailbox)));
        Duration wait = Duration.between(now, then);
        if (wait.compareTo(config.longestWait()) > 0) {
            return Option.some(new Fault(0, "throttled", "the server asked us to wait", Option.some(wait), false));
        }
        if (!wait.isNegative() && !wait.isZero()) {
            notBefore.values().removeIf(until -> !until.isAfter(then));
            pause(wait);
        }
        return Option.none();
    }

    /** Notes what a fault asks for, or what we think wise after it. */
    void slowDown(String mailbox, Fault fault, Duration pause) {
        notBefore.merge(
                fault.concernsEverybody() ? EVERYBODY : key(mailbox),
                config.clock().instant().plus(pause),
                Patience::latest);
    }

    private String key(String mailbox) {
        return config.impersonate() ? mailbox.toLowerCase(Locale.ROOT) : EVERYBODY;
    }

    private Instant at(String key) {
        return notBefore.getOrDefault(key, Instant.EPOCH);
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private void pause(Duration wait) {
        try {
            config.pause().pause(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
