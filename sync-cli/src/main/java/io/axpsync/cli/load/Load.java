package io.axpsync.cli.load;

import com.fasterxml.jackson.databind.JsonNode;
import io.axpsync.cli.demo.stage.Connections;
import io.axpsync.cli.demo.stage.D365Kind;
import io.axpsync.cli.demo.stage.LaneTerms;
import io.axpsync.cli.demo.stage.Snapshot;
import io.axpsync.cli.demo.stage.Stage;
import io.axpsync.cli.load.FileEvent.Dates;
import io.axpsync.cli.load.FileEvent.Times;
import io.axpsync.cli.load.part.Differences;
import io.axpsync.cli.load.part.Part;
import io.axpsync.core.item.Reason;
import io.axpsync.core.plan.SyncPlan;
import io.axpsync.core.plan.SyncRules;
import io.axpsync.core.port.OpenCase;
import io.axpsync.core.run.RunReport;
import io.axpsync.core.run.RunReport.LaneReport;
import io.vavr.collection.HashSet;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Puts a folder of calendar files and vCards into a mailbox of its own in the sandbox, synchronises it, and compares every entry of
 * the files with D365's raw rows. The window is opened so that all events are inside, and private events are carried in
 * full, so that they can be compared.
 */
public final class Load {

    /** A contact that is imported can make the company of another one known. */
    private static final int MOST_RUNS = 3;

    private static final Duration MARGIN = Duration.ofDays(3);

    private final Stage stage;
    private final D365Kind d365;
    private final Map<String, Integer> parked = new TreeMap<>();
    private final Map<String, Integer> parkedTasks = new TreeMap<>();
    private final List<String> reasons = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    public Load(Stage stage, D365Kind d365) {
        this.stage = stage;
        this.d365 = d365;
    }

    /** @throws IllegalArgumentException when the folder cannot be used */
    public LoadReport run(Path folder) {
        Filling filled = Filling.of(stage.admin(), folder, stage.clock());
        filled.leftOut().forEach(this::park);
        int second;
        RunReport first;
        RunReport last;
        LaneTerms terms = terms(filled);
        try (Connections ours = stage.connect()) {
            first = ours.sync(terms);
            last = first;
            RunReport plan = ours.plan(terms);
            for (int run = 1; !filled.cards().isEmpty() && run < MOST_RUNS && plan.operations() > 0; run++) {
                last = ours.sync(terms);
                plan = ours.plan(terms);
            }
            second = plan.operations();
            problems(plan);
        }
        problems(first);
        Snapshot after = stage.admin().snapshot();
        Differences found = new Differences(LaneTerms.MARKER);
        Comparison comparison = new Comparison(Filling.ZONE, found, d365 == D365Kind.COMPANION);
        int synchronised = compare(
                filled, after, first, comparison, stage.clock().instant().plus(terms.ahead()));
        Part tasks = tasks(filled, after, first, found);
        Part contacts = contacts(filled, after, last, found);
        Part messages = messages(filled, after, last, found);
        return new LoadReport(
                filled.entries(),
                synchronised,
                filled.overrides(),
                parked,
                reasons,
                tasks,
                contacts,
                messages,
                found.lines(),
                found.notCarried(),
                second,
                after.mails().size(),
                problems);
    }

    private void park(Entry.LeftOut out) {
        if (out.task()) {
            parkTask(out.source(), out.reason(), out.why());
        } else {
            park(out.source(), out.reason(), out.why());
        }
    }

    private void parkTask(String source, String reason, String why) {
        parkedTasks.merge(reason, 1, Integer::sum);
        reasons.add(source + ": " + reason + ": " + why);
    }

    private void park(String source, String reason, String why) {
        parked.merge(reason, 1, Integer::sum);
        reasons.add(source + ": " + reason + ": " + why);
    }

    private void park(FileEvent event, Reason reason) {
        park(event.source() + " " + event.summary(), reason.code(), reason.toString());
    }

    /** The window around everything that was put into the mailbox. */
    private LaneTerms terms(Filling filled) {
        Instant now = stage.clock().instant();
        Instant from = now;
        Instant to = now;
        for (FileEvent event : filled.events()) {
            Instant start = start(event);
            from = start.isBefore(from) ? start : from;
            to = end(event).isAfter(to) ? end(event) : to;
        }
        return new LaneTerms(
                        HashSet.of(filled.employee().address()),
                        SyncRules.builder().privacy(SyncRules.Privacy.FULL).build(),
                        Duration.between(from, now).plus(MARGIN),
                        Duration.between(now, to).plus(MARGIN))
                .withTasks(
                        filled.tasks().isEmpty()
                                ? List.of()
                                : List.of(filled.employee().address()))
                .withContacts(
                        filled.cards().isEmpty()
                                ? List.of()
                                : List.of(filled.employee().address()))
                .withMessages(
                        filled.mails().isEmpty()
                                ? List.of()
                                : List.of(filled.employee().address()));
    }

    private static Instant start(FileEvent event) {
        return event.when() instanceof Dates dates
                ? dates.start().atStartOfDay(Filling.ZONE).toInstant()
                : ((Times) event.when()).start();
    }

    private static Instant end(FileEvent event) {
        return event.when() instanceof Dates dates
                ? dates.end().atStartOfDay(Filling.ZONE).toInstant()
                : ((Times) event.when()).end();
    }

