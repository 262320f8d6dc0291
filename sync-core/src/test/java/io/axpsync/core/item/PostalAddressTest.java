package io.axpsync.core.item;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostalAddressTest {

    private static PostalAddress vienna(String slot, String country) {
        return new PostalAddress(slot, "Ringstraße 1\nStiege 2", "Wien", "", "1010", country);
    }

    @ParameterizedTest
    @CsvSource({
        "AT, AT",
        "aut, AT",
        "Österreich, AT",
        "oesterreich, ",
        "AUSTRIA, AT",
        "Autriche, AT",
        "Deutschland, DE",
        "USA, US",
        "United States, US",
        "UK, GB",
        "Atlantis, "
    })
    void aCountryIsKnownByCodeAndByName(String written, String code) {
        assertThat(Countries.code(written).getOrNull()).isEqualTo(code);
    }

    @Test
    void slotCaseLinesAndTheNameOfTheCountryAreNoChange() {
        String key = vienna("business", "Österreich").entry("").key();
        assertThat(vienna("home", "AUT").entry("").key()).isEqualTo(key);
        assertThat(new PostalAddress("", "RINGSTRAßE 1 Stiege 2", "WIEN ", "", "1010", "")
                        .entry("AT")
                        .key())
                .isEqualTo(key);
        assertThat(vienna("home", "Deutschland").entry("").key()).isNotEqualTo(key);
    }

    @Test
    void eachPartCounts() {
        PostalAddress a = new PostalAddress("home", "1", "2", "3", "4", "AT");
        assertThat(java.util.List.of(
                        new PostalAddress("home", "x", "2", "3", "4", "AT"),
                        new PostalAddress("home", "1", "x", "3", "4", "AT"),
                        new PostalAddress("home", "1", "2", "x", "4", "AT"),
                        new PostalAddress("home", "1", "2", "3", "x", "AT")))
                .allSatisfy(b ->
                        assertThat(b.entry("").key()).isNotEqualTo(a.entry("").key()));
        assertThat(new PostalAddress("home", "", " ", "", "", "").isEmpty()).isTrue();
        assertThat(a.isEmpty()).isFalse();
    }

    @Property
    void theLabelKeepsEveryPartAsWritten(
            @ForAll String street, @ForAll String city, @ForAll String region, @ForAll String code) {
        PostalAddress address = new PostalAddress("other", street, city, region, code + ";\\;\\\\n", "Österreich");
        assertThat(PostalAddress.of(address.entry("AT"))).isEqualTo(address);
    }
}
