package io.axpsync.exchange.graph.internal.wire;

import io.vavr.control.Option;
import java.time.Duration;

/** RFC 9110 {@code Retry-After}: Graph sends seconds. A date, or anything else, leaves the pause to us. */
final class RetryAfter {

    private RetryAfter() {}

    static Option<Duration> parse(String text) {
        String digits = text.strip();
        return digits.matches("\\d{1,7}") ? Option.some(Duration.ofSeconds(Long.parseLong(digits))) : Option.none();
    }
}
