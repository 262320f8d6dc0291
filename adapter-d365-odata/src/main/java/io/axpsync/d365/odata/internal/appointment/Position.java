package io.axpsync.d365.odata.internal.appointment;

import io.axpsync.core.change.Checkpoint;
import io.axpsync.core.item.Window;
import io.vavr.control.Option;
import io.vavr.control.Try;
import java.time.Instant;

/**
 * Where the feed of a lane stands.
 *
 * @param versions whether the companion's change feed was read; positions of the two feeds cannot be exchanged
 * @param at server time up to which everything was seen
 * @param window what the lane was observed for, because the strip by which it moves is asked for apart
 */
record Position(boolean versions, Instant at, Window window) {

    private static final String SCHEME = "axp-d365-1";

    Checkpoint checkpoint() {
        return new Checkpoint(String.join(
                " ",
                SCHEME,
                versions ? "versions" : "edits",
                at.toString(),
                window.from().toString(),
                window.to().toString()));
    }

    /** None when the checkpoint was not made by this version. */
    static Option<Position> of(Checkpoint checkpoint) {
        String[] parts = checkpoint.token().split(" ", -1);
        boolean ours = parts.length == 5
                && parts[0].equals(SCHEME)
                && (parts[1].equals("versions") || parts[1].equals("edits"));
        return ours
                ? Try.of(() -> new Position(
                                parts[1].equals("versions"),
                                Instant.parse(parts[2]),
                                new Window(Instant.parse(parts[3]), Instant.parse(parts[4]))))
                        .toOption()
                : Option.none();
    }
}
