package io.axpsync.exchange.ews.internal;

import io.vavr.control.Option;
import io.vavr.control.Try;
import java.util.EnumSet;
import microsoft.exchange.webservices.data.core.enumeration.service.EffectiveRights;
import org.jspecify.annotations.Nullable;

/** Effective rights of folders and items as the library holds them. */
final class Rights {

    private Rights() {}

    /** None where the server did not tell: they are null then in the library. */
    static Option<EnumSet<EffectiveRights>> told(Getter getter) {
        return Try.of(() -> Option.of(getter.get())).toOption().flatMap(rights -> rights);
    }

    /** Those that the server told. */
    static EnumSet<EffectiveRights> of(Getter getter) {
        return told(getter).getOrElse(EnumSet.noneOf(EffectiveRights.class));
    }

    /** A getter of the library. */
    interface Getter {
        @Nullable EnumSet<EffectiveRights> get() throws Exception;
    }
}
