package io.axpsync.exchange.graph;

import static io.axpsync.core.contract.side.Persons.UNKNOWN;
import static io.axpsync.core.contract.side.Persons.person;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.axpsync.core.change.Checkpoint;
import io.axpsync.core.change.Observed;
import io.axpsync.core.change.Snapshot;
import io.axpsync.core.contract.side.Persons;
import io.axpsync.core.item.ContactKeys;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.ItemVersion;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.LinkId;
import io.axpsync.core.item.Notify;
import io.axpsync.core.item.Stamp;
import io.axpsync.core.item.Value;
import io.axpsync.core.port.LaneAnswer;
import io.axpsync.core.port.LaneQuery;
import io.axpsync.core.port.Look;
import io.axpsync.core.port.Outcome;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.Search;
import io.axpsync.core.port.SyncSide;
import io.axpsync.core.port.Write;
import io.axpsync.sandbox.contract.ContractWatch;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Feeds, folders, trouble and the number of requests. */
class GraphContactCyclesTest {

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    private final ContactsInGraph box = new ContactsInGraph(WATCH);
    private final Lane named = box.lane.withFolder(Option.some("Kunden"));

    @AfterEach
    void close() {
        box.close();
    }

    private Snapshot observe(Lane lane, Option<Checkpoint> since) {
        return Words.observe(box.side, lane, Words.YEAR, since).get();
    }

    private Write.Create create(Lane lane, int number) {
        return Words.create(lane, "link" + number, person().with(Field.FAMILY_NAME, Value.text("Huber " + number)));
    }

    private Seq<Observed.Present> stamped(Lane lane, String link) {
        Option<Stamp> stamp = Option.some(Stamp.of("test", new LinkId(link)));
        return box.side
                .find(Vector.of(new Search(lane, Words.YEAR, stamp, Option.none(), Value.NOTHING)))
                .single()
                .get();
    }

    private int requests(Runnable what) {
        int before = box.sandbox.requests.get();
        what.run();
        return box.sandbox.requests.get() - before;
    }

    // ── The feed ─────────────────────────────────────────────────────────────────────────────────────────────────

    @Test
    void theFeedTellsByWhatAPersonIsRecognisedWithItsMarkerAndStatus() {
        ItemRef ref = box.make("{`givenName`:`Anna`,`surname`:`Huber`,`companyName`:`Nordwind AG`,`personalNotes`:`x`,"
                + "`emailAddresses`:[{`address`:`Anna@Nord.example`,`name`:`Anna`}],"
                + "`categories`:[`D365`,`" + UNKNOWN.name() + "`]}");
        ItemRef other = box.make("{`surname`:`Klein`}");
        Snapshot full = observe(box.lane, Option.none());
        assertThat(full.isFull()).isTrue();
        Observed.Present seen = (Observed.Present) Words.find(full, ref);
        assertThat(seen.marked()).isTrue();
        assertThat(seen.status()).containsExactly(UNKNOWN);
        assertThat(seen.title()).isEqualTo("Anna Huber");
        assertThat(seen.item()).isEmpty();
        assertThat(seen.version()).isEqualTo(box.fetched(ref).version());
        assertThat(seen.contact().map(ContactKeys::addresses).get()).containsExactly("anna@nord.example");
        assertThat(seen.contact().get().isNamedAs(ContactKeys.of(person()))).isTrue();
        assertThat(((Observed.Present) Words.find(full, other)).marked()).isFalse();

        box.edit(ref, "{`jobTitle`:`CEO`}");
        box.call("DELETE", ContactsInGraph.CONTACTS + "/" + other.id(), "");
        Snapshot since = observe(box.lane, Option.some(full.next()));
        assertThat(since.isFull()).isFalse();
        assertThat(since.items().map(Observed::ref)).containsExactlyInAnyOrder(ref, other);
        assertThat(Words.find(since, other)).isInstanceOf(Observed.Gone.class);
        assertThat(Words.fetch(box.side, box.lane, other.id()).get()).isInstanceOf(Observed.Gone.class);
    }

    @Test
    void moreThanOnePageIsReadWhateverOrderAndRepetitionItComesIn() {
        for (int i = 0; i < 45; i++) {
            box.make("{`surname`:`Huber " + i + "`}");
        }
        box.sandbox.graph.faults().repeatsItems().set(true);
        box.sandbox.graph.faults().reversesPages().set(true);
        box.sandbox.graph.faults().emptyPages().set(1);
        assertThat(observe(box.lane, Option.none()).items()).hasSize(45);
    }

    @Test
    void anExpiredPositionAsksForAFullRoundAndForeignOnesToo() {
        Snapshot full = observe(box.lane, Option.none());
        box.sandbox.boxes.behaviour().expireTokens();
        assertThat(Words.observe(box.side, box.lane, Words.YEAR, Option.some(full.next()))
                        .getLeft())
                .isInstanceOf(PortFailure.Expired.class);
        assertThat(Words.observe(
                                box.side,
                                named,
                                Words.YEAR,
                                Option.some(observe(box.lane, Option.none()).next()))
                        .getLeft())
                .isInstanceOf(PortFailure.Expired.class);
    }

