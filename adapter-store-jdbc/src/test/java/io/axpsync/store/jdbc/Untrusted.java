package io.axpsync.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.axpsync.core.port.StateUntrusted;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ObjectAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What users see when the state cannot be trusted. */
final class Untrusted {

    private Untrusted() {}

    /** Refused for this reason, naming what it is about, telling what to do, and without technical noise. */
    static ObjectAssert<StateUntrusted> assertUntrusted(String code, String about, ThrowingCallable call) {
        return assertThatThrownBy(call)
                .asInstanceOf(InstanceOfAssertFactories.type(StateUntrusted.class))
                .satisfies(e -> {
                    assertThat(e.reason().code()).isEqualTo(code);
                    assertThat(e.reason().text()).contains(about);
                    assertThat(e.reason().remedy()).isNotBlank();
                    assertThat(e.getMessage()).doesNotContain("Exception", "\n", "jdbc:", "a-password-of-tests");
                });
    }
}
