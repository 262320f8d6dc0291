package io.axpsync.d365.odata.internal.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.port.PortFailure;
import io.axpsync.d365.odata.internal.http.Answer;
import io.vavr.collection.HashMap;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ErrorsTest {

    private static final String WRITE_EXCEPTION =
            "Microsoft.Dynamics.Platform.Integration.Services.OData.AxODataWriteException";
    private final Errors errors = new Errors(Clock.fixed(Instant.parse("2026-03-01T10:00:00Z"), ZoneOffset.UTC));

    private PortFailure of(int status, String contentType, String body) {
        return errors.of(
                new Answer(status, HashMap.of("content-type", contentType), body.getBytes(StandardCharsets.UTF_8)),
                "writing activity nord/A-1");
    }

    private static String captured(String message, String type) {
        return "{\"error\":{\"code\":\"\",\"message\":\"An error has occurred.\",\"innererror\":{\"message\":\""
                + message + "\",\"type\":\"" + type + "\",\"stacktrace\":\"   at Secret.Method()\"}}}";
    }

    @Test
    void anInfologIsToldWithoutItsFrame() {
        PortFailure failure = of(
                400,
                "application/json",
                captured(
                        "Write failed for table row of type 'smmActivitiesEntity'. Infolog: Warning: The value 'x' in field"
                                + " 'TypeId' is not found; Error: validateField failed on field 'TypeId'.",
                        WRITE_EXCEPTION));

        assertThat(failure).isInstanceOf(PortFailure.Rejected.class);
        assertThat(failure.reason().text())
                .isEqualTo(
                        "D365 answered writing activity nord/A-1 with 400: The value 'x' in field 'TypeId' is not found;"
                                + " validateField failed on field 'TypeId'.");
    }

    @Test
    void aRefusalInsideABatchComesWith500AndIsStillARefusal() {
        assertThat(of(500, "application/json", captured("Infolog: Error: No.", WRITE_EXCEPTION)))
                .isInstanceOf(PortFailure.Rejected.class);
    }

    @Test
    void any500OfTheServerItselfIsNoRefusal() {
        assertThat(of(500, "application/json", captured("Oops", "System.OutOfMemoryException")))
                .isInstanceOf(PortFailure.Unavailable.class);
        assertThat(of(500, "text/html", "<html>")).isInstanceOf(PortFailure.Unavailable.class);
        assertThat(of(503, "text/html", "<html><body>Gateway</body></html>"))
                .isInstanceOf(PortFailure.Unavailable.class);
    }

    @Test
    void conflictsAreStaleHoweverTheyAreSaid() {
        assertThat(of(412, "", "")).isInstanceOf(PortFailure.Stale.class);
        assertThat(of(409, "", "")).isInstanceOf(PortFailure.Stale.class);
        assertThat(of(
                        400,
                        "application/json",
                        captured(
                                "Infolog: Error: An update conflict occurred due to another user process deleting the"
                                        + " record or changing one or more fields in the record.",
                                WRITE_EXCEPTION)))
                .isInstanceOf(PortFailure.Stale.class);
    }

    @Test
    void permissionsAndAbsenceAreToldApart() {
        assertThat(of(401, "", "")).isInstanceOf(PortFailure.Denied.class);
        assertThat(of(403, "", "")).isInstanceOf(PortFailure.Denied.class);
        assertThat(of(404, "", "")).isInstanceOf(PortFailure.Missing.class);
    }

    @Test
    void throttlingTellsHowLong() {
        Answer answer = new Answer(429, HashMap.of("retry-after", "17"), new byte[0]);

        assertThat(errors.of(answer, "it"))
                .isInstanceOfSatisfying(
                        PortFailure.Throttled.class,
                        t -> assertThat(t.retryAfter()).isEqualTo(Duration.ofSeconds(17)));
        Answer dated = new Answer(429, HashMap.of("retry-after", "Sun, 01 Mar 2026 10:01:00 GMT"), new byte[0]);
        assertThat(errors.of(dated, "it"))
                .isInstanceOfSatisfying(
                        PortFailure.Throttled.class,
                        t -> assertThat(t.retryAfter()).isEqualTo(Duration.ofMinutes(1)));
    }

    @Test
    void stackTracesAndFloodsStayOut() {
        PortFailure failure =
                of(400, "application/json", captured("Infolog: Error: " + "x".repeat(5000), WRITE_EXCEPTION));

        assertThat(failure.reason().text()).hasSizeLessThan(600).doesNotContain("Secret");
    }
}