    // ── Folders ──────────────────────────────────────────────────────────────────────────────────────────────────

    private static final String FOLDERS = "/users/anna@contoso.example/contactFolders";

    private Vector<JsonObject> folders() {
        return Vector.ofAll(box.call("GET", FOLDERS + "?$top=100", "").getAsJsonArray("value"))
                .map(f -> f.getAsJsonObject());
    }

    @Test
    void aNamedFolderIsMadeWithItsFirstContactAndNotByLooking() {
        Snapshot before = observe(named, Option.none());
        assertThat(before.isFull()).isTrue();
        assertThat(before.items()).isEmpty();
        assertThat(stamped(named, "link1")).isEmpty();
        assertThat(folders()).isEmpty();

        Seq<Outcome> made = box.side.write(Vector.of(create(named, 1), create(named, 2)));
        assertThat(made).allMatch(Outcome.Written.class::isInstance);
        assertThat(folders().map(f -> f.get("displayName").getAsString())).containsExactly("Kunden");
        assertThat(box.all()).isEmpty();
        assertThat(stamped(named, "link1").map(Observed.Present::place)).containsExactly(Observed.Place.IN_LANE);

        Snapshot after = observe(named, Option.some(before.next()));
        assertThat(after.isFull()).isTrue();
        assertThat(after.items()).hasSize(2);
        box.call(
                "PATCH",
                ContactsInGraph.CONTACTS + "/" + after.items().head().ref().id(),
                "{\"jobTitle\":\"CEO\"}");
        Snapshot later = observe(named, Option.some(after.next()));
        assertThat(later.isFull()).isFalse();
        assertThat(later.items()).hasSize(1);
    }

    @Test
    void aFolderThatIsThereIsUsedWhateverItsLetters() {
        box.call("POST", FOLDERS, "{\"displayName\":\"KUNDEN\"}");
        assertThat(Words.write(box.side, create(named, 1))).isInstanceOf(Outcome.Written.class);
        assertThat(folders()).hasSize(1);
    }

    @Test
    void aFolderThatItsUserDeletedIsLookedForAnewAndHasNothing() {
        Observed.Present made = Words.written(box.side, create(named, 1));
        Snapshot full = observe(named, Option.none());
        box.call("DELETE", FOLDERS + "/" + folders().single().get("id").getAsString(), "");
        SyncSide restarted = box.sandbox.side();
        assertThat(Words.observe(restarted, named, Words.YEAR, Option.some(full.next()))
                        .getLeft())
                .isInstanceOf(PortFailure.Expired.class);
        assertThat(Words.observe(restarted, named, Words.YEAR, Option.none())
                        .get()
                        .items())
                .isEmpty();
        assertThat(made.place()).isEqualTo(Observed.Place.IN_LANE);
    }

    @Test
    void aContactThatStandsInAnotherFolderIsElsewhere() {
        Observed.Present made = Words.written(box.side, create(named, 1));
        assertThat(((Observed.Present)
                                Words.fetch(box.side, box.lane, made.ref().id()).get())
                        .place())
                .isEqualTo(Observed.Place.ELSEWHERE);
        assertThat(((Observed.Present)
                                Words.fetch(box.side, named, made.ref().id()).get())
                        .place())
                .isEqualTo(Observed.Place.IN_LANE);
        Observed.Present written =
                Words.written(box.side, Words.update(box.lane, made, Field.TITLE, Value.text("CEO")));
        assertThat(written.place()).isEqualTo(Observed.Place.ELSEWHERE);
    }

    // ── Trouble ──────────────────────────────────────────────────────────────────────────────────────────────────

    @Test
    void aCreateWhoseAnswerWasLostIsFoundByItsStamp() {
        box.sandbox.graph.faults().lostAnswers().set(1);
        assertThat(Words.write(box.side, create(box.lane, 1))).isInstanceOf(Outcome.Lost.class);
        assertThat(stamped(box.lane, "link1").map(Observed.Present::title)).containsExactly("Anna Huber 1");
        assertThat(stamped(box.lane, "link2")).isEmpty();
        assertThat(box.all()).hasSize(1);
    }

    @Test
    void aPreconditionThatFailsWithoutCauseIsTriedOnceMore() {
        Observed.Present made = Words.written(box.side, create(box.lane, 1));
        box.sandbox.graph.faults().preconditionFailures().set(1);
        Observed.Present written =
                Words.written(box.side, Words.update(box.lane, made, Field.TITLE, Value.text("CEO")));
        assertThat(written.item().get().value(Field.TITLE)).isEqualTo(Value.text("CEO"));
        box.sandbox.graph.faults().preconditionFailures().set(1);
        assertThat(Words.write(box.side, remove(written))).isInstanceOf(Outcome.Removed.class);
        assertThat(box.all()).isEmpty();
    }

    private Write.Remove remove(Observed.Present what) {
        return new Write.Remove(box.lane, Words.YEAR, new LinkId("remove"), what.ref(), what.version(), Notify.NOBODY);
    }

