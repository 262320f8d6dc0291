package io.axpsync.core.item;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContactPointTest {

    @ParameterizedTest
    @CsvSource({
        "0664 1234567,          AT, +436641234567",
        "+43 (664) 123-45 67,   AT, +436641234567",
        "0043 664 1234567,      DE, +436641234567",
        "(02) 9876 5432,        AU, +61298765432",
        "030/901820,            DE, +4930901820",
        "044 668 18 00,         CH, +41446681800",
        "+1-202-555-0100 ext 7, AT, +12025550100;ext=7",
        "202-555-0100,          US, +12025550100",
        "'0664 1234567',        '', 06641234567",
        "ask Eva,               AT, askeva"
    })
    void aNumberIsComparedInE164OfItsCountry(String written, String country, String key) {
        assertThat(ContactPoint.phone("business", written, country).key()).isEqualTo(key);
    }

    @Test
    void spellingAndSlotAreNoChange() {
        Value one = Value.Entries.of(io.vavr.collection.List.of(ContactPoint.phone("business", "0664/1234567", "AT")));
        Value other =
                Value.Entries.of(io.vavr.collection.List.of(ContactPoint.phone("mobile", "+43 664 123 45 67", "DE")));
        assertThat(NormalForm.same(Field.PHONES, one, other)).isTrue();
        Value mail = Value.Entries.of(io.vavr.collection.List.of(ContactPoint.email("email1", "Anna@Nord.example")));
        Value moved = Value.Entries.of(io.vavr.collection.List.of(ContactPoint.email("email3", "anna@nord.EXAMPLE ")));
        assertThat(NormalForm.same(Field.EMAILS, mail, moved)).isTrue();
    }

    @Property
    void theLabelKeepsSlotAndSpelling(@ForAll String text) {
        String written = NormalForm.line(text);
        assertThat(ContactPoint.of(ContactPoint.phone("home2", text, "AT")))
                .isEqualTo(new ContactPoint("home2", written));
        assertThat(ContactPoint.of(ContactPoint.email("", text))).isEqualTo(new ContactPoint("", written));
    }

    @Test
    void aThousandNumbersInOneFieldAreOneTextOfBoundedLength() {
        Value.Entry entry = ContactPoint.phone("other", "0664 1234567, ".repeat(1000), "AT");
        assertThat(entry.key()).hasSize(ContactPoint.MAX_KEY);
        assertThat(ContactPoint.of(entry).written()).hasSizeGreaterThan(10_000);
    }

    @Test
    void anEntryWithoutALabelIsWrittenAsItsKey() {
        assertThat(ContactPoint.of(new Value.Entry("a@b.example", "", "")))
                .isEqualTo(new ContactPoint("", "a@b.example"));
    }
}
