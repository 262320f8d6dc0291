package io.axpsync.cli.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.cli.load.part.Differences;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Tasks of calendar files, and their judge. */
class TaskFilesTest {

    private static FileTask task(String summary) {
        return Fixtures.all().stream()
                .filter(Entry.Task.class::isInstance)
                .map(e -> ((Entry.Task) e).task())
                .filter(t -> t.summary().equals(summary))
                .findFirst()
                .orElseThrow();
    }

    /** The row that the offer should have. */
    private static ObjectNode row() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("ActivityNumber", "A-1")
                .put("Purpose", "Offer for Albers, first draft")
                .put("OutlookText", "price\r\n  discount\r\n")
                .put("StartDateTime", "2030-04-01T12:00:00Z")
                .put("EndDateTime", "2030-04-04T12:00:00Z")
                .put("ActivityStatus", "NotStarted")
                .put("CompletedPercentage", 0)
                .put("Priority", "High")
                .put("Reminder", "No")
                .put("OutlookCategories", "D365;Red;sales");
    }

    private static List<String> differences(Consumer<ObjectNode> edit) {
        ObjectNode row = row();
        edit.accept(row);
        Differences found = new Differences("D365");
        TaskJudge judge = new TaskJudge(Fixtures.BERLIN, found, List.of(row));
        assertThat(judge.compare(task("Offer for Albers, first draft"))).isTrue();
        assertThat(judge.unclaimed()).isEmpty();
        return found.lines();
    }

    @Test
    void daysStayDaysWhateverTheZone() {
        assertThat(task("Offer for Albers, first draft").start()).contains(LocalDate.of(2030, 4, 1));
        assertThat(task("Offer for Albers, first draft").due()).contains(LocalDate.of(2030, 4, 4));
        assertThat(task("Done").due()).contains(LocalDate.of(2030, 4, 2));
        assertThat(task("In the evening").due()).contains(LocalDate.of(2030, 5, 5));
        assertThat(task("In the evening").reminder()).contains(Instant.parse("2030-05-04T07:00:00Z"));
        assertThat(task("No days at all").due()).isEmpty();
    }

    @Test
    void aTaskIsCompletedByItsStatusOrItsPerCent() {
        assertThat(task("Done").status()).isEqualTo("completed");
        assertThat(task("Done").percent()).isEqualTo(100);
        assertThat(task("Done too").status()).isEqualTo("completed");
        assertThat(task("Half").status()).isEqualTo("inProgress");
        assertThat(task("Half").percent()).isEqualTo(40);
    }

    @Test
    void aBrokenTaskTakesNothingElseWithIt() {
        assertThat(Fixtures.leftOut("tasks.ics"))
                .containsExactlyInAnyOrder(
                        "recurring-task",
                        "recurring-task",
                        "cancelled-task",
                        "due-before-start",
                        "unreadable-task",
                        "scheduling-message");
    }

    @Test
    void theJudgeSeesEachDifference() {
        assertThat(differences(row -> {})).isEmpty();
        assertThat(differences(row -> row.put("OutlookText", "price"))).hasSize(1);
        assertThat(differences(row -> row.put("StartDateTime", "2030-03-31T12:00:00Z")))
                .hasSize(1);
        assertThat(differences(row -> row.put("EndDateTime", "1900-01-01T12:00:00Z")))
                .hasSize(1);
        assertThat(differences(row -> row.put("ActivityStatus", "Deferred"))).hasSize(1);
        assertThat(differences(row -> row.put("CompletedPercentage", 100))).hasSize(1);
        assertThat(differences(row -> row.put("Priority", "Low"))).hasSize(1);
        assertThat(differences(row -> row.put("Reminder", "Yes"))).hasSize(1);
        assertThat(differences(row -> row.put("OutlookCategories", "D365;Red"))).hasSize(1);
    }

    @Test
    void aRowBelongsToOneTaskOnly() {
        Differences found = new Differences("D365");
        TaskJudge judge = new TaskJudge(Fixtures.BERLIN, found, List.of(row()));
        assertThat(judge.compare(task("Offer for Albers, first draft"))).isTrue();
        assertThat(judge.compare(task("Offer for Albers, first draft"))).isFalse();
        assertThat(judge.compare(task("Half"))).isFalse();
    }
}