    @Test
    void whatItsUserChangedMeanwhileIsStaleAndWhatIsGoneIsMissing() {
        Observed.Present made = Words.written(box.side, create(box.lane, 1));
        box.edit(made.ref(), "{`jobTitle`:`CTO`}");
        Write.Update late = Words.update(box.lane, made, Field.TITLE, Value.text("CEO"));
        assertThat(Words.refused(Words.write(box.side, late))).isInstanceOf(PortFailure.Stale.class);
        assertThat(Words.refused(Words.write(box.side, remove(made)))).isInstanceOf(PortFailure.Stale.class);
        assertThat(Words.refused(Words.write(box.sandbox.side(), late))).isInstanceOf(PortFailure.Stale.class);
        assertThat(box.see(made.ref()).get("jobTitle").getAsString()).isEqualTo("CTO");
        box.call("DELETE", ContactsInGraph.CONTACTS + "/" + made.ref().id(), "");
        assertThat(Words.refused(Words.write(box.side, late.withExpected(new ItemVersion("x")))))
                .isInstanceOf(PortFailure.Missing.class);
    }

    @Test
    void anUpdateThatChangesNothingIsNotSent() {
        Observed.Present made = Words.written(box.side, create(box.lane, 1));
        Observed.Present written = Words.written(
                box.side,
                Words.update(box.lane, made, Field.EMAILS, made.item().get().value(Field.EMAILS)));
        assertThat(written.version()).isEqualTo(made.version());
    }

    @Test
    void theContactsOfAMailboxThatIsNotThereAreMissing() {
        Lane nobody = Persons.contacts(SandboxGraph.lane("999999", "nobody"));
        assertThat(Words.observe(box.side, nobody, Words.YEAR, Option.none()).getLeft())
                .isInstanceOf(PortFailure.Missing.class);
        assertThat(Words.refused(Words.write(box.side, create(nobody, 1)))).isInstanceOf(PortFailure.Missing.class);
    }

    // ── Requests ─────────────────────────────────────────────────────────────────────────────────────────────────

    @Test
    void aQuietCycleOfTwentyFoldersIsOneRequestAndOfTwentyOneTwo() {
        Vector<Lane> lanes = Vector.range(0, 20)
                .map(i -> Persons.contacts(box.sandbox.open("0002" + (10 + i), "box" + i)))
                .append(named);
        box.call("POST", FOLDERS, "{\"displayName\":\"Kunden\"}");
        Vector<LaneAnswer> first = Vector.ofAll(
                Words.observe(box.side, lanes.map(lane -> new LaneQuery(lane, Words.YEAR, Option.none()))));
        Vector<LaneQuery> quiet = lanes.map(lane -> new LaneQuery(
                lane,
                Words.YEAR,
                first.find(a -> a.lane().equals(lane))
                        .map(a -> a.snapshot().get().next())));
        assertThat(requests(() -> Words.observe(box.sandbox.side(), quiet.take(20))))
                .isEqualTo(1);
        assertThat(requests(() -> Words.observe(box.sandbox.side(), quiet))).isEqualTo(2);
    }

    @Test
    void calendarsAndContactsOfAMailboxAreOneRequest() {
        Seq<LaneQuery> both = Vector.of(box.calendar, box.lane)
                .map(lane -> new LaneQuery(
                        lane,
                        Words.YEAR,
                        Option.some(observe(lane, Option.none()).next())));
        assertThat(requests(() -> Words.observe(box.side, both))).isEqualTo(1);
    }

    @Test
    void fortyUpdatesAreTwoReadsAndTwoWrites() {
        box.side.write(Vector.range(0, 40).map(i -> create(box.lane, i)));
        Snapshot full = observe(box.lane, Option.none());
        Seq<Look> looks = full.items().map(o -> new Look(box.lane, Words.YEAR, o.ref(), Option.none()));
        List<Observed.Present> read = new ArrayList<>();
        assertThat(requests(() -> box.side.fetch(looks).forEach(o -> read.add((Observed.Present) o.get()))))
                .isEqualTo(2);
        Seq<Write> updates =
                Vector.ofAll(read).map(seen -> Words.update(box.lane, seen, Field.TITLE, Value.text("CEO")));
        assertThat(requests(() -> assertThat(box.side.write(updates)).allMatch(Outcome.Written.class::isInstance)))
                .isEqualTo(2);
        Item one = box.fetched(full.items().head().ref()).item().get();
        assertThat(one.value(Field.TITLE)).isEqualTo(Value.text("CEO"));
    }

    @Test
    void aSideThatWasStartedAnewKnowsTheDefaultFolderFromThePosition() {
        Observed.Present made = Words.written(box.side, create(box.lane, 1));
        Snapshot full = observe(box.lane, Option.none());
        SyncSide restarted = box.sandbox.side();
        Words.observe(restarted, box.lane, Words.YEAR, Option.some(full.next()));
        Seq<Look> twenty = Vector.fill(20, () -> new Look(box.lane, Words.YEAR, made.ref(), Option.none()));
        assertThat(requests(() -> restarted.fetch(twenty))).isEqualTo(1);
    }
}
