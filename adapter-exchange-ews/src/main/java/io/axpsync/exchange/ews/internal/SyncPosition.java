package io.axpsync.exchange.ews.internal;

import io.axpsync.core.change.Checkpoint;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Window;
import io.vavr.control.Option;
import io.vavr.control.Try;
import java.time.Duration;
import java.time.Instant;

/**
 * What our checkpoints hold: Exchange's sync state, and what it was made for. The state itself knows no window.
 *
 * @param folder the folder's name; empty for the default calendar
 */
record SyncPosition(String mailbox, String folder, Window window, String state) {

    private static final String FORM = "axp-ews-1";

    static SyncPosition of(Lane lane, Window window, String state) {
        return new SyncPosition(lane.mailbox().address(), lane.folder().getOrElse(""), window, state);
    }

    /** None when it is not one of ours. */
    static Option<SyncPosition> parse(Checkpoint checkpoint) {
        String[] lines = checkpoint.token().split("\n", -1);
        return Option.when(lines.length == 6 && lines[0].equals(FORM), lines)
                .flatMap(l -> Try.of(() -> new SyncPosition(
                                l[1], l[2], new Window(Instant.parse(l[3]), Instant.parse(l[4])), l[5]))
                        .toOption())
                .filter(position -> !position.state().isEmpty());
    }

    /** Lines of text: none of the parts can hold a line end. */
    Checkpoint checkpoint() {
        return new Checkpoint(String.join(
                "\n",
                FORM,
                mailbox,
                folder,
                window.from().toString(),
                window.to().toString(),
                state));
    }

    boolean isOf(Lane lane) {
        return mailbox.equalsIgnoreCase(lane.mailbox().address())
                && folder.equals(lane.folder().getOrElse(""));
    }

    /** Whether it was made for that window, or one that is off by no more than the slack at either end. */
    boolean shows(Window asked, Duration slack) {
        return near(window.from(), asked.from(), slack) && near(window.to(), asked.to(), slack);
    }

    private static boolean near(Instant one, Instant other, Duration slack) {
        return Duration.between(one, other).abs().compareTo(slack) <= 0;
    }
}
