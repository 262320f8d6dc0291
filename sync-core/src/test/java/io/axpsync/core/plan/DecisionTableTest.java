package io.axpsync.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.change.Change;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class DecisionTableTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "how-it-works.md");

    @Test
    @Tag("promise-6")
    void theDocumentedTableIsTheCode() throws IOException {
        String text = Files.readString(DOCUMENT);
        String table = text.substring(
                text.indexOf("<!-- decision-table -->") + "<!-- decision-table -->".length(),
                text.indexOf("<!-- /decision-table -->"));
        assertThat(table.strip()).isEqualTo(asMarkdown());
    }

    @Test
    void swappingTheSidesSwapsTheVerdict() {
        for (Change.Sort d365 : Change.Sort.values()) {
            for (Change.Sort exchange : Change.Sort.values()) {
                assertThat(DecisionTable.verdict(exchange, d365))
                        .isEqualTo(swapped(DecisionTable.verdict(d365, exchange)));
            }
        }
    }

    private static Verdict swapped(Verdict verdict) {
        String name = verdict.name();
        if (name.endsWith("_D365")) {
            return Verdict.valueOf(name.replace("_D365", "_EXCHANGE"));
        }
        return name.endsWith("_EXCHANGE") ? Verdict.valueOf(name.replace("_EXCHANGE", "_D365")) : verdict;
    }

    private static String asMarkdown() {
        List<Change.Sort> sorts = Arrays.asList(Change.Sort.values());
        String head = "| D365 \\ Exchange | " + sorts.stream().map(Enum::name).collect(Collectors.joining(" | "))
                + " |\n|---|---|---|---|---|---|\n";
        return head
                + sorts.stream()
                        .map(d -> "| " + d + " | "
                                + sorts.stream()
                                        .map(e -> DecisionTable.verdict(d, e).name())
                                        .collect(Collectors.joining(" | "))
                                + " |")
                        .collect(Collectors.joining("\n"));
    }
}
