package io.axpsync.cli.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.axpsync.cli.command.Cli;
import io.axpsync.sandbox.Sandbox;
import io.axpsync.sandbox.SandboxOptions;
import io.axpsync.sandbox.d365.Company;
import io.axpsync.sandbox.d365.D365Options;
import io.axpsync.sandbox.http.Fault;
import io.axpsync.sandbox.http.FaultRule;
import io.axpsync.sandbox.mailbox.Mailbox;
import io.axpsync.sandbox.mailbox.MasterCategory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The permissions that {@code check} prints are exactly those that the calls of a day need: no call needs more, and no
 * permission is printed that no call needs.
 */
class PermissionsIT {

    private static final String ONE = Bustle.address(1);
    /** Rows of series: nobody works on a series in this day. */
    private static final String OF_SERIES =
            "D365 AxpActivity(Recurrences|Occurrences) (create|update|delete)|D365 AxpActivityAttachments (create|update|delete)|D365 AxpStamps (create|delete)";

    private static final String GUEST = "guest@client.example";

    @TempDir
    Path folder;

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({"graph, companion", "graph and tasks, companion", "graph, stock", "ews, companion", "ews, stock"})
    void aDayStaysWithinThePermissionsThatCheckPrints(String backend, String profile) throws IOException {
        D365Options options = profile.equals("stock") ? D365Options.STOCK : D365Options.companion();
        try (Sandbox sandbox = Sandbox.start(SandboxOptions.builder()
                .company(Company.generated(2))
                .d365(options)
                .build())) {
            Path config = configured(sandbox, backend);
            NeededPermissions toLook = new NeededPermissions();
            sandbox.faults().watch(toLook::heard);
            JsonNode printed = run("check", config).path("permissions");
            run("plan", config);
            assertThat(toLook.unknown()).isEmpty();
            assertThat(toLook.least())
                    .as("needed to look")
                    .containsExactlyInAnyOrderElementsOf(told(printed, "reading", toLook.least()));

            NeededPermissions all = new NeededPermissions();
            sandbox.faults().watch(all::heard);
            day(sandbox, config, profile);
            assertThat(all.unknown()).isEmpty();
            assertThat(all.least())
                    .as("needed to synchronise")
                    .containsExactlyInAnyOrderElementsOf(told(printed, "synchronising", all.least()));
            if (backend.equals("ews")) { // what a delegate is told; the sandbox knows owners only
                assertThat(toLook.least()).contains("Reviewer");
                assertThat(all.least()).contains("Owner");
            }
            System.out.println("permissions " + backend + ", " + profile + ": " + (toLook.calls() + all.calls())
                    + " calls of a day, " + all.least().size() + " permissions, 0 violations");
        }
    }

    private Path configured(Sandbox sandbox, String backend) throws IOException {
        Path config = Cli.configure(sandbox, folder);
        String text = Files.readString(config).replaceFirst("backend: \\w+", "backend: " + backend.split(" ")[0]);
        return Files.writeString(config, backend.contains("tasks") ? text + "\nlanes:\n  tasks: {}\n" : text);
    }

    /** Export, import, update, blank, deletion, people, recovery after a lost answer, undo and check. */
    private static void day(Sandbox sandbox, Path config, String profile) {
        Users users = new Users(sandbox);
        run("check", config);
        Mailbox box = sandbox.mailboxes().find(ONE).orElseThrow();
        box.categories().stream().map(MasterCategory::id).toList().forEach(box::removeCategory);
        run("sync", config);
        JsonNode mine = users.activity("000001", "Offer", 3, "Location", "Room 1");
        JsonNode task = users.activity("000001", "Call back", 3, "Category", "Task");
        JsonNode invited = users.activity("000001", "Round", 4);
        if (profile.equals("companion")) {
            users.invite(invited, GUEST, "Required");
            users.invite(invited, Bustle.address(2), "Optional");
        }
        users.event(ONE, "Lunch", 5, "\"location\": {\"displayName\": \"Kitchen\"}");
        users.event(ONE, "Kick-off", 6, """
                "attendees": [{"type": "required", "emailAddress": {"name": "G", "address": "guest@client.example"}}]""");
        run("sync", config);
        users.edit(mine, "Location", "");
        users.edit(task, "Purpose", "Call back soon");
        users.change(ONE, users.event(ONE, "Lunch"), "{\"location\": {\"displayName\": \"Garden\"}}");
        users.change(ONE, users.event(ONE, "Kick-off"), """
                {"attendees": [{"type": "optional", "emailAddress": {"name": "W", "address": "%s"}}]}
                """.formatted(Bustle.address(2)));
        run("sync", config);
        users.answer(
                Bustle.address(2), users.event(Bustle.address(2), "Kick-off"), "accept"); // its answer reaches D365
        run("sync", config);
        users.delete(mine);
        users.delete(task);
        users.remove(ONE, users.event(ONE, "Lunch"));
        run("sync", config);
        users.activity("000002", "Lost", 7);
        users.event(Bustle.address(2), "Lost, too", 8, "");
        for (String frontEnd : Set.of("d365", "graph", "ews")) {
            sandbox.faults()
                    .add(FaultRule.of(Fault.of(Fault.Kind.LOST_ANSWER))
                            .frontEnd(frontEnd)
                            .method("POST")
                            .path("(batch|Activities|events|asmx)$")
                            .body("Lost")
                            .build());
        }
        run("sync", config);
        sandbox.faults().clear();
        run("sync", config);
        users.activity("000001", "Undone", 9);
        users.event(ONE, "Undone, too", 10, "");
        JsonNode last = run("sync", config);
        Cli undone = Cli.run(
                "undo", "-c", config.toString(), "--run", last.path("run").asText(), "--json");
        assertThat(undone.exit).as(undone.out + undone.err).isIn(0, 1);
        run("sync", config);
    }

    private static JsonNode run(String command, Path config) {
        Cli done = Cli.run(command, "-c", config.toString(), "--json");
        assertThat(done.exit).as(command + ": " + done.out + done.err).isIn(0, 1);
        return done.json();
    }

    /** What was printed, in the words of the table; an owner by impersonation has every right on the folder. */
    private static Set<String> told(JsonNode printed, String column, Set<String> needed) {
        Set<String> told = new TreeSet<>();
        for (JsonNode grant : printed) {
            String what = grant.path(column).asText();
            if (grant.path("system").asText().equals("D365")) {
                for (String verb : what.split(", ")) {
                    told.add("D365 " + grant.path("on").asText() + " " + verb);
                }
                told.removeIf(right -> right.matches(OF_SERIES) && !needed.contains(right));
            } else if (what.equals("ApplicationImpersonation")) {
                needed.stream()
                        .filter(Set.of("Reviewer", "Editor", "Owner")::contains)
                        .forEach(told::add);
            } else {
                told.add(what);
            }
        }
        return told;
    }
}
