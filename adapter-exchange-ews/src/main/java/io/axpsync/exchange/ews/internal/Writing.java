package io.axpsync.exchange.ews.internal;

import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Notify;
import io.axpsync.core.port.Outcome;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.Write;
import io.axpsync.exchange.ews.internal.wire.Fault;
import io.axpsync.exchange.ews.internal.wire.Gateway;
import io.axpsync.exchange.ews.internal.wire.MailboxService;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import microsoft.exchange.webservices.data.core.enumeration.service.ConflictResolutionMode;
import microsoft.exchange.webservices.data.core.enumeration.service.DeleteMode;
import microsoft.exchange.webservices.data.core.enumeration.service.SendCancellationsMode;
import microsoft.exchange.webservices.data.core.enumeration.service.SendInvitationsMode;
import microsoft.exchange.webservices.data.core.enumeration.service.SendInvitationsOrCancellationsMode;
import microsoft.exchange.webservices.data.core.service.item.Appointment;
import microsoft.exchange.webservices.data.core.service.item.Item;
import microsoft.exchange.webservices.data.property.complex.FolderId;
import microsoft.exchange.webservices.data.property.complex.ItemId;

/**
 * Writes, fifty to a request: whom Exchange mails is one attribute of a request, so items are grouped by mailbox and
 * notice. Answers hold ids only; what was written is read back. An update costs a read of its own only when nobody has
 * read the item in the version that it expects (see {@link Recollections}).
 */
final class Writing {

    private static final java.util.Set<String> NO_MOVE =
            java.util.Set.of("ErrorAccessDenied", "ErrorCannotDeleteObject", "ErrorMoveCopyFailed");

    private final Gateway gateway;
    private final Folders folders;
    private final Stamped stamped;
    private final Reading reading;
    private final Recollections recollections;
    private final SeriesWriting series;

    Writing(Gateway gateway, Folders folders, Stamped stamped, Reading reading, Recollections recollections) {
        this.gateway = gateway;
        this.folders = folders;
        this.stamped = stamped;
        this.reading = reading;
        this.recollections = recollections;
        this.series = new SeriesWriting(gateway, reading);
    }

    Seq<Outcome> write(Seq<Write> writes) {
        Vector<Task> tasks = writes.map(SeriesGoal::prepared).map(Task::new).toVector();
        tasks.forEach(task ->
                SeriesGoal.objection(task.write).forEach(reason -> task.refuse(new PortFailure.Rejected(reason))));
        groups(tasks, Write.Create.class, task -> task.lane().id()).forEach(this::found);
        groups(tasks, Write.Create.class, task -> List.of(task.lane().id(), task.write.notice()))
                .forEach(this::create);
        recall(tasks);
        groups(tasks.filter(task -> SeriesGoal.restores(task.write)), Write.Update.class, Writing::address)
                .forEach(this::forgetExceptions);
        groups(tasks, Write.Update.class, task -> List.of(address(task), task.write.notice(), task.restoring))
                .forEach(this::update);
        series.write(tasks);
        readBack(tasks);
        groups(tasks, Write.Remove.class, Writing::address).forEach(this::unchanged);
        groups(tasks, Write.Remove.class, task -> List.of(address(task), task.write.notice()))
                .forEach(group -> remove(group, DeleteMode.MoveToDeletedItems));
        tasks.filter(Task::open).forEach(task -> task.lose("no answer came"));
        return tasks.map(task -> task.outcome.get());
    }

    private static Seq<Vector<Task>> groups(Vector<Task> tasks, Class<?> verb, Function<Task, Object> key) {
        return tasks.filter(task -> task.open() && task.at.isEmpty() && verb.isInstance(task.write))
                .groupBy(key)
                .values()
                .toVector();
    }

    private static String address(Task task) {
        return task.lane().mailbox().address();
    }

    // ── Creates ──────────────────────────────────────────────────────────────────────────────────────────────────

    /** An earlier try may have made the item although its answer was lost: EWS knows no transaction ids. */
    private void found(Vector<Task> group) {
        Either<PortFailure, Map<String, ItemRef>> there = folders.id(
                        group.get(0).lane())
                .flatMap(folder -> stamped.find(
                        group.get(0).lane(),
                        Vector.of(folder),
                        group.map(task -> create(task).stamp())));
        for (Task task : group) {
            there.peekLeft(task::refuse)
                    .forEach(found -> task.at = found.get(Mapi.link(create(task).stamp())));
            task.masterWritten = true;
        }
    }

    private void create(Vector<Task> group) {
        Either<PortFailure, FolderId> folder = folders.of(group.get(0).lane());
        if (folder.isLeft()) {
            group.forEach(task -> task.refuse(folder.getLeft()));
            return;
        }
        SendInvitationsMode mode = group.get(0).write.notice() == Notify.NOBODY
                ? SendInvitationsMode.SendToNone
                : SendInvitationsMode.SendToAllAndSaveCopy;
        Seq<Either<Fault, ItemRef>> made = gateway.each(
                address(group.get(0)), group, true, (service, tasks) -> made(service, tasks, folder.get(), mode));
        settle(group, made);
    }

    private static Seq<ItemRef> made(MailboxService service, Seq<Task> tasks, FolderId folder, SendInvitationsMode mode)
            throws Exception {
        List<Item> drafts = new ArrayList<>();
        for (Task task : tasks) {
            drafts.add(Drafts.create(service, create(task)));
        }
        service.createItems(drafts, folder, null, mode);
        return Vector.ofAll(drafts)
                .map(draft -> AppointmentReading.ref(draft).getOrElse(ItemRef.exchange("(no id was told)")));
    }

