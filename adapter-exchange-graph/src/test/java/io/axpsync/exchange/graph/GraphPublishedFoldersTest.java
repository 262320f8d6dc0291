package io.axpsync.exchange.graph;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.axpsync.core.change.Observed;
import io.axpsync.core.change.Snapshot;
import io.axpsync.core.contract.side.Persons;
import io.axpsync.core.item.Condition;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.LinkId;
import io.axpsync.core.item.Notify;
import io.axpsync.core.item.Publication;
import io.axpsync.core.item.Stamp;
import io.axpsync.core.item.Window;
import io.axpsync.core.port.LaneAnswer;
import io.axpsync.core.port.LaneQuery;
import io.axpsync.core.port.Outcome;
import io.axpsync.core.port.Write;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A folder of a shared mailbox that a query fills: the folder is the scope, nothing in it needs the marker. */
class GraphPublishedFoldersTest {

    @RegisterExtension
    static final io.axpsync.sandbox.contract.ContractWatch WATCH = io.axpsync.sandbox.contract.ContractWatch.open();

    private static final Window WINDOW =
            new Window(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2027-01-01T00:00:00Z"));
    private static final String FOLDERS = "/users/anna@contoso.example/contactFolders";

    private final ContactsInGraph box = new ContactsInGraph(WATCH);

    @AfterEach
    void close() {
        box.close();
    }

    private Lane lane(String path, Publication.Place place) {
        return box.lane
                .withId(LaneId.of("west", Kind.CONTACT))
                .withFolder(Option.some(path))
                .withMailbox(box.lane.mailbox().withPersonnelNumber("west"))
                .withPublication(Option.some(new Publication(
                        "west", Publication.Members.CONTACT_PERSONS, Condition.EVERYBODY, place, true)));
    }

    private String folder(String below, String name) {
        return box.call("POST", below, "{\"displayName\": \"" + name + "\"}")
                .get("id")
                .getAsString();
    }

    private Snapshot observe(Lane lane, Option<Snapshot> before) {
        List<LaneAnswer> answers = new ArrayList<>();
        box.side.observe(Vector.of(new LaneQuery(lane, WINDOW, before.map(Snapshot::next))), answers::add);
        return answers.get(0).snapshot().get();
    }

    private Outcome create(Lane lane, String link) {
        return box.side
                .write(Vector.of(Write.Create.builder()
                        .lane(lane)
                        .window(WINDOW)
                        .link(new LinkId(link))
                        .notice(Notify.NOBODY)
                        .stamp(Stamp.of("inst", new LinkId(link)).on(ItemRef.d365("nord/1")))
                        .item(Persons.person())
                        .marked(false)
                        .build()))
                .single();
    }

    @Test
    void aFolderIsFoundByItsPathAndWhatStandsThereIsInScope() {
        String sales = folder(FOLDERS, "Sales");
        folder(FOLDERS, "West");
        String west = folder(FOLDERS + "/" + sales + "/childFolders", "West");
        Lane lane = lane("sales/West", Publication.Place.MAILBOX);
        Snapshot empty = observe(lane, Option.none());
        assertThat(empty.items()).isEmpty();
        JsonObject card = box.call(
                "POST", FOLDERS + "/" + west + "/contacts", "{\"givenName\": \"Eva\", \"surname\": \"Klein\"}");
        Snapshot after = observe(lane, Option.some(empty));
        assertThat(after.items().map(Observed::ref))
                .containsExactly(ItemRef.exchange(card.get("id").getAsString()));
        assertThat(((Observed.Present) after.items().single()).marked()).isTrue();
        Observed.Present full = (Observed.Present)
                Words.fetch(box.side, lane, card.get("id").getAsString()).get();
        assertThat(full.marked()).isTrue();
        assertThat(full.place()).isEqualTo(Observed.Place.IN_LANE);
    }

    @Test
    void whatIsMissingOfThePathIsMadeWithTheFirstContact() {
        folder(FOLDERS, "Sales");
        Lane lane = lane("Sales/Districts/West", Publication.Place.MAILBOX);
        Snapshot nothing = observe(lane, Option.none());
        assertThat(nothing.isFull()).isTrue();
        assertThat(nothing.items()).isEmpty();
        Outcome made = create(lane, "l1");
        assertThat(made).isInstanceOf(Outcome.Written.class);
        Observed.Present card = ((Outcome.Written) made).readBack();
        assertThat(card.marked()).isTrue();
        assertThat(box.see(card.ref()).getAsJsonArray("categories")).isEmpty();
        assertThat(observe(lane, Option.none()).items().map(Observed::ref)).containsExactly(card.ref());
        assertThat(create(lane, "l2")).isInstanceOf(Outcome.Written.class);
        assertThat(box.call("GET", FOLDERS + "?$top=100", "").getAsJsonArray("value"))
                .as("nothing is made twice")
                .hasSize(1);
    }

    @Test
    void thereAreNoPublicFoldersAndTheRemedyIsNamed() {
        var refused = box.side.capabilities(lane("Sales/West", Publication.Place.PUBLIC_FOLDERS));
        assertThat(refused.getLeft().reason().text()).contains("west/CONTACT", "no public folders");
        assertThat(refused.getLeft().reason().remedy()).contains("shared mailbox");
    }
}
