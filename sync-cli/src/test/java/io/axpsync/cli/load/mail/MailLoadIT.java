package io.axpsync.cli.load.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.axpsync.cli.config.Backend;
import io.axpsync.cli.demo.stage.D365Kind;
import io.axpsync.cli.demo.stage.Stage;
import io.axpsync.cli.load.Load;
import io.axpsync.cli.load.LoadReport;
import io.axpsync.sandbox.contract.ContractWatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailLoadIT {

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    private static Path folder() {
        try {
            Path file = Path.of(Objects.requireNonNull(MailLoadIT.class.getResource("plain.eml"))
                    .toURI());
            return Objects.requireNonNull(file.getParent());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @CsvSource({"GRAPH, COMPANION", "GRAPH, STOCK", "EWS, COMPANION", "EWS, STOCK"})
    void everyMailIsImportedOnceWithItsTextOrHasAReason(Backend backend, D365Kind d365) {
        try (Stage stage = Stage.open(backend, d365, WATCH)) {
            LoadReport report = new Load(stage, d365).run(folder());

            assertThat(report.problems()).isEmpty();
            assertThat(report.differences()).isEmpty();
            assertThat(report.messages().loaded()).isEqualTo(6);
            assertThat(report.messages().synchronised()).isEqualTo(5);
            assertThat(report.messages().parked()).containsOnly(entry("same-mail", 1));
            assertThat(report.secondPlan()).isZero();
            assertThat(report.mails()).isZero();
            assertThat(report.holds()).isTrue();
            assertThat(texts(stage)).isEqualTo(golden());
        }
    }

    /** What D365 shows of each imported mail, by subject. */
    private static String texts(Stage stage) {
        return stage.admin().snapshot().rows("Activities").stream()
                .filter(row -> row.path("Category").asText().equals("Event"))
                .map(row -> "=== " + row.path("Purpose").asText() + "\n"
                        + row.path("OutlookText").asText().replace("\r\n", "\n").strip() + "\n")
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    /** The texts as a mail client that shows plain text has them; a change of this file changes what users see. */
    private static String golden() {
        try {
            return Files.readString(folder().resolve("imported.golden.txt"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
