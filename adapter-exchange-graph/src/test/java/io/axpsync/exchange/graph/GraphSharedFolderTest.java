package io.axpsync.exchange.graph;

import static io.axpsync.exchange.graph.Words.YEAR;
import static io.axpsync.exchange.graph.Words.create;
import static io.axpsync.exchange.graph.Words.observe;
import static io.axpsync.exchange.graph.Words.refused;
import static io.axpsync.exchange.graph.Words.update;
import static io.axpsync.exchange.graph.Words.written;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.change.Observed;
import io.axpsync.core.change.Snapshot;
import io.axpsync.core.contract.side.Persons;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.LinkId;
import io.axpsync.core.item.Notify;
import io.axpsync.core.item.Publication;
import io.axpsync.core.item.Value;
import io.axpsync.core.port.LaneQuery;
import io.axpsync.core.port.Outcome;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.SyncSide;
import io.axpsync.core.port.Write;
import io.axpsync.sandbox.contract.ContractWatch;
import io.axpsync.sandbox.mailbox.FolderKind;
import io.axpsync.sandbox.mailbox.OtherItem;
import io.axpsync.sandbox.mailbox.PermissionLevel;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Folders of a shared mailbox: their rights, what moves out of them, what a cycle costs, and what a check can tell. */
class GraphSharedFolderTest {

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    private final SharedFolderInGraph box = new SharedFolderInGraph(WATCH);
    private final GraphCheck check = GraphCheck.open(box.box.sandbox.config().build());

    @AfterEach
    void close() {
        check.close();
        box.close();
    }

    private Snapshot look(Option<Snapshot> before) {
        return observe(box.side(), box.lane, YEAR, before.map(Snapshot::next)).get();
    }

    private Observed.Present fetched(ItemRef ref) {
        return (Observed.Present) Words.fetch(box.side(), box.lane, ref.id()).get();
    }

    private GraphCheck.FolderFinding finding(Lane lane) {
        return check.folders(Vector.of(lane)).single();
    }

    @Test
    void aCardThatAUserMovesOutIsOutOfScope() {
        ItemRef ref = box.make("{`surname`:`Huber`,`categories`:[`D365`]}");
        Snapshot before = look(Option.none());
        assertThat(((Observed.Present) before.items().single()).marked()).isTrue();
        OtherItem item = box.mailbox().others().in(box.folder().id()).get(0);
        box.mailbox()
                .others()
                .move(
                        item.identity().classicId(),
                        box.mailbox().folder(FolderKind.CONTACTS).id());
        assertThat(look(Option.some(before)).items()).containsExactly(new Observed.Gone(ref, Observed.Trace.LEFT_VIEW));
        assertThat(fetched(ref).place()).isEqualTo(Observed.Place.ELSEWHERE);
        assertThat(fetched(ref).marked()).isFalse();
    }

    @Test
    void aWriteThatIsRefusedDoesNotEndTheOthers() {
        ItemRef closed = box.make("{`surname`:`Huber`}");
        Lane east = box.published("Sales/East", Publication.Place.MAILBOX);
        Observed.Present read = fetched(closed);
        box.grant(PermissionLevel.REVIEWER);
        Seq<Outcome> outcomes = box.side()
                .write(Vector.of(
                        create(box.lane, "l1", Persons.person()),
                        update(box.lane, read, Field.TITLE, Value.text("CEO")),
                        new Write.Remove(box.lane, YEAR, new LinkId("l3"), closed, read.version(), Notify.NOBODY),
                        create(east, "l4", Persons.person())));
        assertThat(outcomes.take(3))
                .allSatisfy(outcome -> assertThat(refused(outcome)).isInstanceOf(PortFailure.Denied.class));
        assertThat(refused(outcomes.get(1)).reason().text()).contains(closed.id());
        assertThat(outcomes.get(3)).isInstanceOf(Outcome.Written.class);
        assertThat(look(Option.none()).items().map(Observed::ref)).containsExactly(closed);
    }

    @Test
    void aFolderThatMayNotBeReadFailsAlone() {
        box.make("{`surname`:`Huber`}");
        Lane east = box.published("Sales/East", Publication.Place.MAILBOX);
        box.folder("Sales/East");
        box.grant(PermissionLevel.CONTRIBUTOR);
        var answers = Vector.ofAll(observe(
                box.side(),
                Vector.of(new LaneQuery(box.lane, YEAR, Option.none()), new LaneQuery(east, YEAR, Option.none()))));
        assertThat(answers.find(a -> a.lane().equals(box.lane)).get().snapshot().getLeft())
                .isInstanceOf(PortFailure.Denied.class);
        assertThat(answers.find(a -> a.lane().equals(east)).get().snapshot().isRight())
                .isTrue();
    }

