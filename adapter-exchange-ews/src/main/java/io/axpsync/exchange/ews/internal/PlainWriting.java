package io.axpsync.exchange.ews.internal;

import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.RecurringTasks;
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
import microsoft.exchange.webservices.data.core.enumeration.service.calendar.AffectedTaskOccurrence;
import microsoft.exchange.webservices.data.core.response.UpdateItemResponse;
import microsoft.exchange.webservices.data.core.service.item.Item;
import microsoft.exchange.webservices.data.property.complex.FolderId;
import microsoft.exchange.webservices.data.property.complex.ItemId;

/**
 * Writes tasks or contacts, fifty to a request, as {@link Writing} writes appointments; nobody is ever mailed. Answers hold ids only;
 * what was written is read back.
 */
final class PlainWriting {

    private static final java.util.Set<String> NO_MOVE =
            java.util.Set.of("ErrorAccessDenied", "ErrorCannotDeleteObject", "ErrorMoveCopyFailed");

    private final Gateway gateway;
    private final Places folders;
    private final PlainItems items;
    private final Stamped stamped;
    private final PlainFetching fetching;
    private final Recollections recollections;
    private final ListedLinks listed;

    PlainWriting(
            Gateway gateway,
            Places folders,
            PlainItems items,
            Stamped stamped,
            PlainFetching fetching,
            Recollections recollections,
            ListedLinks listed) {
        this.gateway = gateway;
        this.folders = folders;
        this.items = items;
        this.stamped = stamped;
        this.fetching = fetching;
        this.recollections = recollections;
        this.listed = listed;
    }

    Seq<Outcome> write(Seq<Write> writes) {
        Vector<Task> jobs = writes.map(Task::new).toVector();
        groups(jobs, Write.Create.class, job -> job.lane().id()).forEach(this::found);
        groups(jobs, Write.Create.class, job -> job.lane().id()).forEach(this::create);
        recall(jobs);
        groups(jobs, Write.Update.class, PlainWriting::address).forEach(this::update);
        readBack(jobs);
        groups(jobs, Write.Remove.class, PlainWriting::address).forEach(this::unchanged);
        groups(jobs, Write.Remove.class, job -> List.of(address(job), job.lane().recurring()))
                .forEach(group -> remove(group, folders.removal()));
        jobs.filter(Task::open).forEach(job -> job.lose("no answer came"));
        return jobs.map(job -> job.outcome.get());
    }

    private static Seq<Vector<Task>> groups(Vector<Task> jobs, Class<?> verb, Function<Task, Object> key) {
        return jobs.filter(job -> job.open() && job.at.isEmpty() && verb.isInstance(job.write))
                .groupBy(key)
                .values()
                .toVector();
    }

    private static String address(Task job) {
        return job.lane().mailbox().address();
    }

    /** An earlier try may have made the item although its answer was lost: EWS knows no transaction ids. */
    private void found(Vector<Task> all) {
        Lane lane = all.get(0).lane();
        Vector<Task> group = all.reject(job -> listed.lacks(lane, create(job).stamp()));
        if (group.isEmpty()) {
            return;
        }
        Either<PortFailure, Map<String, ItemRef>> there = folders.made(lane)
                .flatMap(made -> folders.id(lane))
                .flatMap(folder -> stamped.find(
                        lane, Vector.of(folder), group.map(job -> create(job).stamp())));
        for (Task job : group) {
            there.peekLeft(job::refuse)
                    .forEach(found -> job.at = found.get(Mapi.link(create(job).stamp())));
        }
    }

    private void create(Vector<Task> group) {
        Either<PortFailure, FolderId> folder = folders.made(group.get(0).lane());
        if (folder.isLeft()) {
            group.forEach(job -> job.refuse(folder.getLeft()));
            return;
        }
        settle(group, gateway.each(address(group.get(0)), group, true, (service, jobs) -> {
            List<Item> drafts = new ArrayList<>();
            for (Task job : jobs) {
                drafts.add(items.created(service, create(job)));
            }
            service.createItems(drafts, folder.get(), null, null);
            return Vector.ofAll(drafts)
                    .map(draft -> AppointmentReading.ref(draft).getOrElse(ItemRef.exchange("(no id was told)")));
        }));
    }

