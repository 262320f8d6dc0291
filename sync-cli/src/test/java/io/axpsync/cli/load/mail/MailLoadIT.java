package io.axpsync.cli.load.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.axpsync.cli.config.Backend;
import io.axpsync.cli.demo.stage.D365Kind;
import io.axpsync.cli.demo.stage.Stage;
import io.axpsync.cli.load.Load;
import io.axpsync.cli.load.LoadReport;
import io.axpsync.sandbox.contract.ContractWatch;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;
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
        }
    }
}
