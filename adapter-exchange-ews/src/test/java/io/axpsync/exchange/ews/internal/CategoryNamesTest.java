package io.axpsync.exchange.ews.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.axpsync.core.item.Category;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CategoryNamesTest {

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void whatIsThereStaysAndTheNewOneIsAddedWithAColour() throws IOException {
        byte[] list = utf8("<categories default=\"A &amp; B\" xmlns=\"CategoryList.xsd\">"
                + "<category name=\"A &amp; B\" color=\"3\" usageCount=\"7\" guid=\"{1}\"/></categories>");
        byte[] more = CategoryNames.with(list, new Category("Größe <D365>"));

        assertThat(CategoryNames.in(more)).containsExactly(new Category("A & B"), new Category("Größe <D365>"));
        assertThat(new String(more, StandardCharsets.UTF_8))
                .contains("default=\"A &amp; B\"", "usageCount=\"7\"", "color=\"7\"")
                .doesNotContain("xmlns=\"\"");
    }

    @Test
    void aListThatCannotBeReadIsNotOverwritten() {
        for (String bad : new String[] {
            "", "no list", "<!DOCTYPE c [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><c><category name=\"&x;\"/></c>"
        }) {
            assertThat(CategoryNames.in(utf8(bad))).isEmpty();
            assertThatThrownBy(() -> CategoryNames.with(utf8(bad), new Category("D365")))
                    .isInstanceOf(IOException.class);
        }
        assertThatThrownBy(() -> CategoryNames.with(null, new Category("D365"))).isInstanceOf(IOException.class);
    }
}
