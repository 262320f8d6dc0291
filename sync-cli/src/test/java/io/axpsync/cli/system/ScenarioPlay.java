package io.axpsync.cli.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.cli.config.Backend;
import io.axpsync.cli.demo.stage.Admin;
import io.axpsync.cli.demo.stage.LaneTerms;
import io.axpsync.core.item.Category;
import io.axpsync.core.item.Condition;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.Publication;
import io.axpsync.core.item.RecurringTasks;
import io.axpsync.core.plan.Decision;
import io.axpsync.core.plan.FieldPolicy;
import io.axpsync.core.plan.GuardLimits;
import io.axpsync.core.plan.ImportRules;
import io.axpsync.core.plan.SyncPlan;
import io.axpsync.core.plan.SyncRules;
import io.axpsync.core.port.Directory;
import io.axpsync.core.port.RunListener;
import io.axpsync.core.port.SyncSide;
import io.axpsync.core.run.LaneSetup;
import io.axpsync.core.run.RunReport;
import io.axpsync.core.run.SyncRun;
import io.axpsync.sandbox.mailbox.Person;
import io.vavr.collection.HashSet;
import io.vavr.collection.Iterator;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;

/** One scenario in one cell: its people are hired, and do what it says. */
final class ScenarioPlay {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String MARKER = "D365";
    private static final Category IMPORTED = new Category("D365: imported");
    private static final Category UNKNOWN = new Category("D365: company unknown");

    private final Scenario scenario;
    private final Scenario.Cell cell;
    private final Fabrikon fabrikon;
    private final Users users;
    private final Map<String, String> numbers;
    private final ScenarioWords words;
    private Seq<LaneSetup> lanes;
    private final String sales;
    private final String root;
    private final Admin admin;
    private Clock clock;
    private Seq<String> mails = Vector.empty();
    private Seq<RunReport> reports = Vector.empty();

    /** @param index no other scenario in this cell has it */
    ScenarioPlay(Scenario scenario, Scenario.Cell cell, Fabrikon fabrikon, int index) {
        this.scenario = scenario;
        this.cell = cell;
        this.fabrikon = fabrikon;
        this.users = fabrikon.users;
        this.clock = fabrikon.sandbox.clock();
        Map<String, String> hired = LinkedHashMap.empty();
        Map<String, String> addresses = LinkedHashMap.empty();
        java.util.Iterator<java.util.Map.Entry<String, JsonNode>> people =
                scenario.people().fields();
        while (people.hasNext()) {
            java.util.Map.Entry<String, JsonNode> person = people.next();
            String number = String.format(Locale.ROOT, "S%03d%02d", index, hired.size());
            String address = person.getKey() + "." + number.toLowerCase(Locale.ROOT) + "@fabrikon.example";
            hire(number, person.getKey(), address, person.getValue());
            hired = hired.put(person.getKey(), number);
            addresses = addresses.put(person.getKey(), address);
        }
        this.numbers = hired;
        this.words = new ScenarioWords(addresses);
        this.sales = String.format(Locale.ROOT, "sales.s%03d@fabrikon.example", index);
        this.root = String.format(Locale.ROOT, "S%03d/", index);
        this.admin = new Admin(fabrikon.sandbox.client());
        if (!scenario.folders().isMissingNode()) {
            fabrikon.sandbox.mailboxes().add(sales, "Sales", "Europe/Vienna");
        }
        this.lanes = addresses
                .filter((name, address) ->
                        scenario.people().path(name).path("mailbox").asBoolean(true))
                .map(p -> lane(p._2, zone(scenario.people().path(p._1))))
                .toVector()
                .appendAll(Iterator.ofAll(scenario.folders().fields()).map(f -> folder(f.getKey(), f.getValue())));
    }

    private LaneSetup folder(String name, JsonNode folder) {
        Condition districts = new Condition.Test(
                new Condition.Property(Condition.Subject.CUSTOMER, "SalesDistrict"),
                Condition.Operator.IS,
                Vector.ofAll(folder.path("districts")).map(d -> root + d.asText()));
        Lane lane = LaneTerms.folder(
                cell.is("ews") ? Backend.EWS : Backend.GRAPH,
                sales,
                "f" + root.replace("/", "") + name,
                root + name,
                districts);
        boolean takesNew = folder.path("takesNew").asBoolean(true);
        return LaneSetup.builder()
                .lane(lane.withMailbox(lane.mailbox().withCountry("DE"))
                        .withPublication(lane.publication()
                                .map(p -> new Publication(p.query(), p.members(), p.condition(), p.place(), takesNew))))
                .d365(fabrikon.d365)
                .exchange(cell.is("ews") ? fabrikon.ews : fabrikon.graph)
                .rules(rules())
                .compareEvery(Duration.ofNanos(1))
                .build();
    }

