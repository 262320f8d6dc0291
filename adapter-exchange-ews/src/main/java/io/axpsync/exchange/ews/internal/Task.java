package io.axpsync.exchange.ews.internal;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.ItemVersion;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Reason;
import io.axpsync.core.port.Look;
import io.axpsync.core.port.Outcome;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.Write;
import io.axpsync.exchange.ews.internal.wire.Failures;
import io.axpsync.exchange.ews.internal.wire.Fault;
import io.vavr.control.Either;
import io.vavr.control.Option;

/** One write on its way, until it has an outcome. */
final class Task {

    final Write write;
    Option<Outcome> outcome = Option.none();
    Option<Recollection> before = Option.none();

    /** Where the item is, once it was written: it is read back from there. */
    Option<ItemRef> at = Option.none();

    /** Whether the item itself was written, so that the expected version is not the newest any more. */
    boolean masterWritten;

    /** Whether its version was checked by a write of our own just before. */
    boolean restoring;

    Task(Write write) {
        this.write = write;
    }

    boolean open() {
        return outcome.isEmpty();
    }

    Lane lane() {
        return write.lane();
    }

    /** The item that an update or a removal is about. */
    ItemRef ref() {
        return write instanceof Write.Update u ? u.ref() : ((Write.Remove) write).ref();
    }

    ItemVersion expected() {
        return write instanceof Write.Update u ? u.expected() : ((Write.Remove) write).expected();
    }

    Look look(ItemRef ref) {
        return new Look(lane(), write.window(), ref, Option.none());
    }

    /** What was made is never refused: it is there, and what it lacks is written when it is found again. */
    void refuse(PortFailure failure) {
        boolean made = write instanceof Write.Create && at.isDefined();
        outcome = Option.some(made ? new Outcome.Lost(failure.reason()) : new Outcome.Refused(failure));
    }

    void lose(String why) {
        outcome = Option.some(new Outcome.Lost(
                Reason.of("ews-answer-lost", what() + ": " + why, "nothing to do: it is looked for by its stamp")));
    }

    /** The request that should have written it failed. */
    void failed(Fault fault) {
        if (fault.leavesDoubt()) {
            lose(fault.message());
        } else {
            refuse(Failures.of(fault, what()));
        }
    }

    /** Takes what a read before the write says; refuses unless it is there in the expected version. */
    void judge(Either<PortFailure, Observed> read) {
        if (read.isLeft()) {
            refuse(read.getLeft());
        } else if (read.get() instanceof Observed.Gone) {
            refuse(new PortFailure.Missing(
                    Reason.of("ews-not-found", what() + ": it is gone", "check that it still exists")));
        } else if (!version(read.get()).equals(expected())) {
            refuse(new PortFailure.Stale(
                    Reason.of("ews-stale", what() + ": it was changed meanwhile", "nothing to do: it is read anew")));
        } else if (read.get() instanceof Observed.Unreadable u && write instanceof Write.Update) {
            refuse(new PortFailure.Rejected(u.reason()));
        }
    }

    private static ItemVersion version(Observed seen) {
        return seen instanceof Observed.Present present ? present.version() : ((Observed.Unreadable) seen).version();
    }

    /** Takes what a read after the write says. */
    void readBack(Either<PortFailure, Observed> read) {
        if (read.isRight() && read.get() instanceof Observed.Present present) {
            outcome = Option.some(new Outcome.Written(present));
        } else {
            lose("it was written, but could not be read back");
        }
    }

    String what() {
        String verb = write instanceof Write.Create ? "create" : write instanceof Write.Update ? "update" : "removal";
        String kind = switch (lane().kind()) {
            case TASK -> "task";
            case CONTACT -> "contact";
            case MESSAGE -> "message";
            case APPOINTMENT -> "appointment";
        };
        String item = write instanceof Write.Create
                ? (kind.equals("appointment") ? "an " : "a ") + kind
                : kind + " " + ref().id();
        return verb + " of " + item + " in " + Folders.holder(lane());
    }
}
