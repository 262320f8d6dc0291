package io.axpsync.exchange.ews;

import static io.axpsync.exchange.ews.Words.YEAR;
import static io.axpsync.exchange.ews.Words.create;
import static io.axpsync.exchange.ews.Words.find;
import static io.axpsync.exchange.ews.Words.observe;
import static io.axpsync.exchange.ews.Words.refused;
import static io.axpsync.exchange.ews.Words.update;
import static io.axpsync.exchange.ews.Words.write;
import static io.axpsync.exchange.ews.Words.written;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.change.Checkpoint;
import io.axpsync.core.change.Completeness;
import io.axpsync.core.change.Observed;
import io.axpsync.core.change.Snapshot;
import io.axpsync.core.contract.side.Persons;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.LinkId;
import io.axpsync.core.item.Notify;
import io.axpsync.core.item.Value;
import io.axpsync.core.port.Look;
import io.axpsync.core.port.Outcome;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.SyncSide;
import io.axpsync.core.port.Write;
import io.axpsync.sandbox.contract.ContractWatch;
import io.axpsync.sandbox.mailbox.FolderKind;
import io.axpsync.sandbox.mailbox.FolderPath;
import io.axpsync.sandbox.mailbox.Kept;
import io.axpsync.sandbox.mailbox.PermissionLevel;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Public folders: found by their path, listed when something in them is new, written as far as Exchange lets us. */
class EwsPublicFoldersTest {

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    private static final String ANNA = "anna@contoso.example";

    private static final String LIST = "<t:DistributionList xmlns:t="
            + "\"http://schemas.microsoft.com/exchange/services/2006/types\"><t:Subject>All</t:Subject></t:DistributionList>";

    private final PublicFolderInEws box = new PublicFolderInEws(WATCH);
    private final SandboxEws sandbox = box.sandbox;

    @AfterEach
    void close() {
        box.close();
    }

    private int requestsOf(Runnable work) {
        int before = sandbox.requests.get();
        work.run();
        return sandbox.requests.get() - before;
    }

    private Either<PortFailure, Snapshot> look(Option<Checkpoint> since) {
        return observe(box.side, box.lane, YEAR, since);
    }

    private Snapshot full() {
        return look(Option.none()).get();
    }

    /** Looks until the folder was read after the second of its last change was over. */
    private Snapshot settled() {
        sandbox.clock.advance(Duration.ofSeconds(10));
        Snapshot first = full();
        sandbox.clock.advance(Duration.ofSeconds(10));
        return look(Option.some(first.next())).get();
    }

    private static Seq<ItemRef> refs(Snapshot snapshot) {
        return snapshot.items().map(Observed::ref);
    }

    private static void assertQuiet(Snapshot snapshot) {
        assertThat(snapshot.isFull()).isFalse();
        assertThat(snapshot.items()).isEmpty();
    }

    private Observed.Present fetched(ItemRef ref) {
        return read(box.side, ref);
    }

    private Write.Create person(String link) {
        return create(box.lane, link, Persons.person());
    }

    private Write.Remove remove(Observed.Present item) {
        return new Write.Remove(box.lane, YEAR, new LinkId("remove"), item.ref(), item.version(), Notify.NOBODY);
    }

    // ── The folder ───────────────────────────────────────────────────────────────────────────────────────────────

    @Test
    void aFolderThatIsMissingHoldsNothingAndIsMadeLevelByLevelWithTheFirstContact() {
        Snapshot before = full();
        assertThat(before.isFull()).isTrue();
        assertThat(before.items()).isEmpty();
        assertThat(new FolderPath(box.store(), "Sales").find()).isEmpty();

        Observed.Present made = written(box.side, person("l1"));
        assertThat(new FolderPath(box.store(), PublicFolderInEws.PATH)
                        .find()
                        .orElseThrow()
                        .kind())
                .isEqualTo(FolderKind.CONTACTS);
        assertThat(refs(look(Option.some(before.next())).get())).containsExactly(made.ref());
    }

    @Test
    void aFolderThatWasThereAndIsGoneIsNoEmptyOne() {
        written(box.side, person("l1"));
        Snapshot before = settled();
        box.store().deleteFolder(box.folder().id());
        assertThat(look(Option.some(before.next())).getLeft())
                .isInstanceOfSatisfying(
                        PortFailure.Missing.class,
                        missing -> assertThat(missing.reason().toString()).contains(PublicFolderInEws.PATH));
    }