    private Option<ScenarioFolder> published(String name) {
        return Option.when(
                scenario.folders().has(name),
                () -> new ScenarioFolder(admin, cell.is("ews") ? "" : sales, root + name));
    }

    private static ZoneId zone(JsonNode person) {
        return ZoneId.of(person.path("zone").asText("Europe/Vienna"));
    }

    private void hire(String number, String name, String address, JsonNode person) {
        fabrikon.sandbox.mailboxes().add(address, name, zone(person).getId());
        users.make(
                "Workers",
                JSON.objectNode()
                        .put("PersonnelNumber", number)
                        .put("Name", name)
                        .put("PartyNumber", "P-" + number)
                        .put("User", number)
                        .put("IdentityEmail", address)
                        .put("PrimaryContactEmail", address));
        users.make(
                "SystemUsers",
                JSON.objectNode()
                        .put("UserID", number)
                        .put("Email", address)
                        .put("Company", "nord")
                        .put("PreferredTimeZone", "GMTPLUS0100_AMSTERDAM_BERLIN_BERN_ROME")
                        .put("Enabled", true));
    }

    /** Somebody gets another address in both systems; the mailbox goes on under the former one, too. */
    private void rename(String person) {
        String former = words.people().get(person).get();
        String address = "new." + former;
        ObjectNode number =
                JSON.objectNode().put("PersonnelNumber", numbers.get(person).get());
        ObjectNode user = JSON.objectNode().put("UserID", numbers.get(person).get());
        fabrikon.sandbox
                .mailboxes()
                .alias(fabrikon.sandbox.mailboxes().find(former).orElseThrow(), address);
        fabrikon.sandbox
                .d365()
                .patch(
                        "Workers",
                        number,
                        JSON.objectNode().put("IdentityEmail", address).put("PrimaryContactEmail", address));
        fabrikon.sandbox.d365().patch("SystemUsers", user, JSON.objectNode().put("Email", address));
        lanes = lanes.map(setup -> setup.lane().mailbox().address().equals(former)
                ? lane(address, setup.lane().mailbox().zone())
                : setup);
    }

    private LaneSetup lane(String address, ZoneId zone) {
        SyncSide exchange = cell.is("ews") ? fabrikon.ews : fabrikon.graph;
        Directory.Worker worker =
                fabrikon.d365.directory().workers(HashSet.of(address)).get().head();
        Lane lane = Fabrikon.lane(new Directory.Worker(
                        worker.address(), worker.personnelNumber(), worker.name(), worker.company(), zone))
                .withKind(scenario.kind())
                .withId(LaneId.of(worker.personnelNumber(), scenario.kind()))
                .withStatusCategories(
                        switch (scenario.kind()) {
                            case CONTACT -> HashSet.of(UNKNOWN);
                            case MESSAGE -> HashSet.of(IMPORTED);
                            default -> HashSet.empty();
                        });
        return LaneSetup.builder()
                .lane(
                        scenario.settings().path("recurring").asText().equals("single")
                                ? lane.withRecurring(RecurringTasks.SINGLE)
                                : lane)
                .d365(fabrikon.d365)
                .exchange(exchange)
                .rules(rules())
                .back(Duration.parse(scenario.settings().path("back").asText(isOfMessages() ? "P36500D" : "P30D")))
                .ahead(Duration.parse(scenario.settings().path("ahead").asText(isOfMessages() ? "P36500D" : "P180D")))
                .compareEvery(Duration.ofNanos(1)) // what stock D365 does not tell of, a comparison finds
                .build();
    }

    private boolean isOfMessages() {
        return scenario.kind() == Kind.MESSAGE;
    }

