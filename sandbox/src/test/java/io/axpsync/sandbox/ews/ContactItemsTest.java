package io.axpsync.sandbox.ews;

import static io.axpsync.sandbox.ews.EwsClient.itemRef;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.axpsync.sandbox.contract.ContractWatch;
import io.axpsync.sandbox.graph.GraphService;
import io.axpsync.sandbox.http.Headers;
import io.axpsync.sandbox.http.Request;
import io.axpsync.sandbox.http.Response;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Contacts: one model behind EWS and Graph, where a field and the MAPI property behind it are one value. */
class ContactItemsTest {

    @RegisterExtension
    static final ContractWatch watch = ContractWatch.open();

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CONTACTS = "/users/anna@contoso.example/contacts";
    private static final String STAMP = "String {6b1d5fdc-5a0c-4f0e-9d5b-6f6c3f0a4a51} Name AxpStamp";
    private static final String STAMP_URI = "<t:ExtendedFieldURI"
            + " PropertySetId=\"6b1d5fdc-5a0c-4f0e-9d5b-6f6c3f0a4a51\" PropertyName=\"AxpStamp\""
            + " PropertyType=\"String\"/>";
    private static final String TITLE_URI = tag("0x3A45", "String");

    private static final String CARD = "<t:Contact><t:Sensitivity>Private</t:Sensitivity>"
            + "<t:Body BodyType=\"Text\">met in Linz</t:Body>"
            + "<t:Categories><t:String>Red</t:String><t:String>D365</t:String></t:Categories>"
            + "<t:ExtendedProperty>" + STAMP_URI + "<t:Value>axp1</t:Value></t:ExtendedProperty>"
            + "<t:ExtendedProperty>" + TITLE_URI + "<t:Value>Dr.</t:Value></t:ExtendedProperty>"
            + "<t:FileAsMapping>LastCommaFirst</t:FileAsMapping><t:GivenName>Tanja</t:GivenName>"
            + "<t:Initials>T.P.</t:Initials><t:MiddleName>Eva</t:MiddleName><t:Nickname>Tani</t:Nickname>"
            + "<t:CompanyName>Blue Yonder</t:CompanyName><t:EmailAddresses>"
            + "<t:Entry Key=\"EmailAddress1\">one@example.com</t:Entry>"
            + "<t:Entry Key=\"EmailAddress3\">three@example.com</t:Entry></t:EmailAddresses><t:PhysicalAddresses>"
            + "<t:Entry Key=\"Business\"><t:Street>Ring 1</t:Street><t:City>Wien</t:City><t:State>W</t:State>"
            + "<t:CountryOrRegion>Austria</t:CountryOrRegion><t:PostalCode>1010</t:PostalCode></t:Entry>"
            + "<t:Entry Key=\"Home\"><t:City>Graz</t:City></t:Entry></t:PhysicalAddresses><t:PhoneNumbers>"
            + "<t:Entry Key=\"AssistantPhone\">1</t:Entry><t:Entry Key=\"BusinessFax\">2</t:Entry>"
            + "<t:Entry Key=\"BusinessPhone2\">3</t:Entry><t:Entry Key=\"HomePhone\">4</t:Entry>"
            + "<t:Entry Key=\"MobilePhone\">5</t:Entry></t:PhoneNumbers><t:AssistantName>Uwe</t:AssistantName>"
            + "<t:Birthday>1980-05-06T00:00:00Z</t:Birthday>"
            + "<t:BusinessHomePage>https://example.com</t:BusinessHomePage>"
            + "<t:Children><t:String>Ida</t:String><t:String>Jan</t:String></t:Children>"
            + "<t:Department>Sales</t:Department><t:Generation>Jr.</t:Generation><t:JobTitle>Head</t:JobTitle>"
            + "<t:Manager>Max</t:Manager><t:Mileage>12 km</t:Mileage><t:OfficeLocation>B2</t:OfficeLocation>"
            + "<t:Profession>Engineer</t:Profession><t:SpouseName>Pat</t:SpouseName><t:Surname>Plate</t:Surname>"
            + "<t:WeddingAnniversary>2009-06-07T00:00:00Z</t:WeddingAnniversary></t:Contact>";

