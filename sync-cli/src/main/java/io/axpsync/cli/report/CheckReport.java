package io.axpsync.cli.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.cli.config.Configuration;
import io.axpsync.cli.run.Checks;
import io.axpsync.cli.run.Grant;
import io.axpsync.cli.run.Roster;
import io.axpsync.core.item.Reason;
import io.axpsync.d365.odata.D365Report;
import io.vavr.collection.Seq;
import java.io.PrintWriter;
import java.util.Locale;

/** What a check found, for people and for programs. */
public final class CheckReport {

    private static final int SHOWN = 2;

    private final PrintWriter out;

    public CheckReport(PrintWriter out) {
        this.out = out;
    }

    public void text(Configuration configuration, Checks.Result result) {
        out.println("configuration  ok: " + configuration.file());
        part("store", result.store());
        part("D365", result.d365());
        result.environment().forEach(this::environment);
        out.println();
        Table table = new Table("Mailbox", "Through", "Worker", "Company", "Zone", "State");
        for (Checks.Box box : result.mailboxes()) {
            table.row(
                    box.address(),
                    box.backend().name().toLowerCase(Locale.ROOT),
                    member(box, m -> m.mailbox().personnelNumber()),
                    member(box, m -> m.mailbox().company()),
                    member(box, m -> m.mailbox().zone().getId()),
                    state(box));
        }
        table.print(out);
        out.println();
        reasons(
                "problem",
                result.mailboxes()
                        .flatMap(b -> b.problems().appendAll(b.alone()))
                        .distinct());
        reasons("hint", result.mailboxes().flatMap(Checks.Box::hints).distinct());
        folders(result.folders());
        permissions(result.permissions());
        if (!result.fences().isEmpty()) {
            new TakeoverReport(out).text(result.fences());
            out.println();
        }
        int problems = count(result);
        out.println(problems == 0 ? "Everything is in place." : problems + " problems.");
        out.flush();
    }

    private void folders(Seq<Checks.Folder> folders) {
        if (folders.isEmpty()) {
            return;
        }
        Table table = new Table("Published folder", "Lane", "Query", "Through", "What our account may do");
        folders.forEach(f -> table.row(
                f.path(),
                f.name() + "/CONTACT",
                f.query(),
                f.backend().name().toLowerCase(Locale.ROOT),
                f.problems().isEmpty() ? f.rights() : "not reachable"));
        table.print(out);
        out.println();
        reasons("problem", folders.flatMap(Checks.Folder::problems).distinct());
        reasons("hint", folders.flatMap(Checks.Folder::hints).distinct());
    }

    private void permissions(Seq<Grant> grants) {
        Table table = new Table("Grant in", "On", "To look (check, plan, why)", "To synchronise");
        grants.forEach(g -> table.row(g.system(), g.on(), g.reading(), g.synchronising()));
        out.println("The least permissions for these lanes, and nothing more:");
        table.print(out);
        out.println();
    }

    private static String state(Checks.Box box) {
        if (!box.problems().isEmpty()) {
            return "not reachable";
        } else if (box.alone().isDefined()) {
            return "left alone";
        }
        return box.member().isDefined() ? "ok" : "worker unknown";
    }

    private static int count(Checks.Result result) {
        return result.store().problems().size()
                + result.d365().problems().size()
                + result.fences()
                        .count(f -> f.failure().isDefined() || f.against().isDefined())
                + result.folders().count(f -> !f.problems().isEmpty())
                + result.mailboxes()
                        .count(b -> !b.problems().isEmpty() || b.alone().isDefined());
    }

    private static String member(Checks.Box box, java.util.function.Function<Roster.Member, String> what) {
        return box.member().map(what).getOrElse("-");
    }

    private void part(String name, Checks.Part part) {
        boolean ok = part.problems().isEmpty();
        out.println(String.format("%-14s %s", name, ok ? "ok: " + part.summary() : "not ok"));
        reasons("problem", part.problems());
        reasons("hint", part.hints());
    }

    private void environment(D365Report d365) {
        out.println("  profile: " + (d365.companion() ? "companion" : "stock, or companion in part"));
        out.println("  companies: " + d365.companies().mkString(", ")
                + (d365.defaultCompany().isEmpty() ? "" : " (the service user's own: " + d365.defaultCompany() + ")"));
        out.println("  sets: " + d365.sets().mkString(", "));
    }

    private void reasons(String kind, Seq<Reason> reasons) {
        for (Seq<Reason> alike : reasons.groupBy(Reason::code).values()) {
            alike.take(SHOWN).forEach(r -> out.println("  " + kind + ": " + r));
            if (alike.size() > SHOWN) {
                out.println("  " + kind + ": … and " + (alike.size() - SHOWN) + " more like that ["
                        + alike.head().code() + "] (all of them with --json)");
            }
        }
    }

    public void json(int exit, Checks.Result result) {
        ObjectNode document = Json.object();
        document.put("command", "check");
        document.put("exit", exit);
        part(document.putObject("store"), result.store());
        ObjectNode d365 = document.putObject("d365");
        part(d365, result.d365());
        for (D365Report report : result.environment()) {
            d365.put("companion", report.companion());
            d365.put("defaultCompany", report.defaultCompany());
            ArrayNode sets = d365.putArray("sets");
            report.sets().forEach(sets::add);
            ArrayNode companies = d365.putArray("companies");
            report.companies().forEach(companies::add);
        }
        ArrayNode permissions = document.putArray("permissions");
        for (Grant grant : result.permissions()) {
            permissions
                    .addObject()
                    .put("system", grant.system())
                    .put("on", grant.on())
                    .put("reading", grant.reading())
                    .put("synchronising", grant.synchronising());
        }
        ArrayNode mailboxes = document.putArray("mailboxes");
        for (Checks.Box box : result.mailboxes()) {
            ObjectNode node = mailboxes.addObject();
            node.put("address", box.address());
            node.put("backend", box.backend().name().toLowerCase(Locale.ROOT));
            for (Roster.Member m : box.member()) {
                node.put("personnelNumber", m.mailbox().personnelNumber());
                node.put("company", m.mailbox().company());
                node.put("timeZone", m.mailbox().zone().getId());
            }
            part(node, new Checks.Part(state(box), box.problems().appendAll(box.alone()), box.hints()));
        }
        ArrayNode folders = document.putArray("folders");
        for (Checks.Folder folder : result.folders()) {
            ObjectNode node = folders.addObject();
            node.put("lane", folder.name() + "/CONTACT");
            node.put("folder", folder.path());
            node.put("query", folder.query());
            node.put("backend", folder.backend().name().toLowerCase(Locale.ROOT));
            node.put("rights", folder.rights());
            part(node, new Checks.Part(folder.rights(), folder.problems(), folder.hints()));
        }
        TakeoverReport.fences(document.putArray("fences"), result.fences());
        Json.print(out, document);
    }

    private static void part(ObjectNode node, Checks.Part part) {
        node.put("ok", part.problems().isEmpty());
        node.put("summary", part.summary());
        ArrayNode problems = node.putArray("problems");
        part.problems().map(Json::reason).forEach(problems::add);
        ArrayNode hints = node.putArray("hints");
        part.hints().map(Json::reason).forEach(hints::add);
    }
}
