package io.axpsync.core.memory;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Capabilities;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.NormalForm;
import io.axpsync.core.item.Notify;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.vavr.collection.HashSet;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;

/**
 * Whom Exchange mails about a write to an organiser's meeting. Where writes cannot be silent (Graph) it mails all
 * attendees about every change that they see, and only the added and removed ones when nothing else changed. Where a write says
 * who is mailed (EWS), {@code EVERYBODY} is everybody who is or was invited. A mailbox is never mailed by itself.
 */
final class Mailing {

    private final MemoryHabits habits;

    Mailing(MemoryHabits habits) {
        this.habits = habits;
    }

    /** The mails of a write that turned {@code before} into {@code after}; an empty item stands for none. */
    Seq<Mail> of(Row row, String mailbox, Item before, Item after, Notify notice) {
        if (habits.side() != Side.EXCHANGE
                || row.role() != Observed.Role.OWNER
                || (habits.capabilities().silentWrites() && notice == Notify.NOBODY)) {
            return Vector.empty();
        }
        Set<String> was = attendees(before).reject(mailbox::equalsIgnoreCase);
        Set<String> is = attendees(after).reject(mailbox::equalsIgnoreCase);
        boolean all = silent()
                ? notice == Notify.EVERYBODY && (seenToChange(before, after) || !was.equals(is))
                : seenToChange(before, after);
        return Vector.of(
                        new Mail(row.lane(), row.ref(), Mail.Sort.INVITATION, is.diff(was)),
                        new Mail(row.lane(), row.ref(), Mail.Sort.CANCELLATION, was.diff(is)),
                        new Mail(row.lane(), row.ref(), Mail.Sort.UPDATE, all ? was.intersect(is) : HashSet.empty()))
                .filter(mail -> !mail.recipients().isEmpty());
    }

    private boolean silent() {
        return habits.capabilities().silentWrites();
    }

    private boolean seenToChange(Item before, Item after) {
        Capabilities capabilities = habits.capabilities();
        return Field.of(Kind.APPOINTMENT)
                .filter(f -> f != Field.ATTENDEES)
                .filter(f -> f.attendeesSee() || !capabilities.privateFieldsAreSilent())
                .exists(f -> !NormalForm.same(f, before.value(f), after.value(f)));
    }

    private static Set<String> attendees(Item item) {
        return item.value(Field.ATTENDEES) instanceof Value.Entries e
                ? e.entries().keySet()
                : HashSet.empty();
    }
}
