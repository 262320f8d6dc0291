package io.axpsync.exchange.ews.internal;

import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Reason;
import io.axpsync.core.port.Outcome;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.Write;
import io.axpsync.exchange.ews.internal.wire.Fault;
import io.axpsync.exchange.ews.internal.wire.Gateway;
import io.axpsync.exchange.ews.internal.wire.MailboxService;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.List;
import microsoft.exchange.webservices.data.core.enumeration.service.ConflictResolutionMode;
import microsoft.exchange.webservices.data.core.enumeration.service.MessageDisposition;
import microsoft.exchange.webservices.data.core.service.item.EmailMessage;
import microsoft.exchange.webservices.data.core.service.item.Item;

/**
 * Tells mails that they were imported: categories and stamp, and nothing else. No mail is made or removed, none is marked
 * as read, and no sender hears of it.
 */
final class MessageWriting {

    private final Gateway gateway;
    private final MessageFetching fetching;
    private final Recollections recollections;

    MessageWriting(Gateway gateway, MessageFetching fetching, Recollections recollections) {
        this.gateway = gateway;
        this.fetching = fetching;
        this.recollections = recollections;
    }

    Seq<Outcome> write(Seq<Write> writes) {
        Vector<Task> jobs = writes.map(Task::new).toVector();
        jobs.filter(job -> !(job.write instanceof Write.Update)).forEach(MessageWriting::refuse);
        recall(jobs.filter(Task::open));
        jobs.filter(job -> job.open() && job.at.isEmpty())
                .groupBy(job -> job.lane().mailbox().address())
                .forEach(this::update);
        Vector<Task> written = jobs.filter(job -> job.open() && job.at.isDefined());
        fetching.again(written.map(job -> job.look(job.at.get()))).zip(written).forEach(t -> t._2.readBack(t._1));
        jobs.filter(Task::open).forEach(job -> job.lose("no answer came"));
        return jobs.map(job -> job.outcome.get());
    }

    private static void refuse(Task job) {
        job.outcome = Option.some(new Outcome.Refused(new PortFailure.Rejected(Reason.of(
                "message-is-read-only",
                job.what() + ": mails are imported; none is made or removed",
                "nothing to do; report it, since no run asks for it"))));
    }

    /** Reads what is not remembered in the expected version. */
    private void recall(Vector<Task> jobs) {
        Vector<Task> unknown =
                jobs.filter(job -> recollections.of(job.ref(), job.expected()).isEmpty());
        fetching.again(unknown.map(job -> job.look(job.ref()))).zip(unknown).forEach(t -> t._2.judge(t._1));
        for (Task job : jobs.filter(Task::open)) {
            Recollection before = recollections.of(job.ref(), job.expected()).get();
            job.before = Option.some(before);
            if (after(job).equals(before.categories()) && stamp(job).isEmpty()) {
                job.at = Option.some(job.ref());
            }
        }
    }

    private void update(String address, Vector<Task> group) {
        Seq<Either<Fault, ItemRef>> answers = gateway.each(address, group, true, MessageWriting::updated);
        group.zip(answers).forEach(t -> t._2.peekLeft(t._1::failed).forEach(ref -> t._1.at = Option.some(ref)));
    }

    private static Seq<ItemRef> updated(MailboxService service, Seq<Task> jobs) throws Exception {
        List<Item> drafts = new ArrayList<>();
        for (Task job : jobs) {
            drafts.add(draft(service, job));
        }
        service.withoutReceipts();
        service.updateItems(drafts, null, ConflictResolutionMode.NeverOverwrite, MessageDisposition.SaveOnly, null);
        return jobs.map(Task::ref);
    }

    private static Item draft(MailboxService service, Task job) throws Exception {
        Recollection before = job.before.get();
        EmailMessage draft =
                new CardXml("Message", job.ref().id(), job.expected().token()).onto(new EmailMessage(service), service);
        TaskDrafts.categories(draft, before.categories(), after(job));
        for (var stamp : stamp(job)) {
            Mapi.write(draft, stamp);
            if (!before.conversation().isEmpty()) {
                draft.setExtendedProperty(Mapi.CONVERSATION, before.conversation());
            }
        }
        return draft;
    }

    private static Seq<String> after(Task job) {
        Write.Update update = (Write.Update) job.write;
        Lane lane = update.lane();
        return Categories.withStatus(
                Categories.after(job.before.get().categories(), lane, Option.none(), update.marked()),
                lane,
                update.status());
    }

    /** The stamp that is still to be written. */
    private static Option<io.axpsync.core.item.Stamp> stamp(Task job) {
        return ((Write.Update) job.write)
                .stamp()
                .filter(stamp -> !job.before.get().stamp().contains(stamp));
    }
}
