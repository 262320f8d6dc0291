package io.axpsync.cli.demo;

import static io.axpsync.cli.demo.Company.ANNA;
import static io.axpsync.cli.demo.Company.ANNAS_NUMBER;
import static io.axpsync.cli.demo.Company.KATARZYNA;
import static io.axpsync.cli.demo.Company.KATARZYNAS_NUMBER;
import static io.axpsync.cli.demo.Company.LUKAS;
import static io.axpsync.cli.demo.Company.LUKAS_NUMBER;
import static io.axpsync.cli.demo.Company.activity;
import static io.axpsync.cli.demo.Company.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.cli.config.Backend;
import io.axpsync.cli.demo.stage.Admin;
import io.axpsync.cli.demo.stage.D365Kind;
import io.axpsync.cli.demo.stage.Snapshot;
import io.axpsync.cli.demo.stage.Stage;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.Value;
import io.axpsync.core.plan.SyncPlan;
import io.axpsync.core.run.RunReport;
import io.axpsync.core.run.RunReport.Counts;
import java.time.Duration;
import java.util.List;

/** The story: what happens, and what must then stand on both servers. Each step fails with {@link NotSo}. */
final class WorkingDay implements AutoCloseable {

    private static final String MEETING = "Kick-off with Hinnerk";
    private static final List<String> CALLS = List.of("Call back Fjordtech", "Call back Walzwerk");

    private final Stage stage;
    private final Admin admin;
    private final Backend backend;
    private final boolean companion;
    private final Narrator narrator;
    private final Company company;
    private final Mails mails = new Mails();
    private final Office office;

    WorkingDay(Stage stage, Backend backend, D365Kind d365, Narrator narrator) {
        this.stage = stage;
        this.admin = stage.admin();
        this.backend = backend;
        this.companion = d365 == D365Kind.COMPANION;
        this.narrator = narrator;
        this.company = new Company(stage);
        this.office = new Office(stage, company, mails, companion);
    }

    int mails() {
        return mails.count();
    }

    void run() {
        narrator.step("plan", this::plan);
        narrator.step("first sync", this::firstSync);
        narrator.step("edits", this::edits);
        narrator.step("both at once", this::differentFields);
        narrator.step("conflict", this::conflict);
        narrator.step("meeting", this::meeting);
        if (companion) {
            narrator.step("invitation", this::invitation);
        }
        narrator.step("marker off", this::markerOff);
        narrator.step("deletion", this::deletion);
        TaskDay tasks = new TaskDay(stage, office);
        narrator.step("tasks", tasks::bothWays);
        narrator.step("more tasks", tasks::editedAndDeleted);
        ContactDay contacts = new ContactDay(stage, office, companion);
        narrator.step("contacts", contacts::selectedAndImported);
        narrator.step("more contacts", contacts::settledAndEdited);
        PublishedDay folders = new PublishedDay(stage, office, backend);
        narrator.step("folders", folders::twoDistricts);
        narrator.step("read-only", folders::refused);
        narrator.step("mail", new MailDay(stage, office, companion)::imported);
        narrator.step("crash", this::crash);
        narrator.step("recovery", this::recovery);
        narrator.step("the end", this::end);
    }

    private String plan() {
        String before = admin.snapshot().text();
        RunReport plan = office.plan();
        NotSo.unless(before.equals(admin.snapshot().text()), "a plan changed something on a server");
        NotSo.unless(plan.operations() > 0, "there is nothing to do on the first day");
        int invited = plan.lanes()
                .flatMap(RunReport.LaneReport::plan)
                .flatMap(SyncPlan::decisions)
                .map(d -> d.mail().recipients())
                .sum()
                .intValue();
        Snapshot now = admin.snapshot();
        if (companion) { // stock D365 knows no attendees
            mails.expectFirstInvitations(
                    now, company.employees(now), stage.clock().instant());
        }
        NotSo.unlessEqual("the number of mails in the plan", mails.count(), invited);
        return plan.operations() + " writes in " + mailboxes(plan) + " mailboxes, " + invited
                + " people to be invited. Nothing has been touched.";
    }

    /** A mailbox has a lane for each kind of its items. */
    private static int mailboxes(RunReport plan) {
        return plan.lanes()
                .map(lane -> lane.lane().mailbox().address())
                .distinct()
                .size();
    }

