package io.axpsync.sandbox.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.axpsync.sandbox.http.Headers;
import java.util.Locale;
import java.util.Optional;

/** JSON read strictly: no member twice, nothing after the end. */
final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Json() {}

    /** The text as JSON; says why not when it is none. */
    static Optional<JsonNode> read(String text, Findings findings) {
        try {
            JsonNode node = MAPPER.readTree(text);
            if (node.isMissingNode()) {
                findings.wrong("the body is empty where JSON is expected");
                return Optional.empty();
            }
            return Optional.of(node);
        } catch (JsonProcessingException e) {
            findings.wrong("not JSON: " + e.getOriginalMessage());
            return Optional.empty();
        }
    }

    static boolean isJson(Headers headers) {
        return headers.first("Content-Type")
                .map(t -> t.toLowerCase(Locale.ROOT))
                .filter(t -> t.startsWith("application/json"))
                .isPresent();
    }

    /** The error object that both systems answer with: {@code {"error":{"code":…,"message":…}}}. */
    static void error(String text, Findings findings) {
        read(text, findings)
                .ifPresent(node -> findings.must(
                        node.path("error").path("code").isTextual()
                                && node.path("error").path("message").isTextual(),
                        "an error answer needs error.code and error.message"));
    }
}
