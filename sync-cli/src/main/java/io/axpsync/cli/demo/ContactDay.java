package io.axpsync.cli.demo;

import static io.axpsync.cli.demo.Company.ANNA;
import static io.axpsync.cli.demo.Company.ANNAS_NUMBER;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.cli.demo.stage.Admin;
import io.axpsync.cli.demo.stage.LaneTerms;
import io.axpsync.cli.demo.stage.Stage;
import java.util.List;
import java.util.stream.StreamSupport;

/** Anna's private contacts. People work through the servers themselves, and their raw state is checked. */
final class ContactDay {

    private static final String SELECTED = "Thießen";
    private static final String KNOWN = "Harms";
    private static final String UNKNOWN = "Niemann";
    private static final String NEW_COMPANY = "Niemann Nautik KG";

    private final Admin admin;
    private final Office office;
    private final boolean companion;

    ContactDay(Stage stage, Office office, boolean companion) {
        this.admin = stage.admin();
        this.office = office;
        this.companion = companion;
    }

    /** One is taken into the private contacts in D365; two are added in Outlook, of a known and of an unknown company. */
    String selectedAndImported() {
        office.addContacts();
        JsonNode person = person(SELECTED);
        admin.editRow(
                "ContactPersons",
                key(person),
                Admin.object()
                        .put("MicrosoftOutlookCategories", LaneTerms.MARKER)
                        .put("ContactPersonResponsiblePersonnelNumber", ANNAS_NUMBER));
        boolean taken = admin.snapshot().rows("AxpPrivateContacts").stream()
                .anyMatch(row -> row.path("ContactPersonId").equals(person.path("ContactPersonId"))
                        && row.path("PersonnelNumber").asText().equals(ANNAS_NUMBER));
        if (companion && !taken) {
            admin.createRow("AxpPrivateContacts", key(person).put("PersonnelNumber", ANNAS_NUMBER));
        }
        admin.createContact(ANNA, contact("Wiebke", KNOWN, "Hafenlogistik Albers"));
        admin.createContact(ANNA, contact("Nils", UNKNOWN, NEW_COMPANY));
        office.sync();
        NotSo.unlessEqual(
                "the company in Outlook",
                "Hafenlogistik Albers GmbH",
                card(SELECTED).path("companyName").asText());
        NotSo.unlessEqual(
                "the company of the new contact person",
                person(SELECTED).path("AssociatedPartyNumber").asText(),
                person(KNOWN).path("AssociatedPartyNumber").asText());
        NotSo.unless(persons(UNKNOWN).isEmpty(), "a contact of an unknown company became a contact person");
        NotSo.unless(told(card(UNKNOWN)), "nothing tells Anna that a contact of hers waits for its company");
        return "A person whom Anna selects goes to Outlook; her new contact of a known company becomes a person;\n"
                + "another, of a company that D365 does not know, waits and says so.";
    }

    /** The company appears; a number is edited in Outlook and a title in D365. */
    String settledAndEdited() {
        admin.createRow(
                "CustomersV3",
                Admin.object()
                        .put("dataAreaId", "nord")
                        .put("CustomerAccount", "K-2001")
                        .put("OrganizationName", NEW_COMPANY)
                        .put("PartyNumber", "P-012001")
                        .put("PartyType", "Organization")
                        .put("CustomerGroupId", "10"));
        admin.editContact(
                ANNA, card(SELECTED).path("id").asText(), Admin.object().put("mobilePhone", "0171 5550123"));
        admin.editRow(
                "ContactPersons",
                key(person(SELECTED)),
                Admin.object().put("EmploymentJobTitle", "Leiter Disposition"));
        office.sync();
        NotSo.unlessEqual(
                "the company of the person",
                "P-012001",
                person(UNKNOWN).path("AssociatedPartyNumber").asText());
        NotSo.unless(!told(card(UNKNOWN)), "the contact still says that its company is unknown");
        NotSo.unlessEqual(
                "the title in Outlook",
                "Leiter Disposition",
                card(SELECTED).path("jobTitle").asText());
        String party = person(SELECTED).path("ContactPersonPartyNumber").asText();
        boolean number = admin.snapshot().rows("PartyContactsV3").stream()
                .anyMatch(row -> row.path("PartyNumber").asText().equals(party)
                        && row.path("Locator").asText().equals("0171 5550123"));
        NotSo.unless(number, "the telephone number of Outlook is not in D365");
        office.check();
        return "The company is created, and the contact settles; a number of Outlook and a title of D365 cross.";
    }

    private static ObjectNode contact(String given, String family, String company) {
        ObjectNode contact =
                Admin.object().put("givenName", given).put("surname", family).put("companyName", company);
        contact.putArray("categories").add(LaneTerms.MARKER);
        return contact;
    }

    private static boolean told(JsonNode card) {
        return StreamSupport.stream(card.path("categories").spliterator(), false)
                .anyMatch(c -> c.asText().equals(LaneTerms.COMPANY_UNKNOWN.name()));
    }

    private JsonNode card(String family) {
        List<JsonNode> found = admin.contacts(ANNA).stream()
                .filter(card -> card.path("surname").asText().equals(family))
                .toList();
        NotSo.unless(found.size() == 1, "Outlook has " + found.size() + " contacts " + family + " of Anna, not one");
        return found.get(0);
    }

    private List<JsonNode> persons(String family) {
        return admin.snapshot().rows("ContactPersons").stream()
                .filter(row -> row.path("LastName").asText().equals(family))
                .toList();
    }

    private JsonNode person(String family) {
        List<JsonNode> found = persons(family);
        NotSo.unless(found.size() == 1, "D365 has " + found.size() + " contact persons " + family + ", not one");
        return found.get(0);
    }

    private static ObjectNode key(JsonNode person) {
        return Admin.object()
                .put("dataAreaId", person.path("dataAreaId").asText())
                .put("ContactPersonId", person.path("ContactPersonId").asText());
    }
}
