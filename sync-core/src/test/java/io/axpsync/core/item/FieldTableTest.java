package io.axpsync.core.item;

import static org.assertj.core.api.Assertions.assertThat;

import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import org.junit.jupiter.api.Test;

class FieldTableTest {

    private static final Map<Field, String> MAP =
            LinkedHashMap.of(Field.TIME_ZONE, "last", Field.SUBJECT, "first", Field.BODY, "second");

    @Test
    void aTableSaysWhatItsMapSays() {
        FieldTable<String> table = FieldTable.of(MAP);
        for (Field field : Field.catalogue()) {
            assertThat(table.get(field)).isEqualTo(MAP.get(field));
        }
        assertThat(table.map()).isEqualTo(MAP);
    }

    @Test
    void aMapIsMadeOfWhatThereIs() {
        FieldTable<String> table = FieldTable.of(field -> MAP.get(field).getOrNull());
        assertThat(table.map()).isEqualTo(MAP);
        assertThat(table.at(Field.LOCATION)).isNull();
    }

    @Test
    void tablesOfTheSameAreEqualHoweverTheyWereMade() {
        FieldTable<String> one = FieldTable.of(MAP);
        assertThat(FieldTable.of(field -> MAP.get(field).getOrNull()))
                .isEqualTo(one)
                .hasSameHashCodeAs(one);
        assertThat(FieldTable.of(MAP.remove(Field.BODY))).isNotEqualTo(one);
    }
}
