package io.axpsync.cli.demo;

import io.axpsync.cli.demo.stage.Connections;
import io.axpsync.cli.demo.stage.LaneTerms;
import io.axpsync.cli.demo.stage.Snapshot;
import io.axpsync.cli.demo.stage.Stage;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.Reason;
import io.axpsync.core.port.JournalEntry;
import io.axpsync.core.run.RunReport;
import io.axpsync.core.run.RunReport.Counts;
import io.axpsync.core.run.RunReport.LaneReport;
import io.vavr.collection.Seq;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs our part for the whole company, and checks what must hold after every run. */
final class Office implements AutoCloseable {

    private final Stage stage;
    private final Company company;
    private final Mails mails;
    private final boolean companion;
    private LaneTerms terms;
    private @Nullable Connections ours;

    Office(Stage stage, Company company, Mails mails, boolean companion) {
        this.stage = stage;
        this.company = company;
        this.mails = mails;
        this.companion = companion;
        this.terms = LaneTerms.usual(company.employees(stage.admin().snapshot()).keySet())
                .withTasks(List.of(Company.ANNA));
    }

    /** From now on Anna's contacts are synchronised, too. */
    void addContacts() {
        terms = terms.withContacts(List.of(Company.ANNA));
    }

    /** From now on Anna's marked messages are imported, too. */
    void addMessages() {
        terms = terms.withMessages(List.of(Company.ANNA));
    }

    /** From now on these folders are filled, too. */
    void publish(Seq<Lane> folders) {
        terms = terms.withPublished(folders);
    }

    /** A run in which writes may be refused. */
    RunReport tryToSync() {
        return sound(ours().sync(terms));
    }

    private Connections ours() {
        Connections open = ours == null ? stage.connect() : ours;
        ours = open;
        return open;
    }

    RunReport plan() {
        return sound(ours().plan(terms));
    }

    RunReport sync() {
        RunReport run = sound(ours().sync(terms));
        NotSo.unless(
                run.total(Counts::refused) == 0 && run.total(Counts::lost) == 0,
                "writes were refused or lost: " + cases(run));
        return run;
    }

    private static RunReport sound(RunReport report) {
        Seq<Reason> failures = report.lanes().flatMap(LaneReport::failure);
        NotSo.unless(failures.isEmpty(), "mailboxes could not be read: " + failures.mkString("; "));
        NotSo.unless(report.held() == 0, report.held() + " operations were held");
        return report;
    }

    private static String cases(RunReport report) {
        return report.lanes()
                .flatMap(LaneReport::cases)
                .filter(c -> !c.reason().code().equals("series"))
                .map(c -> c.title() + ": " + c.reason())
                .mkString("; ");
    }

    /**
     * What holds after every run: both sides say the same, exactly the expected mails were sent, and a further plan has
     * nothing to do.
     *
     * @return how many appointments stand on both sides
     */
    int check() {
        Snapshot now = stage.admin().snapshot();
        int pairs = new SameOnBothSides(now, stage.clock().instant(), companion).check(company.employees(now));
        SameTasks.check(now, Company.ANNA, Company.ANNAS_NUMBER);
        mails.check(now);
        RunReport second = plan();
        NotSo.unlessEqual("the number of operations in a second plan", 0, second.operations());
        String open = cases(second);
        NotSo.unless(open.isEmpty(), "open cases: " + open);
        return pairs;
    }

    Seq<JournalEntry> journal(LaneId lane) {
        return ours().store().journal().newest(lane, 200);
    }

    /** Gives connections and state back, so that another process can have them. */
    void leave() {
        if (ours != null) {
            ours.close();
            ours = null;
        }
    }

    @Override
    public void close() {
        leave();
    }
}