    private String firstSync() {
        RunReport run = office.sync();
        int pairs = office.check();
        return run.total(Counts::created) + " appointments created, " + run.total(Counts::adopted)
                + " recognised as the same; " + pairs + " now stand on both sides.\n"
                + (run.openCases() == 0 ? "Nothing is left out. " : run.openCases() + " left alone, with the reason. ")
                + mails.count() + " invitations. A second plan has 0 operations.";
    }

    private String edits() {
        company.inOutlook(LUKAS, "Kundentermin Möller", location("Café am Markt"));
        company.inD365(
                LUKAS_NUMBER, "Werksbesichtigung Walzwerk", Admin.object().put("Location", "Duisburg, Tor 3"));
        office.sync();
        Snapshot now = admin.snapshot();
        NotSo.unlessEqual(
                "the place in D365",
                "Café am Markt",
                text(activity(now, LUKAS_NUMBER, "Kundentermin Möller"), "Location"));
        NotSo.unlessEqual(
                "the place in Outlook",
                "Duisburg, Tor 3",
                text(event(now, LUKAS, "Werksbesichtigung Walzwerk"), "location"));
        office.check();
        return "Lukas moves one appointment in Outlook and another in D365; each edit arrives on the other side.";
    }

    private String differentFields() {
        company.inOutlook(ANNA, "Besuch Hafenlogistik Albers", Admin.object().put("subject", "Besuch bei Albers"));
        company.inD365(
                ANNAS_NUMBER, "Besuch Hafenlogistik Albers", Admin.object().put("Location", "Hamburg, Kai 2"));
        office.sync();
        Snapshot now = admin.snapshot();
        NotSo.unlessEqual(
                "the place", "Hamburg, Kai 2", text(activity(now, ANNAS_NUMBER, "Besuch bei Albers"), "Location"));
        NotSo.unlessEqual("the place", "Hamburg, Kai 2", text(event(now, ANNA, "Besuch bei Albers"), "location"));
        office.check();
        return "Anna's subject is edited in Outlook, its place in D365: both edits survive.";
    }

    private String conflict() {
        company.inD365(ANNAS_NUMBER, "Besuch bei Albers", Admin.object().put("Purpose", "Albers: Angebot"));
        admin.advance(Duration.ofMinutes(1));
        company.inOutlook(ANNA, "Besuch bei Albers", Admin.object().put("subject", "Albers: Vertrag"));
        office.sync();
        Snapshot now = admin.snapshot();
        activity(now, ANNAS_NUMBER, "Albers: Vertrag");
        event(now, ANNA, "Albers: Vertrag");
        boolean kept = office.journal(LaneId.of(ANNAS_NUMBER, Kind.APPOINTMENT))
                .exists(entry -> entry.before().get(Field.SUBJECT).contains(Value.text("Albers: Angebot")));
        NotSo.unless(kept, "the journal does not hold the overwritten subject “Albers: Angebot”");
        office.check();
        return "The subject is edited on both sides: the later one wins, the other is kept in the journal.";
    }

    private String meeting() {
        company.newMeeting(ANNA, MEETING, 15, "Hinnerk Jürgens", "hinnerk.juergens@windkraft-kueste.example");
        mails.expect("invitation", "hinnerk.juergens@windkraft-kueste.example", MEETING); // Outlook's own
        office.sync();
        Snapshot now = admin.snapshot();
        JsonNode row = activity(now, ANNAS_NUMBER, MEETING);
        if (companion) {
            List<String> linked = now.rows("AxpActivityLinks").stream()
                    .filter(link -> link.path("ActivityNumber").equals(row.path("ActivityNumber"))
                            && link.path("dataAreaId").equals(row.path("dataAreaId")))
                    .map(link -> text(link, "ParentType") + " " + text(link, "ParentId"))
                    .sorted()
                    .toList();
            NotSo.unlessEqual(
                    "whom D365 associates with it", List.of("ContactPerson AP-N004", "Person " + ANNAS_NUMBER), linked);
        }
        office.check();
        return companion
                ? "Anna invites Hinnerk in Outlook: D365 gets the appointment, him as attendee and as its contact."
                : "Anna invites Hinnerk in Outlook: D365 gets the appointment; stock D365 has no attendees.";
    }

