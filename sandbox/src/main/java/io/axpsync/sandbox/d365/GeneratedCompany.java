package io.axpsync.sandbox.d365;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** Makes companies of any size for the tests that count requests. */
final class GeneratedCompany {

    private static final String ZONE = "Europe/Zurich";

    private GeneratedCompany() {}

    static Company of(int mailboxes) {
        ObjectNode root = JsonNodeFactory.instance.objectNode().put("zone", ZONE);
        ObjectNode d365 = root.putObject("d365");
        d365.putArray("LegalEntities")
                .addObject()
                .put("LegalEntityId", "nord")
                .put("Name", "Fabrikon Nord GmbH")
                .put("PartyNumber", "P-000001")
                .put("TimeZone", "GMTPLUS0100_AMSTERDAM_BERLIN_BERN_ROME");
        ArrayNode workers = d365.putArray("Workers");
        ArrayNode persons = d365.putArray("PersonUsers");
        ArrayNode users = d365.putArray("SystemUsers");
        ArrayNode activities = d365.putArray("Activities");
        ArrayNode boxes = root.putArray("mailboxes");
        for (int i = 1; i <= mailboxes; i++) {
            String number = String.format(Locale.ROOT, "%06d", i);
            String name = "Worker " + number;
            String address = "worker" + number + "@fabrikon.example";
            workers.addObject()
                    .put("PersonnelNumber", number)
                    .put("Name", name)
                    .put("FirstName", "Worker")
                    .put("LastName", number)
                    .put("PartyNumber", "P-1" + number)
                    .put("User", "w" + number)
                    .put("IdentityEmail", address)
                    .put("PrimaryContactEmail", address)
                    .put("WorkerStatus", "Employed")
                    .put("WorkerType", "Employee");
            persons.addObject()
                    .put("UserId", "w" + number)
                    .put("PartyNumber", "P-1" + number)
                    .put("ValidFrom", "2020-01-01T00:00:00Z")
                    .put("ValidTo", "2154-12-31T23:59:59Z")
                    .put("UserEmail", address)
                    .put("PersonPrimaryEmail", address)
                    .put("PersonName", name);
            users.addObject()
                    .put("UserID", "w" + number)
                    .put("Email", address)
                    .put("Alias", address)
                    .put("UserName", name)
                    .put("PersonName", name)
                    .put("Company", "nord")
                    .put("Language", "en-US")
                    .put("PreferredTimeZone", "GMTPLUS0100_AMSTERDAM_BERLIN_BERN_ROME")
                    .put("Enabled", true);
            activity(activities, number, "A", "Visit", "+1 10:00", "+1 11:00").put("OutlookCategories", "D365");
            activity(activities, number, "B", "Internal", "+2 10:00", "+2 11:00");
            ArrayNode calendar = boxes.addObject()
                    .put("address", address)
                    .put("name", name)
                    .put("personnelNumber", number)
                    .put("timeZone", ZONE)
                    .put("language", "en-US")
                    .putArray("calendar");
            entry(calendar, "Meeting " + number, "+1 14:00", "+1 15:00")
                    .putArray("categories")
                    .add("D365");
            entry(calendar, "Private " + number, "+2 14:00", "+2 15:00").put("sensitivity", "private");
        }
        return new Company(root);
    }

    private static ObjectNode activity(
            ArrayNode all, String number, String suffix, String purpose, String start, String end) {
        return all.addObject()
                .put("dataAreaId", "nord")
                .put("ActivityNumber", "AKT-" + number + suffix)
                .put("Category", "Appointment")
                .put("Purpose", purpose + " " + number)
                .put("StartDateTime", "@" + start + " " + ZONE)
                .put("EndDateTime", "@" + end + " " + ZONE)
                .put("ResponsibleWorkerPersonnelNumber", number);
    }

    private static ObjectNode entry(ArrayNode all, String subject, String start, String end) {
        return all.addObject()
                .put("subject", subject)
                .put("start", start)
                .put("end", end)
                .put("zone", ZONE);
    }
}
