package io.axpsync.cli.demo.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.sandbox.SandboxClientView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The sandbox's admin surface: what users do in Outlook and in D365's forms, and the raw state of both servers. Nothing
 * here knows our adapters.
 */
public final class Admin {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final String base;
    private final String token;

    public Admin(SandboxClientView client) {
        this.base = client.adminBase();
        this.token = client.adminToken();
    }

    /** All raw items of both servers, and the outbox. */
    public Snapshot snapshot() {
        return new Snapshot(call("GET", "/snapshot", null));
    }

    /** A user makes an event in Outlook: the id that Exchange gave it. */
    public String createEvent(String mailbox, ObjectNode event) {
        return call("POST", events(mailbox, ""), event).path("id").asText();
    }

    /** As {@link #createEvent}, but by import: nobody is invited. */
    public String importEvent(String mailbox, ObjectNode event) {
        return send("POST", events(mailbox, ""), event, "X-Sandbox-Notify", "none")
                .path("id")
                .asText();
    }

    /** A user changes an event, or one occurrence of a series, while importing: nobody is told. */
    public void importChanges(String mailbox, String id, ObjectNode changes) {
        send("PATCH", events(mailbox, id), changes, "X-Sandbox-Notify", "none");
    }

    /** A user takes an event, or one occurrence of a series, out while importing: nobody is told. */
    public void importRemoval(String mailbox, String id) {
        send("DELETE", events(mailbox, id), null, "X-Sandbox-Notify", "none");
    }

    /**
     * The occurrences of a series, as Exchange shows them, that overlap the time between.
     *
     * @param from at most 1,825 days before {@code to}
     */
    public List<JsonNode> instances(String mailbox, String seriesId, Instant from, Instant to) {
        String window = "/instances?$top=1000&startDateTime=" + from + "&endDateTime=" + to;
        JsonNode answer = call("GET", events(mailbox, seriesId) + window, null);
        List<JsonNode> instances = Snapshot.list(answer.path("value"));
        for (int page = 1; answer.has("@odata.nextLink"); page++) {
            answer = call("GET", events(mailbox, seriesId) + window + "&$skip=" + 1000 * page, null);
            instances.addAll(Snapshot.list(answer.path("value")));
        }
        return instances;
    }

    /** A user changes an event in Outlook. */
    public void editEvent(String mailbox, String id, ObjectNode changes) {
        call("PATCH", events(mailbox, id), changes);
    }

    /** A user accepts an invitation in Outlook and lets the organiser know. */
    public void acceptEvent(String mailbox, String id) {
        call("POST", events(mailbox, id) + "/accept", object().put("sendResponse", true));
    }

    public void deleteEvent(String mailbox, String id) {
        call("DELETE", events(mailbox, id), null);
    }

    private static String events(String mailbox, String id) {
        return "/exchange/users/" + encode(mailbox) + "/events" + (id.isEmpty() ? "" : "/" + encode(id));
    }

    /** A user makes a task in Outlook's own list: the id that Exchange gave it. */
    public String createTask(String mailbox, ObjectNode task) {
        return call("POST", tasks(mailbox, ""), task).path("id").asText();
    }

    /** A user changes a task in Outlook. */
    public void editTask(String mailbox, String id, ObjectNode changes) {
        call("PATCH", tasks(mailbox, id), changes);
    }

    public void deleteTask(String mailbox, String id) {
        call("DELETE", tasks(mailbox, id), null);
    }

    private String tasks(String mailbox, String id) {
        String lists = "/exchange/users/" + encode(mailbox) + "/todo/lists";
        String own = Snapshot.list(call("GET", lists, null).path("value")).stream()
                .filter(list -> list.path("wellknownListName").asText().equals("defaultList"))
                .map(list -> list.path("id").asText())
                .findFirst()
                .orElseThrow();
        return lists + "/" + encode(own) + "/tasks" + (id.isEmpty() ? "" : "/" + encode(id));
    }

    /** A user makes a contact in Outlook's own folder: the id that Exchange gave it. */
    public String createContact(String mailbox, ObjectNode contact) {
        return call("POST", contacts(mailbox, ""), contact).path("id").asText();
    }

    /** A user changes a contact in Outlook. */
    public void editContact(String mailbox, String id, ObjectNode changes) {
        call("PATCH", contacts(mailbox, id), changes);
    }

    /** The contacts of Outlook's own folder, as a user sees them. */
    public List<JsonNode> contacts(String mailbox) {
        return Snapshot.list(
                call("GET", contacts(mailbox, "") + "?$top=999", null).path("value"));
    }

    private static String contacts(String mailbox, String id) {
        return "/exchange/users/" + encode(mailbox) + "/contacts" + (id.isEmpty() ? "" : "/" + encode(id));
    }

    /**
     * An administrator makes a folder of contacts, or says who may do what in one.
     *
     * @param mailbox that holds it; empty = a public folder
     * @param rights of everybody, such as {@code Reviewer}
     */
    public void allow(String mailbox, String path, String rights) {
        ObjectNode folder = object().put("path", path);
        folder.putObject("permissions").put("Default", rights).put("Application", rights);
        call("POST", "/folders", mailbox.isEmpty() ? folder : folder.put("mailbox", mailbox));
    }

