package io.axpsync.cli.report;

import io.axpsync.cli.run.Roster;
import io.axpsync.cli.run.Synchronisation;
import io.axpsync.core.item.Reason;
import io.axpsync.core.plan.Decision;
import io.axpsync.core.plan.Mail;
import io.axpsync.core.plan.SyncPlan;
import io.axpsync.core.run.RunReport;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.io.PrintWriter;

/** The result of a run for people. */
public final class ResultText {

    private static final int LINES_PER_LANE = 50;

    private final PrintWriter out;
    private final boolean showSubjects;

    public ResultText(PrintWriter out, boolean showSubjects) {
        this.out = out;
        this.showSubjects = showSubjects;
    }

    /** A dry run: what would be done, with reasons. */
    public void plan(Synchronisation.Result result) {
        for (RunReport report : result.report()) {
            Table table =
                    new Table("Lane", "Mailbox", "Create", "Update", "Remove", "Adopt", "Release", "Held", "Open");
            for (RunReport.LaneReport lane : report.lanes()) {
                Seq<Decision> all = lane.plan().toVector().flatMap(SyncPlan::decisions);
                table.row(
                        lane.lane().id(),
                        lane.lane().mailbox().address(),
                        all.count(d -> d instanceof Decision.Create),
                        all.count(d -> d instanceof Decision.Update),
                        all.count(d -> d instanceof Decision.Remove),
                        all.count(d -> d instanceof Decision.Adopt),
                        all.count(d -> d instanceof Decision.Release),
                        lane.plan().map(p -> p.held().size()).getOrElse(0),
                        Words.open(lane));
            }
            print(table);
            impact(report);
            report.lanes().forEach(this::decisions);
            tail(result, report);
        }
        unreachable(result);
    }

    /** A run: what was done, and what was not. */
    public void sync(Synchronisation.Result result) {
        for (RunReport report : result.report()) {
            Table table = new Table(
                    "Lane", "Mailbox", "Created", "Updated", "Removed", "Adopted", "Released", "Held", "Open", "Mails");
            for (RunReport.LaneReport lane : report.lanes()) {
                RunReport.Counts c = lane.done();
                int held = lane.plan().map(p -> p.held().size()).getOrElse(0);
                boolean quiet = c.created()
                                + c.updated()
                                + c.removed()
                                + c.adopted()
                                + c.released()
                                + held
                                + lane.cases().size()
                        == 0;
                if (!quiet) {
                    table.row(
                            lane.lane().id(),
                            lane.lane().mailbox().address(),
                            c.created(),
                            c.updated(),
                            c.removed(),
                            c.adopted(),
                            c.released(),
                            held,
                            lane.cases().size(),
                            c.mails());
                }
            }
            print(table);
            impact(report);
            report.lanes().forEach(this::openCases);
            tail(result, report);
        }
        unreachable(result);
    }

    private void print(Table table) {
        if (!table.isEmpty()) {
            table.print(out);
            out.println();
        }
    }

    /** What changed configurations do, before anything is released for it. */
    private void impact(RunReport report) {
        for (RunReport.Impact all : report.impact()) {
            report.lanes()
                    .forEach(lane -> lane.impact()
                            .filter(i -> i.entering() + i.leaving() > 0)
                            .forEach(i -> out.println(
                                    "configured anew: " + lane.lane().id() + "  "
                                            + lane.lane().mailbox().address() + ": " + Words.impact(i))));
            int lanes = report.lanes().count(lane -> lane.impact().isDefined());
            out.println("Configured anew: " + lanes + " lanes; " + Words.impact(all)
                    + ". What leaves is released, on both sides nothing is deleted.");
            out.println();
        }
    }

