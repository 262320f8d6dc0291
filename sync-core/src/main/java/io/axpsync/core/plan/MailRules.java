package io.axpsync.core.plan;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Capabilities;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.Mailbox;
import io.axpsync.core.item.Notify;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.RecurrenceSet;
import io.axpsync.core.item.Value;
import io.vavr.collection.LinkedHashSet;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import java.time.Instant;
import java.util.Locale;

/**
 * Who would be mailed by a write on Exchange, and which writes are left out so that nobody is mailed without need: no
 * mail unless a field that attendees see has really changed, the meeting lies ahead, and the mailbox is its organiser.
 */
public final class MailRules {

    private final Capabilities exchange;
    private final Mailbox mailbox;
    private final Instant now;

    public MailRules(Capabilities exchange, Mailbox mailbox, Instant now) {
        this.exchange = exchange;
        this.mailbox = mailbox;
        this.now = now;
    }

    /** A merge without the writes that would mail without need, and the mails that remain. */
    public record Checked(Merge merge, Mail mail) {}

    /** The item to create without attendees when the meeting is over, and the invitations otherwise. */
    public Mail create(Item item) {
        Set<String> invited = addresses(item.value(Field.ATTENDEES));
        return invited.isEmpty() ? Mail.NONE : mail("invitation", Notify.EVERYBODY, invited);
    }

    /** Whether an item with these values lies behind us. */
    public boolean isOver(Item item) {
        Value period = item.value(Field.PERIOD);
        if (period instanceof Value.Period p) {
            return !p.end().isAfter(now);
        } else if (period instanceof Value.Days d) {
            return !d.end().atStartOfDay(mailbox.zone()).toInstant().isAfter(now);
        }
        return RecurrenceSet.of(item).exists(series -> series.isOver(now, mailbox.zone()));
    }

    /** Whether it is known to be a meeting that somebody else has called: only its organiser invites to it. */
    boolean isSomebodyElses(Item item) {
        Set<String> organizer = addresses(item.value(Field.ORGANIZER));
        return !organizer.isEmpty() && !organizer.exists(mailbox.address()::equalsIgnoreCase);
    }

    /** Checks what a merge wants to write on an existing Exchange item. */
    public Checked update(Observed.Present before, Merge merge) {
        Item item = before.item().get();
        if (merge.toExchange().isEmpty() || !isOwnMeeting(before, merge)) {
            return new Checked(merge, Mail.NONE);
        }
        Item after = merge.toExchange().foldLeft(item, (i, change) -> i.with(change._1, change._2));
        if (isOver(after) && isOver(item)) {
            return exchange.silentWrites()
                    ? new Checked(leave(merge, LinkedHashSet.of(Field.ATTENDEES), OVER), Mail.NONE)
                    : new Checked(leave(merge, merge.toExchange().keySet(), OVER), Mail.NONE);
        }
        Set<Field> seen = merge.toExchange().keySet().filter(Field::attendeesSee);
        if (seen.isEmpty()) {
            return silently()
                    ? new Checked(merge, Mail.NONE)
                    : new Checked(leave(merge, merge.toExchange().keySet(), WOULD_MAIL), Mail.NONE);
        }
        return new Checked(merge, updateMail(item, after, seen));
    }

    /** The cancellations that removing the item sends. */
    public Mail remove(Observed.Present target) {
        boolean mails = target.role() == Observed.Role.OWNER
                && target.item().exists(i -> !i.value(Field.ATTENDEES).isNothing() && !isOver(i));
        return mails
                ? mail(
                        "cancellation",
                        Notify.EVERYBODY,
                        addresses(target.item().get().value(Field.ATTENDEES)))
                : Mail.NONE;
    }

    /** Whether removing the item would send cancellations of a meeting that is over, and nothing can stop them. */
    boolean cancelsThePast(Observed.Present target) {
        return !exchange.silentWrites()
                && target.role() == Observed.Role.OWNER
                && target.item().exists(i -> !i.value(Field.ATTENDEES).isNothing() && isOver(i));
    }

    /** Whether stamp, marker and other private fields of the item can be written, and without mailing anybody. */
    public boolean privatelyWritable(Observed.Present item) {
        return item.markable()
                && (silently()
                        || item.role() == Observed.Role.ATTENDEE
                        || item.item().forAll(i -> i.value(Field.ATTENDEES).isNothing()));
    }

    private boolean silently() {
        return exchange.silentWrites() || exchange.privateFieldsAreSilent();
    }

    private static boolean isOwnMeeting(Observed.Present before, Merge merge) {
        Value now = before.item().get().value(Field.ATTENDEES);
        Value then = merge.toExchange().getOrElse(Field.ATTENDEES, Value.NOTHING);
        return before.role() == Observed.Role.OWNER && !(now.isNothing() && then.isNothing());
    }

    private Mail updateMail(Item before, Item after, Set<Field> seen) {
        Map<String, Value.Entry> was = SetMerge.entries(before.value(Field.ATTENDEES));
        Map<String, Value.Entry> is = SetMerge.entries(after.value(Field.ATTENDEES));
        Set<String> all = LinkedHashSet.ofAll(was.keySet()).addAll(is.keySet());
        if (seen.size() > 1 || !seen.contains(Field.ATTENDEES)) {
            return mail("update", Notify.EVERYBODY, all);
        }
        Set<String> concerned = all.filter(
                a -> !was.get(a).map(Value.Entry::value).equals(is.get(a).map(Value.Entry::value)));
        return mail("update", Notify.CONCERNED, concerned);
    }

    private Mail mail(String what, Notify notice, Set<String> recipients) {
        Seq<String> others = recipients.toVector().filter(a -> !a.equalsIgnoreCase(mailbox.address()));
        return new Mail(what, notice, others.filter(this::isInside), others.reject(this::isInside));
    }

    private boolean isInside(String address) {
        String domain = address.substring(address.indexOf('@') + 1).toLowerCase(Locale.ROOT);
        String own =
                mailbox.address().substring(mailbox.address().indexOf('@') + 1).toLowerCase(Locale.ROOT);
        return domain.equals(own) || mailbox.insideDomains().contains(domain);
    }

    private static Set<String> addresses(Value attendees) {
        return LinkedHashSet.ofAll(SetMerge.entries(attendees).keySet());
    }

    private static Merge leave(Merge merge, Set<Field> fields, Reason why) {
        return fields.filter(merge.toExchange()::containsKey).foldLeft(merge, (m, f) -> m.leave(f, why));
    }

    private static final Reason OVER = Reason.of(
            "meeting-is-over", "nobody is mailed about a meeting that is over, so its copy in Outlook stays as it is");
    private static final Reason WOULD_MAIL = Reason.of(
            "would-mail",
            "writing this to the organiser's meeting could mail its attendees although they would see no change",
            "It is written together with the next change that attendees see. Set silentPrivateFields once you have seen that your"
                    + " tenant does not mail for it.");
}
