package io.axpsync.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.item.Capabilities;
import io.axpsync.core.item.Capabilities.Holding;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.item.Withheld;
import io.vavr.collection.HashMap;
import io.vavr.control.Option;
import org.junit.jupiter.api.Test;

/** What D365 gets to see: ten characters of a subject, in this test. */
class ProjectionTest {

    private static final Capabilities TEN = Capabilities.builder()
            .fields(HashMap.of(Field.SUBJECT, Holding.upTo(10)))
            .build();
    private final Projection projection =
            new Projection(new Sides(TEN, TEN), SyncRules.builder().build());

    @Test
    void aTextThatJustFitsIsWhole() {
        assertThat(shown("0123456789")).isEqualTo(new Projection.Projected(Value.text("0123456789"), Option.none()));
    }

    @Test
    void aTextThatIsTooLongByOneIsCutAndMarked() {
        assertThat(shown("0123456789A"))
                .isEqualTo(new Projection.Projected(Value.text("012345 […]"), Option.some(Withheld.CUT)));
    }

    @Test
    void aCharacterOfTwoUnitsIsNotCutInHalf() {
        assertThat(shown("01234😀789AB").value()).isEqualTo(Value.text("01234 […]"));
        assertThat(shown("0123😀6789AB").value()).isEqualTo(Value.text("0123😀 […]"));
    }

    @Test
    void aChoiceBecomesTheNearestThatTheSideKnowsAndNothingWhereNoneIsNear() {
        Holding lacking = Holding.lacking(HashMap.of("OTHER", "", "PERSONAL", "PRIVATE"));
        assertThat(lacking.nearest(new Value.Choice("PERSONAL"))).isEqualTo(Value.choice("PRIVATE"));
        assertThat(lacking.nearest(new Value.Choice("OTHER"))).isEqualTo(Value.NOTHING);
        Capabilities side =
                Capabilities.builder().fields(HashMap.of(Field.GENDER, lacking)).build();
        Projection both =
                new Projection(new Sides(side, side), SyncRules.builder().build());
        Item person = Item.of(Kind.CONTACT, HashMap.of(Field.GENDER, Value.choice("OTHER")));
        assertThat(both.of(person, Field.GENDER, Side.D365).value()).isEqualTo(Value.NOTHING);
    }

    @Test
    void whatIsCutIsNamed() {
        assertThat(projection.withheld(item("0123456789A"), Side.D365))
                .isEqualTo(HashMap.of(Field.SUBJECT, Withheld.CUT));
        assertThat(projection.withheld(item("0123456789"), Side.D365)).isEmpty();
    }

    @Test
    void anEditBeforeTheMarkKeepsTheHiddenRest() {
        assertThat(uncut("01x345 […]")).isEqualTo(Option.some(Value.text("01x3456789A")));
    }

    @Test
    void anEditThatTookTheMarkAwayLeavesTheRestUnknown() {
        assertThat(uncut("01x345")).isEqualTo(Option.none());
    }

    @Test
    void whatWasNeverCutHasNoHiddenRest() {
        Value text = Value.text("0123456789A");
        assertThat(Projection.uncut(Field.SUBJECT, Value.text("x […]"), text, text))
                .isEqualTo(Option.none());
        assertThat(Projection.uncut(Field.SUBJECT, Value.NOTHING, Value.text("012345 […]"), text))
                .isEqualTo(Option.none());
    }

    @Test
    void aTextThatBecameShorterThanWhatWasShownHasNoHiddenRest() {
        assertThat(Projection.uncut(Field.SUBJECT, Value.text("x […]"), Value.text("012345 […]"), Value.text("0123")))
                .isEqualTo(Option.none());
        assertThat(Projection.uncut(Field.SUBJECT, Value.text("x […]"), Value.text("012345 […]"), Value.text("012345")))
                .isEqualTo(Option.some(Value.text("x")));
    }

    private static Option<Value> uncut(String edited) {
        return Projection.uncut(Field.SUBJECT, Value.text(edited), Value.text("012345 […]"), Value.text("0123456789A"));
    }

    private Projection.Projected shown(String subject) {
        return projection.of(item(subject), Field.SUBJECT, Side.D365);
    }

    private static Item item(String subject) {
        return Item.empty(Kind.APPOINTMENT).with(Field.SUBJECT, Value.text(subject));
    }
}
