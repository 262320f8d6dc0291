package io.axpsync.cli.system;

import com.fasterxml.jackson.databind.JsonNode;

/** Something to do of every sort, in four settled mailboxes: the next run has to bring all of it across. */
final class Commotion {

    private static final String TWO = address(2);
    private static final String GUEST = "guest@outside.example";
    private static final String OTHER = "other@outside.example";

    private static final String GUESTS = "\"attendees\": [{\"type\": \"required\", \"emailAddress\": {\"address\": \""
            + TWO + "\"}}, {\"type\": \"optional\", \"emailAddress\": {\"address\": \"" + GUEST + "\"}}]";

    private final Users users;

    Commotion(Users users) {
        this.users = users;
    }

    private static String address(int worker) {
        return "worker00000" + worker + "@fabrikon.example";
    }

    /** Before the first run: what there has to be so that it can change. */
    void prepare() {
        meeting("Kick-off", 5);
        meeting("Postponed", 6);
        users.activity("000003", "Unmarked in D365", 5);
        users.event(address(3), "Unmarked in Outlook", 5, "");
        users.activity("000004", "Merged", 5);
        users.activity("000004", "In conflict", 6);
        users.quietEvent(address(4), "Round table", 6, GUESTS);
    }

    /** After the first run. */
    void happen() {
        users.activity("000001", "New there", 4);
        users.event(address(2), "New here", 4, "");
        users.activity("000003", "On both", 7);
        users.quietEvent(address(3), "On both", 7, "\"location\": {\"displayName\": \"Hall 3\"}");
        users.edit(users.activities("Visit 000003").get(), "Location", "Hall 1");
        users.change(
                address(4), users.event(address(4), "Meeting 000004"), "{\"location\": {\"displayName\": \"Hall 2\"}}");
        users.edit(users.activities("Merged").get(), "Location", "Hall 4");
        users.change(address(4), users.event(address(4), "Merged"), "{\"subject\": \"Merged, and renamed\"}");
        users.edit(users.activities("In conflict").get(), "Location", "by D365");
        users.change(
                address(4),
                users.event(address(4), "In conflict"),
                "{\"location\": {\"displayName\": \"by Outlook\"}}");
        users.delete(users.activities("Visit 000002").get());
        users.remove(address(3), users.event(address(3), "Meeting 000003"));
        users.edit(users.activities("Unmarked in D365").get(), "OutlookCategories", "");
        users.change(address(3), users.event(address(3), "Unmarked in Outlook"), "{\"categories\": []}");
        meeting("Offer review", 8);
        users.event(address(1), "Lunch", 9, GUESTS);
        users.answer(TWO, users.event(TWO, "Kick-off"), "accept");
        users.invite(users.activities("Kick-off").get(), OTHER, "Required");
        users.edit(
                users.activities("Postponed").get(),
                "StartDateTime",
                users.day(10).toString(),
                "EndDateTime",
                users.day(10).plusSeconds(3600).toString());
        users.edit(users.activities("Round table").get(), "Location", "Hall 8");
    }

    private void meeting(String subject, int days) {
        JsonNode meeting = users.activity("000001", subject, days, "OutlookResponseRequested", "Yes");
        users.invite(meeting, TWO, "Required");
        users.invite(meeting, GUEST, "Optional");
    }
}
