package io.axpsync.store.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.axpsync.core.port.StateUntrusted;
import io.axpsync.store.jdbc.Secrets;
import io.vavr.collection.Vector;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class SealerTest {

    private static final byte[] TEXT = "Salary talk with Zoë".getBytes(StandardCharsets.UTF_8);
    private static final Keys KEYS = Keys.of(Secrets.OURS);
    private final Sealer sealer = new Sealer(KEYS.journalKeyId(), KEYS.journalKey());

    @Test
    void whatIsSealedIsOpenedAgain() {
        assertThat(sealer.open(sealer.seal(TEXT, "here"), "here", sealer.keyId()))
                .isEqualTo(TEXT);
    }

    @Test
    void theSameTextIsSealedDifferentlyEachTime() {
        assertThat(sealer.seal(TEXT, "here")).isNotEqualTo(sealer.seal(TEXT, "here"));
    }

    @Test
    void anotherPlaceDoesNotOpen() {
        assertRefused(sealer.seal(TEXT, "here"), "there", sealer.keyId(), "state-damaged");
    }

    @Test
    void everyChangedByteIsNoticed() {
        byte[] sealed = sealer.seal(TEXT, "here");
        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            assertRefused(changed, "here", sealer.keyId(), "state-damaged");
        }
    }

    @Test
    void everyCutIsNoticed() {
        byte[] sealed = sealer.seal(TEXT, "here");
        for (int length = 0; length < sealed.length; length++) {
            assertRefused(Arrays.copyOf(sealed, length), "here", sealer.keyId(), "state-damaged");
        }
    }

    @Test
    void aTextOfAnotherKeyIsToldApart() {
        Keys others = Keys.of(Secrets.ANOTHER);
        byte[] sealed = new Sealer(others.journalKeyId(), others.journalKey()).seal(TEXT, "here");
        assertRefused(sealed, "here", others.journalKeyId(), "secret-wrong");
    }

    @Test
    void keysDifferByPurposeAndBySecretAndTheirIdsDoToo() {
        Keys others = Keys.of(Secrets.ANOTHER);
        assertThat(Vector.of(KEYS, others)
                        .flatMap(keys ->
                                Vector.of(keys.fingerprintKey(), keys.journalKey(), keys.chainKey(), keys.check()))
                        .map(HexFormat.of()::formatHex))
                .hasSize(8)
                .doesNotHaveDuplicates();
        assertThat(Vector.of(KEYS, others).flatMap(keys -> Vector.of(keys.fingerprintKeyId(), keys.journalKeyId())))
                .hasSize(4)
                .doesNotHaveDuplicates();
    }

    private void assertRefused(byte[] sealed, String place, String keyId, String code) {
        assertThatThrownBy(() -> sealer.open(sealed, place, keyId))
                .asInstanceOf(InstanceOfAssertFactories.type(StateUntrusted.class))
                .returns(code, e -> e.reason().code());
    }
}