    private final EwsClient ews = new EwsClient(watch);
    private final GraphService graph = new GraphService(ews.company);

    private static String tag(String tag, String type) {
        return "<t:ExtendedFieldURI PropertyTag=\"" + tag + "\" PropertyType=\"" + type + "\"/>";
    }

    private Xml created(String contact) {
        return ews.ok("<m:CreateItem><m:Items>" + contact + "</m:Items></m:CreateItem>")
                .required("m:Items")
                .only()
                .required("t:ItemId");
    }

    private void update(Xml id, String updates) {
        ews.ok("<m:UpdateItem ConflictResolution=\"AlwaysOverwrite\"><m:ItemChanges><t:ItemChange>" + itemRef(id)
                + "<t:Updates>" + updates + "</t:Updates></t:ItemChange></m:ItemChanges></m:UpdateItem>");
    }

    private static String set(String path, String elements) {
        return "<t:SetItemField>" + path + "<t:Contact>" + elements + "</t:Contact></t:SetItemField>";
    }

    private static String field(String uri) {
        return "<t:FieldURI FieldURI=\"" + uri + "\"/>";
    }

    private static String entry(String uri, String key) {
        return "<t:IndexedFieldURI FieldURI=\"" + uri + "\" FieldIndex=\"" + key + "\"/>";
    }

    /** The contact that stands alone in a folder, by EWS. */
    private Xml only(String folder) {
        return ews.ok("<m:FindItem Traversal=\"Shallow\">" + EwsClient.ID_ONLY + "<m:ParentFolderIds>" + folder
                        + "</m:ParentFolderIds></m:FindItem>")
                .required("m:RootFolder")
                .required("t:Items")
                .only()
                .required("t:ItemId");
    }

    private Xml only() {
        return only("<t:DistinguishedFolderId Id=\"contacts\"/>");
    }

    private Xml all(Xml id, String... paths) {
        return ews.get(id, "AllProperties", paths);
    }

    private static String text(Xml contact, String name) {
        return contact.required("t:" + name).text();
    }

    private static List<String> entries(Xml contact, String name) {
        return contact.required("t:" + name).children().stream()
                .map(e -> e.requiredAttribute("Key") + "=" + e.text())
                .toList();
    }

    private static List<String> extended(Xml contact) {
        return contact.children("t:ExtendedProperty").stream()
                .map(p -> text(p, "Value"))
                .toList();
    }