    /** The contacts of a folder, as a user sees them; none where it is not there. */
    public List<JsonNode> published(String mailbox, String path) {
        return folder(mailbox, path)
                .map(folder -> Snapshot.list(
                        call("GET", folder + "/contacts?$top=999", null).path("value")))
                .orElse(List.of());
    }

    /** A user puts a contact into a folder. */
    public void createPublished(String mailbox, String path, ObjectNode contact) {
        call("POST", folder(mailbox, path).orElseThrow() + "/contacts", contact);
    }

    /** A user deletes a contact of a folder. */
    public void deletePublished(String mailbox, String path, String id) {
        call("DELETE", folder(mailbox, path).orElseThrow() + "/contacts/" + encode(id), null);
    }

    /** How many items a folder holds. */
    public int publishedItems(String mailbox, String path) {
        return Snapshot.list(call("GET", "/folders", null)).stream()
                .filter(f -> f.path("path").asText().equalsIgnoreCase(path)
                        && f.path("mailbox").asText().equalsIgnoreCase(mailbox))
                .mapToInt(f -> f.path("items").asInt())
                .sum();
    }

    /** A user changes a contact of a folder. */
    public void editPublished(String mailbox, String path, String id, ObjectNode changes) {
        call("PATCH", folder(mailbox, path).orElseThrow() + "/contacts/" + encode(id), changes);
    }

    private Optional<String> folder(String mailbox, String path) {
        return Snapshot.list(call("GET", "/folders", null)).stream()
                .filter(f -> f.path("path").asText().equalsIgnoreCase(path)
                        && f.path("mailbox").asText().equalsIgnoreCase(mailbox))
                .map(f -> "/exchange/users/" + encode(owner(mailbox)) + "/contactFolders/"
                        + encode(f.path("id").asText()))
                .findFirst();
    }

    private static String owner(String mailbox) {
        return mailbox.isEmpty() ? "public-folders" : mailbox;
    }

    /** A message comes into the inbox, and its user marks it: the id that Exchange gave it. */
    public String deliver(String mailbox, byte[] mime, String marker) {
        return deliver(mailbox, mime, "inbox", List.of(marker));
    }

    /** As {@link #deliver(String, byte[], String)}, into a folder by its well-known name. */
    public String deliver(String mailbox, byte[] mime, String folder, List<String> categories) {
        ObjectNode mail = object().put("mailbox", mailbox)
                .put("folder", folder)
                .put("mime", java.util.Base64.getEncoder().encodeToString(mime));
        categories.forEach(mail.putArray("categories")::add);
        return call("POST", "/mails", mail).path("id").asText();
    }

    /** The text of a message, as its user reads it in a client that shows plain text. */
    public String text(String mailbox, String id) {
        String path = "/exchange/users/" + encode(mailbox) + "/messages/" + encode(id) + "?$select=body";
        return send("GET", path, null, "Prefer", "outlook.body-content-type=\"text\"")
                .path("body")
                .path("content")
                .asText();
    }

    /** A user makes a row in D365: the row as stored. */
    public ObjectNode createRow(String set, ObjectNode row) {
        return (ObjectNode) call("POST", "/d365/" + set, row);
    }

    /** A user changes a row in D365. */
    public void editRow(String set, ObjectNode key, ObjectNode changes) {
        ObjectNode body = object();
        body.set("key", key);
        body.set("changes", changes);
        call("PATCH", "/d365/" + set, body);
    }

    public void deleteRow(String set, ObjectNode key) {
        ObjectNode body = object();
        body.set("key", key);
        call("DELETE", "/d365/" + set, body);
    }

    public void openMailbox(String address, String name, String zone) {
        call(
                "POST",
                "/mailboxes",
                object().put("address", address).put("name", name).put("timeZone", zone));
    }

    /** Lets time pass on both servers. */
    public void advance(Duration by) {
        call("POST", "/time", object().put("advance", by.toString()));
    }

    /** Lets a request go wrong; the members are those of the admin surface's {@code /faults}. */
    public void fault(ObjectNode rule) {
        call("POST", "/faults", rule);
    }

    /** Nothing goes wrong any more. */
    public void forgetFaults() {
        call("DELETE", "/faults", null);
    }

    /** How many faults still wait for their request. */
    public int faultsWaiting() {
        return call("GET", "/faults", null).size();
    }

    private JsonNode call(String method, String path, @org.jspecify.annotations.Nullable JsonNode body) {
        return send(method, path, body, "Accept", "application/json");
    }

    private JsonNode send(
            String method, String path, @org.jspecify.annotations.Nullable JsonNode body, String header, String value) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Prefer", "IdType=\"ImmutableId\"")
                .header(header, value)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
            if (answer.statusCode() >= 400) {
                throw new Refused(method + " " + path, answer.statusCode(), answer.body());
            }
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The server behind the admin surface did not want what the user asked for. */
    public static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;

        private Refused(String call, int status, String body) {
            super(call + " was answered " + status + ": " + body);
        }
    }
}
