package io.axpsync.sandbox.ews;

import io.axpsync.sandbox.mailbox.CalendarItem;
import io.axpsync.sandbox.mailbox.Folder;
import io.axpsync.sandbox.mailbox.Mailbox;
import io.axpsync.sandbox.mailbox.Mailboxes;
import io.axpsync.sandbox.mailbox.OtherItem;
import io.axpsync.sandbox.mailbox.Zones;
import java.time.Instant;
import java.util.Optional;

/**
 * One request under way: for whom, in which schema version, on which clocks.
 *
 * @param mailbox the mailbox of the impersonated user, else of the authenticated one
 * @param impersonating whether the request names the mailbox; then it reaches no other
 * @param routed whether HTTP headers say to which public folder mailbox the request goes
 * @param contextZone the Windows or IANA name in the request's {@code TimeZoneContext}
 */
record Call(
        Version version,
        Mailboxes company,
        Mailbox mailbox,
        boolean impersonating,
        boolean routed,
        Optional<String> contextZone,
        ServerState state) {

    /** A mailbox and something in it. */
    record In<T>(Mailbox mailbox, T what) {}

    EwsBehaviour behaviour() {
        return state.behaviour();
    }

    Instant now() {
        return company.clock().instant();
    }

    /** How the item looks in an answer to this request. */
    ItemView view(Mailbox holder, CalendarItem item, ItemShape shape, boolean finding) {
        state.versions().seen(item);
        SeriesView series = finding ? SeriesView.NONE : SeriesView.of(holder, item, shape);
        return new ItemView(
                item,
                holder.owner(),
                holder.folder(item.identity().folderId()).map(Folder::changeKey).orElse(""),
                series,
                version,
                contextZone.flatMap(Zones::find),
                shape.bodyType(),
                AttachmentCalls.listed(this, new Stored.Appointment(item)),
                finding && behaviour().cutsTexts().get(),
                behaviour().illegalCharacters().get());
    }

    /** An item of any kind in an answer to this request. */
    Xml render(Mailbox holder, Stored stored, ItemShape shape, boolean finding) {
        return stored instanceof Stored.Other other
                ? new OtherView(this, holder, other, shape, finding).render()
                : shape.render(view(holder, ((Stored.Appointment) stored).item(), shape, finding));
    }

    /** An item of another kind with its id and change key only. */
    static Xml idOnly(OtherItem item) {
        return Xml.of(
                "t:" + item.kind(),
                Xml.of("t:ItemId")
                        .with("Id", item.identity().classicId())
                        .with("ChangeKey", item.identity().changeKey()));
    }

    /** A calendar item with its id and change key only, as writes answer. */
    Xml idOnly(Mailbox holder, CalendarItem item) {
        return ItemShape.ID_ONLY.render(view(holder, item, ItemShape.ID_ONLY, true));
    }
}
