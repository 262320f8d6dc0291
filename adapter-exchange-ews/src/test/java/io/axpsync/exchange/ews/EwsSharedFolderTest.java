package io.axpsync.exchange.ews;

import static io.axpsync.exchange.ews.Words.YEAR;
import static io.axpsync.exchange.ews.Words.create;
import static io.axpsync.exchange.ews.Words.observe;
import static io.axpsync.exchange.ews.Words.written;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.change.Observed;
import io.axpsync.core.change.Snapshot;
import io.axpsync.core.contract.side.Persons;
import io.axpsync.core.item.Capabilities;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Publication;
import io.axpsync.core.port.Look;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.SyncSide;
import io.axpsync.sandbox.contract.ContractWatch;
import io.axpsync.sandbox.mailbox.FolderKind;
import io.axpsync.sandbox.mailbox.FolderPath;
import io.axpsync.sandbox.mailbox.Mailbox;
import io.axpsync.sandbox.mailbox.OtherItem;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A published folder in a shared mailbox: it has a feed, and is the scope. */
class EwsSharedFolderTest {

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    private final SandboxEws sandbox = new SandboxEws(WATCH);
    private final Lane lane = PublicFolderInEws.published(sandbox.open("000101", "shared"), Publication.Place.MAILBOX);
    private final SyncSide side = sandbox.side();
    private final Mailbox box = sandbox.boxes.find(lane.mailbox().address()).orElseThrow();

    @AfterEach
    void close() {
        sandbox.close();
    }

    private Snapshot look(Option<Snapshot> before) {
        return observe(side, lane, YEAR, before.map(Snapshot::next)).get();
    }

    @Test
    void itIsMadeByItsPathInTheContactsAndFollowedByItsFeed() {
        Snapshot before = look(Option.none());
        assertThat(before.items()).isEmpty();
        Observed.Present made = written(side, create(lane, "l1", Persons.person()));
        String folder =
                new FolderPath(box, PublicFolderInEws.PATH).find().orElseThrow().id();
        assertThat(box.others().in(folder)).hasSize(1);
        assertThat(made.marked()).isTrue();
        assertThat(box.others().in(folder).get(0).content().toString()).doesNotContain("D365");

        Snapshot after = look(Option.some(before));
        assertThat(after.items().map(Observed::ref)).containsExactly(made.ref());
        assertThat(((Observed.Present) after.items().get(0)).marked()).isTrue();
        int requests = sandbox.requests.get();
        assertThat(look(Option.some(after)).items()).isEmpty();
        assertThat(sandbox.requests.get() - requests).isEqualTo(1);
    }

    @Test
    void aFolderOfThatNameElsewhereIsAnother() {
        box.createFolder(FolderKind.CONTACTS, box.folder(FolderKind.CONTACTS).id(), "West");
        String west = new FolderPath(box, "Marketing/West").make().id();
        written(side, create(lane, "l1", Persons.person()));
        assertThat(box.others().in(west)).isEmpty();
        assertThat(box.others()
                        .in(new FolderPath(box, PublicFolderInEws.PATH)
                                .find()
                                .orElseThrow()
                                .id()))
                .hasSize(1);
    }

    @Test
    void whatIsMovedOutOfItIsOutOfScope() {
        Observed.Present made = written(side, create(lane, "l1", Persons.person()));
        OtherItem moved = box.others()
                .move(made.ref().id(), box.folder(FolderKind.CONTACTS).id());
        Observed.Present seen = (Observed.Present) side.fetch(Vector.of(
                        new Look(lane, YEAR, ItemRef.exchange(moved.identity().classicId()), Option.none())))
                .get(0)
                .get();
        assertThat(seen.place()).isEqualTo(Observed.Place.ELSEWHERE);
        assertThat(seen.marked()).isFalse();
    }

    @Test
    void aFolderThatWasThereAndIsGoneIsNoEmptyOne() {
        written(side, create(lane, "l1", Persons.person()));
        Snapshot before = look(Option.none());
        box.deleteFolder(
                new FolderPath(box, PublicFolderInEws.PATH).find().orElseThrow().id());
        for (SyncSide any : Vector.of(side, sandbox.side())) {
            assertThat(observe(any, lane, YEAR, Option.some(before.next())).getLeft())
                    .isInstanceOf(PortFailure.Missing.class);
        }
    }

    @Test
    void neitherKindOfPublishedFolderHoldsAFenceAndOnlyTheMailboxesHaveAFeed() {
        Capabilities shared = side.capabilities(lane).get();
        Capabilities open = side.capabilities(
                        PublicFolderInEws.published(SandboxEws.lane("1", "a"), Publication.Place.PUBLIC_FOLDERS))
                .get();
        assertThat(shared.holdsFence()).isFalse();
        assertThat(open.holdsFence()).isFalse();
        assertThat(shared.feed()).isTrue();
        assertThat(open.feed()).isFalse();
        assertThat(open.fields()).isEqualTo(shared.fields());
    }
}
