package io.axpsync.sandbox.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.axpsync.sandbox.contract.D365Model.EntitySet;
import io.axpsync.sandbox.contract.D365Target.Kind;
import io.axpsync.sandbox.http.Request;
import io.axpsync.sandbox.http.Response;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** D365 requests and answers against the OData v4 grammar and the subset that D365 documents (d365.md §4). */
final class D365Contract implements Contract {

    private final D365Model model;
    private final D365Query queries;
    private final D365Batch batch;

    D365Contract(D365Model model) {
        this.model = model;
        queries = new D365Query(model);
        batch = new D365Batch(this);
    }

    @Override
    public void request(Request request, Findings findings) {
        Optional<D365Target> read = D365Target.read(model, request.path(), findings);
        if (read.isEmpty()) {
            return;
        }
        D365Target target = read.get();
        headers(request, findings);
        if (target.kind() == Kind.BATCH) {
            batch.request(request, findings);
            return;
        }
        boolean fits = switch (request.method()) {
            case "GET" -> target.kind() != Kind.ACTION;
            case "POST" -> target.kind() == Kind.COLLECTION || target.kind() == Kind.ACTION;
            case "PATCH", "DELETE" -> target.kind() == Kind.ROW;
            default -> false; // PUT: merge or replace is unproven
        };
        findings.must(fits, request.method() + " does not fit a " + target.kind());
        queries.check(request, target, findings);
        if (request.method().equals("POST") || request.method().equals("PATCH")) {
            findings.must(Json.isJson(request.headers()), "the body is not sent as application/json");
            if (target.kind() != Kind.ACTION) {
                Json.read(request.text(), findings)
                        .ifPresent(json -> written(json, target.set(), request.method(), findings));
            }
        } else {
            findings.must(request.body().length == 0, request.method() + " carries a body");
        }
    }

    private static void headers(Request request, Findings findings) {
        request.headers()
                .first("OData-Version")
                .ifPresent(v -> findings.must(v.startsWith("4.0"), "OData-Version is " + v + ", not 4.0"));
        findings.must(
                request.headers().first("X-HTTP-Method").isEmpty()
                        && request.headers().first("X-HTTP-Method-Override").isEmpty(),
                "method tunnelling is not documented for D365");
        request.headers()
                .all("Prefer")
                .forEach(p -> findings.must(
                        p.startsWith("odata.maxpagesize")
                                || p.startsWith("odata.continue-on-error")
                                || p.startsWith("continue-on-error"),
                        "Prefer: " + p + " is not documented for D365"));
        request.headers()
                .first("If-Match")
                .ifPresent(v -> findings.must(
                        v.equals("*") || v.matches("W/\"[^\"]+\""), "If-Match: " + v + " is no weak etag of D365"));
    }

    private void written(JsonNode json, String set, String method, Findings findings) {
        if (!json.isObject()) {
            findings.wrong("the body is no object");
            return;
        }
        Optional<EntitySet> known = model.set(set);
        for (Map.Entry<String, JsonNode> field : json.properties()) {
            String name = field.getKey();
            JsonNode value = field.getValue();
            if (name.contains("@")) {
                findings.must(
                        name.equals("@odata.type") || name.endsWith("@odata.type"), "annotation " + name + " is sent");
                continue;
            }
            findings.must(!value.isContainerNode(), name + ": deep insert is not documented for D365");
            known.ifPresent(s -> property(s, name, value, findings));
        }
        findings.must(!method.equals("PATCH") || !json.isEmpty(), "a PATCH that changes nothing");
    }

    private void property(EntitySet set, String name, JsonNode value, Findings findings) {
        String type = set.properties().get(name);
        if (type == null) {
            findings.must(!set.complete(), name + " is no property of " + set.name());
        } else if (value.isNull()) {
            findings.must(model.nullable(type), name + " must not be null");
        } else {
            model.misfit(value, type).ifPresent(reason -> findings.wrong(name + ": " + reason));
        }
    }

