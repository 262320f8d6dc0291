package io.axpsync.core.run;

import static io.axpsync.core.run.TwoSides.appointment;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.item.Field;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.port.JournalEntry;
import io.axpsync.core.port.RunListener;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the journal says of items is erased by the runs after the retention has passed. */
class RetentionTest {

    private final TwoSides company = new TwoSides();

    @BeforeEach
    void anEditIsJournaled() {
        company.put(Side.D365, appointment("Offer"));
        company.settle();
        company.user(Side.D365).edit(company.lane, company.onlyRef(Side.D365), Field.SUBJECT, Value.text("Offer 2"));
        company.run();
    }

    private void later(Duration time) {
        company.time.updateAndGet(t -> t.plus(time));
    }

    private Seq<JournalEntry> lines() {
        return company.store.journal().newest(company.lane.id(), 99);
    }

    @Test
    void aRunAfterNinetyDaysErasesWhatItemsSaid() {
        int lines = lines().size();
        later(Duration.ofDays(89));
        company.run();
        assertThat(lines().filter(JournalEntry::erased)).isEmpty();
        later(Duration.ofDays(1));
        company.run();
        assertThat(lines()).hasSizeGreaterThanOrEqualTo(lines);
        assertThat(lines().take(lines)).allMatch(JournalEntry::erased);
        assertThat(lines().take(lines))
                .allMatch(e -> e.before().isEmpty() && e.title().isEmpty());
    }

    @Test
    void aDryRunErasesNothing() {
        later(Duration.ofDays(91));
        company.plan();
        assertThat(lines().filter(JournalEntry::erased)).isEmpty();
    }

    @Test
    void theRetentionIsTheCallersChoice() {
        later(Duration.ofHours(2));
        new SyncRun(company.store, TwoSides.NOBODY, company.clock, company.ids, RunListener.SILENT, Duration.ofHours(1))
                .sync(Vector.of(company.setup()));
        assertThat(lines()).allMatch(JournalEntry::erased);
    }
}
