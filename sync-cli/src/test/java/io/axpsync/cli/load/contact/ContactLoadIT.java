package io.axpsync.cli.load.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.axpsync.cli.config.Backend;
import io.axpsync.cli.demo.stage.D365Kind;
import io.axpsync.cli.demo.stage.Stage;
import io.axpsync.cli.load.Load;
import io.axpsync.cli.load.LoadReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContactLoadIT {

    /** 300 kB of notes with control characters, and a thousand numbers among them. */
    private static String large() {
        StringBuilder note = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            note.append("0461 555").append(String.format("%04d", i)).append(i % 100 == 0 ? "\u0007\\n" : ", ");
        }
        return "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Groß;Gerd;;;\r\nORG:Boddenfisch\r\nNOTE:" + note
                + "Anmerkung ".repeat(29_000) + "\r\nEND:VCARD\r\n";
    }

    @ParameterizedTest
    @CsvSource({"GRAPH, COMPANION", "GRAPH, STOCK", "EWS, COMPANION", "EWS, STOCK"})
    void everyCardArrivesOnceAndUnchangedOrIsParkedWithAReason(Backend backend, D365Kind d365, @TempDir Path folder)
            throws IOException {
        try (Stream<Path> all = Files.list(CardFilesTest.folder())) {
            for (Path file : all.filter(f -> f.toString().endsWith(".vcf")).toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        Files.writeString(folder.resolve("large.vcf"), large());
        try (Stage stage = Stage.open(backend, d365, (frontEnd, request, response) -> {})) {
            LoadReport report = new Load(stage, d365).run(folder);

            assertThat(report.problems()).isEmpty();
            assertThat(report.differences()).isEmpty();
            assertThat(report.contacts().loaded()).isEqualTo(10);
            assertThat(report.contacts().parked())
                    .containsOnly(entry("company-unknown", 3), entry("same-person", 1), entry("group", 1));
            assertThat(report.contacts().synchronised()).isEqualTo(5);
            assertThat(report.reasons())
                    .hasSize(5)
                    .anyMatch(line -> line.startsWith("apple.vcf#2 Jule Brandt: same-person: is the same person as")
                            || line.startsWith("apple.vcf#1 Jule Brandt: same-person: is the same person as"));
            assertThat(report.notCarried())
                    .containsEntry("contact manager", 1)
                    .containsEntry("contact country that no code stands for", 1)
                    .containsEntry("controlCharacters", 1);
            assertThat(report.secondPlan()).isZero();
            assertThat(report.holds()).isTrue();
            assertThat(report.lines()).containsAll(List.of("contacts         10, synchronised 5"));
        }
    }
}
