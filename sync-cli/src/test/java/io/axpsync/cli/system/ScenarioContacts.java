package io.axpsync.cli.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.sandbox.d365.D365Service;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;

/**
 * What somebody does with his contacts in Outlook, and with contact persons in D365, and what he sees there.
 *
 * @param number of the worker
 */
record ScenarioContacts(Users users, D365Service service, String address, String number, boolean companion) {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** A step {@code outlook} of a scenario about contacts, spelled out. */
    void outlook(JsonNode what, String marker) {
        if (what.has("create")) {
            ObjectNode card = card((ObjectNode) what.path("create"));
            if (!card.has("categories")) {
                card.putArray("categories").add(marker);
            }
            users.outlook("POST", address, "/contacts", "none", card.toString());
        } else if (what.has("edit")) {
            ObjectNode card = card((ObjectNode) what.path("change"));
            users.outlook("PATCH", address, path(what.path("edit")), "none", card.toString());
        } else if (what.has("delete")) {
            users.outlook("DELETE", address, path(what.path("delete")), "none", "");
        } else {
            throw new IllegalArgumentException("nobody does that with a contact: " + what);
        }
    }

    /** Addresses may be written as a list of texts. */
    static ObjectNode card(ObjectNode said) {
        JsonNode emails = said.remove("emails");
        if (emails != null) {
            Vector.ofAll(emails)
                    .forEach(e -> said.withArray("emailAddresses").addObject().put("address", e.asText()));
        }
        return said;
    }

    private String path(JsonNode surname) {
        Seq<JsonNode> found = cards().filter(c -> isCalled(surname, c.path("surname")));
        assertThat(found).as("contacts called %s", surname).hasSize(1);
        return "/contacts/" + found.head().path("id").asText();
    }

    private static boolean isCalled(JsonNode wanted, JsonNode name) {
        return wanted.asText().equals("*") || wanted.asText().equals(name.asText());
    }

    private Seq<JsonNode> cards() {
        return Vector.ofAll(
                users.outlook("GET", address, "/contacts?$top=100", "none", "").path("value"));
    }

    /** By surname and company. */
    Seq<JsonNode> seen() {
        return shown(cards());
    }

    static Seq<JsonNode> shown(Seq<JsonNode> cards) {
        return cards.map(c -> {
                    ObjectNode card = c.deepCopy();
                    card.set("emails", JSON.arrayNode());
                    c.path("emailAddresses")
                            .forEach(e -> card.withArray("emails")
                                    .add(e.path("address").asText()));
                    return (JsonNode) card;
                })
                .sortBy(c -> c.path("surname").asText() + c.path("companyName").asText());
    }

    /** A step {@code d365} of a scenario about contacts, spelled out. */
    void d365(JsonNode what, String marker) {
        if (what.has("create")) {
            ObjectNode row = (ObjectNode) what.path("create");
            row.put("dataAreaId", "nord");
            if (!row.has("MicrosoftOutlookCategories")) {
                row.put("MicrosoftOutlookCategories", marker);
            }
            JsonNode company = row.remove("Company");
            row.put("AssociatedPartyNumber", party(company.asText()));
            JsonNode made = users.make("ContactPersons", row);
            if (row.path("MicrosoftOutlookCategories").asText().equals(marker)) {
                select(made);
            }
        } else if (what.has("company")) {
            company(what.path("company").asText(), what.path("district").asText());
        } else if (what.has("move")) {
            JsonNode customer = users.rows(
                            "CustomersV3", "OrganizationName", what.path("move").asText())
                    .single();
            service.patch(
                    "CustomersV3",
                    JSON.objectNode()
                            .put("dataAreaId", customer.path("dataAreaId").asText())
                            .put(
                                    "CustomerAccount",
                                    customer.path("CustomerAccount").asText()),
                    JSON.objectNode().put("SalesDistrict", what.path("district").asText()));
        } else if (what.has("select")) {
            select(person(what.path("select")));
        } else if (what.has("deselect")) {
            deselect(person(what.path("deselect")));
        } else if (what.has("reach")) {
            ObjectNode contact = ((ObjectNode) what.path("values")).deepCopy();
            contact.put(
                    "PartyNumber",
                    person(what.path("reach")).path("ContactPersonPartyNumber").asText());
            users.make("PartyContactsV3", contact);
        } else if (what.has("edit")) {
            service.patch("ContactPersons", key(person(what.path("edit"))), (ObjectNode) what.path("change"));
        } else if (what.has("delete")) {
            JsonNode person = person(what.path("delete"));
            deselect(person);
            service.delete("ContactPersons", key(person));
        } else {
            throw new IllegalArgumentException("nobody does that with a contact person: " + what);
        }
    }