    private void decisions(RunReport.LaneReport lane) {
        Seq<Decision> all = lane.plan().toVector().flatMap(SyncPlan::decisions);
        Seq<Decision> shown = all.filter(d ->
                d.operations() > 0 || d.opensCase() || d instanceof Decision.Adopt || d instanceof Decision.Release);
        Seq<SyncPlan.HeldDecision> held = lane.plan().toVector().flatMap(SyncPlan::held);
        Seq<SyncPlan.HeldDecision> rejected = lane.plan().toVector().flatMap(SyncPlan::rejected);
        if (shown.isEmpty() && held.isEmpty() && rejected.isEmpty()) {
            return;
        }
        out.println(lane.lane().id() + "  " + lane.lane().mailbox().address());
        shown.take(LINES_PER_LANE).forEach(d -> line(d, d.reason(), ""));
        held.take(LINES_PER_LANE).forEach(h -> line(h.decision(), h.reason(), "held: "));
        rejected.take(LINES_PER_LANE).forEach(h -> line(h.decision(), h.reason(), "rejected: "));
        int more = Math.max(0, shown.size() - LINES_PER_LANE)
                + Math.max(0, held.size() - LINES_PER_LANE)
                + Math.max(0, rejected.size() - LINES_PER_LANE);
        if (more > 0) {
            out.println("  … and " + more + " more (all of them with --json)");
        }
        out.println();
    }

    private void line(Decision d, Reason reason, String prefix) {
        Seq<String> on = Words.sides(d).map(Words::name);
        String where = on.isEmpty() ? "" : " on " + on.mkString(" and ");
        String mails = d.mail().recipients() > 0 ? ", mails: " + Words.mail(d.mail()) : "";
        out.println("  " + prefix + Words.verb(d) + where + "  " + Words.item(d.items()) + "  "
                + Words.title(d.title(), showSubjects) + mails + ": " + reason.text()
                + (reason.remedy().isEmpty() ? "" : " — " + reason.remedy()));
    }

    private void openCases(RunReport.LaneReport lane) {
        if (!lane.cases().isEmpty()) {
            out.println(lane.lane().id() + "  " + lane.lane().mailbox().address());
            lane.cases()
                    .take(LINES_PER_LANE)
                    .forEach(c -> out.println("  open  " + Words.item(c.items()) + "  "
                            + Words.title(c.title(), showSubjects) + ": " + c.reason()));
            out.println();
        }
    }

    private void tail(Synchronisation.Result result, RunReport report) {
        Seq<Reason> failures =
                report.lanes().flatMap(RunReport.LaneReport::failure).distinct();
        failures.forEach(f -> out.println("failed: " + f));
        for (Roster.LeftAlone left : result.leftAlone()) {
            out.println("left alone: " + left.reason());
        }
        result.notes().forEach(note -> out.println("note: " + note));
        Seq<SyncPlan> plans = report.lanes().flatMap(RunReport.LaneReport::plan);
        Seq<Mail> mails = plans.flatMap(SyncPlan::mails);
        Vector<String> parts = Vector.of(
                report.lanes().size() + " lanes",
                (report.applied()
                        ? report.total(RunReport.Counts::writes) + " writes"
                        : report.operations() + " operations"),
                report.held() + " held",
                report.lanes().map(Words::open).sum().intValue() + " open",
                report.failedLanes() + " failed",
                report.applied() ? report.total(RunReport.Counts::mails) + " mails" : planned(mails));
        out.println(
                (report.applied() ? "Synchronised: " : "Plan (nothing was written): ") + parts.mkString(", ") + ".");
        out.flush();
    }

    private static String planned(Seq<Mail> mails) {
        int inside = mails.map(m -> m.inside().size()).sum().intValue();
        int outside = mails.map(m -> m.outside().size()).sum().intValue();
        return inside + outside + " mails"
                + (mails.isEmpty() ? "" : " (" + inside + " inside, " + outside + " outside)");
    }

    private void unreachable(Synchronisation.Result result) {
        result.failure().forEach(f -> out.println("D365 could not be asked who is who: " + f));
        out.flush();
    }
}
