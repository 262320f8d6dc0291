package io.axpsync.cli.report;

import io.axpsync.cli.run.Synchronisation;
import io.axpsync.core.item.Reason;
import io.axpsync.core.plan.Decision;
import io.axpsync.core.plan.SyncPlan;
import io.axpsync.core.run.RunReport;
import io.axpsync.core.run.UndoReport;
import io.vavr.collection.Seq;
import java.io.PrintWriter;

/** What an undo did, and what it cannot do, for people. */
public final class UndoText {

    private static final int LINES = 200;

    private final PrintWriter out;
    private final boolean showSubjects;

    public UndoText(PrintWriter out, boolean showSubjects) {
        this.out = out;
        this.showSubjects = showSubjects;
    }

    public void print(Synchronisation.Undone undone) {
        undone.result().failure().forEach(f -> out.println("D365 could not be asked who is who: " + f));
        for (UndoReport report : undone.report()) {
            report.run().lanes().forEach(this::lane);
            report.refused()
                    .take(LINES)
                    .forEach(r -> out.println("  stays  " + Words.item(r.item().toVector()) + "  " + title(r.title())
                            + ": " + StateText.shown(r.reason().toString())));
            report.mails()
                    .take(LINES)
                    .forEach(m -> out.println("  mailed " + Words.item(m.item().toVector()) + "  " + title(m.title())
                            + ": " + m.mailed().what() + " to " + m.mailed().inside() + " recipients inside and "
                            + m.mailed().outside() + " outside; that cannot be undone"));
            sum(report);
        }
        out.flush();
    }

    private void lane(RunReport.LaneReport lane) {
        lane.failure().forEach(f -> out.println("failed: " + f));
        Seq<Decision> decisions = lane.plan().toVector().flatMap(SyncPlan::decisions);
        Seq<SyncPlan.HeldDecision> held = lane.plan().toVector().flatMap(SyncPlan::held);
        Seq<SyncPlan.HeldDecision> rejected = lane.plan().toVector().flatMap(SyncPlan::rejected);
        if (!decisions.isEmpty() || !held.isEmpty() || !rejected.isEmpty()) {
            out.println(lane.lane().id() + "  " + lane.lane().mailbox().address());
            decisions.take(LINES).forEach(d -> line("", d, d.reason()));
            held.take(LINES).forEach(h -> line("held: ", h.decision(), h.reason()));
            rejected.take(LINES).forEach(h -> line("rejected: ", h.decision(), h.reason()));
        }
    }

    private void line(String prefix, Decision d, Reason reason) {
        String mails = d.mail().recipients() > 0 ? ", mails " + d.mail().recipients() : "";
        out.println("  " + prefix + Words.verb(d) + " on "
                + Words.sides(d).map(Words::name).mkString(" and ") + "  " + Words.item(d.items()) + "  "
                + title(d.title()) + mails + ": " + reason);
    }

    private void sum(UndoReport report) {
        RunReport run = report.run();
        String done =
                run.applied() ? run.total(RunReport.Counts::writes) + " writes" : run.operations() + " operations";
        out.println((run.applied() ? "Undone: " : "Undo (nothing was written): ") + done + ", " + run.held()
                + " held, " + report.refused().size() + " stay, " + run.failedLanes() + " lanes failed; "
                + report.recipients() + " recipients were mailed, which cannot be undone.");
        if (run.applied() && run.total(RunReport.Counts::writes) > 0) {
            out.println("The next `axpsync sync` carries it to the other side. This was run " + run.run() + ".");
        }
    }

    private String title(String title) {
        return Words.title(StateText.shown(title), showSubjects);
    }
}