    private JsonNode graph(String method, String path, String body, int status) {
        Headers headers = Headers.EMPTY.with("Prefer", "IdType=\"ImmutableId\"");
        Request request = new Request(
                "c1",
                method,
                URI.create("http://localhost/v1.0" + path),
                body.isEmpty() ? headers : headers.with("Content-Type", "application/json"),
                body.getBytes(StandardCharsets.UTF_8));
        Response response = graph.handle(request);
        watch.seen("graph", request, response);
        assertThat(response.status()).as(response.text()).isEqualTo(status);
        try {
            return JSON.readTree(response.text());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private JsonNode seen(String... properties) {
        String filter = Stream.of(properties).map(p -> "id eq '" + p + "'").collect(Collectors.joining(" or "));
        String expand = "?$expand="
                + URLEncoder.encode("singleValueExtendedProperties($filter=" + filter + ")", StandardCharsets.UTF_8)
                        .replace("+", "%20");
        return graph("GET", CONTACTS + (properties.length == 0 ? "" : expand), "", 200)
                .path("value")
                .path(0);
    }

    @Test
    void aCardWrittenOverEwsIsReadOverGraphFieldByField() {
        created(CARD);

        JsonNode seen = seen(
                STAMP,
                "String 0x3a24",
                "String 0x3a2e",
                "Integer 0x36",
                "SystemTime 0x3a41",
                "Boolean {00062008-0000-0000-c000-000000000046} Id 0x8506");

        assertThat(Stream.of(
                                "title",
                                "givenName",
                                "middleName",
                                "surname",
                                "generation",
                                "initials",
                                "nickName",
                                "displayName",
                                "fileAs",
                                "companyName",
                                "jobTitle",
                                "department",
                                "officeLocation",
                                "profession",
                                "manager",
                                "assistantName",
                                "spouseName",
                                "businessHomePage",
                                "mobilePhone",
                                "personalNotes")
                        .map(name -> seen.path(name).asText()))
                .containsExactly(
                        "Dr.",
                        "Tanja",
                        "Eva",
                        "Plate",
                        "Jr.",
                        "T.P.",
                        "Tani",
                        "Tanja Plate",
                        "Plate, Tanja",
                        "Blue Yonder",
                        "Head",
                        "Sales",
                        "B2",
                        "Engineer",
                        "Max",
                        "Uwe",
                        "Pat",
                        "https://example.com",
                        "5",
                        "met in Linz");
        assertThat(seen.path("birthday").asText()).startsWith("1980-05-06T00:00:00");
        assertThat(seen.path("categories")).hasToString("[\"Red\",\"D365\"]");
        assertThat(seen.path("children")).hasToString("[\"Ida\",\"Jan\"]");
        assertThat(seen.path("businessPhones")).hasToString("[\"3\"]");
        assertThat(seen.path("homePhones")).hasToString("[\"4\"]");
        assertThat(seen.path("emailAddresses").findValuesAsText("address"))
                .containsExactly("one@example.com", "three@example.com");
        assertThat(seen.at("/tertiaryEmailAddress/address").asText()).isEqualTo("three@example.com");
        assertThat(seen.path("businessAddress"))
                .hasToString("{\"street\":\"Ring 1\",\"city\":\"Wien\",\"state\":\"W\","
                        + "\"countryOrRegion\":\"Austria\",\"postalCode\":\"1010\"}");
        assertThat(seen.at("/homeAddress/city").asText()).isEqualTo("Graz");
        assertThat(seen.path("singleValueExtendedProperties").findValuesAsText("value"))
                .containsExactlyInAnyOrder("axp1", "2", "1", "2", "2009-06-07T00:00:00Z", "true");
    }

    @Test
    void aCardWrittenOverGraphIsReadOverEwsFieldByField() {
        graph("POST", CONTACTS, """
                {"givenName": "Otto", "surname": "Huber", "title": "Mag.", "generation": "Sr.", "middleName": "Karl",
                 "nickName": "Otti", "initials": "O.H.", "companyName": "Fabrikam", "jobTitle": "Buyer",
                 "department": "Purchase", "officeLocation": "C3", "profession": "Lawyer", "manager": "Mia",
                 "assistantName": "Ann", "spouseName": "Lea", "children": ["Tom"], "categories": ["Blue"],
                 "businessHomePage": "https://fabrikam.example", "personalNotes": "likes tea",
                 "birthday": "1970-01-02T11:59:00Z", "mobilePhone": "9", "businessPhones": ["7", "8"],
                 "homePhones": ["6"], "yomiGivenName": "otto",
                 "emailAddresses": [{"name": "Otto H", "address": "otto@example.org"},
                                    {"address": "second@example.org"}],
                 "otherAddress": {"street": "Kai 2", "postalCode": "4020"},
                 "singleValueExtendedProperties": [
                   {"id": "%s", "value": "axp2"}, {"id": "String 0x3A24", "value": "77"},
                   {"id": "Integer 0x0036", "value": "3"}, {"id": "Short 0x3A4D", "value": "2"},
                   {"id": "SystemTime 0x3A41", "value": "2001-02-03T00:00:00Z"}]}""".formatted(STAMP), 201);

        Xml seen = all(only(), STAMP_URI, TITLE_URI, tag("0x3A24", "String"), tag("0x3A4D", "Short"));

        assertThat(Stream.of(
                                "GivenName",
                                "MiddleName",
                                "Surname",
                                "Generation",
                                "Nickname",
                                "Initials",
                                "DisplayName",
                                "FileAs",
                                "Subject",
                                "CompanyName",
                                "JobTitle",
                                "Department",
                                "OfficeLocation",
                                "Profession",
                                "Manager",
                                "AssistantName",
                                "SpouseName",
                                "BusinessHomePage",
                                "Body",
                                "Birthday",
                                "WeddingAnniversary",
                                "Sensitivity")
                        .map(name -> text(seen, name)))
                .containsExactly(
                        "Otto",
                        "Karl",
                        "Huber",
                        "Sr.",
                        "Otti",
                        "O.H.",
                        "Otto Huber",
                        "Huber, Otto",
                        "Otto Huber",
                        "Fabrikam",
                        "Buyer",
                        "Purchase",
                        "C3",
                        "Lawyer",
                        "Mia",
                        "Ann",
                        "Lea",
                        "https://fabrikam.example",
                        "likes tea",
                        "1970-01-02T11:59:00Z",
                        "2001-02-03T00:00:00Z",
                        "Confidential");
        assertThat(extended(seen)).containsExactlyInAnyOrder("axp2", "Mag.", "77", "2");
        assertThat(text(seen.required("t:CompleteName"), "Title")).isEqualTo("Mag.");
        assertThat(text(seen.required("t:CompleteName"), "YomiFirstName")).isEqualTo("otto");
        assertThat(entries(seen, "PhoneNumbers"))
                .containsExactly(
                        "BusinessFax=77", "BusinessPhone=7", "BusinessPhone2=8", "HomePhone=6", "MobilePhone=9");
        assertThat(entries(seen, "EmailAddresses"))
                .containsExactly("EmailAddress1=otto@example.org", "EmailAddress2=second@example.org");
        assertThat(text(seen.required("t:PhysicalAddresses").only(), "PostalCode"))
                .isEqualTo("4020");
        assertThat(seen.required("t:Children").only().text()).isEqualTo("Tom");
        assertThat(seen.required("t:Categories").only().text()).isEqualTo("Blue");
    }

    @Test
    void anEditOverTheOneSideKeepsWhatOnlyTheOtherShows() {
        Xml id = created(CARD);
        String path = CONTACTS + "/" + seen().path("id").asText();

        graph("PATCH", path, """
                {"title": "Prof.", "mobilePhone": null, "businessPhones": ["30", "31"],
                 "businessAddress": {"city": "Linz"}, "surname": "Platt"}""", 200);

        Xml after = all(id, TITLE_URI, STAMP_URI);
        assertThat(extended(after)).containsExactlyInAnyOrder("Prof.", "axp1");
        assertThat(text(after, "Mileage")).isEqualTo("12 km");
        assertThat(text(after, "DisplayName")).isEqualTo("Tanja Platt");
        assertThat(text(after, "FileAs")).isEqualTo("Platt, Tanja");
        assertThat(entries(after, "PhoneNumbers"))
                .containsExactly(
                        "AssistantPhone=1", "BusinessFax=2", "BusinessPhone=30", "BusinessPhone2=31", "HomePhone=4");
        assertThat(entries(after, "EmailAddresses"))
                .containsExactly("EmailAddress1=one@example.com", "EmailAddress3=three@example.com");

        update(
                id,
                set(TITLE_URI, "<t:ExtendedProperty>" + TITLE_URI + "<t:Value>DI</t:Value></t:ExtendedProperty>")
                        + set(
                                tag("0x3A17", "String"),
                                "<t:ExtendedProperty>" + tag("0x3A17", "String")
                                        + "<t:Value>Boss</t:Value></t:ExtendedProperty>")
                        + set(
                                entry("contacts:PhoneNumber", "BusinessPhone"),
                                "<t:PhoneNumbers><t:Entry Key=\"BusinessPhone\">40</t:Entry></t:PhoneNumbers>")
                        + set(field("item:Sensitivity"), "<t:Sensitivity>Normal</t:Sensitivity>")
                        + "<t:DeleteItemField>" + field("contacts:Department") + "</t:DeleteItemField>"
                        + "<t:DeleteItemField>" + tag("0x3A46", "String") + "</t:DeleteItemField>"
                        + "<t:DeleteItemField>" + entry("contacts:EmailAddress", "EmailAddress1")
                        + "</t:DeleteItemField>");

        JsonNode seen = seen("Boolean {00062008-0000-0000-c000-000000000046} Id 0x8506");
        assertThat(seen.path("title").asText()).isEqualTo("DI");
        assertThat(seen.path("jobTitle").asText()).isEqualTo("Boss");
        assertThat(seen.path("businessPhones")).hasToString("[\"40\",\"31\"]");
        assertThat(seen.path("department").isNull()).isTrue();
        assertThat(seen.path("profession").isNull()).isTrue();
        assertThat(seen.path("emailAddresses").findValuesAsText("address")).containsExactly("three@example.com");
        assertThat(seen.at("/singleValueExtendedProperties/0/value").asText()).isEqualTo("false");
    }

    @Test
    void foldersVersionsAndDeletionsAreTheSameOnBothSides() {
        String folder = ews.ok("<m:CreateFolder><m:ParentFolderId><t:DistinguishedFolderId Id=\"contacts\"/>"
                        + "</m:ParentFolderId><m:Folders><t:ContactsFolder><t:DisplayName>Customers</t:DisplayName>"
                        + "</t:ContactsFolder></m:Folders></m:CreateFolder>")
                .required("m:Folders")
                .only()
                .required("t:FolderId")
                .requiredAttribute("Id");
        String path = "/users/anna@contoso.example/contactFolders/" + folder + "/contacts";

        JsonNode made = graph("POST", path, "{\"givenName\": \"Otto\"}", 201);
        String link =
                graph("GET", path + "/delta", "", 200).path("@odata.deltaLink").asText();
        Xml id = only("<t:FolderId Id=\"" + folder + "\"/>");
        assertThat("W/\"" + id.requiredAttribute("ChangeKey") + "\"")
                .isEqualTo(made.path("@odata.etag").asText());
        update(id, set(field("contacts:JobTitle"), "<t:JobTitle>Buyer</t:JobTitle>"));

        JsonNode next = graph("GET", link.substring(link.indexOf("/users/")), "", 200);
        assertThat(next.path("value").findValuesAsText("jobTitle")).containsExactly("Buyer");
        graph("DELETE", path + "/" + made.path("id").asText(), "", 204);
        assertThat(text(all(only("<t:DistinguishedFolderId Id=\"deleteditems\"/>")), "GivenName"))
                .isEqualTo("Otto");
        assertThat(graph("GET", path, "", 200).path("value")).isEmpty();
    }

    @Test
    void whatAContactHasNoRoomForIsRefused() {
        graph("POST", CONTACTS, "{\"businessPhones\": [\"1\", \"2\", \"3\"]}", 400);
        assertThat(graph("GET", CONTACTS, "", 200).path("value")).isEmpty();
    }

    @Test
    void writesThatAreIgnoredDoubledOrFollowedByAnotherVersionAreSoForContactsToo() {
        ews.company.behaviour().ignoredWrites().set(1);
        graph("POST", CONTACTS, "{\"givenName\": \"Lost\"}", 201);
        assertThat(graph("GET", CONTACTS, "", 200).path("value")).isEmpty();

        ews.company.behaviour().doubledCreates().set(1);
        JsonNode made = graph("POST", CONTACTS, "{\"givenName\": \"Twin\"}", 201);
        assertThat(graph("GET", CONTACTS, "", 200).path("value")).hasSize(2);

        ews.company.behaviour().bumpsAfterWrite().set(true);
        String path = CONTACTS + "/" + made.path("id").asText();
        JsonNode changed = graph("PATCH", path, "{\"jobTitle\": \"x\"}", 200);
        assertThat(graph("GET", path, "", 200).path("@odata.etag")).isNotEqualTo(changed.path("@odata.etag"));
    }
}