    private static Write.Create create(Task task) {
        return (Write.Create) task.write;
    }

    // ── Updates ──────────────────────────────────────────────────────────────────────────────────────────────────

    /** Reads what is updated and not remembered in the expected version. */
    private void recall(Vector<Task> tasks) {
        Vector<Task> updates = tasks.filter(task -> task.open() && task.write instanceof Write.Update);
        Vector<Task> unknown = updates.filter(
                task -> recollections.of(task.ref(), task.expected()).isEmpty());
        reading.fetch(unknown.map(task -> task.look(task.ref()))).zip(unknown).forEach(t -> t._2.judge(t._1));
        for (Task task : updates.filter(Task::open)) {
            Write.Update update = (Write.Update) task.write;
            Recollection before = recollections.of(task.ref(), task.expected()).get();
            task.before = Option.some(before);
            Courtesy.objection(update, before).forEach(task::refuse);
            task.masterWritten = !Drafts.changesNothing(update, before);
            if (task.open() && Drafts.changesNothing(update, before)) {
                task.at = Option.some(task.ref());
            }
        }
    }

    private void update(Vector<Task> group) {
        SendInvitationsOrCancellationsMode mode = switch (group.get(0).write.notice()) {
            case NOBODY -> SendInvitationsOrCancellationsMode.SendToNone;
            case CONCERNED -> SendInvitationsOrCancellationsMode.SendToChangedAndSaveCopy;
            case EVERYBODY -> SendInvitationsOrCancellationsMode.SendToAllAndSaveCopy;
        };
        settle(
                group,
                gateway.each(address(group.get(0)), group, true, (service, tasks) -> updated(service, tasks, mode)));
    }

    /** Silently: the update that follows mails what is due. */
    private void forgetExceptions(Vector<Task> group) {
        Seq<Either<Fault, ItemRef>> forgotten = gateway.each(address(group.get(0)), group, true, (service, tasks) -> {
            List<Item> drafts = new ArrayList<>();
            for (Task task : tasks) {
                drafts.add(Drafts.interim(service, (Write.Update) task.write, task.before.get()));
            }
            service.updateItems(
                    drafts,
                    null,
                    ConflictResolutionMode.NeverOverwrite,
                    null,
                    SendInvitationsOrCancellationsMode.SendToNone);
            return tasks.map(Task::ref);
        });
        group.zip(forgotten).forEach(t -> t._2.peekLeft(t._1::failed).forEach(ref -> t._1.restoring = true));
    }

    private static Seq<ItemRef> updated(
            MailboxService service, Seq<Task> tasks, SendInvitationsOrCancellationsMode mode) throws Exception {
        List<Item> drafts = new ArrayList<>();
        for (Task task : tasks) {
            Appointment draft = Drafts.update(service, (Write.Update) task.write, task.before.get());
            drafts.add(draft);
        }
        ConflictResolutionMode conflict =
                tasks.get().restoring ? ConflictResolutionMode.AlwaysOverwrite : ConflictResolutionMode.NeverOverwrite;
        service.updateItems(drafts, null, conflict, null, mode);
        return tasks.map(Task::ref);
    }

    // ── Removals ─────────────────────────────────────────────────────────────────────────────────────────────────

    /** DeleteItem asks for no version: what has changed since is found out just before. */
    private void unchanged(Vector<Task> group) {
        reading.fetch(group.map(task -> task.look(task.ref()))).zip(group).forEach(t -> t._2.judge(t._1));
    }

    private void remove(Vector<Task> group, DeleteMode how) {
        SendCancellationsMode mode = group.get(0).write.notice() == Notify.NOBODY
                ? SendCancellationsMode.SendToNone
                : SendCancellationsMode.SendToAllAndSaveCopy;
        Seq<Either<Fault, ItemRef>> removed = gateway.each(
                address(group.get(0)), group, true, (service, tasks) -> removed(service, tasks, how, mode));
        Vector<Task> denied = Vector.empty();
        for (int i = 0; i < group.size(); i++) {
            Task task = group.get(i);
            Either<Fault, ItemRef> answer = removed.get(i);
            if (answer.isRight()) {
                task.outcome = Option.some(new Outcome.Removed());
            } else if (how == DeleteMode.MoveToDeletedItems
                    && NO_MOVE.contains(answer.getLeft().code())) {
                denied = denied.append(task);
            } else {
                task.failed(answer.getLeft());
            }
        }
        if (!denied.isEmpty()) {
            remove(denied, DeleteMode.SoftDelete);
        }
    }

    private static Seq<ItemRef> removed(
            MailboxService service, Seq<Task> tasks, DeleteMode how, SendCancellationsMode mode) throws Exception {
        List<ItemId> ids = new ArrayList<>();
        for (Task task : tasks) {
            ids.add(new ItemId(task.ref().id()));
        }
        service.deleteItems(ids, how, mode, null);
        return tasks.map(Task::ref);
    }

    // ── Read-back ────────────────────────────────────────────────────────────────────────────────────────────────

    private static void settle(Vector<Task> group, Seq<Either<Fault, ItemRef>> answers) {
        group.zip(answers).forEach(t -> t._2.peekLeft(t._1::failed).forEach(ref -> t._1.at = Option.some(ref)));
    }

    private void readBack(Vector<Task> tasks) {
        Vector<Task> written = tasks.filter(task -> task.open() && task.at.isDefined());
        reading.fetch(written.map(task -> task.look(task.at.get())))
                .zip(written)
                .forEach(t -> t._2.readBack(t._1));
    }
}
