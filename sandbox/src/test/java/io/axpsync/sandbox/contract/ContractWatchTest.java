package io.axpsync.sandbox.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.axpsync.sandbox.http.Headers;
import io.axpsync.sandbox.http.Request;
import io.axpsync.sandbox.http.Response;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContractWatchTest {

    private static final Request GOOD =
            Messages.get("http://localhost/data/Activities(dataAreaId='usmf',ActivityNumber='1')");
    private static final Request BAD = Messages.get("http://localhost/data/Activities?$search=x");
    private static final Response REFUSED =
            Response.json(400, "{\"error\":{\"code\":\"\",\"message\":\"An error has occurred.\"}}");

    private final ContractCounts counts = new ContractCounts();
    private ContractWatch watch = ContractWatch.over(Map.of("d365", new D365Contract(D365Model.read())), counts);

    @BeforeEach
    void startAfresh() {
        watch = ContractWatch.over(Map.of("d365", new D365Contract(D365Model.read())), counts);
    }

    @Test
    void aCleanWatchSaysHowMuchItChecked() {
        watch.seen("d365", GOOD, REFUSED);
        watch.assertClean();
        assertThat(watch.checked()).isEqualTo(2);
        assertThat(watch.summary()).isEqualTo("contract messages: 2, violations: 0");
    }

    @Test
    void aBreachFailsTheTestAndNamesTheMessage() {
        watch.seen("d365", BAD, REFUSED);
        assertThatThrownBy(() -> watch.assertClean())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("d365 request of GET /data/Activities?$search=x:");
    }

    @Test
    void anInjectedFaultIsNotHeldToTheContract() {
        watch.seen("d365", GOOD, Response.text(200, "text/html", "<html>").with(ContractWatch.FAULT, "garbage"));
        assertThatCode(watch::assertClean).doesNotThrowAnyException();
        assertThat(counts.lines()).contains("faulted 1", "checked 1");
    }

    @Test
    void aRequestThatIsWrongOnPurposeMustBeRefused() {
        Request deliberate = new Request(
                "c", "GET", BAD.uri(), Headers.EMPTY.with(ContractWatch.DELIBERATE, "unknown option"), new byte[0]);
        watch.seen("d365", deliberate, REFUSED);
        watch.assertClean();
        watch.seen(
                "d365",
                deliberate,
                Response.json(200, "{\"@odata.context\":\"http://localhost/data/$metadata#Activities\",\"value\":[]}"));
        assertThatThrownBy(() -> watch.assertClean()).hasMessageContaining("was accepted");
    }

    @Test
    void withoutContractsItSaysNotChecked() {
        ContractWatch blind = ContractWatch.over(Map.of(), counts);
        blind.seen("d365", BAD, REFUSED);
        assertThat(blind.checks()).isFalse();
        assertThat(blind.summary()).startsWith("contract messages: NOT CHECKED (1 messages");
        assertThat(counts.lines()).contains("not-checked 1", "checked 0");
    }

    @Test
    void theCountsOfAJvmAreWrittenForTheBuildToAddUp(@TempDir Path module) throws Exception {
        watch.seen("d365", BAD, REFUSED);
        counts.write(module);
        try (var files = Files.list(module.resolve("target/contract-messages"))) {
            assertThat(files).singleElement().satisfies(file -> {
                assertThat(file.getFileName().toString())
                        .isEqualTo(ProcessHandle.current().pid() + ".txt");
                assertThat(Files.readAllLines(file)).contains("checked 2", "violations 1");
            });
        }
    }

    @Test
    void reviewedCallsAndPermissionsAreNamed() {
        Map<String, Contract> graph =
                Map.of("graph", GraphContract.in(ContractWatch.requiredFolder().resolve("graph")));
        ContractWatch overGraph = ContractWatch.over(graph, counts);
        Response error = Response.json(404, "{\"error\":{\"code\":\"ErrorItemNotFound\",\"message\":\"m\"}}");
        for (String path : List.of("/users/a/events/1", "/me/events", "/users/a/calendar")) {
            overGraph.seen("graph", Messages.get("http://localhost/v1.0" + path), error);
        }
        overGraph.assertClean();
        assertThat(overGraph.permissionsUsed())
                .containsOnly(
                        Map.entry("GET /users/{id}/events/{id}", "Calendars.Read"),
                        Map.entry("GET /users/{id}/events", "Calendars.Read"),
                        Map.entry("GET /users/{id}/calendar", "Calendars.Read"));
        assertThat(overGraph.reviewedCalls()).containsExactly(Map.entry("GET /users/{id}/calendar", 1));
        assertThat(overGraph.summary()).contains("GET /users/{id}/calendar");
        assertThat(counts.lines()).contains("reviewed 1 GET /users/{id}/calendar", "permission Calendars.Read");
    }

    @Test
    void aFrontEndWithoutAContractIsLeftAlone() {
        watch.seen("admin", Messages.get(URI.create("http://localhost/outbox").toString()), Response.empty(200));
        assertThat(watch.checked()).isZero();
    }
}
