package io.axpsync.d365.odata.internal.appointment;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.item.Category;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.Mailbox;
import io.axpsync.core.item.Value;
import io.vavr.collection.HashSet;
import io.vavr.collection.List;
import io.vavr.collection.Vector;
import java.time.ZoneOffset;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Texts that hold several things: the categories, and the notes with our block. */
class TextsTest {

    private static final Lane LANE = Lane.builder()
            .id(LaneId.of("1", Kind.APPOINTMENT))
            .kind(Kind.APPOINTMENT)
            .marker(new Category("D365"))
            .statusCategories(HashSet.of(new Category("D365 waits")))
            .mailbox(Mailbox.builder()
                    .personnelNumber("1")
                    .address("a@b.example")
                    .company("nord")
                    .zone(ZoneOffset.UTC)
                    .build())
            .build();

    private static Value categories(Iterable<String> names) {
        return Value.Entries.of(Vector.ofAll(names).map(n -> new Value.Entry(n, "", n)));
    }

    @Provide
    Arbitrary<java.util.List<String>> names() {
        return Arbitraries.strings()
                .withCharRange('a', 'z')
                .withChars(" üЖ-")
                .ofMinLength(1)
                .ofMaxLength(60)
                .filter(s -> !s.isBlank())
                .list()
                .ofMaxSize(12);
    }

    @Property
    void theMarkerAlwaysFitsAndNoCategoryIsCut(@ForAll("names") java.util.List<String> names) {
        String text = CategoryText.write(true, "", categories(names), LANE, "; ");

        assertThat(text).startsWith("D365").hasSizeLessThanOrEqualTo(255);
        assertThat(CategoryText.isMarked(text, LANE)).isTrue();
        assertThat(HashSet.ofAll(names).map(n -> new Category(n)))
                .containsAll(CategoryText.read(text).remove(new Category("D365")));
    }

    @Example
    void bothSeparatorsAreReadAndOursAreLeftOut() {
        assertThat(CategoryText.users("d365; Red,Key account ;D365 WAITS,red", LANE))
                .isEqualTo(Value.Entries.of(
                        List.of(new Value.Entry("red", "", "Red"), new Value.Entry("key account", "", "Key account"))));
    }

    @Example
    void statusCategoriesSurviveTheMarker() {
        assertThat(CategoryText.write(false, "D365;D365 waits;Old", categories(List.of("New")), LANE, ";"))
                .isEqualTo("D365 waits;New");
    }

    @Property
    void theUsersNotesAreNeverTouched(
            @ForAll String above, @ForAll String below, @ForAll("names") java.util.List<String> people) {
        Value attendees = Value.Entries.of(Vector.ofAll(people)
                .map(n -> new Value.Entry(n.replace(' ', '.') + "@x.example", "REQUIRED", n)));
        String written = NotesBlock.write(above, attendees);
        String again = NotesBlock.write(written + below, attendees);

        assertThat(written).startsWith(above);
        assertThat(again).isEqualTo(written + below);
        assertThat(NotesBlock.write(written, Value.NOTHING)).isEqualTo(above);
    }
}
