package io.axpsync.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.sandbox.Sandbox;
import io.axpsync.sandbox.SandboxOptions;
import io.axpsync.sandbox.mailbox.Mailbox;
import io.axpsync.sandbox.mailbox.MasterCategory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The marker in the list from which users pick categories. */
class AddMarkerIT {

    private static final String ANNA = "anna.bergmann@fabrikon.example";

    private final Path folder;
    private final Sandbox sandbox = Sandbox.start(SandboxOptions.builder().build());

    AddMarkerIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @AfterEach
    void close() {
        sandbox.close();
    }

    private String configured(String backend) throws IOException {
        Path config = Cli.configure(sandbox, folder);
        return Files.writeString(config, Files.readString(config).replaceFirst("backend: \\w+", "backend: " + backend))
                .toString();
    }

    private Mailbox anna() {
        return sandbox.mailboxes().find(ANNA).orElseThrow();
    }

    private List<String> listed() {
        return anna().categories().stream()
                .filter(c -> c.displayName().equals("D365"))
                .map(MasterCategory::color)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"graph", "ews"})
    void theMarkerIsAddedWithAColourWhereItIsMissingOnceAndNothingElseChanges(String backend) throws IOException {
        String config = configured(backend);
        listedIds().forEach(anna()::removeCategory);
        anna().put(new MasterCategory("0f1e2d3c-0000-4000-8000-000000000001", "Größe <A> & B", "preset3"));
        List<MasterCategory> before = List.copyOf(anna().categories());

        Cli looked = Cli.run("check", "-c", config, "--mailbox", ANNA);
        assertThat(looked.out).contains("category-not-listed");
        assertThat(anna().categories()).as("a check writes nothing").containsExactlyElementsOf(before);

        Cli added = Cli.run("check", "-c", config, "--mailbox", ANNA, "--add-marker");
        assertThat(added.exit).as(added.out + added.err).isZero();
        assertThat(added.out).contains("category-added").doesNotContain("category-not-listed");
        assertThat(listed()).containsExactly("preset7");
        assertThat(anna().categories()).containsAll(before);

        Cli again = Cli.run("check", "-c", config, "--mailbox", ANNA, "--add-marker");
        assertThat(again.out).doesNotContain("category-added", "category-not-listed");
        assertThat(listed()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"graph, true", "graph, false", "ews, true", "ews, false"})
    void theFirstRunOfAMailboxOffersTheMarkerUnlessItIsToldNotTo(String backend, boolean offer) throws IOException {
        String config = configured(backend);
        if (!offer) {
            Files.writeString(Path.of(config), "\nofferMarker: false\n", StandardOpenOption.APPEND);
        }
        listedIds().forEach(anna()::removeCategory);

        Cli planned = Cli.run("plan", "-c", config, "--mailbox", ANNA);
        assertThat(planned.out).doesNotContain("category");
        assertThat(listed()).as("a plan writes nothing").isEmpty();

        Cli first = Cli.run("sync", "-c", config, "--mailbox", ANNA);
        assertThat(first.exit).as(first.out + first.err).isZero();
        assertThat(listed()).hasSize(offer ? 1 : 0);
        assertThat(first.out.contains("note: ")).isEqualTo(offer);

        listedIds().forEach(anna()::removeCategory);
        Cli second = Cli.run("sync", "-c", config, "--mailbox", ANNA);
        assertThat(second.exit).isZero();
        assertThat(listed())
                .as("who takes it off the list does not get it back")
                .isEmpty();
    }

    private List<String> listedIds() {
        return anna().categories().stream()
                .filter(c -> c.displayName().equals("D365"))
                .map(MasterCategory::id)
                .toList();
    }
}