    private void problems(RunReport report) {
        for (LaneReport lane : report.lanes()) {
            lane.failure().map(Reason::toString).forEach(problems::add);
            lane.plan()
                    .toVector()
                    .flatMap(SyncPlan::held)
                    .forEach(held -> problems.add("held: " + held.decision().title() + ": " + held.reason()));
        }
        if (report.lanes().isEmpty()) {
            problems.add("no lane was set up: D365 knows no worker of the mailbox");
        }
    }

    private Part tasks(Filling filled, Snapshot after, RunReport report, Differences found) {
        Map<String, JsonNode> items = byId(after.tasks(filled.employee().address()));
        Map<String, Reason> cases = cases(report, items);
        TaskJudge judge = new TaskJudge(
                Filling.ZONE, found, after.taskRows(filled.employee().personnelNumber()));
        int synchronised = 0;
        for (Map.Entry<String, FileTask> put : filled.tasks().entrySet()) {
            FileTask task = put.getValue();
            Reason reason = cases.get(put.getKey());
            if (reason == null && judge.compare(task)) {
                synchronised++;
            } else if (reason != null) {
                parkTask(task.source() + " " + task.summary(), reason.code(), reason.toString());
            } else {
                parkTask(task.source(), "unaccounted", "D365 has no row of it, and no reason is known");
                found.add(task.source() + ": D365 has no row of it");
            }
        }
        judge.unclaimed().forEach(this::unexplained);
        int leftOut =
                (int) filled.leftOut().stream().filter(Entry.LeftOut::task).count();
        return new Part(filled.tasks().size() + leftOut, synchronised, parkedTasks);
    }

    private Part contacts(Filling filled, Snapshot after, RunReport report, Differences found) {
        Map<String, Reason> cases =
                cases(report, byId(after.contacts(filled.employee().address())));
        Part contacts =
                filled.cards().judge(after, item -> cases.get(item.path("id").asText()), found, problems);
        reasons.addAll(filled.cards().reasons());
        return contacts;
    }

    private Part messages(Filling filled, Snapshot after, RunReport report, Differences found) {
        Map<String, Reason> cases =
                cases(report, byId(after.messages(filled.employee().address())));
        Part messages =
                filled.mails().judge(after, item -> cases.get(item.path("id").asText()), found, problems);
        reasons.addAll(filled.mails().reasons());
        return messages;
    }

    private void unexplained(JsonNode row) {
        problems.add("D365 has a row that no file explains: "
                + row.path("ActivityNumber").asText() + " “"
                + row.path("Purpose").asText() + "” at "
                + row.path("StartDateTime").asText());
    }

    private static Map<String, JsonNode> byId(List<JsonNode> items) {
        Map<String, JsonNode> byId = new LinkedHashMap<>();
        items.forEach(item -> byId.put(item.path("id").asText(), item));
        return byId;
    }

    /** @return how many events D365 holds, a series counting once */
    private int compare(Filling filled, Snapshot after, RunReport report, Comparison comparison, Instant end) {
        Map<String, JsonNode> items = byId(after.events(filled.employee().address()));
        Rows rows = new Rows(after, filled.employee().personnelNumber());
        Map<String, Reason> cases = cases(report, items);
        int synchronised = 0;
        for (Map.Entry<String, FileEvent> put : filled.singles().entrySet()) {
            JsonNode item = items.get(put.getKey());
            List<JsonNode> found = item == null ? List.of() : rows.of(item);
            if (found.size() == 1) {
                synchronised++;
                comparison.compare(put.getValue(), found.get(0), rows.people(found.get(0)));
            } else if (found.isEmpty() && cases.containsKey(put.getKey())) {
                park(put.getValue(), cases.get(put.getKey()));
            } else {
                unaccounted(put.getValue(), found.size(), comparison);
            }
        }
        SeriesJudge judge = new SeriesJudge(rows, d365, comparison, Filling.ZONE, end);
        for (Map.Entry<String, FileSeries> put : filled.series().entrySet()) {
            JsonNode item = items.get(put.getKey());
            if (item != null && judge.compare(put.getValue(), item)) {
                synchronised++;
            } else if (cases.containsKey(put.getKey())) {
                park(put.getValue().first(), cases.get(put.getKey()));
            } else {
                unaccounted(put.getValue().first(), 0, comparison);
            }
        }
        rows.unclaimed().forEach(this::unexplained);
        return synchronised;
    }

    private void unaccounted(FileEvent event, int rows, Comparison comparison) {
        String why = "D365 has " + rows + " rows of it, and no reason is known";
        park(event.source(), "unaccounted", why);
        comparison.missing(event, why);
    }

    /** Exchange's id of an item to the reason of its open case; a case of an occurrence is one of its series. */
    private static Map<String, Reason> cases(RunReport report, Map<String, JsonNode> items) {
        Map<String, Reason> byAnyId = new LinkedHashMap<>();
        for (OpenCase open : report.lanes().flatMap(LaneReport::cases)) {
            open.items().forEach(ref -> byAnyId.putIfAbsent(ref.id().replaceFirst("#.*", ""), open.reason()));
        }
        Map<String, Reason> cases = new LinkedHashMap<>();
        items.forEach((id, item) -> {
            Reason reason =
                    byAnyId.getOrDefault(id, byAnyId.get(item.path("classicId").asText()));
            if (reason != null) {
                cases.put(id, reason);
            }
        });
        return cases;
    }
}
