package io.axpsync.exchange.graph.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parts of batches whose envelope says nonsense are failures, not exceptions. */
class PartAnswerTest {

    private static PartAnswer part(String json) {
        return PartAnswer.of(JsonParser.parseString(json).getAsJsonObject());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "-1e999999999", "200.5", "4294967496", "\"200\"", "null", "[]", "true"})
    void aStatusThatIsNoneIsNoSuccess(String status) {
        assertThat(part("{\"id\": \"1\", \"status\": " + status + ", \"body\": {}}")
                        .outcome()
                        .isLeft())
                .isTrue();
    }

    @Test
    void aStatusIsAWholeNumber() {
        assertThat(part("{\"id\": \"1\", \"status\": 200.0, \"body\": {}}").status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "[1, 2]", "null", "\"soon\"", "1e999999999"})
    void aPauseThatCannotBeReadIsNone(String pause) {
        PartAnswer answer = part("{\"id\": \"1\", \"status\": 429, \"headers\": {\"Retry-After\": " + pause + "}}");

        assertThat(answer.outcome().getLeft().retryAfter()).isEmpty();
    }
}
