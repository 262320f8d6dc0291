package io.axpsync.exchange.graph.internal.wire;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.vavr.control.Either;
import io.vavr.control.Option;

/**
 * What became of one part: the body of a success (empty for 204), or what went wrong.
 *
 * @param status of HTTP; 0 = no answer
 */
public record PartAnswer(Either<Fault, JsonObject> outcome, int status) {

    Option<Fault> fault() {
        return outcome.swap().toOption();
    }

    static PartAnswer failed(Fault fault) {
        return new PartAnswer(Either.left(fault), fault.status());
    }

    static PartAnswer of(JsonObject part) {
        int status =
                Json.whole(part, "status").filter(s -> s < 1000).getOrElse(0L).intValue();
        JsonObject body = Json.object(part, "body").getOrElse(JsonObject::new);
        if (status >= 200 && status < 300) {
            boolean textual = part.has("body")
                    && !part.get("body").isJsonObject()
                    && !part.get("body").isJsonNull();
            return textual
                    ? failed(new Fault(502, "not-json", "the answer is not JSON", Option.none(), true))
                    : new PartAnswer(Either.right(body), status);
        }
        Option<JsonObject> error = Json.object(body, "error");
        String code = error.flatMap(e -> Json.text(e, "code")).getOrElse("");
        String message = error.flatMap(e -> Json.text(e, "message")).getOrElse(() -> "status " + status);
        Option<String> retryAfter = Json.object(part, "headers").flatMap(PartAnswer::retryAfter);
        return failed(new Fault(
                status == 0 ? 502 : status,
                code.isEmpty() ? "status-" + status : code,
                message,
                retryAfter.flatMap(RetryAfter::parse),
                true));
    }

    private static Option<String> retryAfter(JsonObject headers) {
        for (java.util.Map.Entry<String, JsonElement> header : headers.entrySet()) {
            if (header.getKey().equalsIgnoreCase("Retry-After")
                    && header.getValue().isJsonPrimitive()) {
                return Option.some(header.getValue().getAsString());
            }
        }
        return Option.none();
    }
}
