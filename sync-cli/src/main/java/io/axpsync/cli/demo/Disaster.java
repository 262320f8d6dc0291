package io.axpsync.cli.demo;

import static io.axpsync.cli.demo.Company.ANNA;
import static io.axpsync.cli.demo.Company.ANNAS_NUMBER;
import static io.axpsync.cli.demo.Company.KATARZYNA;
import static io.axpsync.cli.demo.Company.KATARZYNAS_NUMBER;
import static io.axpsync.cli.demo.Company.LUKAS;
import static io.axpsync.cli.demo.Company.LUKAS_NUMBER;
import static io.axpsync.cli.demo.Company.activity;

import io.axpsync.cli.config.Backend;
import io.axpsync.cli.demo.stage.Admin;
import io.axpsync.cli.demo.stage.D365Kind;
import io.axpsync.cli.demo.stage.Snapshot;
import io.axpsync.cli.demo.stage.Stage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The days on which such systems do their damage: what the administrator sees of our program, and that nothing is lost,
 * doubled or mailed. The servers' raw state is compared with what people themselves have made of it.
 */
final class Disaster {

    private static final int VISITS = 24;
    private static final int DELETED = 12;
    private static final int GUESTS = 60;
    private static final String FAIR = "Open house";
    private static final Map<String, String> STAFF = staff();

    private final Stage stage;
    private final Admin admin;
    private final Backend backend;
    private final boolean companion;
    private final Narrator narrator;
    private final @Nullable Inject inject;
    private final Company company;
    private final Mails mails = new Mails();
    private final Workplace workplace;
    private final Terminal terminal;
    private Inventory expected;
    /** How a run ends when nothing is wrong: series stay open cases. */
    private int usual;

    Disaster(Stage stage, Backend backend, D365Kind d365, Narrator narrator, Program program, @Nullable Inject inject) {
        this.stage = stage;
        this.admin = stage.admin();
        this.backend = backend;
        this.companion = d365 == D365Kind.COMPANION;
        this.narrator = narrator;
        this.inject = inject;
        this.company = new Company(stage);
        this.workplace = new Workplace(stage, backend, STAFF.keySet());
        this.terminal = new Terminal(program, workplace.configuration());
        this.expected = Inventory.of(admin.snapshot(), STAFF);
    }

    int mails() {
        return mails.count();
    }

    void run() {
        step("an office", this::office);
        step("empty listing", this::emptyListing);
        step("no permission", this::noPermission);
        step("expired token", this::expiredToken);
        step("mass deletion", this::massDeletion);
        step("mail storm", this::mailStorm);
        step("restored copy", this::restoredCopy);
        step("the end", this::end);
    }

    private void step(String name, Supplier<String> work) {
        try {
            narrator.step(name, work);
        } finally {
            narrator.show(terminal.shown());
        }
    }

    private String office() {
        IntStream.rangeClosed(1, VISITS).forEach(i -> company.newAppointment(LUKAS, visit(i), 1 + i % 12, 8 + i / 12));
        List<String> guests = IntStream.rangeClosed(1, GUESTS)
                .mapToObj(i -> "guest%02d@customer.example".formatted(i))
                .toList();
        company.newMeeting(
                KATARZYNA, FAIR, 15, guests.stream().collect(Collectors.toMap(guest -> guest, guest -> guest)));
        guests.forEach(guest -> mails.expect("invitation", guest, FAIR)); // Outlook's own
        if (companion) {
            mails.expectFirstInvitations(admin.snapshot(), STAFF, stage.clock().instant());
        }
        workplace.write("");
        terminal.sync();
        int pairs = same();
        expected = Inventory.of(admin.snapshot(), STAFF);
        intact();
        usual = terminal.sync().tells(" 0 writes").exit();
        NotSo.unless(usual <= 1, "the office cannot be synchronised");
        return pairs + " appointments of three employees on both sides; Katarzyna has " + GUESTS + " guests.";
    }

    private String emptyListing() {
        terminal.note("Exchange lists nothing of Lukas");
        admin.fault(Mishap.emptyCalendar(backend, LUKAS, stage.client().graphBase()));
        terminal.sync().endsWith(usual, "a run with an emptied calendar").tells(" 0 writes, 0 held");
        struck();
        if (inject == Inject.LOST_ITEM) {
            admin.deleteEvent(
                    LUKAS,
                    Company.event(admin.snapshot(), LUKAS, visit(1)).path("id").asText());
        }
        intact();
        terminal.note("D365 lists nothing");
        admin.fault(Mishap.emptyD365());
        terminal.sync().tells(" 0 writes, 0 held");
        struck();
        intact();
        return "Exchange says that Lukas' calendar is empty, then D365 that it has no activities.\nEach pair is asked"
                + " for by its id, and is there: nothing happens.";
    }

