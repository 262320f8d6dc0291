package io.axpsync.sandbox.d365;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.axpsync.sandbox.contract.ContractWatch;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CompanionTest {

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    private static final String VERSION = "AxpActivityVersions(dataAreaId='nord',ActivityNumber='AKT-N00001')";
    private static final String ACTIVITY = "Activities(dataAreaId='nord',ActivityNumber='AKT-N00001')";
    private static final String ATTENDEE =
            "{\"dataAreaId\":\"nord\",\"ActivityNumber\":\"AKT-N00001\",\"Email\":\"a@b.example\",\"Name\":\"A\"}";

    private final Live live = Live.companion(WATCH);

    @AfterEach
    void stop() {
        live.close();
    }

    private int send(String method, String path, String body) {
        return live.send(method, path, body).statusCode();
    }

    private void assertMoves(String version, Runnable change) {
        JsonNode before = live.json(version);
        live.clock.advance(Duration.ofMinutes(1));
        change.run();
        JsonNode after = live.json(version);
        assertThat(after.path("ModifiedDateTime").asText())
                .isGreaterThan(before.path("ModifiedDateTime").asText());
        assertThat(after.path("RecVersion")).isNotEqualTo(before.path("RecVersion"));
        assertThat(after.path("IsDeleted").asText()).isEqualTo("No");
    }

    @Test
    void theVersionMovesWithTheRowEvenWhenTheEditStampStandsStill() {
        live.service.use(D365Options.companion().withEditStampMoves(false));
        assertMoves(VERSION, () -> send("PATCH", ACTIVITY, "{\"Purpose\":\"neu\"}"));
    }

    @Test
    void theVersionMovesWithAttendeesLinksAndAttachments() {
        String attendee = "AxpActivityAttendees(dataAreaId='nord',ActivityNumber='AKT-N00001',Email='a@b.example')";
        assertMoves(
                VERSION,
                () -> assertThat(send("POST", "AxpActivityAttendees", ATTENDEE)).isEqualTo(201));
        assertMoves(
                VERSION,
                () -> assertThat(send("PATCH", attendee, "{\"ResponseStatus\":\"Accepted\"}"))
                        .isEqualTo(204));
        assertMoves(VERSION, () -> assertThat(send("DELETE", attendee, "")).isEqualTo(204));
        String link = "AxpActivityLinks(dataAreaId='nord',ActivityNumber='AKT-N00001',"
                + "ParentType=Microsoft.Dynamics.DataEntities.smmActivityParentType'Customer',ParentId='K-1001')";
        assertThat(live.json(link).path("IsPrimary").asText()).isEqualTo("Yes");
        assertMoves(VERSION, () -> assertThat(send("DELETE", link, "")).isEqualTo(204));
        assertMoves(
                VERSION,
                () -> assertThat(send(
                                "PATCH",
                                "AxpActivityAttachments(dataAreaId='nord',ActivityNumber='AKT-N00001',"
                                        + "FileName='Angebot Kai 2.txt')",
                                "{\"Content\":\"TmV1\"}"))
                        .isEqualTo(204));
    }

    @Test
    void aDeletedActivityTakesItsChildrenAlongAndLeavesATombstone() {
        send("POST", "AxpActivityAttendees", ATTENDEE);
        live.clock.advance(Duration.ofMinutes(1));
        assertThat(send("DELETE", ACTIVITY, "")).isEqualTo(204);
        assertThat(live.json("AxpActivityAttendees?$filter=ActivityNumber eq 'AKT-N00001'")
                        .path("value"))
                .isEmpty();
        assertThat(live.json("AxpActivityLinks?$filter=ActivityNumber eq 'AKT-N00001'")
                        .path("value"))
                .isEmpty();
        JsonNode tombstone = live.json(VERSION);
        assertThat(tombstone.path("IsDeleted").asText()).isEqualTo("Yes");
        assertThat(tombstone.path("ModifiedDateTime").asText()).isEqualTo("2026-03-25T08:01:00Z");
    }

    @Test
    void tombstonesAreKeptForNinetyDays() {
        send("DELETE", ACTIVITY, "");
        String query = "AxpActivityVersions?$filter=IsDeleted eq Microsoft.Dynamics.DataEntities.NoYes'Yes'"
                + "&$orderby=ModifiedDateTime&$top=1";
        live.clock.advance(Duration.ofDays(90));
        assertThat(live.json(query).path("value")).hasSize(1);
        live.clock.advance(Duration.ofSeconds(1));
        assertThat(live.json(query).path("value")).isEmpty();
    }

    @Test
    void theFeedGivesWhatChangedSince() {
        live.clock.advance(Duration.ofHours(1));
        send(
                "PATCH",
                "Activities(dataAreaId='sued',ActivityNumber='AKT-S00001')?cross-company=true",
                "{\"Role\":\"x\"}");
        JsonNode changed =
                live.json("AxpActivityVersions?cross-company=true&$filter=ModifiedDateTime ge 2026-03-25T08:55:00Z");
        assertThat(changed.path("value")).hasSize(1);
        assertThat(changed.path("value").path(0).path("ActivityNumber").asText())
                .isEqualTo("AKT-S00001");
    }

    @Test
    void theContactVersionMovesWithThePartysAddressesWhileTheEditStampStandsStill() {
        String person = "ContactPersons(dataAreaId='nord',ContactPersonId='AP-N001')";
        String edited = live.json(person).path("LastEditDateTime").asText();
        String version = "AxpContactVersions(dataAreaId='nord',ContactPersonId='AP-N001')";
        assertMoves(
                version,
                () -> assertThat(send(
                                "POST",
                                "PartyContactsV3",
                                "{\"PartyNumber\":\"P-010001\",\"Type\":\"Phone\",\"Locator\":\"+49 1\"}"))
                        .isEqualTo(201));
        assertMoves(
                version,
                () -> assertThat(send(
                                "POST",
                                "PartyLocationPostalAddressesV2",
                                "{\"PartyNumber\":\"P-010001\",\"LocationId\":\"L1\","
                                        + "\"ValidFrom\":\"2026-01-01T00:00:00Z\",\"City\":\"Kiel\"}"))
                        .isEqualTo(201));
        assertMoves(
                version,
                () -> assertThat(send(
                                "PATCH",
                                "PartyLocationPostalAddressesV2(PartyNumber='P-010001',LocationId='L1',"
                                        + "ValidFrom=2026-01-01T00:00:00Z)",
                                "{\"City\":\"Husum\"}"))
                        .isEqualTo(204));
        assertThat(live.json(person).path("LastEditDateTime").asText()).isEqualTo(edited);
    }

    @Test
    void privateContactsLeaveATombstoneAndCanComeBack() {
        String key = "AxpPrivateContacts(dataAreaId='nord',PersonnelNumber='000101',ContactPersonId='AP-N001')";
        assertThat(live.json(key).path("IsDeleted").asText()).isEqualTo("No");
        live.clock.advance(Duration.ofMinutes(1));
        assertThat(send("DELETE", key, "")).isEqualTo(204);
        assertThat(live.json(key).path("IsDeleted").asText()).isEqualTo("Yes");
        assertThat(send("DELETE", key, "")).isEqualTo(404);
        live.clock.advance(Duration.ofMinutes(1));
        assertThat(send(
                        "POST",
                        "AxpPrivateContacts",
                        "{\"dataAreaId\":\"nord\",\"PersonnelNumber\":\"000101\",\"ContactPersonId\":\"AP-N001\"}"))
                .isEqualTo(201);
        assertThat(live.json(key).path("IsDeleted").asText()).isEqualTo("No");
        assertThat(live.json(key).path("ModifiedDateTime").asText()).isEqualTo("2026-03-25T08:02:00Z");
    }

    @Test
    void onlyTheServerWritesVersions() {
        assertThat(send("PATCH", VERSION, "{\"RecVersion\":1}")).isEqualTo(405);
        assertThat(send("DELETE", VERSION, "")).isEqualTo(405);
        assertThat(send("POST", "AxpActivityVersions", "{\"dataAreaId\":\"nord\",\"ActivityNumber\":\"x\"}"))
                .isEqualTo(405);
    }

    @Test
    void childrenNeedTheirActivityAndParentsMustExist() {
        assertThat(send("POST", "AxpActivityAttendees", ATTENDEE.replace("AKT-N00001", "nichts")))
                .isEqualTo(400);
        String link = "{\"dataAreaId\":\"nord\",\"ActivityNumber\":\"AKT-N00001\",\"ParentType\":\"Vendor\","
                + "\"ParentId\":\"%s\"}";
        assertThat(send("POST", "AxpActivityLinks", String.format(link, "K-1001")))
                .isEqualTo(400);
        assertThat(send("POST", "AxpActivityLinks", String.format(link, "L-6001")))
                .as("a vendor of another company")
                .isEqualTo(400);
        assertThat(send("POST", "AxpActivityLinks", String.format(link, "L-5001")))
                .isEqualTo(201);
    }

    @Test
    void stampsAndInstallationsAreKept() {
        String stamp = "{\"dataAreaId\":\"nord\",\"EntityName\":\"ContactPersons\",\"EntityKey\":\"AP-N001\","
                + "\"LinkId\":\"l1\"}";
        assertThat(send("POST", "AxpStamps", stamp)).isEqualTo(201);
        assertThat(send("POST", "AxpStamps", stamp)).isEqualTo(400);
        assertThat(send("POST", "AxpInstallations", "{\"InstallationId\":\"i1\",\"Epoch\":1}"))
                .isEqualTo(201);
        live.clock.advance(Duration.ofMinutes(1));
        assertThat(send("PATCH", "AxpInstallations('i1')", "{\"Epoch\":2}")).isEqualTo(204);
        assertThat(live.json("AxpInstallations('i1')").path("Epoch").asLong()).isEqualTo(2);
        assertThat(live.json("AxpInstallations('i1')").path("ModifiedDateTime").asText())
                .isEqualTo("2026-03-25T08:01:00Z");
    }

    @Test
    void setsCanBeSwitchedOneByOneWhileItRuns() {
        live.service.use(D365Options.STOCK.withCompanionSets(Set.of("AxpStamps")));
        assertThat(live.get("AxpStamps").statusCode()).isEqualTo(200);
        assertThat(live.get("AxpActivityVersions").statusCode()).isEqualTo(404);
        assertThat(live.get("$metadata").body()).contains("AxpStamps").doesNotContain("AxpInstallation");
    }

    @Test
    void aChangedOrDeletedContactPersonMovesItsVersion() {
        JsonNode key = Live.object("dataAreaId", "nord", "ContactPersonId", "AP-N003");
        String version = "AxpContactVersions(dataAreaId='nord',ContactPersonId='AP-N003')";
        assertMoves(version, () -> live.service.patch("ContactPersons", key, Live.object("Hobbies", "Segeln")));
        live.service.delete("ContactPersons", key);
        assertThat(live.json(version).path("IsDeleted").asText()).isEqualTo("Yes");
        assertThatThrownBy(() -> live.service.read("ContactPersons", key)).isInstanceOf(Refusal.class);
    }

    private static final String MASTER = "Activities(dataAreaId='nord',ActivityNumber='AKT-N00001')";
    private static final String OCCURRENCE =
            "AxpActivityOccurrences(dataAreaId='nord',MasterActivityNumber='AKT-N00001',"
                    + "OriginalStartDateTime=2026-04-01T07:00:00Z)";

    /** AKT-N00001 becomes the master of a series, AKT-N00002 one of its occurrences. */
    private void series() {
        send("PATCH", MASTER, "{\"RecurrenceState\":\"Master\",\"MasterAppointment\":\"Yes\"}");
        send(
                "PATCH",
                "Activities(dataAreaId='nord',ActivityNumber='AKT-N00002')",
                "{\"RecurrenceState\":\"Exception\"}");
        assertThat(send(
                        "POST",
                        "AxpActivityRecurrences",
                        "{\"dataAreaId\":\"nord\",\"ActivityNumber\":\"AKT-N00001\",\"RecurrenceType\":\"Daily\","
                                + "\"Interval\":1,\"NoEndDate\":\"Yes\",\"TimeZone\":\"W. Europe Standard Time\"}"))
                .isEqualTo(201);
        assertThat(send(
                        "POST",
                        "AxpActivityOccurrences",
                        "{\"dataAreaId\":\"nord\",\"MasterActivityNumber\":\"AKT-N00001\",\"OriginalStartDateTime\":"
                                + "\"2026-04-01T07:00:00Z\",\"State\":\"Modified\",\"ActivityNumber\":\"AKT-N00002\"}"))
                .isEqualTo(201);
    }

    @Test
    void theVersionOfASeriesMovesWithItsRecurrenceItsOccurrencesAndTheirActivities() {
        series();
        assertMoves(
                VERSION,
                () -> assertThat(send(
                                "PATCH",
                                "AxpActivityRecurrences(dataAreaId='nord',ActivityNumber='AKT-N00001')",
                                "{\"Interval\":2}"))
                        .isEqualTo(204));
        assertMoves(
                VERSION,
                () -> assertThat(send(
                                "PATCH",
                                "Activities(dataAreaId='nord',ActivityNumber='AKT-N00002')",
                                "{\"Purpose\":\"einmal anders\"}"))
                        .isEqualTo(204));
        assertMoves(VERSION, () -> assertThat(send("DELETE", OCCURRENCE, "")).isEqualTo(204));
    }

    @Test
    void whoDeletesTheActivityOfAnOccurrenceCancelsIt() {
        series();
        assertMoves(
                VERSION,
                () -> assertThat(send("DELETE", "Activities(dataAreaId='nord',ActivityNumber='AKT-N00002')", ""))
                        .isEqualTo(204));
        assertThat(live.json(OCCURRENCE).path("State").asText()).isEqualTo("Cancelled");
        assertThat(live.json(OCCURRENCE).path("ActivityNumber").asText()).isEmpty();
    }

    @Test
    void aDeletedSeriesTakesItsRowsAndTheActivitiesOfItsOccurrencesAlong() {
        series();
        assertThat(send("DELETE", MASTER, "")).isEqualTo(204);
        assertThat(live.get(OCCURRENCE).statusCode()).isEqualTo(404);
        assertThat(live.get("AxpActivityRecurrences(dataAreaId='nord',ActivityNumber='AKT-N00001')")
                        .statusCode())
                .isEqualTo(404);
        assertThat(live.get("Activities(dataAreaId='nord',ActivityNumber='AKT-N00002')")
                        .statusCode())
                .isEqualTo(404);
        assertThat(live.json("AxpActivityVersions(dataAreaId='nord',ActivityNumber='AKT-N00002')")
                        .path("IsDeleted")
                        .asText())
                .isEqualTo("Yes");
    }
}