    private static Write.Create create(Task job) {
        return (Write.Create) job.write;
    }

    /** Reads what is updated and not remembered in the expected version. */
    private void recall(Vector<Task> jobs) {
        Vector<Task> updates = jobs.filter(job -> job.write instanceof Write.Update);
        Vector<Task> unknown = updates.filter(
                job -> recollections.of(job.ref(), job.expected()).isEmpty());
        fetching.fetch(unknown.map(job -> job.look(job.ref()))).zip(unknown).forEach(t -> t._2.judge(t._1));
        for (Task job : updates.filter(Task::open)) {
            Recollection before = recollections.of(job.ref(), job.expected()).get();
            job.before = Option.some(before);
            if (items.changesNothing((Write.Update) job.write, before)) {
                job.at = Option.some(job.ref());
            }
        }
    }

    private void update(Vector<Task> group) {
        settle(group, gateway.each(address(group.get(0)), group, true, this::updated));
    }

    private Seq<ItemRef> updated(MailboxService service, Seq<Task> jobs) throws Exception {
        List<Item> drafts = new ArrayList<>();
        for (Task job : jobs) {
            drafts.add(items.updated(service, (Write.Update) job.write, job.before.get()));
        }
        return Vector.ofAll(service.updateItems(drafts, null, ConflictResolutionMode.NeverOverwrite, null, null))
                .zipWith(jobs, (answer, job) -> completed(answer).getOrElse(job::ref));
    }

    /** Where the update completed an occurrence of a recurring task: the single task that the server made of it. */
    private static Option<ItemRef> completed(UpdateItemResponse answer) {
        return Option.of(answer.getReturnedItem()).flatMap(AppointmentReading::ref);
    }

    /** DeleteItem asks for no version: what has changed since is found out just before. */
    private void unchanged(Vector<Task> group) {
        fetching.fetch(group.map(job -> job.look(job.ref()))).zip(group).forEach(t -> t._2.judge(t._1));
    }

    private void remove(Vector<Task> group, DeleteMode how) {
        Seq<Either<Fault, ItemRef>> removed = gateway.each(address(group.get(0)), group, true, (service, jobs) -> {
            List<ItemId> ids = new ArrayList<>();
            for (Task job : jobs) {
                ids.add(new ItemId(job.ref().id()));
            }
            service.deleteItems(ids, how, null, affected(jobs.head().lane()));
            return jobs.map(Task::ref);
        });
        Vector<Task> denied = Vector.empty();
        for (int i = 0; i < group.size(); i++) {
            Either<Fault, ItemRef> answer = removed.get(i);
            if (answer.isRight()) {
                group.get(i).outcome = Option.some(new Outcome.Removed());
            } else if (how == DeleteMode.MoveToDeletedItems
                    && NO_MOVE.contains(answer.getLeft().code())) {
                denied = denied.append(group.get(i));
            } else {
                group.get(i).failed(answer.getLeft());
            }
        }
        if (!denied.isEmpty()) {
            remove(denied, DeleteMode.SoftDelete);
        }
    }

    /** A recurring task that is carried as single ones loses the one at which it stands. */
    private static AffectedTaskOccurrence affected(Lane lane) {
        return lane.recurring() == RecurringTasks.SINGLE
                ? AffectedTaskOccurrence.SpecifiedOccurrenceOnly
                : AffectedTaskOccurrence.AllOccurrences;
    }

    private static void settle(Vector<Task> group, Seq<Either<Fault, ItemRef>> answers) {
        group.zip(answers).forEach(t -> t._2.peekLeft(t._1::failed).forEach(ref -> t._1.at = Option.some(ref)));
    }

    private void readBack(Vector<Task> jobs) {
        Vector<Task> written = jobs.filter(job -> job.open() && job.at.isDefined());
        fetching.fetch(written.map(job -> job.look(job.at.get()))).zip(written).forEach(t -> t._2.readBack(t._1));
    }
}
