package io.axpsync.sandbox.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.axpsync.sandbox.contract.GraphModel.TypeRef;
import io.axpsync.sandbox.contract.GraphPath.End;
import io.axpsync.sandbox.http.Request;
import io.axpsync.sandbox.http.Response;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Graph calls against the published metadata and permission table. */
final class GraphContract implements Contract {

    private static final Pattern PREFERENCES = Pattern.compile("(?i)outlook\\.timezone='[^']+'"
            + "|outlook\\.body-content-type='(text|html)'|idtype='(ImmutableId|Default)'|odata\\.maxpagesize=\\d+"
            + "|return=(minimal|representation)");

    private final GraphModel model;
    private final GraphBody bodies;
    private final GraphQuery queries;
    private final GraphPermissions permissions;
    private final GraphBatch batch;

    private GraphContract(GraphModel model, GraphPermissions permissions) {
        this.model = model;
        this.permissions = permissions;
        bodies = new GraphBody(model);
        queries = new GraphQuery(model);
        batch = new GraphBatch(this);
    }

    static GraphContract in(Path folder) {
        return new GraphContract(
                GraphModel.read(folder.resolve("v1.0-used.csdl")),
                GraphPermissions.read(folder.resolve("application-permissions.json")));
    }

    @Override
    public void request(Request request, Findings findings) {
        if (GraphBatch.is(request)) {
            batch.request(request, findings);
            return;
        }
        Optional<GraphPath> walked = walk(request, findings);
        if (walked.isEmpty()) {
            return;
        }
        GraphPath path = walked.get();
        queries.check(request, path, findings);
        headers(request, findings);
        verb(request, path, findings);
        rights(request.method() + " " + path.template(), findings);
        body(request, path, findings);
    }

    private Optional<GraphPath> walk(Request request, Findings findings) {
        try {
            return Optional.of(GraphPath.walk(model, request.path()));
        } catch (GraphPath.Illegal e) {
            findings.wrong(e.getMessage() == null ? "illegal path" : e.getMessage());
            return Optional.empty();
        }
    }

    private static void headers(Request request, Findings findings) {
        for (String line : request.headers().all("Prefer")) {
            for (String preference : QueryOptions.split(line.replace('"', '\''), ',')) {
                findings.must(
                        PREFERENCES.matcher(preference.strip()).matches(),
                        "Prefer: " + preference.strip() + " is not documented for Outlook resources");
            }
        }
        request.headers()
                .first("If-Match")
                .ifPresent(etag -> findings.must(
                        etag.equals("*") || etag.matches("W/\"[^\"]+\""),
                        "If-Match: " + etag + " is no etag of Graph"));
    }

    private static void verb(Request request, GraphPath path, Findings findings) {
        boolean fits = switch (request.method()) {
            case "GET" -> path.end() != End.ACTION;
            case "POST" -> path.end() == End.COLLECTION || path.end() == End.ACTION;
            case "PATCH" ->
                path.end() == End.ENTITY
                        || path.end() == End.PROPERTY && path.last().equals("mailboxSettings");
            case "PUT" -> path.end() == End.RAW_VALUE;
            case "DELETE" -> path.end() == End.ENTITY || path.end() == End.RAW_VALUE;
            default -> false;
        };
        findings.must(fits, request.method() + " does not fit a path that ends in a " + path.end());
    }

    private void rights(String call, Findings findings) {
        Optional<String> published = permissions.published(call);
        Optional<String> reviewed = permissions.reviewed(call);
        if (published.isPresent()) {
            findings.uses(call, published.get());
        } else if (reviewed.isPresent()) {
            findings.usesReviewed(call, reviewed.get());
        } else {
            findings.wrong("no application permission allows " + call
                    + ", neither in the published table nor in reviewed-calls.txt");
        }
    }

