package io.axpsync.sandbox.d365;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.axpsync.sandbox.contract.ContractWatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a query over contact persons and what they belong to asks of the sample company. */
class SelectionTest {

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    private static final String ENUM = "Microsoft.Dynamics.DataEntities.";

    private final Live live = new Live(Company.sample(), D365Options.STOCK.withPageSize(4), WATCH);

    @AfterEach
    void stop() {
        live.close();
    }

    private List<JsonNode> all(String set, String filter, String select) {
        List<JsonNode> rows = new ArrayList<>();
        String next = set + "?cross-company=true&$filter=" + filter + "&$select=" + select;
        while (!next.isEmpty()) {
            JsonNode page = live.json(next);
            page.path("value").forEach(rows::add);
            next = page.path("@odata.nextLink").asText();
        }
        return rows;
    }

    private List<String> texts(String set, String filter, String property) {
        return all(set, filter, property).stream()
                .map(row -> row.path(property).asText())
                .toList();
    }

    private List<String> personsOf(List<String> parties) {
        String filter = parties.stream()
                .map(party -> "AssociatedPartyNumber eq '" + party + "'")
                .collect(Collectors.joining(" or "));
        return texts("ContactPersons", filter, "ContactPersonId");
    }

    private List<String> personsOfDistrict(String district) {
        return personsOf(texts("CustomersV3", "SalesDistrict eq '" + district + "'", "PartyNumber"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CustomersV3 | CustomerGroupId eq '20' and SalesDistrict eq 'ROMANDIE' | CustomerAccount | K-2001 K-2002",
                "CustomersV3 | SalesSegmentId eq 'ENERGIE' | CustomerAccount | K-1002 K-2006",
                "CustomersV3 | LineOfBusinessId eq 'hafen' | CustomerAccount | K-1001 K-1004 K-1006 K-2005",
                "CustomersV3 | AddressCountryRegionId eq 'DEU' | CustomerAccount | K-1001 K-1002 K-1003",
                "CustomersV3 | SalesDistrict eq '*SCHW*' | CustomerAccount | K-2003",
                "CustomersV3 | SalesDistrict eq 'HAMBURG' or SalesDistrict eq 'EIRE' | CustomerAccount | K-1001 K-1003 K-1007",
                "VendorsV2 | VendorGroupId eq 'MATERIAL' | VendorPartyNumber | P-003001 P-003102",
                "Prospects | SalesDistrictId eq 'KUESTE' | ProspectPartyNumber | P-004001",
                "ContactPersons | EmploymentJobTitle eq '*einkauf*' | ContactPersonId | AP-N003"
            })
    void accountsAndPersonsAreFoundByWhatTheyCarry(String set, String filter, String property, String expected) {
        assertThat(texts(set, filter, property)).containsExactly(expected.split(" "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CustomersV3 | SalesDistrict in ('HAMBURG','EIRE')",
                "CustomersV3 | contains(SalesDistrict,'HAM')",
                "ContactPersons | IsVIP has Microsoft.Dynamics.DataEntities.NoYes'Yes'",
                "ContactPersons | IsVIP gt Microsoft.Dynamics.DataEntities.NoYes'No'",
                "CustomersV3 | District eq 'HAMBURG'"
            })
    void whatD365DoesNotUnderstandIsRefused(String set, String filter) {
        assertThat(live.bad("GET", set + "?$filter=" + filter, "").statusCode()).isEqualTo(400);
    }

    @Test
    void twoDistrictsHaveSeveralPersonsEachAndAQueryCanHaveOnePersonOfBoth() {
        List<String> hamburg = personsOfDistrict("HAMBURG");
        List<String> kueste = personsOfDistrict("KUESTE");
        List<String> important =
                texts("ContactPersons", "dataAreaId eq 'nord' and IsVIP eq " + ENUM + "NoYes'Yes'", "ContactPersonId");

        assertThat(hamburg).containsExactly("AP-N001", "AP-N002", "AP-N003", "AP-N006", "AP-N007");
        assertThat(kueste).containsExactly("AP-N004", "AP-N005", "AP-N022");
        assertThat(important).containsExactly("AP-N001"); // the coast or important: she is in both
    }

    @Test
    void aCustomerWhoMovesToAnotherDistrictTakesThePersonsAlongAndNoPersonsRowChanges() {
        List<JsonNode> before = all("ContactPersons", "AssociatedPartyNumber eq 'P-002003'", "ContactPersonId");

        live.service.patch(
                "CustomersV3",
                JsonNodeFactory.instance.objectNode().put("dataAreaId", "nord").put("CustomerAccount", "K-1003"),
                JsonNodeFactory.instance.objectNode().put("SalesDistrict", "KUESTE"));

        assertThat(personsOfDistrict("HAMBURG")).containsExactly("AP-N001", "AP-N002", "AP-N003");
        assertThat(personsOfDistrict("KUESTE"))
                .containsExactlyInAnyOrder("AP-N004", "AP-N005", "AP-N006", "AP-N007", "AP-N022");
        assertThat(all("ContactPersons", "AssociatedPartyNumber eq 'P-002003'", "ContactPersonId"))
                .isEqualTo(before);
    }

    @Test
    void theMetadataNamesThePropertiesAsTheyWereCaptured() {
        Map<String, String> expected = Map.of(
                "CustomersV3",
                "CustomerGroupId SalesDistrict SalesSegmentId SalesSubsegmentId LineOfBusinessId CompanyChain"
                        + " AddressCountryRegionId EmployeeResponsibleNumber PartyNumber",
                "VendorsV2",
                "VendorGroupId LineOfBusinessId VendorPartyNumber",
                "Prospects",
                "SalesDistrictId ProspectPartyNumber");
        expected.forEach((set, names) -> {
            JsonNode row = live.json(set + "?$top=1").path("value").path(0);
            assertThat(names.split(" ")).as(set).allMatch(row::has);
        });
    }
}
