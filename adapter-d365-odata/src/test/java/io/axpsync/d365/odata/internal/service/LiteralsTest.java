package io.axpsync.d365.odata.internal.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.vavr.collection.HashMap;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.olingo.client.core.ODataClientFactory;

/** No text of a user can leave its literal, in a filter or in a key. */
class LiteralsTest {

    private final Names names = new Names(HashMap.empty());
    private final Addresses addresses = new Addresses(ODataClientFactory.getClient(), "https://d365.example", names);

    /** Everything that ends literals, options, paths or lines somewhere, among letters of many alphabets. */
    @Provide
    Arbitrary<String> nasty() {
        return Arbitraries.strings()
                .withChars("'\"%&=+?#/\\()*,;$ @<>\u0000\n\r\t`|{}[]^:~")
                .withCharRange('a', 'f')
                .withChars("üЖ漢א")
                .ofMaxLength(40)
                .map(s -> s.length() % 3 == 0 ? s + "😀" : s);
    }

    @Property
    @net.jqwik.api.Tag("promise-12")
    void aLiteralHoldsTheTextAndNothingElse(@ForAll("nasty") String text) {
        String literal = Literals.text(text);
        String inside = literal.substring(1, literal.length() - 1);

        assertThat(literal).startsWith("'").endsWith("'");
        assertThat(inside.replace("''", "")).doesNotContain("'");
        assertThat(inside.replace("''", "'")).isEqualTo(text);
    }

    @Property
    void aFilterArrivesAsItWasMeant(@ForAll("nasty") String text) {
        String filter = new Where(names, EntitySet.ACTIVITIES).is("Purpose", Literals.text(text));
        URI uri = addresses.query(Query.of(EntitySet.ACTIVITIES, filter));
        String[] options = uri.getRawQuery().split("&", -1);

        assertThat(options).hasSize(2);
        assertThat(options[1]).isEqualTo("cross-company=true");
        assertThat(URLDecoder.decode(options[0], StandardCharsets.UTF_8)).isEqualTo("$filter=" + filter);
        assertThat(uri.getRawFragment()).isNull();
    }

    @Property
    void aKeyArrivesAsItWasMeant(@ForAll("nasty") String text) {
        URI uri = addresses.row(Key.of(EntitySet.ACTIVITIES, "nord", text));
        String last = uri.getRawPath().substring(uri.getRawPath().lastIndexOf('/') + 1);

        assertThat(uri.getRawPath()).startsWith("/data/Activities(");
        assertThat(last).startsWith("Activities(");
        assertThat(URLDecoder.decode(last.replace("+", "%2B"), StandardCharsets.UTF_8))
                .isEqualTo("Activities(dataAreaId='nord',ActivityNumber=" + Literals.text(text) + ")");
        assertThat(uri.getRawQuery()).isEqualTo("cross-company=true");
    }

    @Example
    void halfASurrogatePairBreaksNothing() {
        assertThat(Literals.text("a\uD83Db\uDE00")).isEqualTo("'a\uFFFDb\uFFFD'");
        assertThat(Literals.text("\uD83D\uDE00")).isEqualTo("'\uD83D\uDE00'");
    }

    @Example
    void timesAreUnquotedWholeSecondsInUtc() {
        assertThat(Literals.time(Instant.parse("2026-03-01T10:00:00.987Z"))).isEqualTo("2026-03-01T10:00:00Z");
    }
}
