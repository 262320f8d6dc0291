package io.axpsync.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.sandbox.admin.AdminCall;
import io.axpsync.sandbox.admin.FaultJson;
import io.axpsync.sandbox.admin.Switch;
import io.axpsync.sandbox.d365.D365Switches;
import io.axpsync.sandbox.d365.Refusal;
import io.axpsync.sandbox.ews.EwsSwitches;
import io.axpsync.sandbox.graph.GraphSwitches;
import io.axpsync.sandbox.http.Request;
import io.axpsync.sandbox.http.RequestCounts.Counts;
import io.axpsync.sandbox.http.Response;
import io.axpsync.sandbox.mailbox.Mailboxes;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What the admin surface can do with a sandbox; {@code GET /} of the surface lists it. */
final class AdminCalls {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Sandbox sandbox;

    AdminCalls(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    List<AdminCall> all() {
        return List.of(
                new AdminCall(
                        "GET",
                        "/snapshot",
                        "all raw items: D365 sets, mailboxes, outbox",
                        (r, b) -> ok(sandbox.snapshot())),
                new AdminCall("GET", "/outbox", "every mail that Exchange would have sent", (r, b) -> ok(outbox())),
                new AdminCall("DELETE", "/outbox", "forget those mails", (r, b) -> {
                    sandbox.mailboxes().outbox().clear();
                    return Response.empty(204);
                }),
                new AdminCall("GET", "/time", "what time it is in the sandbox, UTC", (r, b) -> ok(time())),
                new AdminCall("POST", "/time", "{\"advance\": ISO 8601 duration}", (r, b) -> {
                    sandbox.clock()
                            .advance(Duration.parse(required(b, "advance").asText()));
                    return ok(time());
                }),
                new AdminCall("GET", "/faults", "the faults that wait", (r, b) -> ok(faults())),
                new AdminCall(
                        "POST",
                        "/faults",
                        "{\"kind\": status|login-page|redirect|empty-not-found|garbage|reset|wrong-charset|cut|slow"
                                + "|lost-answer|no-effect|double-effect|extra-mail, frontEnd, method, path (regex),"
                                + " operation, body (regex), after, times, status, headers, answer, delay}",
                        (r, b) ->
                                ok(JSON.objectNode().put("id", sandbox.faults().add(FaultJson.read(b))))),
                new AdminCall("DELETE", "/faults", "remove all faults", (r, b) -> {
                    sandbox.faults().clear();
                    return Response.empty(204);
                }),
                new AdminCall(
                        "DELETE",
                        "/faults/",
                        "remove the fault of that id",
                        (r, b) -> Response.empty(
                                sandbox.faults().remove(Integer.parseInt(tail(r, "/faults/"))) ? 204 : 404)),
                new AdminCall(
                        "GET",
                        "/switches",
                        "what the servers can be told to do, and how each stands",
                        (r, b) -> ok(Switch.list(switches()))),
                new AdminCall("PATCH", "/switches", "{name: value, …}: set some of them", (r, b) -> {
                    Switch.set(switches(), b);
                    return ok(Switch.list(switches()));
                }),
                new AdminCall(
                        "GET", "/requests", "requests per front end, by status and by call", (r, b) -> ok(requests())),
                new AdminCall("DELETE", "/requests", "count from zero", (r, b) -> {
                    sandbox.counts().clear();
                    return Response.empty(204);
                }),
                new AdminCall(
                        "POST",
                        "/mailboxes",
                        "{\"address\", \"name\", \"timeZone\" (IANA or Windows)}: open a further mailbox",
                        (r, b) -> mailbox(b)),
                new AdminCall(
                        "POST",
                        "/mails",
                        "{\"mailbox\", \"mime\" (base64 of an .eml), \"folder\" (id or name such as inbox), \"received\" (UTC),"
                                + " \"categories\"}: deliver a message",
                        (r, b) -> new MailDrop(sandbox.mailboxes()).deliver(b)),
                new AdminCall(
                        "GET",
                        "/folders",
                        "public folders, and folders of contacts in mailboxes, with their ids and permissions",
                        (r, b) -> ok(folders().all())),
                new AdminCall(
                        "POST",
                        "/folders",
                        "{\"path\" (names with / between them), \"mailbox\" (without: a public folder), \"permissions\""
                                + " {address|Default|Application: level}}: make a folder of contacts, or set who may do what",
                        (r, b) -> Response.json(201, folders().make(b).toString())),
                new AdminCall(
                        "DELETE",
                        "/folders",
                        "{\"path\", \"mailbox\"}: remove it with all that is in it",
                        (r, b) -> Response.empty(folders().remove(b) ? 204 : 404)),
                new AdminCall(
                        "POST",
                        "/d365/",
                        "create a row of that set as a user: the row",
                        (r, b) -> ok(d365(() -> sandbox.d365().create(tail(r, "/d365/"), b)))),
                new AdminCall(
                        "PATCH",
                        "/d365/",
                        "{\"key\", \"changes\"}: change a row of that set as a user",
                        (r, b) -> ok(d365(() ->
                                sandbox.d365().patch(tail(r, "/d365/"), required(b, "key"), required(b, "changes"))))),
                new AdminCall("DELETE", "/d365/", "{\"key\"}: delete a row of that set as a user", (r, b) -> {
                    return d365(() -> {
                        sandbox.d365().delete(tail(r, "/d365/"), required(b, "key"));
                        return Response.empty(204);
                    });
                }),
                new AdminCall(
                        "*",
                        "/exchange/",
                        "act as a user: the rest of the path is a Graph call (users/{address}/events/…), neither"
                                + " counted nor hit by faults",
                        (r, b) -> exchange(r)),
                new AdminCall("POST", "/tokens/expire", "all access tokens given out are void", (r, b) -> {
                    sandbox.tokens().expireAll();
                    return Response.empty(204);
                }),
                new AdminCall("POST", "/reset", "the company as it was at the start; no faults, no counts", (r, b) -> {
                    sandbox.reset();
                    return Response.empty(204);
                }));
    }

    /** Each front end brings its own. */
    private List<Switch> switches() {
        return Stream.of(
                        GraphSwitches.of(sandbox.mailboxes().behaviour()),
                        GraphSwitches.of(sandbox.graph()),
                        EwsSwitches.of(sandbox.ewsBehaviour()),
                        D365Switches.of(sandbox.d365()))
                .flatMap(List::stream)
                .toList();
    }

    private static Response ok(JsonNode json) {
        return Response.json(200, json.toString());
    }

    /** What D365 refuses to a user is the caller's mistake, in D365's own words. */
    private static <T> T d365(Supplier<T> work) {
        try {
            return work.get();
        } catch (Refusal refusal) {
            throw new IllegalArgumentException(refusal.getMessage(), refusal);
        }
    }

    private JsonNode outbox() {
        return sandbox.mailboxes().snapshot().path("outbox");
    }

    private ObjectNode time() {
        return JSON.objectNode().put("now", sandbox.clock().instant().toString());
    }

    private ArrayNode faults() {
        ArrayNode all = JSON.arrayNode();
        sandbox.faults().rules().forEach((id, rule) -> all.add(FaultJson.write(id, rule)));
        return all;
    }

    private ObjectNode requests() {
        ObjectNode all = JSON.objectNode();
        for (String frontEnd : List.of("graph", "ews", "d365", "token")) {
            Counts counts = sandbox.counts().of(frontEnd);
            ObjectNode node = all.putObject(frontEnd);
            node.put("requests", counts.requests());
            ObjectNode byStatus = node.putObject("byStatus");
            counts.byStatus().forEach((status, n) -> byStatus.put(status.toString(), n));
            ObjectNode byCall = node.putObject("byCall");
            counts.byCall().forEach(byCall::put);
        }
        return all;
    }

    private ContactFolders folders() {
        return new ContactFolders(sandbox.mailboxes());
    }

    private Response mailbox(JsonNode body) {
        Mailboxes mailboxes = sandbox.mailboxes();
        mailboxes.add(
                required(body, "address").asText(),
                required(body, "name").asText(),
                required(body, "timeZone").asText());
        return Response.empty(201);
    }

    private Response exchange(Request request) {
        String query = Optional.ofNullable(request.uri().getRawQuery())
                .map(q -> "?" + q)
                .orElse("");
        URI target = URI.create(sandbox.client().graphBase() + "/" + tail(request, "/exchange/") + query);
        return sandbox.graph()
                .asUser()
                .handle(new Request(request.connection(), request.method(), target, request.headers(), request.body()));
    }

    private static String tail(Request request, String prefix) {
        return request.path().substring(prefix.length());
    }

    private static JsonNode required(JsonNode body, String member) {
        JsonNode value = body.path(member);
        if (value.isMissingNode()) {
            throw new IllegalArgumentException("the body needs a member " + member);
        }
        return value;
    }
}