    @Test
    void aFolderThatIsGoneIsNoEmptyOneAlsoWhenItIsComparedInFull() {
        written(box.side, person("l1"));
        full();
        box.store().deleteFolder(box.folder().id());
        assertThat(look(Option.none()).getLeft()).isInstanceOf(PortFailure.Missing.class);
        assertThat(look(Option.none()).getLeft()).isInstanceOf(PortFailure.Missing.class);
    }

    @Test
    void requestsGoWhereThePublicFoldersAreKept() {
        box.make("{`surname`:`Huber`}");
        sandbox.behaviour.wantsRouting().set(true);
        assertThat(look(Option.none()).getLeft().reason().code())
                .as("without the headers")
                .isEqualTo("ews-public-folder-route");
        SyncSide routed = sandbox.side(sandbox.config()
                .publicFolderRoutes(Option.some(new EwsConfig.PublicFolderRoutes(
                        "pf@contoso.example", "tree@contoso.example", "content@contoso.example")))
                .build());
        sandbox.anchors.clear();
        Snapshot seen = observe(routed, box.lane, YEAR, Option.none()).get();
        written(routed, person("l1"));
        written(routed, update(box.lane, read(routed, seen.items().get(0).ref()), Field.TITLE, Value.text("CEO")));
        assertThat(Vector.ofAll(sandbox.anchors).distinct())
                .as("the tree is kept elsewhere than what hangs on it")
                .containsExactly(
                        "FindFolder pf@contoso.example tree@contoso.example",
                        "GetFolder content@contoso.example content@contoso.example",
                        "FindItem content@contoso.example content@contoso.example",
                        "CreateItem content@contoso.example content@contoso.example",
                        "GetItem content@contoso.example content@contoso.example",
                        "UpdateItem content@contoso.example content@contoso.example");
    }

    private Observed.Present read(SyncSide by, ItemRef ref) {
        return (Observed.Present) by.fetch(Vector.of(new Look(box.lane, YEAR, ref, Option.none())))
                .get(0)
                .get();
    }

    @Test
    void aFolderThatTookTheNameOfTheOneWeKnewIsRead() {
        written(box.side, person("l1"));
        Snapshot before = settled();
        box.store().writeFolder(box.folder().id(), "Old", java.util.List.of(), java.util.List.of());
        ItemRef other = box.make("{`surname`:`Huber`}");
        assertThat(refs(look(Option.some(before.next())).get())).containsExactly(other);
        box.store().writeFolder(box.folder().id(), "Older", java.util.List.of(), java.util.List.of());
        ItemRef third = box.make("{`surname`:`Meier`}");
        assertThat(refs(full())).containsExactly(third);
    }

    // ── What is new ──────────────────────────────────────────────────────────────────────────────────────────────

    @Test
    void nothingNewIsOneRequestAlsoAfterARestart() {
        written(box.side, person("l1"));
        Snapshot before = settled();
        assertThat(requestsOf(() -> assertQuiet(look(Option.some(before.next())).get())))
                .isEqualTo(1);
        SyncSide restarted = sandbox.side();
        assertThat(requestsOf(() -> assertQuiet(observe(restarted, box.lane, YEAR, Option.some(before.next()))
                        .get())))
                .isEqualTo(1);
    }

    @Test
    void aFolderThatRestedForLongIsReadOnce() {
        written(box.side, person("l1"));
        sandbox.clock.advance(Duration.ofHours(1));
        Snapshot first = full();
        assertThat(first.isFull()).isTrue();
        assertQuiet(look(Option.some(first.next())).get());
    }

    @Test
    void aChangeInTheSecondInWhichTheFolderWasReadIsNotLost() {
        ItemRef ref = box.make("{`surname`:`Huber`}");
        Snapshot before = full();
        box.edit(ref, "{`surname`:`Meier`}");
        sandbox.clock.advance(Duration.ofHours(1));
        Snapshot after = look(Option.some(before.next())).get();
        assertThat(after.isFull()).isTrue();
        assertThat(((Observed.Present) find(after, ref)).version())
                .isNotEqualTo(((Observed.Present) find(before, ref)).version());
    }

