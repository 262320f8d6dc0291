package io.axpsync.d365.odata.internal.appointment;

import io.axpsync.core.port.Outcome;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.Write;
import io.axpsync.d365.odata.internal.http.Trouble;
import io.axpsync.d365.odata.internal.service.Key;
import io.vavr.control.Option;

/** One write on its way: what is known of its activity so far, and what became of it. */
final class Job {

    final Write write;
    private Option<Key> key = Option.none();
    private Option<Activity> before = Option.none();
    private Option<Outcome> outcome = Option.none();
    private boolean unlinked;
    private boolean made;

    Job(Write write) {
        this.write = write;
        if (write instanceof Write.Update update) {
            key = Activity.key(update.ref());
        } else if (write instanceof Write.Remove remove) {
            key = Activity.key(remove.ref());
        }
    }

    String what() {
        return key.map(Reading::what)
                .getOrElse("an activity for worker " + write.lane().mailbox().personnelNumber());
    }

    boolean isOpen() {
        return outcome.isEmpty();
    }

    Option<Key> key() {
        return key;
    }

    Option<Activity> before() {
        return before;
    }

    /** Whether its row was there before this call made it: an earlier delivery of the same create. */
    boolean isMade() {
        return made;
    }

    void foundMade(Key row) {
        key = Option.some(row);
        made = true;
    }

    void madeAs(Key row) {
        key = Option.some(row);
    }

    /** Whether it is known that nothing is associated with its activity. */
    boolean isUnlinked() {
        return unlinked;
    }

    void hasNoLinks() {
        unlinked = true;
    }

    void knows(Activity activity) {
        before = Option.some(activity);
    }

    void ends(Outcome end) {
        outcome = Option.some(end);
    }

    void refused(PortFailure failure) {
        ends(new Outcome.Refused(failure));
    }

    /** A request that was sent without an answer may have taken effect; one that was refused has not. */
    void failed(Trouble trouble) {
        ends(
                trouble.isUncertain()
                        ? new Outcome.Lost(trouble.failure().reason())
                        : new Outcome.Refused(trouble.failure()));
    }

    Outcome outcome() {
        return outcome.getOrElseThrow(() -> new IllegalStateException("a write was forgotten: " + what()));
    }
}
