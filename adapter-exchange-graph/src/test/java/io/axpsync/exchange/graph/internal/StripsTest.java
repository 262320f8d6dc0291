package io.axpsync.exchange.graph.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.item.Window;
import io.vavr.collection.Seq;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StripsTest {

    private static final Instant FROM = Instant.parse("1997-01-01T00:00:00Z");

    @Test
    void aUsualWindowIsOneStrip() {
        Window window = new Window(FROM, FROM.plus(Duration.ofDays(210)));
        assertThat(Strips.of(window)).containsExactly(window);
    }

    @Test
    void aLongWindowIsCoveredWithoutAGapByStripsThatGraphShows() {
        Window window = new Window(FROM, FROM.plus(Duration.ofDays(40 * 365)));
        Seq<Window> strips = Strips.of(window);
        assertThat(strips.head().from()).isEqualTo(window.from());
        assertThat(strips.last().to()).isEqualTo(window.to());
        assertThat(strips).allMatch(s -> Duration.between(s.from(), s.to()).toDays() < 1825);
        for (int i = 1; i < strips.size(); i++) {
            assertThat(strips.get(i - 1).to()).isAfter(strips.get(i).from());
        }
    }
}
