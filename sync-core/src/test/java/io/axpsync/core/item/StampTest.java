package io.axpsync.core.item;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StampTest {

    @Test
    void aStampIsReadAsItWasWritten() {
        Stamp bare = Stamp.of("inst-1", new LinkId("abc"));
        Stamp full = bare.on(ItemRef.d365("nord/ACT;000 1"));
        assertThat(Stamp.parse(bare.text())).containsExactly(bare);
        assertThat(Stamp.parse(full.text())).containsExactly(full);
        assertThat(full.text()).isEqualTo("axp1;inst-1;abc;nord/ACT;000 1");
    }

    @Test
    void anotherProductsEntryIdIsNoStamp() {
        assertThat(Stamp.parse("00000000A1B2C3")).isEmpty();
        assertThat(Stamp.parse("axp1;only")).isEmpty();
    }
}