    private void company(String name, String district) {
        String number = Integer.toHexString(name.hashCode());
        users.make(
                "CustomersV3",
                JSON.objectNode()
                        .put("dataAreaId", "nord")
                        .put("CustomerAccount", "S-" + number)
                        .put("OrganizationName", name)
                        .put("PartyNumber", "PS-" + number)
                        .put("PartyType", "Organization")
                        .put("CustomerGroupId", "10")
                        .put("SalesDistrict", district));
    }

    private String party(String company) {
        Seq<JsonNode> found = users.rows("CustomersV3", "OrganizationName", company);
        assertThat(found).as("customers called %s", company).hasSize(1);
        return found.head().path("PartyNumber").asText();
    }

    private void select(JsonNode person) {
        if (companion) {
            users.make("AxpPrivateContacts", key(person).put("PersonnelNumber", number));
        } else {
            responsible(person, number);
        }
    }

    private void deselect(JsonNode person) {
        if (companion) {
            selections(person)
                    .forEach(row ->
                            service.delete("AxpPrivateContacts", key(person).put("PersonnelNumber", number)));
        } else {
            responsible(person, "");
        }
    }

    private void responsible(JsonNode person, String worker) {
        service.patch(
                "ContactPersons",
                key(person),
                JSON.objectNode().put("ContactPersonResponsiblePersonnelNumber", worker));
    }

    private Seq<JsonNode> selections(JsonNode person) {
        return users.rows(
                        "AxpPrivateContacts",
                        "ContactPersonId",
                        person.path("ContactPersonId").asText())
                .filter(r -> r.path("PersonnelNumber").asText().equals(number) && isAlive(r));
    }

    /** The companion keeps who was taken out, so that it can be told. */
    private static boolean isAlive(JsonNode selection) {
        return !selection.path("IsDeleted").asText().equals("Yes");
    }

    private static ObjectNode key(JsonNode person) {
        return JSON.objectNode()
                .put("dataAreaId", person.path("dataAreaId").asText())
                .put("ContactPersonId", person.path("ContactPersonId").asText());
    }

    private JsonNode person(JsonNode surname) {
        Seq<JsonNode> found = users.rows("ContactPersons", "LastName", surname.asText());
        assertThat(found).as("contact persons called %s", surname).hasSize(1);
        return found.head();
    }

    /** The contact persons of that worker, by name. */
    Seq<JsonNode> persons() {
        Seq<JsonNode> mine = companion
                ? users.rows("AxpPrivateContacts", "PersonnelNumber", number)
                        .filter(ScenarioContacts::isAlive)
                        .flatMap(r -> users.rows(
                                "ContactPersons",
                                "ContactPersonId",
                                r.path("ContactPersonId").asText()))
                : users.rows("ContactPersons", "ContactPersonResponsiblePersonnelNumber", number);
        return mine.map(this::spoken)
                .sortBy(r -> r.path("LastName").asText() + r.path("FirstName").asText());
    }

    private JsonNode spoken(JsonNode row) {
        ObjectNode person = row.deepCopy();
        person.put(
                "Company",
                users.rows(
                                "CustomersV3",
                                "PartyNumber",
                                row.path("AssociatedPartyNumber").asText())
                        .headOption()
                        .map(c -> c.path("OrganizationName").asText())
                        .getOrElse(""));
        for (String type : new String[] {"Email", "Phone", "Fax"}) {
            person.set(type + "s", JSON.arrayNode());
            users.rows(
                            "PartyContactsV3",
                            "PartyNumber",
                            row.path("ContactPersonPartyNumber").asText())
                    .filter(r -> r.path("Type").asText().equals(type))
                    .forEach(r ->
                            person.withArray(type + "s").add(r.path("Locator").asText()));
        }
        return person;
    }
}
