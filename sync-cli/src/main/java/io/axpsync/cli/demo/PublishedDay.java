package io.axpsync.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.axpsync.cli.config.Backend;
import io.axpsync.cli.demo.stage.Admin;
import io.axpsync.cli.demo.stage.LaneTerms;
import io.axpsync.cli.demo.stage.Stage;
import io.axpsync.core.item.Condition;
import io.axpsync.core.item.Lane;
import io.axpsync.core.run.RunReport;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.util.List;

/**
 * Folders that queries fill: public ones over EWS, those of a shared mailbox over Graph. People work through the servers
 * themselves, and their raw state is checked.
 */
final class PublishedDay {

    private static final String SALES = "sales@fabrikon.example";
    private static final String BOTH = "Großkopf";
    private static final List<String> OF_MOELLER = List.of("Möller", "Yıldız");

    private final Admin admin;
    private final Office office;
    private final Backend backend;

    PublishedDay(Stage stage, Office office, Backend backend) {
        this.admin = stage.admin();
        this.office = office;
        this.backend = backend;
    }

    /** Two districts, one person in both; an edit in one folder; a customer who moves. */
    String twoDistricts() {
        admin.openMailbox(SALES, "Sales", "Europe/Berlin");
        admin.editRow("ContactPersons", key(person(BOTH)), Admin.object().put("MicrosoftOutlookCategories", "Coast"));
        office.publish(Vector.of(hamburg(), coast()));
        office.sync();
        int hamburg = names("Hamburg").size();
        int coast = names("Coast").size();
        NotSo.unless(
                names("Hamburg").contains(BOTH) && names("Coast").contains(BOTH),
                BOTH + " does not stand in both folders");
        NotSo.unless(
                names("Hamburg").containsAll(OF_MOELLER), "the persons of Möller are not in their district's folder");
        admin.editPublished(
                folderMailbox(),
                "Sales/Coast",
                card("Coast", BOTH).path("id").asText(),
                Admin.object().put("jobTitle", "Prokuristin"));
        admin.editRow(
                "CustomersV3",
                Admin.object().put("dataAreaId", "nord").put("CustomerAccount", "K-1003"),
                Admin.object().put("SalesDistrict", "KUESTE"));
        office.sync();
        NotSo.unlessEqual(
                "the title in D365",
                "Prokuristin",
                person(BOTH).path("EmploymentJobTitle").asText());
        NotSo.unlessEqual(
                "the title in the other folder",
                "Prokuristin",
                card("Hamburg", BOTH).path("jobTitle").asText());
        NotSo.unless(
                OF_MOELLER.stream().noneMatch(names("Hamburg")::contains)
                        && names("Coast").containsAll(OF_MOELLER),
                "a customer moved to another district, and its persons did not follow");
        office.check();
        return "Queries by sales district fill two folders (" + hamburg + " and " + coast
                + " persons, one in both). Her title, edited in one,\n"
                + "arrives in D365 and the other; a customer moves to the other district, and its persons follow.";
    }

    /** A folder that our account may only read. */
    String refused() {
        admin.allow(folderMailbox(), "Sales/Archive", "Reviewer");
        office.publish(Vector.of(hamburg(), coast(), lane("archive", "Sales/Archive", LaneTerms.district("HAMBURG"))));
        RunReport run = office.tryToSync();
        int refused = run.total(RunReport.Counts::refused);
        NotSo.unless(refused > 0, "nothing was refused in a folder that may only be read");
        Seq<String> told = run.lanes()
                .filter(lane -> lane.lane().id().owner().equals("archive"))
                .flatMap(RunReport.LaneReport::cases)
                .map(c -> c.reason().toString())
                .distinct();
        NotSo.unless(!told.isEmpty() && names("Archive").isEmpty(), "the refusal is not told");
        admin.allow(folderMailbox(), "Sales/Archive", "Editor");
        office.sync();
        NotSo.unlessEqual("the persons of the folder", names("Hamburg"), names("Archive"));
        office.check();
        return "A folder that our account may only read refuses " + refused
                + " contacts: each is told,\n"
                + "the rest goes on, and they follow when the right is given.";
    }

    private Lane hamburg() {
        return lane("hamburg", "Sales/Hamburg", LaneTerms.district("HAMBURG"));
    }

    private Lane coast() {
        Condition marked = new Condition.Test(
                new Condition.Property(Condition.Subject.PERSON, "MicrosoftOutlookCategories"),
                Condition.Operator.LISTS,
                Vector.of("Coast"));
        return lane("coast", "Sales/Coast", new Condition.Any(Vector.of(LaneTerms.district("KUESTE"), marked)));
    }

    private Lane lane(String name, String path, Condition condition) {
        return LaneTerms.folder(backend, SALES, name, path, condition);
    }

    private String folderMailbox() {
        return backend == Backend.EWS ? "" : SALES;
    }

    private List<JsonNode> cards(String folder) {
        return admin.published(folderMailbox(), "Sales/" + folder);
    }

    private List<String> names(String folder) {
        return cards(folder).stream()
                .map(card -> card.path("surname").asText())
                .sorted()
                .toList();
    }

    private JsonNode card(String folder, String family) {
        List<JsonNode> found = cards(folder).stream()
                .filter(card -> card.path("surname").asText().equals(family))
                .toList();
        NotSo.unlessEqual("the number of contacts " + family + " in " + folder, 1, found.size());
        return found.get(0);
    }

    private JsonNode person(String family) {
        return admin.snapshot().rows("ContactPersons").stream()
                .filter(row -> row.path("LastName").asText().equals(family))
                .findFirst()
                .orElseThrow(() -> new NotSo("D365 has no contact person " + family));
    }

    private static com.fasterxml.jackson.databind.node.ObjectNode key(JsonNode person) {
        return Admin.object()
                .put("dataAreaId", person.path("dataAreaId").asText())
                .put("ContactPersonId", person.path("ContactPersonId").asText());
    }
}