    private String noPermission() {
        terminal.note("Exchange refuses us Anna's mailbox");
        admin.fault(Mishap.noPermission(backend, ANNA));
        company.inOutlook(LUKAS, visit(2), Admin.object().put("subject", "Visit 02, moved"));
        terminal.sync().endsWith(4, "a run without permission").tells("failed:");
        expected = expected.renamed(LUKAS, visit(2), "Visit 02, moved");
        intact();
        terminal.note("the permission is back");
        admin.forgetFaults();
        terminal.sync().endsWith(usual, "a run with the permission back");
        intact();
        same();
        return "Exchange refuses us Anna's mailbox: all of hers stays as it is, the others go on.\nWhen the permission is"
                + " back, so is she.";
    }

    private String expiredToken() {
        terminal.note("D365 takes the token no longer");
        admin.fault(Mishap.expiredToken());
        terminal.sync().endsWith(usual, "a run whose token expires").tells(" 0 writes");
        struck();
        terminal.note("the client secret has expired");
        admin.fault(Mishap.expiredSecret());
        terminal.sync().endsWith(4, "a run whose secret has expired");
        intact();
        terminal.note("a new secret");
        admin.forgetFaults();
        terminal.sync().endsWith(usual, "a run with a new secret").tells(" 0 writes");
        intact();
        return "The token expires in the middle of a run: a new one, nobody notices.\nThe secret itself expires: it is"
                + " said, and nothing is concluded from what cannot be read.";
    }

    private String massDeletion() {
        Snapshot before = admin.snapshot();
        for (int i = VISITS - DELETED + 1; i <= VISITS; i++) {
            admin.deleteRow("Activities", Company.key(activity(before, LUKAS_NUMBER, visit(i))));
        }
        terminal.note(DELETED + " of Lukas' activities are deleted in D365");
        Inventory whole = expected;
        expected = Inventory.of(admin.snapshot(), STAFF);
        terminal.sync().endsWith(3, "a run after a mass deletion").tells(" " + DELETED + " held");
        terminal.type(List.of("Digest", visit(VISITS)), "held", "list", "--show-subjects")
                .endsWith(3, "the list of what is held");
        intact();
        terminal.note("onD365Delete: restore");
        workplace.write("    onD365Delete: restore\n");
        terminal.sync().endsWith(usual, "a run that restores");
        expected = whole;
        intact();
        same();
        terminal.note("onD365Delete: propagate");
        workplace.write("");
        terminal.sync().endsWith(usual, "a run after that").tells(" 0 writes, 0 held");
        return "A clean-up job deletes " + DELETED + " of Lukas' activities: the guard holds them all, Outlook keeps"
                + " them.\nThe administrator sets onD365Delete: restore, and D365 gets them back.";
    }

    private String mailStorm() {
        terminal.note("the subject of the open house is edited in D365");
        company.inD365(KATARZYNAS_NUMBER, FAIR, Admin.object().put("Purpose", "OPEN HOUSE"));
        expected = Inventory.of(admin.snapshot(), STAFF);
        terminal.type(List.of("mails " + GUESTS), "plan", "--show-subjects");
        terminal.sync()
                .endsWith(3, "a run that would mail many")
                .tells(" 1 held")
                .tells(" 0 mails");
        intact();
        terminal.note("the edit is taken back");
        company.inD365(KATARZYNAS_NUMBER, "OPEN HOUSE", Admin.object().put("Purpose", FAIR));
        expected = Inventory.of(admin.snapshot(), STAFF);
        terminal.sync().endsWith(usual, "a run after the edit was taken back").tells(" 0 held");
        intact();
        same();
        return "A script edits the subject of a meeting in D365: " + GUESTS + " people outside would get mail. It is"
                + " held.\nThe edit is taken back, and nobody has heard of it.";
    }

    private String restoredCopy() {
        Restored restored = new Restored(workplace, terminal, company, this::intact);
        restored.state(usual, visit(3));
        restored.database(usual, visit(4));
        same();
        return "Yesterday's state, and D365's data at another address, are restored as test systems and run.\nThe fences"
                + " on the calendars stop both: not a byte is written, and the original goes on.";
    }

    private String end() {
        terminal.type(List.of("Plan"), "plan").tells(" 0 operations, 0 held");
        intact();
        return same() + " appointments, the same on both sides; nothing lost, nothing doubled, " + mails.count()
                + " mails, each of them meant.";
    }

    private void struck() {
        NotSo.unlessEqual("the number of faults that waited in vain", 0, admin.faultsWaiting());
    }

    /** Nothing lost, nothing doubled, nobody mailed. */
    private void intact() {
        Snapshot now = admin.snapshot();
        Inventory.of(now, STAFF).mustBe(expected);
        mails.check(now);
    }

    private int same() {
        return new SameOnBothSides(admin.snapshot(), stage.clock().instant(), companion).check(STAFF);
    }

    private static String visit(int i) {
        return "Visit %02d".formatted(i);
    }

    private static Map<String, String> staff() {
        Map<String, String> staff = new LinkedHashMap<>();
        staff.put(ANNA, ANNAS_NUMBER);
        staff.put(LUKAS, LUKAS_NUMBER);
        staff.put(KATARZYNA, KATARZYNAS_NUMBER);
        return staff;
    }
}
