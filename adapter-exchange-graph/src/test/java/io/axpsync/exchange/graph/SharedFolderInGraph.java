package io.axpsync.exchange.graph;

import com.google.gson.JsonObject;
import io.axpsync.core.contract.side.CardBox;
import io.axpsync.core.contract.side.Persons;
import io.axpsync.core.item.Condition;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.Publication;
import io.axpsync.core.port.SyncSide;
import io.axpsync.sandbox.http.Traffic;
import io.axpsync.sandbox.mailbox.Folder;
import io.axpsync.sandbox.mailbox.FolderPath;
import io.axpsync.sandbox.mailbox.FolderRights;
import io.axpsync.sandbox.mailbox.Mailbox;
import io.axpsync.sandbox.mailbox.PermissionLevel;
import io.vavr.control.Option;
import java.util.Map;

/** A published folder in a shared mailbox: the adapter on the one hand, the folder's users on the other. */
final class SharedFolderInGraph implements CardBox {

    static final String PATH = "Sales/West";

    final ContactsInGraph box;
    final Lane lane;

    SharedFolderInGraph(Traffic traffic) {
        box = new ContactsInGraph(traffic);
        lane = published(PATH, Publication.Place.MAILBOX);
    }

    Lane published(String path, Publication.Place place) {
        return Persons.contacts(box.calendar)
                .withId(LaneId.of(path, Kind.CONTACT))
                .withFolder(Option.some(path))
                .withPublication(Option.some(new Publication(
                        "west", Publication.Members.CONTACT_PERSONS, Condition.EVERYBODY, place, true)));
    }

    Mailbox mailbox() {
        return box.sandbox.boxes.find(lane.mailbox().address()).orElseThrow();
    }

    /** The lane's folder, made where it is missing. */
    Folder folder() {
        return folder(PATH);
    }

    Folder folder(String path) {
        return new FolderPath(mailbox(), path).make();
    }

    void grant(PermissionLevel level) {
        mailbox().rights().grant(folder().id(), Map.of(FolderRights.APPLICATION, level));
    }

    @Override
    public SyncSide side() {
        return box.side;
    }

    @Override
    public Lane lane() {
        return lane;
    }

    @Override
    public ItemRef make(String body) {
        JsonObject made = box.call(
                "POST",
                "/users/" + lane.mailbox().address() + "/contactFolders/" + folder().id() + "/contacts",
                body.replace('`', '"'));
        return ItemRef.exchange(made.get("id").getAsString());
    }

    @Override
    public void edit(ItemRef ref, String body) {
        box.edit(ref, body);
    }

    @Override
    public String see(ItemRef ref, String member) {
        return box.see(ref, member);
    }

    @Override
    public String property(ItemRef ref, String id) {
        return box.property(ref, id);
    }

    @Override
    public void close() {
        box.close();
    }
}
