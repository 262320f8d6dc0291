package io.axpsync.cli.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.cli.run.Roster;
import io.axpsync.cli.run.Synchronisation;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Reason;
import io.axpsync.core.plan.Decision;
import io.axpsync.core.plan.Mail;
import io.axpsync.core.plan.SyncPlan;
import io.axpsync.core.port.OpenCase;
import io.axpsync.core.run.RunReport;
import io.vavr.collection.Seq;
import java.util.Locale;

/** The result of a run as JSON. Subjects only when they may be shown; items that are merely kept are counted. */
public final class ResultJson {

    private final boolean showSubjects;

    public ResultJson(boolean showSubjects) {
        this.showSubjects = showSubjects;
    }

    public ObjectNode of(String command, int exit, Synchronisation.Result result) {
        ObjectNode document = Json.object();
        document.put("command", command);
        document.put("exit", exit);
        result.report().forEach(report -> report(document, report));
        ArrayNode leftAlone = document.putArray("leftAlone");
        for (Roster.LeftAlone left : result.leftAlone()) {
            leftAlone.add(Json.reason(left.reason()).put("mailbox", left.address()));
        }
        ArrayNode notes = document.putArray("notes");
        result.notes().map(Json::reason).forEach(notes::add);
        ArrayNode problems = document.putArray("problems");
        result.failure().map(Json::reason).forEach(problems::add);
        return document;
    }

    private void report(ObjectNode document, RunReport report) {
        document.put("run", report.run());
        document.put("applied", report.applied());
        document.put("operations", report.operations());
        document.put("held", report.held());
        document.put("openCases", report.openCases());
        document.put("failedLanes", report.failedLanes());
        Seq<Mail> mails = report.lanes().flatMap(RunReport.LaneReport::plan).flatMap(SyncPlan::mails);
        document.put("plannedMails", mails.map(Mail::recipients).sum().intValue());
        document.put(
                "plannedMailsInside", mails.map(m -> m.inside().size()).sum().intValue());
        document.put(
                "plannedMailsOutside", mails.map(m -> m.outside().size()).sum().intValue());
        report.impact().forEach(i -> impact(document, i));
        ObjectNode done = document.putObject("done");
        counts(
                done,
                new RunReport.Counts(
                        report.total(RunReport.Counts::created),
                        report.total(RunReport.Counts::updated),
                        report.total(RunReport.Counts::removed),
                        report.total(RunReport.Counts::adopted),
                        report.total(RunReport.Counts::released),
                        report.total(RunReport.Counts::writes),
                        report.total(RunReport.Counts::refused),
                        report.total(RunReport.Counts::lost),
                        report.total(RunReport.Counts::mails)));
        ArrayNode lanes = document.putArray("lanes");
        report.lanes().forEach(lane -> lane(lanes.addObject(), lane));
    }

    /** Only there where the configuration was changed. */
    private static void impact(ObjectNode node, RunReport.Impact impact) {
        node.putObject("impact").put("entering", impact.entering()).put("leaving", impact.leaving());
    }

    private static void counts(ObjectNode node, RunReport.Counts c) {
        node.put("created", c.created());
        node.put("updated", c.updated());
        node.put("removed", c.removed());
        node.put("adopted", c.adopted());
        node.put("released", c.released());
        node.put("writes", c.writes());
        node.put("refused", c.refused());
        node.put("lost", c.lost());
        node.put("mails", c.mails());
    }

    private void lane(ObjectNode node, RunReport.LaneReport lane) {
        node.put("lane", lane.lane().id().id());
        node.put("mailbox", lane.lane().mailbox().address());
        lane.failure().forEach(failure -> node.set("failure", Json.reason(failure)));
        for (SyncPlan plan : lane.plan()) {
            node.put("operations", plan.operations());
            node.put("kept", plan.decisions().count(d -> d instanceof Decision.Keep));
            ArrayNode decisions = node.putArray("decisions");
            plan.decisions()
                    .filter(d -> !(d instanceof Decision.Keep))
                    .forEach(d -> decision(decisions.addObject(), d, d.reason()));
            ArrayNode held = node.putArray("held");
            plan.held()
                    .forEach(h ->
                            decision(held.addObject(), h.decision(), h.reason()).put("digest", h.digest()));
            ArrayNode rejected = node.putArray("rejected");
            plan.rejected()
                    .forEach(h -> decision(rejected.addObject(), h.decision(), h.reason())
                            .put("digest", h.digest()));
        }
        lane.impact().forEach(i -> impact(node, i));
        counts(node.putObject("done"), lane.done());
        ArrayNode cases = node.putArray("openCases");
        lane.cases().forEach(c -> openCase(cases.addObject(), c));
    }

    private ObjectNode decision(ObjectNode node, Decision d, Reason reason) {
        node.put("verb", Words.verb(d));
        node.put("operations", d.operations());
        ArrayNode on = node.putArray("on");
        Words.sides(d).forEach(side -> on.add(side.name().toLowerCase(Locale.ROOT)));
        title(node, d.title());
        items(node, d.items());
        node.set("reason", Json.reason(reason));
        Words.mail(node, d.mail());
        return node;
    }

    private void openCase(ObjectNode node, OpenCase c) {
        node.put("state", c.state().name().toLowerCase(Locale.ROOT));
        title(node, c.title());
        items(node, c.items());
        node.set("reason", Json.reason(c.reason()));
        node.put("tries", c.tries());
        node.put("since", c.since().toString());
    }

    private void title(ObjectNode node, String title) {
        if (showSubjects) {
            node.put("title", title);
        }
    }

    private static void items(ObjectNode node, Seq<ItemRef> refs) {
        ArrayNode items = node.putArray("items");
        refs.forEach(ref -> items.addObject()
                .put("side", ref.side().name().toLowerCase(Locale.ROOT))
                .put("id", ref.id()));
    }
}
