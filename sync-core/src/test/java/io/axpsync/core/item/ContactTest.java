package io.axpsync.core.item;

import static org.assertj.core.api.Assertions.assertThat;

import io.vavr.collection.LinkedHashMap;
import org.junit.jupiter.api.Test;

class ContactTest {

    private static final Item NOBODY = Item.empty(Kind.CONTACT);

    @Test
    void aContactIsCalledByItsNameElseByItsNicknameElseByItsCompany() {
        Item company = NOBODY.with(Field.COMPANY, Value.text("Nordwind AG"));
        Item nick = company.with(Field.NICKNAME, Value.text("Resi"));
        assertThat(NOBODY.title()).isEmpty();
        assertThat(company.title()).isEqualTo("Nordwind AG");
        assertThat(nick.title()).isEqualTo("Resi");
        assertThat(nick.with(Field.FAMILY_NAME, Value.text(" Huber"))
                        .with(Field.GIVEN_NAME, Value.text("Anna"))
                        .title())
                .isEqualTo("Anna Huber");
    }

    @Test
    void aContactHasNoPeriodAndATaskNoBirthday() {
        assertThat(Field.of(Kind.CONTACT))
                .contains(Field.BODY, Field.EMAILS, Field.GENDER, Field.SENSITIVITY, Field.CATEGORIES)
                .doesNotContain(Field.PERIOD, Field.SUBJECT, Field.ATTENDEES);
        assertThat(Field.of(Kind.TASK)).doesNotContain(Field.BIRTHDAY, Field.EMAILS);
    }

    @Test
    void aTableIsNoLongerThanWhatItHolds() {
        FieldTable<String> one = FieldTable.of(LinkedHashMap.of(Field.SUBJECT, "x"));
        assertThat(one.at(Field.GENDER)).isNull();
        assertThat(one).isEqualTo(FieldTable.of(f -> f == Field.SUBJECT ? "x" : null));
    }
}
