package io.axpsync.core.item;

import static org.assertj.core.api.Assertions.assertThat;

import io.vavr.Tuple;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import org.junit.jupiter.api.Test;

class CardSlotsTest {

    private static final Seq<String> SLOTS = Vector.of("business", "mobile", "home", "other");

    @Test
    void whatStaysKeepsItsPlaceAndSpelling() {
        Map<String, Value.Entry> there = there("home", "0664 1234567");
        assertThat(CardSlots.changes(SLOTS, there, set(phone("business", "+43 664 1234567"))))
                .isEmpty();
    }

    @Test
    void aCorrectedNumberTakesThePlaceOfTheOldOne() {
        Map<String, Value.Entry> there = there("mobile", "0664 1234567", "home", "01 5880021");
        assertThat(after(there, set(phone("", "0664 7654321"), phone("home", "01 5880021"))))
                .isEqualTo("home=01 5880021, mobile=0664 7654321");
    }

    @Test
    void ofTwoPlacesThatAreLeftEachTakesTheOneItNames() {
        Map<String, Value.Entry> there = there("business", "01 5880021", "mobile", "0664 1234567");
        assertThat(after(there, set(phone("mobile", "0664 7654321"), phone("business", "01 5880022"))))
                .isEqualTo("business=01 5880022, mobile=0664 7654321");
    }

    @Test
    void oneThatIsAddedGoesToThePlaceItNamesWhereThatIsFreeElseToTheFirstFreeOne() {
        Map<String, Value.Entry> there = there("business", "01 5880021");
        assertThat(after(there, set(phone("", "01 5880021"), phone("other", "01 5880022"), phone("", "01 5880023"))))
                .isEqualTo("business=01 5880021, mobile=01 5880023, other=01 5880022");
        assertThat(after(there, set(phone("", "01 5880021"), phone("business", "01 5880022"))))
                .isEqualTo("business=01 5880021, mobile=01 5880022");
    }

    @Test
    void oneThatStandsInTwoPlacesIsTakenOutOfBoth() {
        Map<String, Value.Entry> there = there("business", "01 5880021", "home", "+43 1 5880021");
        assertThat(CardSlots.changes(SLOTS, there, Value.NOTHING).mapValues(Option::isEmpty))
                .isEqualTo(LinkedHashMap.of("business", true, "home", true));
        assertThat(CardSlots.changes(SLOTS, there, set(phone("", "01 5880021"))))
                .isEmpty();
    }

    @Test
    void whatHasNoPlaceLeftIsLeftOut() {
        Value.Entries wanted = set(
                phone("", "01 5880021"),
                phone("", "01 5880022"),
                phone("", "01 5880023"),
                phone("", "01 5880024"),
                phone("", "01 5880025"));
        assertThat(CardSlots.changes(SLOTS, LinkedHashMap.empty(), wanted)).hasSize(4);
    }

    private static Value.Entry phone(String slot, String number) {
        return ContactPoint.phone(slot, number, "AT");
    }

    private static Value.Entries set(Value.Entry... entries) {
        return Value.Entries.of(Vector.of(entries));
    }

    private static Map<String, Value.Entry> there(String... slotsAndNumbers) {
        return Vector.of(slotsAndNumbers)
                .grouped(2)
                .toVector()
                .toLinkedMap(pair -> Tuple.of(pair.head(), phone(pair.head(), pair.last())));
    }

    private static String after(Map<String, Value.Entry> there, Value wanted) {
        Map<String, Value.Entry> after = there;
        for (var change : CardSlots.changes(SLOTS, there, wanted)) {
            after = change._2.isDefined() ? after.put(change._1, change._2.get()) : after.remove(change._1);
        }
        return after.toVector()
                .map(t -> t._1 + "=" + ContactPoint.of(t._2).written())
                .sorted()
                .mkString(", ");
    }
}
