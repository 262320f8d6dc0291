package io.axpsync.d365.odata.internal.http;

import io.vavr.collection.Map;
import io.vavr.control.Option;
import io.vavr.control.Try;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * One HTTP answer, outer or part of a batch.
 *
 * @param headers names in lower case
 */
@SuppressWarnings("ArrayRecordComponent")
public record Answer(int status, Map<String, String> headers, byte[] body) {

    public Option<String> header(String name) {
        return headers.get(name.toLowerCase(Locale.ROOT));
    }

    public boolean ok() {
        return status >= 200 && status < 300;
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    public boolean isJson() {
        return header("Content-Type").exists(t -> t.toLowerCase(Locale.ROOT).contains("json"));
    }

    /** Whether it is a page for people: a login page, or a gateway that speaks. */
    public boolean isHtml() {
        return header("Content-Type").exists(t -> t.toLowerCase(Locale.ROOT).contains("html"))
                || text().stripLeading().regionMatches(true, 0, "<!doctype html", 0, 14)
                || text().stripLeading().regionMatches(true, 0, "<html", 0, 5);
    }

    /** The server's time when it answered. */
    public Option<Instant> date() {
        return header("Date").flatMap(Answer::httpDate);
    }

    /** {@code Retry-After}, in seconds or as a date. */
    public Option<Duration> retryAfter(Clock clock) {
        return header("Retry-After")
                .flatMap(v -> Try.of(() -> Duration.ofSeconds(Long.parseLong(v.strip())))
                        .toOption()
                        .orElse(() -> httpDate(v).map(at -> Duration.between(clock.instant(), at))))
                .map(d -> d.isNegative() ? Duration.ZERO : d);
    }

    private static Option<Instant> httpDate(String text) {
        return Try.of(() -> ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant())
                .toOption();
    }
}
