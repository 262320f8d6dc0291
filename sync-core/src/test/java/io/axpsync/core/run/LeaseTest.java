package io.axpsync.core.run;

import static io.axpsync.core.run.TwoSides.appointment;
import static io.axpsync.core.run.TwoSides.people;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.axpsync.core.item.DirectoryEntry;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Side;
import io.axpsync.core.port.Directory;
import io.axpsync.core.port.LanePosition;
import io.axpsync.core.port.Leases;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.RunEvent;
import io.axpsync.core.port.RunListener;
import io.axpsync.core.port.Store;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** One run per lane at a time, for as long as it takes; and what becomes of a lane when a run cannot go on. */
class LeaseTest {

    private final TwoSides company = new TwoSides();

    @Test
    void aRunThatLostItsLeaseStopsBeforeItsNextWrite() {
        company.put(Side.D365, appointment("Offer"));
        RunReport report = run(TwoSides.NOBODY, event -> {
            if (event instanceof RunEvent.LanePlanned) {
                later(Duration.ofMinutes(31));
                assertThat(another(Duration.ofHours(1))).isTrue();
            }
        });
        assertThat(report.lanes().head().failure().map(Reason::code)).contains("lease-lost");
        assertThat(company.all(Side.EXCHANGE)).isEmpty();
        assertThat(company.store.links().count()).isZero();
        assertThat(company.store.checkpoints().of(company.lane.id())).isEqualTo(LanePosition.START);
        assertThat(company.run().lanes().head().failure().map(Reason::code)).contains("leased");
        later(Duration.ofHours(1));
        company.settle();
        assertThat(company.all(Side.EXCHANGE)).hasSize(1);
    }

    /** Another process ends its run at the very moment at which this one gets the lane. */
    @Test
    void whatAnotherRunHasJustRecordedIsSeen() {
        company.put(Side.D365, appointment("Offer"));
        AtomicBoolean first = new AtomicBoolean(true);
        Leases leases = company.store.leases();
        Leases late = new Leases() {
            @Override
            public boolean take(LaneId lane, String holder, Instant now, Instant until) {
                if (first.getAndSet(false)) {
                    company.settle();
                }
                return leases.take(lane, holder, now, until);
            }

            @Override
            public void release(LaneId lane, String holder) {
                leases.release(lane, holder);
            }
        };
        Store store = (Store) Proxy.newProxyInstance(
                Store.class.getClassLoader(),
                new Class<?>[] {Store.class},
                (proxy, method, args) -> method.getName().equals("leases") ? late : method.invoke(company.store, args));
        RunReport report = new SyncRun(store, TwoSides.NOBODY, company.clock, company.ids, RunListener.SILENT)
                .sync(Vector.of(company.setup()));

        assertThat(report.operations()).isZero();
        assertThat(company.store.links().count()).isEqualTo(1);
        assertThat(company.all(Side.EXCHANGE)).hasSize(1);
    }

    @Test
    void aLongRunKeepsItsLane() {
        Vector.range(0, 250).forEach(i -> company.put(Side.D365, appointment("no. " + i)));
        Instant start = company.clock.instant();
        RunReport report = run(TwoSides.NOBODY, event -> {
            if (event instanceof RunEvent.ItemWritten) {
                later(Duration.ofSeconds(10));
                assertThat(another(Duration.ofSeconds(1))).isFalse();
            }
        });
        assertThat(Duration.between(start, company.clock.instant())).isGreaterThan(Duration.ofHours(1));
        assertThat(report.failedLanes()).isZero();
        assertThat(company.all(Side.EXCHANGE)).hasSize(250);
    }

    @Test
    void aRunThatBreaksOnABugGivesItsLanesBack() {
        meeting();
        Directory broken = directory(() -> {
            throw new IllegalStateException("a bug");
        });
        assertThatThrownBy(() -> run(broken, RunListener.SILENT)).hasMessage("a bug");
        company.settle();
        assertThat(company.all(Side.D365)).hasSize(1);
    }

    @Test
    void nobodyIsWrittenWithoutHisPeopleBecauseTheDirectoryFailed() {
        meeting();
        Directory failing = directory(
                () -> Either.left(new PortFailure.Unavailable(Reason.of("unavailable", "the directory is away"))));
        RunReport report = run(failing, RunListener.SILENT);
        assertThat(report.lanes().head().failure().map(Reason::code)).contains("unavailable");
        assertThat(company.all(Side.D365)).isEmpty();
        company.settle();
        assertThat(company.all(Side.D365)).hasSize(1);
    }

    private void meeting() {
        Item board = appointment("Board").with(Field.ATTENDEES, people("anna.huber@fabrikon.example"));
        company.exchange.user().receive(company.lane, board, true, "uid-1");
    }

    private RunReport run(Directory directory, RunListener listener) {
        return new SyncRun(company.store, directory, company.clock, company.ids, listener)
                .sync(Vector.of(company.setup()));
    }

    private void later(Duration duration) {
        company.time.updateAndGet(t -> t.plus(duration));
    }

    private boolean another(Duration lease) {
        Instant now = company.clock.instant();
        return company.store.leases().take(company.lane.id(), "another run", now, now.plus(lease));
    }

    private static Directory directory(Supplier<Either<PortFailure, Seq<DirectoryEntry>>> people) {
        return new Directory() {
            @Override
            public Either<PortFailure, Seq<Worker>> workers(Set<String> addresses) {
                return Either.right(Vector.empty());
            }

            @Override
            public Either<PortFailure, Seq<DirectoryEntry>> people(Set<String> addresses) {
                return people.get();
            }
        };
    }
}
