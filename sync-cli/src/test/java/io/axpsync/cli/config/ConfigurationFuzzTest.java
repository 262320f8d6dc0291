package io.axpsync.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.sandbox.fuzz.Fuzz;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spoilt configurations: each is read, or refused with what is wrong with it. */
class ConfigurationFuzzTest {

    @TempDir
    Path folder;

    @Test
    void spoiltFilesAreReadOrRefused() throws IOException {
        List<byte[]> samples = new ArrayList<>();
        String doc = Files.readString(Path.of("..", "docs", "configuration.md"));
        for (String block : doc.split("```yaml\n")) {
            samples.add(block.split("```")[0].getBytes(StandardCharsets.UTF_8));
        }
        samples.set(0, Yaml.SMALLEST.getBytes(StandardCharsets.UTF_8));
        for (String named : List.of("graph.pem", "company-ca.pem", "ews.password", "installation.secret")) {
            Files.writeString(folder.resolve(named), "hidden-file");
        }
        Path file = folder.resolve("axpsync.yaml");
        Fuzz fuzz = new Fuzz("YAML configuration");
        for (int i = 0; fuzz.goesOn(); i++) {
            Files.write(file, fuzz.spoilt(samples.get(i % samples.size())));
            fuzz.tries(() -> read(file, fuzz));
        }
        fuzz.report();
    }

    private static void read(Path file, Fuzz fuzz) {
        try {
            ConfigurationFile.read(file, name -> Yaml.VARIABLES.get(name).getOrNull());
        } catch (BadConfiguration bad) {
            fuzz.refused();
            assertThat(bad.problems()).isNotEmpty();
            bad.problems()
                    .forEach(problem -> assertThat(problem.toString())
                            .hasSizeLessThan(100_000)
                            .doesNotContain("Exception", "\tat ", "hidden-"));
        }
    }

    @Test
    void nestingSizeAndAliasesHaveLimits() throws IOException {
        StringBuilder laughs = new StringBuilder("a0: &a0 [ha, ha]\n");
        for (int i = 1; i < 40; i++) {
            laughs.append("a")
                    .append(i)
                    .append(": &a")
                    .append(i)
                    .append(" [*a")
                    .append(i - 1)
                    .append(", *a")
                    .append(i - 1)
                    .append("]\n");
        }
        List<String> bad = List.of(
                "[".repeat(1_000_000),
                "a: ".repeat(1_000_000),
                "{a: ".repeat(1_000_000),
                "- ".repeat(1_000_000),
                laughs + "mailboxes: *a39\n",
                "mailboxes: &m [*m]\n",
                "d365: &d {address: *d}\n",
                "d365: &d\n  ? *d\n  : 1\n",
                "marker: " + "x".repeat(100 << 20));
        Path file = folder.resolve("axpsync.yaml");
        for (String text : bad) {
            Files.writeString(file, text);
            Fuzz counted = new Fuzz(text.substring(0, 3));
            counted.tries(() -> read(file, counted));
            counted.assertQuiet();
        }
    }
}
