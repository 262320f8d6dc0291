package io.axpsync.d365.odata.internal.contact;

import io.axpsync.core.change.Checkpoint;
import io.vavr.control.Option;
import io.vavr.control.Try;
import java.time.Instant;

/**
 * Where the feed of a lane of contacts stands.
 *
 * @param feed see {@link PersonFeatures#feed()}
 * @param at server time up to which everything was seen
 */
record PersonPosition(String feed, Instant at) {

    private static final String SCHEME = "axp-d365-contacts-1";

    Checkpoint checkpoint() {
        return new Checkpoint(String.join(" ", SCHEME, feed, at.toString()));
    }

    /** None when the checkpoint was not made by this version. */
    static Option<PersonPosition> of(Checkpoint checkpoint) {
        String[] parts = checkpoint.token().split(" ", -1);
        return parts.length == 3 && parts[0].equals(SCHEME)
                ? Try.of(() -> new PersonPosition(parts[1], Instant.parse(parts[2])))
                        .toOption()
                : Option.none();
    }
}