    @Test
    void editsDeletionsMovesAndNewCardsAreNoticed() {
        ItemRef edited = box.make("{`surname`:`Edited`}");
        ItemRef deleted = box.make("{`surname`:`Deleted`}");
        ItemRef moved = box.make("{`surname`:`Moved`}");
        Snapshot before = settled();
        assertThat(refs(full())).containsExactlyInAnyOrder(edited, deleted, moved);

        sandbox.clock.advance(Duration.ofMinutes(1));
        box.edit(edited, "{`givenName`:`Anna`}");
        Snapshot one = look(Option.some(before.next())).get();
        assertThat(((Observed.Present) find(one, edited)).contact().get().toString())
                .contains("anna");

        sandbox.clock.advance(Duration.ofMinutes(1));
        box.delete(deleted);
        Snapshot two = look(Option.some(one.next())).get();
        assertThat(two.completeness()).isInstanceOf(Completeness.Full.class);
        assertThat(refs(two)).containsExactlyInAnyOrder(edited, moved);

        sandbox.clock.advance(Duration.ofMinutes(1));
        box.store()
                .others()
                .move(
                        moved.id(),
                        new FolderPath(box.store(), "Sales/East").make().id());
        Snapshot three = look(Option.some(two.next())).get();
        assertThat(refs(three)).containsExactly(edited);
        assertThat(box.side
                        .fetch(Vector.of(deleted, moved).map(ref -> new Look(box.lane, YEAR, ref, Option.none())))
                        .map(Either::get))
                .allMatch(Observed.Gone.class::isInstance);

        sandbox.clock.advance(Duration.ofMinutes(1));
        ItemRef fresh = box.make("{`surname`:`New`}");
        assertThat(refs(look(Option.some(three.next())).get())).containsExactlyInAnyOrder(edited, fresh);
    }

    @Test
    void twelveHundredContactsAreListedInPages() {
        for (int i = 0; i < 1200; i++) {
            box.make("{`surname`:`No. " + i + "`}");
        }
        SyncSide side = sandbox.side(sandbox.config().pageSize(500).build());
        int[] requests = {0};
        Snapshot[] seen = new Snapshot[1];
        requests[0] = requestsOf(
                () -> seen[0] = observe(side, box.lane, YEAR, Option.none()).get());
        assertThat(refs(seen[0]).distinct()).hasSize(1200);
        assertThat(requests[0])
                .as("two levels, what the folder says of itself, three pages")
                .isEqualTo(6);
        assertThat(((Completeness.Full) seen[0].completeness()).pages()).isEqualTo(3);
    }

    @Test
    void whatUsersDeleteDuringAListingHidesNothing() {
        Vector<ItemRef> refs = Vector.range(0, 70).map(i -> box.make("{`surname`:`No. " + i + "`}"));
        sandbox.at(5, () -> refs.take(25).forEach(box::delete));
        Snapshot seen = full();
        assertThat(refs(seen)).containsAll(refs.drop(25));
        assertThat(((Completeness.Full) seen.completeness()).pages()).isGreaterThan(4);
    }

    // ── The scope ────────────────────────────────────────────────────────────────────────────────────────────────

    @Test
    void whoeverStandsInTheFolderIsInScopeAndTheMarkerIsTheUsersBusiness() {
        ItemRef plain = box.make("{`surname`:`Huber`}");
        ItemRef list = ItemRef.exchange(box.store()
                .others()
                .create(box.folder().id(), "DistributionList", new Kept.AsWritten(LIST))
                .identity()
                .classicId());
        Observed.Present made = written(box.side, person("l1"));
        assertThat(made.marked()).isTrue();
        assertThat(box.see(made.ref(), "categories")).isEqualTo("[]");
        Snapshot seen = full();
        assertThat(((Observed.Present) find(seen, plain)).marked()).isTrue();
        assertThat(((Observed.Present) find(seen, made.ref())).marked()).isTrue();
        assertThat(((Observed.Present) find(seen, made.ref())).stamp())
                .contains(person("l1").stamp());
        assertThat(fetched(plain).marked()).isTrue();
        assertThat(((Observed.Unreadable) find(seen, list)).marked()).isFalse();
    }

    @Test
    void aRemovedContactCanBeGotBackInTheFolder() {
        Observed.Present made = written(box.side, person("l1"));
        assertThat(write(box.side, remove(made))).isInstanceOf(Outcome.Removed.class);
        assertThat(box.all()).isEmpty();
        assertThat(box.store().others().softDeleted(box.folder().id())).hasSize(1);
    }

