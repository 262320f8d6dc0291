package io.axpsync.exchange.ews.internal;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Notify;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Value;
import io.axpsync.core.port.PortFailure;
import io.axpsync.exchange.ews.internal.wire.Fault;
import io.axpsync.exchange.ews.internal.wire.Gateway;
import io.axpsync.exchange.ews.internal.wire.MailboxService;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import java.util.ArrayList;
import java.util.List;
import microsoft.exchange.webservices.data.core.enumeration.service.ConflictResolutionMode;
import microsoft.exchange.webservices.data.core.enumeration.service.DeleteMode;
import microsoft.exchange.webservices.data.core.enumeration.service.SendCancellationsMode;
import microsoft.exchange.webservices.data.core.enumeration.service.SendInvitationsOrCancellationsMode;
import microsoft.exchange.webservices.data.property.complex.AppointmentOccurrenceId;
import microsoft.exchange.webservices.data.property.complex.ItemId;

/**
 * The exceptions of series, after their masters were written: each occurrence by its place in the series, fifty to a
 * request. Occurrences have no version that could be expected; that of the master is looked at just before.
 */
final class SeriesWriting {

    private final Gateway gateway;
    private final Reading reading;

    SeriesWriting(Gateway gateway, Reading reading) {
        this.gateway = gateway;
        this.reading = reading;
    }

    private record Change(Task task, String zone, SeriesGoal.Step step) {}

    void write(Vector<Task> tasks) {
        Vector<Task> concerned =
                tasks.filter(task -> task.open() && task.at.isDefined() && SeriesGoal.hasExceptions(task.write));
        Vector<Change> changes = reading.fetch(concerned.map(task -> task.look(task.at.get())))
                .zip(concerned)
                .toVector()
                .flatMap(t -> changes(t._2, t._1));
        for (Vector<Change> group : changes.groupBy(change -> List.of(
                        change.task().lane().mailbox().address(),
                        change.task().write.notice()))
                .values()) {
            send(group.filter(change -> change.step().cancels()), SeriesWriting::cancelled);
            send(group.reject(change -> change.step().cancels()), SeriesWriting::updated);
        }
    }

    private Vector<Change> changes(Task task, Either<PortFailure, Observed> read) {
        if (read.isLeft() || !(read.get() instanceof Observed.Present present)) {
            task.lose("its exceptions could not be written, since it could not be read");
            return Vector.empty();
        }
        Item goal = SeriesGoal.after(task.write);
        Item now = present.item().get();
        if (!task.masterWritten && !present.version().equals(task.expected())) {
            task.refuse(new PortFailure.Stale(Reason.of(
                    "ews-stale", task.what() + ": it was changed meanwhile", "nothing to do: it is read anew")));
        } else if (!(now.value(Field.PERIOD) instanceof Value.Recurring)) {
            task.lose("it is no series any more");
        } else if (SeriesGoal.keepsCancelled(goal, now)) {
            task.refuse(new PortFailure.Rejected(Reason.of(
                    "series-restore",
                    task.what() + ": EXCEPTIONS: Exchange does not bring back a cancelled occurrence",
                    "add an appointment of its own at that time")));
        } else {
            String zone = now.value(Field.PERIOD) instanceof Value.Recurring series
                            && !series.zone().isEmpty()
                    ? Zones.windows(series)
                    : Zones.windows(task.lane().mailbox().zone());
            return SeriesGoal.steps(goal, now).map(step -> new Change(task, zone, step));
        }
        return Vector.empty();
    }

    @FunctionalInterface
    private interface Sends {
        void send(MailboxService service, Seq<Change> changes, Notify notice) throws Exception;
    }

    private void send(Vector<Change> all, Sends how) {
        Vector<Change> changes = all.filter(change -> change.task().open());
        if (changes.isEmpty()) {
            return;
        }
        Notify notice = changes.get(0).task().write.notice();
        Seq<Either<Fault, Change>> sent =
                gateway.each(changes.get(0).task().lane().mailbox().address(), changes, true, (service, some) -> {
                    how.send(service, some, notice);
                    return some;
                });
        changes.zip(sent)
                .forEach(t -> t._2.peekLeft(fault -> {
                    if (t._1.task().open()) {
                        t._1.task().failed(fault);
                    }
                }));
    }

    private static void cancelled(MailboxService service, Seq<Change> changes, Notify notice) throws Exception {
        List<ItemId> ids = new ArrayList<>();
        for (Change change : changes) {
            ids.add(id(change));
        }
        service.deleteItems(
                ids,
                DeleteMode.MoveToDeletedItems,
                notice == Notify.NOBODY ? SendCancellationsMode.SendToNone : SendCancellationsMode.SendToAllAndSaveCopy,
                null);
    }

    private static void updated(MailboxService service, Seq<Change> changes, Notify notice) throws Exception {
        List<microsoft.exchange.webservices.data.core.service.item.Item> drafts = new ArrayList<>();
        for (Change change : changes) {
            drafts.add(Drafts.occurrence(service, id(change), change.step().fields(), change.zone()));
        }
        service.updateItems(
                drafts,
                null,
                ConflictResolutionMode.AlwaysOverwrite,
                null,
                notice == Notify.NOBODY
                        ? SendInvitationsOrCancellationsMode.SendToNone
                        : SendInvitationsOrCancellationsMode.SendToAllAndSaveCopy);
    }

    private static ItemId id(Change change) throws Exception {
        ItemRef master = change.task().at.get();
        return new AppointmentOccurrenceId(
                master.id(), change.step().occurrence().index());
    }
}
