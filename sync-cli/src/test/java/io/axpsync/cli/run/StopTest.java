package io.axpsync.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.axpsync.core.item.Category;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.ItemVersion;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.LinkId;
import io.axpsync.core.item.Mailbox;
import io.axpsync.core.item.Notify;
import io.axpsync.core.item.Window;
import io.axpsync.core.memory.MemoryHabits;
import io.axpsync.core.memory.MemorySide;
import io.axpsync.core.port.LaneAnswer;
import io.axpsync.core.port.LaneQuery;
import io.axpsync.core.port.Outcome;
import io.axpsync.core.port.Write;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StopTest {

    private static final Instant NOW = Instant.parse("2026-03-02T06:00:00Z");
    private static final Window WINDOW = new Window(NOW, NOW.plus(Duration.ofDays(30)));

    private final Stop stop = new Stop(Clock.fixed(NOW, ZoneOffset.UTC));
    private final Lane lane = Lane.builder()
            .id(LaneId.of("1", Kind.APPOINTMENT))
            .kind(Kind.APPOINTMENT)
            .marker(new Category("D365"))
            .mailbox(Mailbox.builder()
                    .personnelNumber("1")
                    .address("anna@fabrikon.example")
                    .company("nord")
                    .zone(ZoneOffset.UTC)
                    .build())
            .build();

    @Test
    void allIsWellUntilSomebodyAsks() throws InterruptedException {
        assertThat(stop.reason()).isEmpty();
        assertThat(stop.pause(Duration.ofNanos(1))).isTrue();

        stop.ask();

        assertThat(stop.reason().get().code()).isEqualTo("stopped");
        assertThat(stop.pause(Duration.ofDays(1))).as("does not wait a day").isFalse();
    }

    @Test
    void aRunThatTookTooLongStartsNothingMore() {
        stop.begin(Option.some(Duration.ofHours(1)));
        assertThat(stop.reason()).isEmpty();

        stop.begin(Option.some(Duration.ZERO));
        assertThat(stop.reason().get().code()).isEqualTo("run-deadline");

        stop.begin(Option.none());
        assertThat(stop.reason()).isEmpty();
    }

    @Test
    void aServerThatAsksToWaitBeyondTheDeadlineIsNotWaitedFor() {
        stop.begin(Option.some(Duration.ofMinutes(1)));

        assertThatThrownBy(() -> stop.pauseForServer(Duration.ofMinutes(2))).isInstanceOf(InterruptedException.class);
    }

    @Test
    void aStoppedSideIsAskedNothingAndWrittenNothing() {
        MemorySide memory = MemorySide.of(MemoryHabits.D365, Clock.fixed(NOW, ZoneOffset.UTC), lane);
        StoppableSide side = new StoppableSide(memory, stop);
        assertThat(side.capabilities(lane).isRight()).isTrue();
        stop.ask();

        List<LaneAnswer> answers = new ArrayList<>();
        side.observe(Vector.of(new LaneQuery(lane, WINDOW, Option.none())), answers::add);
        Outcome outcome = side.write(Vector.of(new Write.Remove(
                        lane, WINDOW, new LinkId("l"), ItemRef.d365("nord/1"), new ItemVersion("v"), Notify.NOBODY)))
                .single();

        assertThat(side.capabilities(lane).isLeft()).isTrue();
        assertThat(answers)
                .singleElement()
                .satisfies(
                        a -> assertThat(a.snapshot().getLeft().reason().code()).isEqualTo("stopped"));
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    }
}
