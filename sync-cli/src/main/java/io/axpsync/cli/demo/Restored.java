package io.axpsync.cli.demo;

import static io.axpsync.cli.demo.Company.LUKAS;

import io.axpsync.cli.demo.stage.Admin;
import java.nio.file.Path;
import java.util.List;

/**
 * Copies of what was restored for a test, and is still connected to the mailboxes: an older state, and D365's data at
 * another address. Both would write what is long over into calendars that the original looks after.
 */
final class Restored {

    private final Workplace workplace;
    private final Terminal terminal;
    private final Company company;
    private final Runnable intact;

    /** @param intact checks that nothing was lost, doubled or mailed */
    Restored(Workplace workplace, Terminal terminal, Company company, Runnable intact) {
        this.workplace = workplace;
        this.terminal = terminal;
        this.company = company;
        this.intact = intact;
    }

    /**
     * The state of yesterday comes back while the original goes on.
     *
     * @param usual how a run of the original ends
     * @param subject an event of Lukas that people edit
     */
    void state(int usual, String subject) {
        Path copy = workplace.copyState("yesterday");
        edit(subject, "Hall 1");
        terminal.sync().endsWith(usual, "a run of the original");
        edit(subject, "Hall 2");
        terminal.note("yesterday's state is restored on another machine, and runs there");
        fenced(copy, "fence-ahead");
        terminal.note("the original goes on");
        terminal.sync().endsWith(usual, "the original after that").tells(" 1 writes");
        intact.run();
    }

    /** D365's data are restored at another address, with a copy of the newest state. */
    void database(int usual, String subject) {
        Path copy = workplace.copyState("test");
        workplace.moveD365(copy);
        edit(subject, "Hall 3");
        terminal.note("D365's data and our state are restored as a test system, at another address");
        fenced(copy, "fence-d365");
        terminal.note("the original goes on");
        terminal.sync().endsWith(usual, "the original after that").tells(" 1 writes");
        intact.run();
    }

    private void fenced(Path configuration, String code) {
        terminal.at(configuration)
                .type(List.of("failed:", "Synchronised:"), "sync")
                .endsWith(5, "a run of the copy")
                .tells(code)
                .tells(" 0 writes");
        intact.run();
    }

    private void edit(String subject, String place) {
        var changes = Admin.object();
        changes.putObject("location").put("displayName", place);
        company.inOutlook(LUKAS, subject, changes);
    }
}