    private SyncRules rules() {
        SyncRules rules = switch (scenario.kind()) {
            case TASK -> SyncRules.builder().limits(GuardLimits.TASKS).build();
            case CONTACT -> SyncRules.CONTACTS.withCompanyUnknown(Option.some(UNKNOWN));
            case MESSAGE ->
                SyncRules.MESSAGES.withImports(
                        ImportRules.builder().imported(Option.some(IMPORTED)).build());
            default -> SyncRules.builder().build();
        };
        java.util.Iterator<java.util.Map.Entry<String, JsonNode>> settings =
                scenario.settings().fields();
        while (settings.hasNext()) {
            java.util.Map.Entry<String, JsonNode> one = settings.next();
            String value = one.getValue().asText().toUpperCase(Locale.ROOT);
            rules = switch (one.getKey()) {
                case "privacy" -> rules.withPrivacy(SyncRules.Privacy.valueOf(value));
                case "cancelMeetings" -> rules.withCancelMeetings(one.getValue().asBoolean());
                case "policy" -> rules.withPolicy(FieldPolicy.valueOf(value));
                case "onD365Delete" -> rules.withOnD365Delete(SyncRules.OnDelete.valueOf(value));
                case "onExchangeDelete" -> rules.withOnExchangeDelete(SyncRules.OnDelete.valueOf(value));
                case "onImported" ->
                    rules.withImports(rules.imports().withOnImported(ImportRules.OnImported.valueOf(value)));
                case "further" ->
                    rules.withImports(rules.imports()
                            .withFurther(Option.some(ImportRules.Further.valueOf(value.replace('-', '_')))));
                case "unassociated" ->
                    rules.withImports(rules.imports().withUnassociated(ImportRules.Unassociated.valueOf(value)));
                case "exclude" ->
                    rules.withImports(rules.imports()
                            .withExcluded(HashSet.of(one.getValue().asText())));
                case "onRefused" -> rules.withOnRefused(SyncRules.OnRefused.valueOf(value));
                case "back", "ahead", "recurring" -> rules;
                default -> throw new IllegalArgumentException("there is no setting " + one.getKey());
            };
        }
        return rules;
    }

    /** Plays all steps; at the end nothing must be left to do. */
    void play() {
        scenario.steps().zipWithIndex().forEach(step -> {
            try {
                step(step._1);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("step " + (step._2 + 1) + " " + step._1 + ": " + e.getMessage(), e);
            }
        });
        RunReport second = run().plan(lanes);
        assertThat(second.failedLanes()).isZero();
        assertThat(second.operations())
                .as("operations of a further plan: %s", decisions(second).filter(d -> d.operations() > 0))
                .isZero();
    }

    private SyncRun run() {
        return new SyncRun(fabrikon.store, fabrikon.d365.directory(), clock, fabrikon.ids(), RunListener.SILENT);
    }

    private void step(JsonNode step) {
        JsonNode what = step.elements().next();
        switch (step.fieldNames().next()) {
            case "outlook" -> {
                if (scenario.kind() == Kind.MESSAGE) {
                    messages(what.path("who").asText("owner")).outlook(words.spelled(what), MARKER);
                } else if (scenario.kind() == Kind.TASK) {
                    users.tasks(address(what)).act(words.spelled(what), MARKER);
                } else if (published(what.path("who").asText()).isDefined()) {
                    published(what.path("who").asText()).get().outlook(words.spelled(what));
                } else if (scenario.kind() == Kind.CONTACT) {
                    contacts(what.path("who").asText("owner")).outlook(words.spelled(what), MARKER);
                } else {
                    outlook(what, address(what));
                }
            }
            case "d365" -> d365(what);
            case "rename" -> rename(what.asText());
            case "sync" -> sync(what.isInt() ? what.asInt() : 1);
            case "wait" -> clock = Clock.offset(clock, Duration.parse(what.asText()));
            case "expect" -> {
                ObjectNode expected = Scenario.expected(what, cell);
                new ScenarioChecks(
                                words, users, numbers, scenario.kind(), this::contacts, this::published, this::messages)
                        .check(expected, mails, reports.last());
                mails = Vector.empty();
            }
            default -> throw new IllegalStateException();
        }
    }

    private void sync(int times) {
        for (int i = 0; i < times; i++) {
            users.forgetMails();
            RunReport report = run().sync(lanes);
            assertThat(report.lanes().flatMap(RunReport.LaneReport::failure)).isEmpty();
            reports = reports.append(report);
            mails = mails.appendAll(users.mails()
                    .flatMap(m -> Vector.ofAll(m.to()).map(Person::address).map(to -> words.mail(m.kind(), to))));
        }
    }

    static Seq<Decision> decisions(RunReport report) {
        return report.lanes().flatMap(RunReport.LaneReport::plan).flatMap(SyncPlan::decisions);
    }

    private String address(JsonNode what) {
        return words.people().get(what.path("who").asText("owner")).get();
    }