    @Override
    public void answer(Request request, Response response, Findings findings) {
        int status = response.status();
        if (status == 302) {
            findings.must(response.headers().first("Location").isPresent(), "302 without Location");
            return;
        }
        if (status == 401) {
            findings.must(response.headers().first("WWW-Authenticate").isPresent(), "401 without WWW-Authenticate");
            return;
        }
        if (status >= 400) {
            if (response.body().length > 0 && Json.isJson(response.headers())) {
                Json.error(response.text(), findings);
            }
            return;
        }
        Optional<D365Target> target = D365Target.read(model, request.path(), new Findings("d365"));
        if (target.isEmpty()) {
            return;
        }
        if (target.get().kind() == Kind.BATCH) {
            batch.answer(request, response, findings);
            return;
        }
        boolean fits = switch (request.method()) {
            case "GET" -> status == 200;
            case "POST" -> target.get().kind() == Kind.ACTION || status == 201;
            default -> status == 204;
        };
        findings.must(fits, "status " + status + " does not answer a " + request.method());
        if (status == 204) {
            findings.must(response.body().length == 0, "204 carries a body");
            return;
        }
        switch (target.get().kind()) {
            case COLLECTION -> {
                boolean created = request.method().equals("POST");
                Json.read(response.text(), findings)
                        .ifPresent(json -> rows(request, json, target.get().set(), created, findings));
            }
            case ROW ->
                Json.read(response.text(), findings)
                        .ifPresent(json -> row(request, json, target.get().set(), true, findings));
            case COUNT ->
                findings.must(response.text().strip().replace("\uFEFF", "").matches("\\d+"), "a count is a number");
            default -> {}
        }
    }

    private void rows(Request request, JsonNode json, String set, boolean created, Findings findings) {
        if (created) {
            row(request, json, set, true, findings);
            return;
        }
        context(request, json, "#" + set, findings);
        findings.must(json.path("value").isArray(), "a collection needs the array value");
        json.path("value").forEach(row -> row(request, row, set, false, findings));
        findings.must(
                !json.has("@odata.nextLink")
                        || json.path("@odata.nextLink").asText("").startsWith("http"),
                "@odata.nextLink is no absolute address");
    }

    private static void context(Request request, JsonNode json, String part, Findings findings) {
        if (bare(request)) {
            return;
        }
        String context = json.path("@odata.context").asText("");
        findings.must(
                context.startsWith("http") && context.contains("/data/$metadata" + part),
                "@odata.context is '" + context + "', expected …/data/$metadata" + part);
    }

    private static boolean bare(Request request) {
        return request.headers()
                .first("Accept")
                .filter(a -> a.contains("odata.metadata=none"))
                .isPresent();
    }

    private void row(Request request, JsonNode row, String set, boolean alone, Findings findings) {
        if (alone) {
            context(request, row, "#" + set, findings);
        }
        findings.must(
                bare(request) || row.path("@odata.etag").asText("").startsWith("W/\""),
                "a row needs a weak @odata.etag");
        Set<String> selected = selected(request);
        model.set(set).ifPresent(known -> {
            for (Map.Entry<String, JsonNode> field : row.properties()) {
                String name = field.getKey();
                if (name.contains("@") || field.getValue().isContainerNode()) {
                    continue;
                }
                findings.must(!field.getValue().isNull(), name + " is null; D365 answers '' or 1900-01-01 or 0");
                if (!field.getValue().isNull()) {
                    property(known, name, field.getValue(), findings);
                }
                findings.must(selected.isEmpty() || selected.contains(name), name + " was not selected");
            }
        });
    }

    private static Set<String> selected(Request request) {
        Map<String, String> options = QueryOptions.of(request.uri(), new Findings("d365"));
        return new TreeSet<>(Arrays.stream(options.getOrDefault("$select", "").split(","))
                .map(String::strip)
                .filter(s -> !s.isEmpty())
                .toList());
    }
}