    @Test
    void aContactThatCameBackIsFoundByItsStamp() {
        Write.Create create = person("l1");
        Observed.Present made = written(box.side, create);
        String east = new FolderPath(box.store(), "Sales/East").make().id();
        String away =
                box.store().others().move(made.ref().id(), east).identity().classicId();
        ItemRef back = ItemRef.exchange(
                box.store().others().move(away, box.folder().id()).identity().classicId());
        Observed found = box.side
                .fetch(Vector.of(new Look(box.lane, YEAR, made.ref(), Option.some(create.stamp()))))
                .get(0)
                .get();
        assertThat(found.ref()).isEqualTo(back);
    }

    @Test
    void aLostAnswerToACreateMakesNoSecondContact() {
        box.folder();
        sandbox.loseAnswerOf("CreateItem");
        assertThat(write(box.side, person("l1"))).isInstanceOf(Outcome.Lost.class);
        written(box.side, person("l1"));
        assertThat(box.all()).hasSize(1);
    }

    @Test
    void inAFolderThatWasListedContactsAreMadeWithoutLookingForEachAndStillOnlyOnce() {
        Observed.Present before = written(box.side, person("l0"));
        box.side.begin();
        full();
        int requests =
                requestsOf(() -> assertThat(box.side.write(Vector.range(1, 50).map(i -> person("l" + i))))
                        .allMatch(Outcome.Written.class::isInstance));
        assertThat(requests).as("one write and one read-back").isEqualTo(2);

        assertThat(written(box.side, person("l0")).ref()).isEqualTo(before.ref());
        sandbox.loseAnswerOf("CreateItem");
        assertThat(write(box.side, person("lost"))).isInstanceOf(Outcome.Lost.class);
        written(box.side, person("lost"));
        assertThat(box.all()).hasSize(51);
        box.side.begin();
        written(box.side, person("l1"));
        assertThat(box.all()).hasSize(51);
    }

    // ── Rights ───────────────────────────────────────────────────────────────────────────────────────────────────

    @Test
    void aReadOnlyFolderIsReadAndRefusesEachWriteByItself() {
        ItemRef ref = box.make("{`surname`:`Huber`}");
        box.grant(ANNA, PermissionLevel.REVIEWER);
        assertThat(refs(full())).containsExactly(ref);
        Observed.Present read = fetched(ref);
        Seq<Outcome> outcomes = box.side.write(
                Vector.of(person("l1"), update(box.lane, read, Field.TITLE, Value.text("CEO")), remove(read)));
        assertThat(outcomes).allSatisfy(outcome -> {
            assertThat(refused(outcome)).isInstanceOf(PortFailure.Denied.class);
            assertThat(refused(outcome).reason().toString()).contains("public folder \"Sales/West\"");
        });
        assertThat(box.all()).hasSize(1);
    }

    @Test
    void whereOneMayEditOnesOwnTheOthersAreRefused() {
        ItemRef others = box.make("{`surname`:`Huber`}");
        box.grant(ANNA, PermissionLevel.AUTHOR);
        Observed.Present own = written(box.side, person("l1"));
        Seq<Outcome> outcomes = box.side.write(Vector.of(
                update(box.lane, fetched(others), Field.TITLE, Value.text("CEO")),
                update(box.lane, own, Field.TITLE, Value.text("CEO"))));
        assertThat(refused(outcomes.get(0))).isInstanceOf(PortFailure.Denied.class);
        assertThat(outcomes.get(1)).isInstanceOf(Outcome.Written.class);
    }

    @Test
    void aFolderThatMayNotBeReadIsDeniedAndNotEmpty() {
        box.make("{`surname`:`Huber`}");
        box.grant(ANNA, PermissionLevel.CONTRIBUTOR);
        assertThat(look(Option.none()).getLeft()).isInstanceOf(PortFailure.Denied.class);
    }

    @Test
    void aQuietFolderThatMayNotBeReadAnyMoreIsDeniedBeforeItsContactsSeemToBeGone() {
        written(box.side, person("l1"));
        Snapshot before = settled();
        box.grant(ANNA, PermissionLevel.CONTRIBUTOR);
        assertThat(look(Option.some(before.next())).getLeft())
                .isInstanceOfSatisfying(
                        PortFailure.Denied.class,
                        denied -> assertThat(denied.reason().toString()).contains("Sales/West", ANNA, "Reviewer"));
    }

    @Test
    void aFolderThatMayNotBeMadeRefusesTheContact() {
        box.store()
                .rights()
                .grant(
                        new FolderPath(box.store(), "Sales").make().id(),
                        java.util.Map.of(ANNA, PermissionLevel.REVIEWER));
        assertThat(refused(write(box.side, person("l1")))).isInstanceOf(PortFailure.Denied.class);
    }
}