    @Test
    void whatPathsShareIsMadeOnce() {
        Lane east = box.published("Sales/East", Publication.Place.MAILBOX);
        Seq<Outcome> outcomes = box.side()
                .write(Vector.of(
                        create(box.lane, "l1", Persons.person()),
                        create(east, "l2", Persons.person()),
                        create(box.lane, "l3", Persons.person())));
        assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Outcome.Written.class));
        assertThat(box.mailbox().folders().stream()
                        .filter(f -> f.displayName().equals("Sales"))
                        .count())
                .isEqualTo(1);
        assertThat(box.mailbox().others().in(box.folder().id())).hasSize(2);
        assertThat(box.mailbox().others().in(box.folder("Sales/East").id())).hasSize(1);
    }

    @Test
    void aQuietCycleOfTwentyFoldersIsOneRequest() {
        Vector<Lane> lanes = Vector.range(0, 20).map(i -> box.published("Sales/F" + i, Publication.Place.MAILBOX));
        lanes.forEach(lane -> box.folder(lane.folder().get()));
        Vector<LaneQuery> next = Vector.ofAll(
                        observe(box.side(), lanes.map(lane -> new LaneQuery(lane, YEAR, Option.none()))))
                .map(answer -> new LaneQuery(
                        answer.lane(), YEAR, Option.some(answer.snapshot().get().next())));
        int before = box.box.sandbox.requests.get();
        assertThat(observe(box.side(), next))
                .hasSize(20)
                .allSatisfy(
                        answer -> assertThat(answer.snapshot().get().isFull()).isFalse());
        assertThat(box.box.sandbox.requests.get() - before).isEqualTo(1);
    }

    @Test
    void aFolderThatWasDeletedIsReadAnewUnderItsName() {
        box.make("{`surname`:`Huber`}");
        Snapshot before = look(Option.none());
        box.mailbox().deleteFolder(box.folder().id());
        assertThat(observe(box.side(), box.lane, YEAR, Option.some(before.next()))
                        .getLeft())
                .isInstanceOf(PortFailure.Expired.class);
        ItemRef other = box.make("{`surname`:`Meier`}");
        assertThat(look(Option.none()).items().map(Observed::ref)).containsExactly(other);
        assertThat(written(box.side(), create(box.lane, "l1", Persons.person())).place())
                .isEqualTo(Observed.Place.IN_LANE);
    }

    @Test
    void aFolderThatIsGoneIsNoEmptyOneAndIsNotMadeAnew() {
        box.make("{`surname`:`Huber`}");
        Snapshot before = look(Option.none());
        box.mailbox().deleteFolder(box.folder().id());
        for (SyncSide side : List.of(box.side(), box.box.sandbox.side())) {
            assertThat(observe(side, box.lane, YEAR, Option.some(before.next())).getLeft())
                    .isInstanceOf(PortFailure.Expired.class);
            assertThat(observe(side, box.lane, YEAR, Option.none()).getLeft())
                    .isInstanceOfSatisfying(
                            PortFailure.Missing.class,
                            missing -> assertThat(missing.reason().toString())
                                    .contains(SharedFolderInGraph.PATH, "was there", "put it back"));
            assertThat(refused(Words.write(side, create(box.lane, "l1", Persons.person()))))
                    .isInstanceOf(PortFailure.Missing.class);
        }
        assertThat(box.mailbox().folders()).noneMatch(f -> f.displayName().equals("West"));
    }

    @Test
    void noFenceIsHeldOnAFolderThatMayBeReadOnly() {
        assertThat(box.side().capabilities(box.lane).get().holdsFence()).isFalse();
    }

    @Test
    void aCheckSaysWhatAReadShowedAndWhatNobodyCanKnow() {
        box.folder();
        box.grant(PermissionLevel.REVIEWER);
        GraphCheck.FolderFinding finding = finding(box.lane);
        assertThat(finding.readable()).isTrue();
        assertThat(finding.problems()).isEmpty();
        assertThat(finding.hints().single().toString())
                .contains(SharedFolderInGraph.PATH, "may be read", "cannot be known without writing")
                .contains("Contacts.ReadWrite");
    }

    @Test
    void aCheckNamesAFolderThatMayNotBeReadAndGoesOn() {
        box.grant(PermissionLevel.CONTRIBUTOR);
        Lane east = box.published("Sales/East", Publication.Place.MAILBOX);
        box.folder("Sales/East");
        Lane open = box.published("Sales/West", Publication.Place.PUBLIC_FOLDERS);
        Seq<GraphCheck.FolderFinding> findings = check.folders(Vector.of(box.lane, east, open));
        assertThat(findings.map(GraphCheck.FolderFinding::lane)).containsExactly(box.lane, east, open);
        assertThat(findings.map(GraphCheck.FolderFinding::readable)).containsExactly(false, true, false);
        assertThat(findings.get(0).problems().single().toString())
                .contains(SharedFolderInGraph.PATH, "ErrorAccessDenied");
        assertThat(findings.get(2).problems().single().code()).isEqualTo("graph-no-public-folders");
    }

    @Test
    void aCheckMakesNoFolder() {
        GraphCheck.FolderFinding finding = finding(box.lane);
        assertThat(finding.readable()).isFalse();
        assertThat(finding.problems()).isEmpty();
        assertThat(finding.hints().map(hint -> hint.code()))
                .containsExactly("graph-folder-to-make", "graph-rights-unknown");
        assertThat(box.mailbox().folders()).noneMatch(f -> f.displayName().equals("Sales"));
    }
}
