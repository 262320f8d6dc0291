package io.axpsync.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.cli.config.Backend;
import io.axpsync.cli.demo.stage.Admin;
import io.axpsync.cli.demo.stage.D365Kind;
import io.axpsync.cli.demo.stage.Stage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * A large published folder: filled from an empty one, left alone, and edited on both sides. The servers run in this process,
 * our part in one of its own with 512 MiB of heap.
 */
final class PublishedBench implements AutoCloseable {

    static final String MAILBOX = "sales@fabrikon.example";
    static final String FOLDER = "Sales/Large";
    static final String DISTRICT = "LARGE";

    private static final int PERSONS_OF_A_CUSTOMER = 25;
    private static final int EDITED = 100;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Stage stage;
    private final Backend backend;
    private final int contacts;
    private final Map<String, LongAdder> requests = new ConcurrentHashMap<>();
    private final Process worker;
    private final Writer orders;
    private final BufferedReader answers;

    private PublishedBench(Backend backend, int contacts, List<String> jvm, Consumer<String> tell) throws IOException {
        this.backend = backend;
        this.contacts = contacts;
        this.stage = Stage.open(
                backend,
                D365Kind.COMPANION,
                (frontEnd, request, response) ->
                        requests.computeIfAbsent(frontEnd, f -> new LongAdder()).increment());
        tell.accept("filling a D365 with " + contacts + " contact persons");
        fill();
        worker = start(jvm);
        orders = worker.outputWriter(StandardCharsets.UTF_8);
        answers = worker.inputReader(StandardCharsets.UTF_8);
    }

    /** @param tell hears what is being done */
    static ObjectNode run(Backend backend, int contacts, List<String> jvm, Consumer<String> tell) throws IOException {
        try (PublishedBench bench = new PublishedBench(backend, contacts, jvm, tell)) {
            ObjectNode document = JsonNodeFactory.instance
                    .objectNode()
                    .put("exit", 0)
                    .put("exchange", backend.name().toLowerCase(java.util.Locale.ROOT))
                    .put("contacts", contacts);
            ArrayNode runs = document.putArray("runs");
            runs.add(bench.measured("first filling", tell));
            runs.add(bench.measured("nothing new", tell));
            bench.edit();
            runs.add(bench.measured(EDITED + " edits on either side", tell));
            document.put("inFolder", bench.inFolder());
            return document;
        }
    }

    private void fill() {
        Admin admin = stage.admin();
        admin.openMailbox(MAILBOX, "Sales", "Europe/Berlin");
        int customers = (contacts + PERSONS_OF_A_CUSTOMER - 1) / PERSONS_OF_A_CUSTOMER;
        IntStream.range(0, customers)
                .parallel()
                .forEach(c -> admin.createRow(
                        "CustomersV3",
                        Admin.object()
                                .put("dataAreaId", "nord")
                                .put("CustomerAccount", "L-" + c)
                                .put("OrganizationName", "Großkunde " + c + " GmbH")
                                .put("PartyNumber", "P-L" + c)
                                .put("CustomerGroupId", "10")
                                .put("SalesDistrict", DISTRICT)));
        IntStream.range(0, contacts).parallel().forEach(i -> person(admin, i));
    }

    private static void person(Admin admin, int i) {
        JsonNode row = admin.createRow(
                "ContactPersons",
                Admin.object()
                        .put("dataAreaId", "nord")
                        .put("AssociatedPartyNumber", "P-L" + i / PERSONS_OF_A_CUSTOMER)
                        .put("FirstName", "Vorname " + i % 97)
                        .put("LastName", "Nachname " + i)
                        .put("EmploymentJobTitle", "Einkauf")
                        .put("Notes", "Kennt unsere Preise und hat am liebsten Antwort am selben Tag."));
        String party = row.path("ContactPersonPartyNumber").asText();
        admin.createRow(
                "PartyContactsV3",
                Admin.object()
                        .put("PartyNumber", party)
                        .put("Type", "Email")
                        .put("Locator", "person" + i + "@kunde" + i / PERSONS_OF_A_CUSTOMER + ".example"));
        admin.createRow(
                "PartyContactsV3",
                Admin.object()
                        .put("PartyNumber", party)
                        .put("Type", "Phone")
                        .put("Locator", "+49 40 55" + (100_000 + i)));
    }

    /** Some are edited in D365, others in the folder. */
    private void edit() {
        Admin admin = stage.admin();
        List<JsonNode> rows = admin.snapshot().rows("ContactPersons").stream()
                .filter(r -> r.path("LastName").asText().startsWith("Nachname"))
                .limit(EDITED)
                .toList();
        for (JsonNode row : rows) {
            admin.editRow(
                    "ContactPersons",
                    Admin.object()
                            .put("dataAreaId", row.path("dataAreaId").asText())
                            .put("ContactPersonId", row.path("ContactPersonId").asText()),
                    Admin.object().put("EmploymentJobTitle", "Leitung"));
        }
        List<String> edited =
                rows.stream().map(r -> r.path("LastName").asText()).toList();
        admin.published(folderMailbox(), FOLDER).stream()
                .filter(card -> !edited.contains(card.path("surname").asText()))
                .limit(EDITED)
                .forEach(card -> admin.editPublished(
                        folderMailbox(),
                        FOLDER,
                        card.path("id").asText(),
                        Admin.object().put("jobTitle", "Vertrieb")));
    }

    private int inFolder() {
        return stage.admin().publishedItems(folderMailbox(), FOLDER);
    }

    private String folderMailbox() {
        return backend == Backend.EWS ? "" : MAILBOX;
    }

    private ObjectNode measured(String what, Consumer<String> tell) throws IOException {
        tell.accept(what);
        requests.clear();
        orders.write("run\n");
        orders.flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("the measured process ended");
        }
        ObjectNode result = JsonNodeFactory.instance.objectNode().put("run", what);
        result.setAll((ObjectNode) JSON.readTree(answer));
        result.put("requestsD365", count("d365"));
        result.put("requestsExchange", count(backend == Backend.EWS ? "ews" : "graph"));
        return result;
    }

    private long count(String frontEnd) {
        LongAdder count = requests.get(frontEnd);
        return count == null ? 0 : count.sum();
    }

    private Process start(List<String> jvm) throws IOException {
        Clock clock = stage.clock();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                PublishedWorker.class.getName(),
                stage.access().toString(),
                backend.name(),
                Long.toString(Duration.between(Clock.systemUTC().instant(), clock.instant())
                        .toMillis())));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    @Override
    public void close() throws IOException {
        orders.close();
        worker.destroy();
        try {
            worker.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        stage.close();
    }
}