    private String invitation() {
        String subject = "Offer review";
        JsonNode row = company.newActivity(ANNAS_NUMBER, subject, 13);
        company.invite(row, "Lukas Petersen", LUKAS);
        mails.expect("invitation", LUKAS, subject);
        office.sync();
        office.check();
        company.accept(LUKAS, subject);
        mails.expect("response", ANNA, subject);
        office.sync();
        List<String> answers = admin.snapshot().rows("AxpActivityAttendees").stream()
                .filter(person -> person.path("ActivityNumber").equals(row.path("ActivityNumber"))
                        && text(person, "Email").equalsIgnoreCase(LUKAS))
                .map(person -> text(person, "ResponseStatus"))
                .toList();
        NotSo.unlessEqual("Lukas' answer in D365", List.of("Accepted"), answers);
        office.check();
        return "Anna invites Lukas in D365: Exchange mails him once; he accepts, and D365 shows it.";
    }

    private String markerOff() {
        ObjectNode none = Admin.object();
        none.putArray("categories");
        company.inOutlook(ANNA, "Messe Husum Wind", none);
        office.sync();
        Snapshot now = admin.snapshot();
        event(now, ANNA, "Messe Husum Wind");
        NotSo.unless(
                !Snapshot.marked(activity(now, ANNAS_NUMBER, "Messe Husum Wind")),
                "the category is off in Outlook, but still on in D365");
        company.inOutlook(ANNA, "Messe Husum Wind", location("Husum, Halle 5"));
        office.sync();
        NotSo.unlessEqual(
                "the place in D365 of what is no longer synchronised",
                "Husum",
                text(activity(admin.snapshot(), ANNAS_NUMBER, "Messe Husum Wind"), "Location"));
        office.check();
        return "Anna takes the category off one: both copies stay, and go their own ways from now on.";
    }

    private String deletion() {
        String subject = "Negocjacje z Bałtyk Transport";
        admin.deleteEvent(KATARZYNA, text(event(admin.snapshot(), KATARZYNA, subject), "id"));
        office.sync();
        boolean gone = admin.snapshot().activities(KATARZYNAS_NUMBER).stream()
                .noneMatch(row -> text(row, "Purpose").equals(subject));
        NotSo.unless(gone, "what Katarzyna deleted in Outlook is still in D365");
        office.check();
        return "Katarzyna deletes an appointment in Outlook: it goes in D365 as well, and nothing else does.";
    }

    private String crash() {
        for (int i = 0; i < CALLS.size(); i++) {
            company.newActivity(LUKAS_NUMBER, CALLS.get(i), 9 + i);
        }
        office.leave();
        Crash.prepare(admin, backend);
        Crash.during(
                stage,
                stage.startRun(List.of(LUKAS)),
                () -> CALLS.stream()
                        .allMatch(subject -> admin.snapshot().events(LUKAS).stream()
                                .anyMatch(item -> text(item, "subject").equals(subject))));
        Snapshot now = admin.snapshot();
        for (String subject : CALLS) {
            event(now, LUKAS, subject);
            NotSo.unlessEqual(
                    "the stamp of a row whose run was killed",
                    "",
                    text(activity(now, LUKAS_NUMBER, subject), "OutlookEntryId"));
        }
        return "The process is killed while Exchange creates " + CALLS.size()
                + " events; it never hears that they were.";
    }

    private String recovery() {
        admin.advance(Duration.ofMinutes(31)); // the dead process has the lane for half an hour
        office.sync();
        Snapshot now = admin.snapshot();
        for (String subject : CALLS) {
            event(now, LUKAS, subject);
            NotSo.unless(
                    text(activity(now, LUKAS_NUMBER, subject), "OutlookEntryId").startsWith("axp1;"),
                    "“" + subject + "” was not paired after the crash");
        }
        office.check();
        return "The next run finds them by their stamps: each once, none lost, nobody mailed.";
    }

    private String end() {
        int pairs = office.check();
        return pairs + " appointments, the same on both sides; " + mails.count()
                + " mails, each of them meant; nothing left to do.";
    }

    @Override
    public void close() {
        office.close();
    }

    private static ObjectNode location(String name) {
        ObjectNode changes = Admin.object();
        changes.putObject("location").put("displayName", name);
        return changes;
    }

    private static String text(JsonNode node, String member) {
        return node.path(member).asText();
    }
}
