package io.axpsync.sandbox.mailbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** All mailboxes of the sandbox company by SMTP address, and what they share. Safe for use by several threads. */
public final class Mailboxes {

    private final Map<String, Mailbox> byAddress = new ConcurrentSkipListMap<>();
    private final Outbox outbox = new Outbox();
    private final MailboxBehaviour behaviour = new MailboxBehaviour();
    private final Clock clock;
    private final Meetings meetings;
    private final Mailbox publicFolders;
    private final List<ChangeListener> listeners = new CopyOnWriteArrayList<>();

    public Mailboxes(Clock clock) {
        this.clock = clock;
        this.meetings = new Meetings(this::find, outbox, behaviour, clock);
        List<FolderKind> root = List.of(FolderKind.PUBLIC_ROOT);
        this.publicFolders =
                new Mailbox("public-folders", "Public Folders", "UTC", meetings, behaviour, clock, root, this::changed);
    }

    /** Opens a mailbox; its default folders are there from the start.
     *
     * @param zone Windows or IANA name
     */
    public Mailbox add(String address, String displayName, String zone) {
        Zones.of(zone);
        Mailbox mailbox = new Mailbox(
                address, displayName, zone, meetings, behaviour, clock, FolderKind.ofMailbox(), this::changed);
        if (byAddress.putIfAbsent(key(address), mailbox) != null) {
            throw new IllegalArgumentException("there is a mailbox of that address already: " + address);
        }
        return mailbox;
    }

    /** A further address of a mailbox: the one that it had before it was renamed, or the one that it has since. */
    public void alias(Mailbox mailbox, String address) {
        if (byAddress.putIfAbsent(key(address), mailbox) != null) {
            throw new IllegalArgumentException("there is a mailbox of that address already: " + address);
        }
    }

    /** Tells of each change in any mailbox. */
    public void listen(ChangeListener listener) {
        listeners.add(listener);
    }

    private void changed(Mailbox mailbox, Folder folder, ItemChange.Kind kind, CalendarItem item) {
        listeners.forEach(listener -> listener.changed(mailbox, folder, kind, item));
    }

    /** By SMTP address, without regard to case. */
    public Optional<Mailbox> find(String address) {
        return Optional.ofNullable(byAddress.get(key(address)));
    }

    /** By address; one with several counts once. */
    public List<Mailbox> all() {
        return byAddress.values().stream().distinct().toList();
    }

    /** What the company shares beside its mailboxes; it is none of them and gets no mail. */
    public Mailbox publicFolders() {
        return publicFolders;
    }

    public Outbox outbox() {
        return outbox;
    }

    public MailboxBehaviour behaviour() {
        return behaviour;
    }

    public Clock clock() {
        return clock;
    }

    /** All raw items of all mailboxes, and the outbox. */
    public ObjectNode snapshot() {
        return MailboxSnapshot.of(this);
    }

    private static String key(String address) {
        return address.toLowerCase(Locale.ROOT);
    }
}
