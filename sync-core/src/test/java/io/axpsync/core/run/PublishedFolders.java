package io.axpsync.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.item.Condition;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.Publication;
import io.axpsync.core.item.Side;
import io.axpsync.core.memory.MemoryHabits;
import io.axpsync.core.memory.MemoryUser;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/** A company that publishes two folders, beside an employee's private contacts: three replicas of a person and more. */
final class PublishedFolders {

    final TwoSides company;
    int slice = Slices.SIZE;
    Lane west;
    Lane east;

    PublishedFolders(MemoryHabits d365, MemoryHabits exchange) {
        company = TwoSides.withContacts(d365, exchange);
        company.directory = ContactsBothWaysTest.knowing(ContactsBothWaysTest.NORDWIND);
        west = published("west");
        east = published("east");
        Vector.of(west, east).forEach(lane -> {
            company.d365.open(lane);
            company.exchange.open(lane);
        });
    }

    private Lane published(String name) {
        return company.lane
                .withId(LaneId.of(name, Kind.CONTACT))
                .withFolder(Option.some("Sales/" + name))
                .withMailbox(company.lane.mailbox().withPersonnelNumber(name))
                .withPublication(Option.some(new Publication(
                        name,
                        Publication.Members.CONTACT_PERSONS,
                        Condition.EVERYBODY,
                        Publication.Place.PUBLIC_FOLDERS,
                        true)));
    }

    /** From now on contacts of users are left alone in the west. */
    void takesNoNewContacts() {
        west = west.withPublication(
                west.publication().map(p -> new Publication(p.query(), p.members(), p.condition(), p.place(), false)));
    }

    MemoryUser d365() {
        return company.user(Side.D365);
    }

    MemoryUser outlook() {
        return company.user(Side.EXCHANGE);
    }

    /** A person that nobody took into his private contacts, selected by the queries of these folders. */
    ItemRef person(Item item, Lane... folders) {
        ItemRef ref = d365().put(company.lane, item, false);
        Vector.of(folders).forEach(folder -> d365().select(folder, ref));
        return ref;
    }

    Item in(Lane lane) {
        return outlook().see(lane, outlook().list(lane).single());
    }

    Seq<String> titles(Lane lane) {
        return outlook().seeAll(lane).map(Item::title).sorted();
    }

    Seq<LaneSetup> setups() {
        return Vector.of(company.lane, west, east)
                .map(lane ->
                        LaneSetup.builder().from(company.setup()).lane(lane).build());
    }

    RunReport run() {
        company.time.updateAndGet(t -> t.plusSeconds(60));
        return company.runner().sliced(slice).sync(setups());
    }

    RunReport plan() {
        return company.runner().sliced(slice).plan(setups());
    }

    /** Runs once; then nothing may be left to do. */
    RunReport settle() {
        RunReport report = run();
        assertThat(report.failedLanes()).isZero();
        assertQuiet();
        return report;
    }

    void assertQuiet() {
        RunReport plan = plan();
        assertThat(plan.failedLanes()).isZero();
        assertThat(plan.operations())
                .as(
                        "operations of the second plan: %s",
                        plan.lanes().map(l -> l.plan().map(p -> p.decisions())))
                .isZero();
        assertThat(run().total(RunReport.Counts::writes)).isZero();
    }
}
