package io.axpsync.core.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.ItemVersion;
import io.axpsync.core.item.LinkId;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Stamp;
import io.axpsync.core.item.Value;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Which items that have no link are the same thing. */
class LinkMatcherTest {

    private static final Instant TEN = Instant.parse("2026-03-03T10:00:00Z");
    private static final Stamp STAMP = Stamp.of("inst", new LinkId("link"));

    @Test
    void theSameStampMakesAPair() {
        Observed.Present row = row("nord/1").withStamp(Option.some(STAMP));
        Observed.Present event = event("e").withStamp(Option.some(STAMP.on(ItemRef.d365("nord/9"))));

        assertThat(LinkMatcher.match(Vector.of(row), Vector.of(event)))
                .containsExactly(new Pairing.Matched(row, event, MatchRule.STAMP));
    }

    @Test
    void anEventWhoseStampNamesTheRowBelongsToItAlsoWhereRowsCarryNoStamps() {
        Observed.Present row = row("nord/1");
        Observed.Present event = event("e").withStamp(Option.some(STAMP.on(row.ref())));

        assertThat(LinkMatcher.match(Vector.of(row, row("nord/2")), Vector.of(event))
                        .head())
                .isEqualTo(new Pairing.Matched(row, event, MatchRule.STAMP));
    }

    @Test
    void whatOneRuleSettledNoOtherTakesUp() {
        Observed.Present row = named(row("nord/1"), "Offer").withNaturalKey(Option.some("uid:1"));
        Observed.Present event = event("e").withNaturalKey(Option.some("uid:1"));
        Observed.Present namesake = named(event("f"), "Offer");

        assertThat(LinkMatcher.match(Vector.of(row), Vector.of(event, namesake)))
                .containsExactly(
                        new Pairing.Matched(row, event, MatchRule.NATURAL_KEY),
                        new Pairing.OneSided(Side.EXCHANGE, namesake));
    }

    @Test
    void severalCandidatesAreDisputedForEachMarkedItemOfBothSides() {
        Observed.Present row = named(row("nord/1"), "Offer");
        Observed.Present first = named(event("e"), "Offer");
        Observed.Present second = named(event("f"), "offer ").withMarked(false);

        Seq<Pairing> found = LinkMatcher.match(Vector.of(row), Vector.of(first, second));

        assertThat(found)
                .containsExactly(
                        new Pairing.Disputed(Side.D365, row, Vector.of(first, second), MatchRule.PERIOD_AND_SUBJECT),
                        new Pairing.Disputed(Side.EXCHANGE, first, Vector.of(row), MatchRule.PERIOD_AND_SUBJECT));
    }

    @Test
    void twoItemsOfWhichNoneIsMarkedAreNobodysBusiness() {
        Observed.Present row = named(row("nord/1"), "Offer").withMarked(false);
        Observed.Present event = named(event("e"), "Offer").withMarked(false);

        assertThat(LinkMatcher.match(Vector.of(row), Vector.of(event))).isEmpty();
    }

    @Test
    void aTimeAloneMakesNoPair() {
        Observed.Present row = named(row("nord/1"), " ");
        Observed.Present event = named(event("e"), "");

        assertThat(LinkMatcher.match(Vector.of(row), Vector.of(event)))
                .containsExactly(new Pairing.OneSided(Side.D365, row), new Pairing.OneSided(Side.EXCHANGE, event));
    }

    private static Observed.Present row(String id) {
        return present(ItemRef.d365(id));
    }

    private static Observed.Present event(String id) {
        return present(ItemRef.exchange(id));
    }

    private static Observed.Present named(Observed.Present item, String title) {
        return item.withTitle(title).withPeriod(new Value.Period(TEN, TEN.plusSeconds(3600)));
    }

    private static Observed.Present present(ItemRef ref) {
        return Observed.Present.builder()
                .ref(ref)
                .version(new ItemVersion("1"))
                .marked(true)
                .build();
    }
}
