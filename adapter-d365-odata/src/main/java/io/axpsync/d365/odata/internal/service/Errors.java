package io.axpsync.d365.odata.internal.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.axpsync.core.item.Reason;
import io.axpsync.core.port.PortFailure;
import io.axpsync.d365.odata.internal.http.Answer;
import io.vavr.collection.Vector;
import io.vavr.control.Try;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;

/**
 * Error answers as port failures. Status and exception type decide, because D365's texts come in the language of the
 * calling user; the text is for a person: what stands behind {@code Infolog:}. The stack trace is never shown.
 */
final class Errors {

    private static final int LONGEST = 400;
    private static final String AGAIN = "nothing to do unless it lasts: it is tried again in the next run";
    /** Olingo's own reader of errors hands inner texts over with their JSON quotes and escapes. */
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Clock clock;

    Errors(Clock clock) {
        this.clock = clock;
    }

    /** @param what names the item and the operation */
    PortFailure of(Answer answer, String what) {
        JsonNode error = answer.isJson()
                ? Try.of(() -> JSON.readTree(answer.body()).path("error")).getOrElse(MissingNode.getInstance())
                : MissingNode.getInstance();
        String said = said(answer, error);
        String text = "D365 answered " + what + " with " + answer.status() + (said.isEmpty() ? "" : ": " + said);
        return switch (answer.status()) {
            case 301, 302, 303, 307, 308 ->
                new PortFailure.Denied(Reason.of(
                        "login-page",
                        text + ", a redirect instead of data",
                        "check the address, and that the application is registered in D365 (on premises: in AD FS)"));
            case 401 ->
                new PortFailure.Denied(Reason.of(
                        "not-signed-in",
                        text,
                        "check that the application is registered in D365 and its user is enabled"));
            case 403 ->
                new PortFailure.Denied(Reason.of("no-permission", text, "give the service user's role access to it"));
            case 404, 410 ->
                new PortFailure.Missing(Reason.of(
                        "not-found", text, "check that it still exists, and that D365 publishes the entity set"));
            case 409, 412 -> new PortFailure.Stale(Reason.of("stale", text, AGAIN));
            case 429 ->
                new PortFailure.Throttled(
                        Reason.of("throttled", text, AGAIN),
                        answer.retryAfter(clock).getOrElse(Duration.ofSeconds(60)));
            case 502, 503, 504 -> new PortFailure.Unavailable(Reason.of("unavailable", text, AGAIN));
            default -> {
                if (isUpdateConflict(said)) {
                    yield new PortFailure.Stale(Reason.of("stale", text, AGAIN));
                }
                boolean refused = answer.status() < 500
                        || isApplication(error.path("innererror").path("type").asText());
                yield refused
                        ? new PortFailure.Rejected(Reason.of("rejected", text, "change the item so that D365 takes it"))
                        : new PortFailure.Unavailable(Reason.of("server-error", text, AGAIN));
            }
        };
    }

    /** X++ refused the row; anything else with a 500 is the server's own trouble. */
    private static boolean isApplication(String type) {
        return type.startsWith("Microsoft.Dynamics.") || type.equals("System.Reflection.TargetInvocationException");
    }

    /** The one conflict that D365 reports as a plain error; English, other languages fall to the version check. */
    private static boolean isUpdateConflict(String said) {
        String lower = said.toLowerCase(Locale.ROOT);
        return lower.contains("update conflict") || lower.contains("another user process");
    }

    private static String said(Answer answer, JsonNode error) {
        String outer = error.path("message").asText(answer.isHtml() ? "an HTML page" : "");
        String text = error.path("innererror").path("message").asText(outer);
        int infolog = text.indexOf("Infolog:");
        String log = infolog < 0
                ? text
                : Vector.of(text.substring(infolog + "Infolog:".length()).split(";\\s*"))
                        .map(part -> part.strip().replaceFirst("^(Info|Warning|Error):\\s*", ""))
                        .filter(part -> !part.isEmpty())
                        .mkString("; ");
        String line = log.replaceAll("\\s+", " ").strip();
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }
}
