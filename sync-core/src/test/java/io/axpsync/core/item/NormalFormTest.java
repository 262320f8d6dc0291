package io.axpsync.core.item;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class NormalFormTest {

    @Test
    @Tag("promise-11")
    void lineEndsBlanksAndForbiddenCharactersAreNoChange() {
        assertThat(NormalForm.paragraphs(" one \r\n\r\ntwo\u001f\u00a0\r\n")).isEqualTo("one\ntwo");
        assertThat(NormalForm.line("a\t b\u2028c ")).isEqualTo("a b c");
    }

    @Test
    void composedAndDecomposedLettersAreTheSame() {
        assertThat(NormalForm.same(Field.SUBJECT, Value.text("Zu\u0308rich"), Value.text("Z\u00fcrich")))
                .isTrue();
    }

    @Test
    void aTextOfBlanksIsEmpty() {
        assertThat(NormalForm.of(Field.LOCATION, Value.text(" \r\n "))).isEqualTo(Value.NOTHING);
    }

    @Property
    void normalisingTwiceChangesNothing(@ForAll String text) {
        assertThat(NormalForm.line(NormalForm.line(text))).isEqualTo(NormalForm.line(text));
        assertThat(NormalForm.paragraphs(NormalForm.paragraphs(text))).isEqualTo(NormalForm.paragraphs(text));
    }
}
