package io.axpsync.sandbox.d365;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.axpsync.sandbox.contract.ContractWatch;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AdminTest {

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    private static final JsonNode KEY = Live.object("dataAreaId", "nord", "ActivityNumber", "AKT-N00001");

    private final Live live = Live.companion(WATCH);

    @AfterEach
    void stop() {
        live.close();
    }

    @Test
    void theSnapshotHoldsAllRowsOfAllCompaniesAndSets() {
        JsonNode all = live.service.snapshot();
        assertThat(all.fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(live.service.entitySets());
        assertThat(all.path("Activities")).hasSameSizeAs(Company.sample().rows().get("Activities"));
        assertThat(all.path("AxpActivityVersions")).hasSameSizeAs(all.path("Activities"));
        assertThat(all.path("Workers").path(0).path("@odata.etag").asText()).startsWith("W/");
    }

    @Test
    void aUsersEditGoesThroughDefaultsStampsAndVersions() {
        live.clock.advance(Duration.ofMinutes(7));
        JsonNode created =
                live.service.create("Activities", Live.object("Purpose", "Im Formular", "dataAreaId", "sued"));
        assertThat(created.path("ActivityNumber").asText()).startsWith("AKT-S");
        JsonNode patched = live.service.upsert(
                "Activities", Live.object("dataAreaId", "nord", "ActivityNumber", "AKT-N00001", "Purpose", "neu"));
        assertThat(patched.path("Purpose").asText()).isEqualTo("neu");
        assertThat(patched.path("LastDateTimeEdited").asText()).isEqualTo("2026-03-25T08:07:00Z");
        assertThat(live.service
                        .read("AxpActivityVersions", KEY)
                        .path("ModifiedDateTime")
                        .asText())
                .isEqualTo("2026-03-25T08:07:00Z");
        live.service.upsert(
                "Activities", Live.object("dataAreaId", "nord", "ActivityNumber", "NEU-1", "Purpose", "auch neu"));
        assertThat(live.get("Activities(dataAreaId='nord',ActivityNumber='NEU-1')")
                        .statusCode())
                .isEqualTo(200);
        live.service.delete("Activities", KEY);
        assertThatThrownBy(() -> live.service.delete("Activities", KEY))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.status()).isEqualTo(404));
        assertThatIllegalArgumentException().isThrownBy(() -> live.service.read("Nothing", KEY));
    }

    @Test
    void whatIsTakenBackLeavesNoTrace() {
        JsonNode before = live.service.snapshot();
        JsonNode answer =
                live.service.takingBack(() -> live.service.patch("Activities", KEY, Live.object("Role", "x")));
        assertThat(answer.path("Role").asText()).isEqualTo("x");
        assertThat(live.service.snapshot().equals(before)).isTrue();
    }

    @Test
    void parallelWritersGetNumbersOfTheirOwnAndLoseNothing() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<String>> writers = IntStream.range(0, 200)
                    .<Callable<String>>mapToObj(i -> () -> {
                        live.service.snapshot();
                        return Live.parse(live.send("POST", "Activities", "{\"Purpose\":\"parallel" + i + "\"}")
                                        .body())
                                .path("ActivityNumber")
                                .asText();
                    })
                    .toList();
            Set<String> numbers = new HashSet<>();
            for (Future<String> number : threads.invokeAll(writers)) {
                numbers.add(number.get());
            }
            assertThat(numbers).hasSize(200);
            assertThat(live.get("Activities/$count?$filter=Purpose eq 'parallel*'")
                            .body())
                    .isEqualTo("200");
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aThousandMailboxesAreLoadedAndAnswered() {
        try (Live big = new Live(Company.generated(1_000), D365Options.companion(), WATCH)) {
            assertThat(big.get("Activities/$count").body()).isEqualTo("2000");
            assertThat(big.get("Workers/$count").body()).isEqualTo("1000");
        }
    }
}
