package io.axpsync.store.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.axpsync.core.change.FieldPrint;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Value;
import io.axpsync.core.item.Withheld;
import io.axpsync.core.port.StateUntrusted;
import io.vavr.collection.LinkedHashMap;
import io.vavr.control.Option;
import java.nio.charset.StandardCharsets;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** What is written today must be readable for ever: these texts may gain brothers, they never change. */
class JsonTest {

    private static final String BASELINE =
            "{\"v\":1,\"f\":{\"SUBJECT\":\"q83vEjRWeJq83vEj\",\"BODY\":[\"CUT\",\"MTIzNDU2Nzg5MDEy\"],"
                    + "\"ATTENDEES\":{\"a2V5\":\"dmFs\"},\"CATEGORIES\":[\"MASKED\",{}]}}";

    @Test
    void theFirstFormOfBaselines() {
        LinkedHashMap<Field, FieldPrint> prints = LinkedHashMap.of(
                Field.SUBJECT, new FieldPrint.Single("q83vEjRWeJq83vEj", Option.none()),
                Field.BODY, new FieldPrint.Single("MTIzNDU2Nzg5MDEy", Option.some(Withheld.CUT)),
                Field.ATTENDEES, new FieldPrint.Elements(LinkedHashMap.of("a2V5", "dmFs"), Option.none()),
                Field.CATEGORIES, new FieldPrint.Elements(LinkedHashMap.empty(), Option.some(Withheld.MASKED)));
        assertThat(BaselineJson.write(prints)).isEqualTo(BASELINE);
        assertThat(BaselineJson.read(BASELINE, "here")).isEqualTo(prints);
    }

    @Test
    void theFirstFormOfValues() {
        String written =
                "{\"v\":1,\"SUBJECT\":\"Zo\\u00EB\",\"REMINDER\":15,\"BODY\":null,\"SHOW_AS\":{\"c\":\"BUSY\"},"
                        + "\"PERIOD\":{\"d\":[\"2026-03-02\",\"2026-03-04\"]},"
                        + "\"ATTENDEES\":{\"e\":[[\"z@contoso.example\",\"REQUIRED\",\"Z\"]]}}";
        var values = Json.read(written.getBytes(StandardCharsets.UTF_8), "here", ValueJson::readAll);
        assertThat(Json.text(Json.versioned().setAll(ValueJson.write(values)))).isEqualTo(written);
        assertThat(values.get(Field.SUBJECT)).contains(new Value.Text("Zoë"));
    }

    @Test
    void membersAndFieldsOfLaterVersionsArePassedOver() {
        assertThat(BaselineJson.read(
                        "{\"v\":1,\"new\":[1],\"f\":{\"SUBJECT\":\"q83vEjRWeJq83vEj\",\"FIELD_OF_TOMORROW\":\"x\"}}",
                        "here"))
                .isEqualTo(LinkedHashMap.of(Field.SUBJECT, new FieldPrint.Single("q83vEjRWeJq83vEj", Option.none())));
    }

    @Test
    void aLaterFormIsRefused() {
        assertRefused("{\"v\":2,\"f\":{}}", "state-newer");
    }

    @Test
    void whatIsNotOursIsRefused() {
        assertRefused("", "state-damaged");
        assertRefused("{}", "state-damaged");
        assertRefused("[1]", "state-damaged");
        assertRefused("{\"v\":1}", "state-damaged");
        assertRefused("{\"v\":1,\"f\":{\"SUBJECT\":[\"NEVER_HEARD\",\"q83vEjRWeJq83vEj\"]}}", "state-damaged");
        assertRefused("{\"v\":1,\"f\":{\"SUBJ", "state-damaged");
        assertRefused("{\"v\":1,\"f\":{\"SUBJECT\":\"dG9vLXNob3J0\"}}", "state-damaged");
    }

    private static void assertRefused(String text, String code) {
        assertThatThrownBy(() -> BaselineJson.read(text, "here"))
                .asInstanceOf(InstanceOfAssertFactories.type(StateUntrusted.class))
                .returns(code, e -> e.reason().code());
    }
}