    private void body(Request request, GraphPath path, Findings findings) {
        boolean carries = request.method().equals("POST") || request.method().equals("PATCH");
        if (!carries) {
            findings.must(
                    request.body().length == 0 || request.method().equals("PUT"), request.method() + " carries a body");
            return;
        }
        if (request.body().length == 0) {
            findings.must(
                    path.operation().map(o -> o.parameters().isEmpty()).orElse(false),
                    request.method() + " needs a JSON body");
            return;
        }
        findings.must(Json.isJson(request.headers()), "the body is not sent as application/json");
        Optional<JsonNode> json = Json.read(request.text(), findings);
        if (json.isEmpty()) {
            return;
        }
        if (path.operation().isPresent()) {
            bodies.parameters(json.get(), path.operation().get(), findings);
        } else {
            path.type().ifPresent(type -> bodies.check(json.get(), type.element(), type.name(), findings));
            findings.must(
                    !(request.method().equals("PATCH") && json.get().has("transactionId")),
                    "transactionId can be set at creation only (event resource)");
            findings.must(
                    !request.method().equals("PATCH")
                            || json.get().properties().stream()
                                    .anyMatch(f -> !f.getKey().startsWith("@")),
                    "a PATCH that changes nothing");
        }
    }

    @Override
    public void answer(Request request, Response response, Findings findings) {
        if (response.status() >= 400) {
            findings.must(Json.isJson(response.headers()), "an error of Graph is JSON, this is not");
            Json.error(response.text(), findings);
            return;
        }
        if (GraphBatch.is(request)) {
            batch.answer(request, response, findings);
            return;
        }
        Findings silent = new Findings("graph");
        walk(request, silent).ifPresent(path -> success(request, path, response, findings));
    }

    private void success(Request request, GraphPath path, Response response, Findings findings) {
        int status = response.status();
        boolean fits = switch (request.method()) {
            case "GET" -> status == 200 || status == 302;
            case "DELETE" -> status == 204;
            case "PATCH" -> status == 200 || status == 204;
            case "PUT" -> status == 200 || status == 204;
            default -> path.end() == End.COLLECTION ? status == 201 : status >= 200 && status < 205;
        };
        findings.must(fits, "status " + status + " does not answer a " + request.method());
        if (path.end() == End.RAW_VALUE || path.end() == End.COUNT) {
            return;
        }
        if (status == 204 || status == 202) {
            findings.must(response.body().length == 0, "status " + status + " carries a body");
            return;
        }
        if (path.type().isEmpty() || response.body().length == 0) {
            findings.must(path.type().isEmpty() && response.body().length == 0, "a body is missing or superfluous");
            return;
        }
        findings.must(Json.isJson(response.headers()), "the answer is not application/json");
        TypeRef type = path.type().get();
        Optional<JsonNode> json = Json.read(response.text(), findings);
        if (json.isEmpty()) {
            return;
        }
        boolean created = request.method().equals("POST") && path.end() == End.COLLECTION;
        if (type.collection() && !created) {
            collection(json.get(), path, type, findings);
        } else if (type.name().startsWith("Edm.")) {
            bodies.check(json.get().path("value"), type.element(), "value", findings);
        } else {
            bodies.check(json.get(), type.element(), type.name(), findings);
        }
    }

    private void collection(JsonNode json, GraphPath path, TypeRef type, Findings findings) {
        findings.must(json.path("value").isArray(), "a collection needs the array value");
        bodies.check(json.path("value"), type, "value", findings);
        boolean delta = path.last().equals("delta");
        boolean next = json.has("@odata.nextLink");
        boolean end = json.has("@odata.deltaLink");
        findings.must(
                delta ? next != end : !end,
                delta ? "a delta page has either a nextLink or a deltaLink" : "only delta answers have a deltaLink");
        json.properties().stream()
                .map(java.util.Map.Entry::getKey)
                .filter(name -> !name.equals("value") && !name.startsWith("@odata."))
                .forEach(name -> findings.wrong("a collection has no member '" + name + "'"));
        for (String link : new String[] {"@odata.nextLink", "@odata.deltaLink"}) {
            findings.must(
                    !json.has(link) || json.path(link).asText("").startsWith("http"), link + " is no absolute address");
        }
    }
}