    private void outlook(JsonNode what, String address) {
        if (what.has("create") || what.has("import")) {
            ObjectNode event = words.event(what.has("create") ? what.path("create") : what.path("import"));
            if (!event.has("categories")) {
                event.putArray("categories").add(MARKER);
            }
            users.outlook("POST", address, "/events", what.has("create") ? "all" : "none", event.toString());
        } else if (what.has("edit")) {
            String id = users.found(address, spelled(what, "edit"));
            String of = what.has("occurrence")
                    ? users.occurrence(address, id, what.path("occurrence").asText())
                    : id;
            users.outlook(
                    "PATCH",
                    address,
                    "/events/" + of,
                    "all",
                    words.event(what.path("change")).toString());
        } else if (what.has("delete")) {
            String id = users.found(address, spelled(what, "delete"));
            String of = what.has("occurrence")
                    ? users.occurrence(address, id, what.path("occurrence").asText())
                    : id;
            users.outlook("DELETE", address, "/events/" + of, "all", "");
        } else if (what.has("forward")) {
            ObjectNode to = JSON.objectNode();
            to.putArray("toRecipients").addObject().putObject("emailAddress").put("address", spelled(what, "to"));
            users.outlook(
                    "POST",
                    address,
                    "/events/" + users.found(address, spelled(what, "forward")) + "/forward",
                    "all",
                    to.toString());
        } else if (what.has("organise")) {
            users.organise(address, spelled(what, "organise"), spelled(what, "by"));
        } else if (what.has("cancel")) {
            users.outlook(
                    "POST",
                    address,
                    "/events/" + users.found(address, spelled(what, "cancel")) + "/cancel",
                    "all",
                    "{}");
        } else {
            users.outlook(
                    "POST",
                    address,
                    "/events/" + users.found(address, spelled(what, "answer")) + "/"
                            + what.path("how").asText(),
                    "all",
                    "{\"sendResponse\": true}");
        }
    }

    private String spelled(JsonNode what, String name) {
        return words.spelled(what.path(name)).asText();
    }

    private ScenarioMessages messages(String who) {
        return new ScenarioMessages(users, admin, words.people().get(who).get());
    }

    private ScenarioContacts contacts(String who) {
        return new ScenarioContacts(
                users,
                fabrikon.sandbox.d365(),
                words.people().get(who).get(),
                numbers.get(who).get(),
                cell.is("companion"));
    }

    private void d365(JsonNode what) {
        if (scenario.kind() == Kind.CONTACT && !what.has("row")) {
            ObjectNode spelled = (ObjectNode) words.spelled(what);
            if (spelled.has("district")) {
                spelled.put("district", root + spelled.path("district").asText());
            }
            contacts(what.path("who").asText("owner")).d365(spelled, MARKER);
            return;
        }
        String number = numbers.get(what.path("who").asText("owner")).get();
        if (what.has("create")) {
            ObjectNode row = JSON.objectNode()
                    .put("dataAreaId", "nord")
                    .put("Category", scenario.kind() == Kind.TASK ? "Task" : "Appointment")
                    .put("ResponsibleWorkerPersonnelNumber", number)
                    .put("OutlookCategories", MARKER);
            row.setAll(words.row(what.path("create")));
            users.make("Activities", worker(row));
        } else if (what.has("row")) {
            ObjectNode values = words.row(what.path("values"));
            if (what.has("of")) {
                values.setAll(Users.keys(users.activity(number, spelled(what, "of"))));
            }
            users.make(what.path("row").asText(), values);
        } else if (what.has("pattern")) {
            series(number).pattern(spelled(what, "pattern"), words.row(what.path("change")));
        } else if (what.has("edit") && what.has("occurrence")) {
            series(number).edit(spelled(what, "edit"), occurrence(what), words.row(what.path("change")));
        } else if (what.has("delete") && what.has("occurrence")) {
            series(number).delete(spelled(what, "delete"), occurrence(what));
        } else if (what.has("edit")) {
            users.alter(users.activity(number, spelled(what, "edit")), worker(words.row(what.path("change"))));
        } else if (what.has("delete")) {
            users.delete(users.activity(number, spelled(what, "delete")));
        } else if (what.has("invite")) {
            users.invite(
                    users.activity(number, spelled(what, "invite")),
                    spelled(what, "address"),
                    what.path("type").asText("Required"));
        } else {
            users.disinvite(users.activity(number, spelled(what, "disinvite")), spelled(what, "address"));
        }
    }

    private ScenarioSeries series(String worker) {
        return new ScenarioSeries(fabrikon.sandbox.d365(), users, worker, cell.is("companion"));
    }

    private static Instant occurrence(JsonNode what) {
        return ScenarioWords.time(what.path("occurrence"))
                .getOrElseThrow(() -> new IllegalArgumentException("needs a time with its zone: " + what));
    }

    /** A worker may be named as a person of the scenario. */
    private ObjectNode worker(ObjectNode row) {
        String said = row.path("ResponsibleWorkerPersonnelNumber").asText();
        words.people()
                .find(p -> p._2.equals(said))
                .forEach(p -> row.put(
                        "ResponsibleWorkerPersonnelNumber", numbers.get(p._1).get()));
        return row;
    }
}
