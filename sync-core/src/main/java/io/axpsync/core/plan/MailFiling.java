package io.axpsync.core.plan;

import io.axpsync.core.item.ActivityLink;
import io.axpsync.core.item.DirectoryEntry;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.Mailbox;
import io.axpsync.core.item.Value;
import io.axpsync.core.people.AddressBook;
import io.axpsync.core.people.Association;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.util.Locale;

/** Whom a message belongs to: by the addresses of its sender and recipients, and by what its thread belongs to. */
public final class MailFiling {

    /** A message to thousands is asked about no longer than this. */
    private static final int MOST = 200;

    private static final Seq<String> ROLES = Vector.of("TO", "CC", "BCC");

    private final Mailbox mailbox;
    private final ImportRules rules;

    public MailFiling(Mailbox mailbox, ImportRules rules) {
        this.mailbox = mailbox;
        this.rules = rules;
    }

    /** An ancestor's associations, and by what it was found. */
    record Inherited(String by, Seq<ActivityLink> links) {}

    /** Whose addresses D365 is asked for: sender, To, Cc, Bcc; not the mailbox's own, and not the excluded ones. */
    public Seq<String> correspondents(Item message) {
        return everybody(message)
                .reject(mailbox.address()::equalsIgnoreCase)
                .reject(this::isExcluded)
                .take(MOST);
    }

    /** What the message belongs to; the primary one first. */
    Filing file(Item message, AddressBook people, Option<Inherited> thread, String claimedIn) {
        Seq<Tuple2<String, DirectoryEntry>> known = correspondents(message)
                .flatMap(address -> people.find(address, mailbox.company()) instanceof Association.Known k
                        ? Option.some(Tuple.of(address, k.entry()))
                        : Option.<Tuple2<String, DirectoryEntry>>none());
        Option<DirectoryEntry> own = known.filter(k -> !isInside(k._1) && !people.isWorker(k._1))
                .map(Tuple2::_2)
                .filter(e -> rules.primaryOrder().contains(e.type()))
                .sortBy(e -> rules.primaryOrder().indexOf(e.type()))
                .headOption();
        Seq<ActivityLink> inherited = thread.map(Inherited::links).getOrElse(Vector.empty());
        Option<DirectoryEntry> primary = inherited
                .find(ActivityLink::primary)
                .map(ActivityLink::entry)
                .filter(e -> e.type() != DirectoryEntry.Type.WORKER)
                .orElse(own);
        Seq<DirectoryEntry> all = primary.toVector()
                .appendAll(known.map(Tuple2::_2))
                .appendAll(inherited.map(ActivityLink::entry))
                .distinctBy(e -> e.type() + "/" + e.company().toLowerCase(Locale.ROOT) + "/"
                        + e.key().toLowerCase(Locale.ROOT));
        return new Filing(all, primary, thread.map(Inherited::by).getOrElse(""), Option.some(message), claimedIn);
    }

    /** Whether the sender, or of a mail that the mailbox sent all recipients, are on the list. */
    boolean isExcluded(Item message) {
        Seq<String> sender = keys(message.value(Field.SENDER));
        Seq<String> others = everybody(message).reject(sender::contains).reject(mailbox.address()::equalsIgnoreCase);
        boolean sent = sender.exists(mailbox.address()::equalsIgnoreCase);
        return sent ? !others.isEmpty() && others.forAll(this::isExcluded) : sender.exists(this::isExcluded);
    }

    /** Whether everybody whom it names is an employee. */
    boolean isInternal(Item message, AddressBook people) {
        Seq<String> all = everybody(message);
        return !all.isEmpty() && all.forAll(address -> isInside(address) || people.isWorker(address));
    }

    private boolean isExcluded(String address) {
        return rules.excluded().exists(listed -> {
            String name = listed.startsWith("@") ? listed.substring(1) : listed;
            return name.contains("@") ? name.equals(address) : isOf(address, name);
        });
    }

    private boolean isInside(String address) {
        String own = mailbox.address().substring(mailbox.address().indexOf('@') + 1);
        return mailbox.insideDomains().append(own).exists(d -> domain(address).equalsIgnoreCase(d));
    }

    private static boolean isOf(String address, String domain) {
        return domain(address).equals(domain) || domain(address).endsWith("." + domain);
    }

    private static String domain(String address) {
        return address.substring(address.lastIndexOf('@') + 1);
    }

    private static Seq<String> everybody(Item message) {
        Seq<Value.Entry> recipients = entries(message.value(Field.RECIPIENTS)).sortBy(e -> ROLES.indexOf(e.value()));
        return keys(message.value(Field.SENDER))
                .appendAll(recipients.map(Value.Entry::key))
                .distinct();
    }

    private static Seq<String> keys(Value value) {
        return entries(value).map(Value.Entry::key);
    }

    private static Seq<Value.Entry> entries(Value value) {
        return value instanceof Value.Entries e ? e.values() : Vector.empty();
    }
}
