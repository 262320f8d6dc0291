package io.axpsync.sandbox.d365;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.axpsync.sandbox.contract.ContractWatch;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PartyTest {

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    private static final String PERSON = "ContactPersons(dataAreaId='nord',ContactPersonId='AP-N001')";

    private final Live live = Live.stock(WATCH);

    @AfterEach
    void stop() {
        live.close();
    }

    private JsonNode addresses(String party, String type) {
        return live.json("PartyContactsV3?$filter=PartyNumber eq '" + party
                        + "' and Type eq Microsoft.Dynamics.DataEntities.LogisticsElectronicAddressMethodType'" + type
                        + "'&$orderby=ElectronicAddressId")
                .path("value");
    }

    @Test
    void theSamplesPrimaryAddressesAreElectronicAddressesOfTheParty() {
        JsonNode emails = addresses("P-010001", "Email");
        assertThat(emails).hasSize(1);
        assertThat(emails.path(0).path("Locator").asText()).isEqualTo("gesche.albers@albers-hafen.example");
        assertThat(emails.path(0).path("IsPrimary").asText()).isEqualTo("Yes");
        assertThat(addresses("P-010001", "Phone")).hasSize(2);
        assertThat(live.json(PERSON).path("PrimaryPhoneNumber").asText()).isEqualTo("+49 40 555 2011");
    }

    @Test
    void settingThePrimaryEmailOfAPersonAddsAnAddressAndKeepsTheOldOne() {
        live.send("PATCH", PERSON, "{\"PrimaryEmailAddress\":\"neu@albers-hafen.example\"}");
        JsonNode emails = addresses("P-010001", "Email");
        assertThat(emails).hasSize(2);
        assertThat(emails)
                .filteredOn(email -> email.path("IsPrimary").asText().equals("Yes"))
                .singleElement()
                .satisfies(email -> assertThat(email.path("Locator").asText()).isEqualTo("neu@albers-hafen.example"));
    }

    @Test
    void editingThePrimaryElectronicAddressChangesThePersonAndOnlyItsEtag() {
        JsonNode before = live.json(PERSON);
        live.clock.advance(Duration.ofMinutes(5));
        String id = addresses("P-010001", "Email")
                .path(0)
                .path("ElectronicAddressId")
                .asText();
        String key = "PartyContactsV3(PartyNumber='P-010001',ElectronicAddressId='" + id + "')";
        assertThat(live.send("PATCH", key, "{\"Locator\":\"g@albers-hafen.example\"}")
                        .statusCode())
                .isEqualTo(204);
        JsonNode after = live.json(PERSON);
        assertThat(after.path("PrimaryEmailAddress").asText()).isEqualTo("g@albers-hafen.example");
        assertThat(after.path("LastEditDateTime")).isEqualTo(before.path("LastEditDateTime"));
        assertThat(after.path("@odata.etag")).isNotEqualTo(before.path("@odata.etag"));
        live.send("DELETE", key, "");
        assertThat(live.json(PERSON).path("PrimaryEmailAddress").asText("null")).isEmpty();
    }

    @Test
    void aPersonInTwoCompaniesSharesNameAndAddresses() {
        HttpResponse<String> created = live.send(
                "POST",
                "ContactPersons",
                "{\"dataAreaId\":\"sued\",\"ContactPersonPartyNumber\":\"P-010001\",\"FirstName\":\"Gesche\","
                        + "\"LastName\":\"Albers\",\"AssociatedPartyNumber\":\"P-002101\"}");
        assertThat(created.statusCode()).isEqualTo(201);
        String id = Live.parse(created.body()).path("ContactPersonId").asText();
        live.send(
                "PATCH", PERSON, "{\"LastName\":\"Albers-Thode\",\"PrimaryEmailAddress\":\"ga@albers-hafen.example\"}");
        JsonNode other = live.json("ContactPersons(dataAreaId='sued',ContactPersonId='" + id + "')?cross-company=true");
        assertThat(other.path("LastName").asText()).isEqualTo("Albers-Thode");
        assertThat(other.path("ContactPersonName").asText()).isEqualTo("Gesche Albers-Thode");
        assertThat(other.path("PrimaryEmailAddress").asText()).isEqualTo("ga@albers-hafen.example");
    }

    @Test
    void aNewPersonGetsNumberPartyAndNames() {
        HttpResponse<String> created = live.send(
                "POST",
                "ContactPersons",
                "{\"FirstName\":\"Zoë\",\"LastName\":\"Ångström\",\"AssociatedPartyNumber\":\"P-002001\","
                        + "\"PrimaryEmailAddress\":\"zoe@albers-hafen.example\"}");
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        JsonNode row = Live.parse(created.body());
        assertThat(row.path("ContactPersonId").asText()).startsWith("AP-N1");
        assertThat(row.path("ContactPersonName").asText()).isEqualTo("Zoë Ångström");
        assertThat(row.path("SearchName").asText()).isEqualTo("Zoë Ångström");
        assertThat(row.path("PrimaryEmailAddress").asText()).isEqualTo("zoe@albers-hafen.example");
        String party = row.path("ContactPersonPartyNumber").asText();
        assertThat(addresses(party, "Email")).hasSize(1);
    }

    @Test
    void aPersonNeedsAKnownOrganisation() {
        for (String body :
                new String[] {"{\"LastName\":\"X\"}", "{\"LastName\":\"X\",\"AssociatedPartyNumber\":\"P-999999\"}"}) {
            assertThat(live.send("POST", "ContactPersons", body).statusCode())
                    .as(body)
                    .isEqualTo(400);
        }
    }
}
