package io.axpsync.sandbox.d365;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.olingo.commons.api.format.ContentType;
import org.apache.olingo.commons.api.http.HttpMethod;
import org.apache.olingo.server.api.OData;
import org.apache.olingo.server.api.ODataApplicationException;
import org.apache.olingo.server.api.ODataRequest;
import org.apache.olingo.server.api.ODataResponse;
import org.apache.olingo.server.api.ServiceMetadata;
import org.apache.olingo.server.api.processor.CountEntityCollectionProcessor;
import org.apache.olingo.server.api.processor.EntityProcessor;
import org.apache.olingo.server.api.uri.UriInfo;

/**
 * Reads and writes rows for one request. Olingo parses addresses and bodies of batches; rows are rendered here, because
 * D365 shows exactly the selected properties and its own weak etags.
 */
final class RowProcessor implements CountEntityCollectionProcessor, EntityProcessor {

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private final Tables tables;
    private final Writes writes;
    private final Versions versions;
    private final D365Options options;

    RowProcessor(Tables tables, Writes writes, Versions versions, D365Options options) {
        this.tables = tables;
        this.writes = writes;
        this.versions = versions;
        this.options = options;
    }

    @Override
    public void init(OData odata, ServiceMetadata metadata) {
        // Nothing of the model is needed.
    }

    @Override
    public void readEntityCollection(ODataRequest request, ODataResponse response, UriInfo uri, ContentType format)
            throws ODataApplicationException {
        Query query = new Query(uri, options);
        List<Row> rows = rows(query);
        List<String> selected = query.selected();
        RowJson json = json(request, format);
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        List<Expansion> expanded = query.expanded();
        json.context(body, query.entity(), selected, expanded, "");
        if (query.counted()) {
            body.put("@odata.count", rows.size());
        }
        int sent = query.token();
        int from = (int) Math.min(rows.size(), (long) query.skip() + sent);
        int wanted = (int) Math.min(rows.size() - from, Math.max(0L, (long) query.top() - sent));
        int size = Math.min(wanted, options.pageSize());
        ArrayNode value = body.putArray("value");
        for (Row row : rows.subList(from, from + size)) {
            expand(json.fill(value.addObject(), row, selected), json, row, query, expanded);
            shown(row);
        }
        if (wanted > size) {
            body.put("@odata.nextLink", nextLink(request.getRawRequestUri(), sent + size));
        }
        respond(response, 200, body, format);
    }

    /** Shows what the navigation properties lead to, as far as the caller sees it. */
    private void expand(ObjectNode into, RowJson json, Row row, Query query, List<Expansion> expanded) {
        for (Expansion expansion : expanded) {
            Link link = expansion.link();
            List<Row> found = link.follow(row, tables.all(Schema.standard().set(link.target()))).stream()
                    .filter(query::sees)
                    .toList();
            if (link.many()) {
                ArrayNode all = into.putArray(link.name());
                found.forEach(to -> json.fill(all.addObject(), to, expansion.selected()));
            } else if (found.isEmpty()) {
                into.putNull(link.name());
            } else {
                json.fill(into.putObject(link.name()), found.get(0), expansion.selected());
            }
        }
    }

    private List<Row> rows(Query query) throws ODataApplicationException {
        tables.atomically(() -> {
            versions.forgetOld(query.entity());
            return query;
        });
        return query.select(tables);
    }

    private void shown(Row row) {
        if (options.restlessEtags()) {
            writes.unsettle(row);
        }
    }

    private static String nextLink(String request, int sent) {
        int mark = request.indexOf('?');
        String kept = mark < 0
                ? ""
                : Arrays.stream(request.substring(mark + 1).split("&"))
                        .filter(option -> !option.startsWith("$skiptoken=") && !option.startsWith("%24skiptoken="))
                        .map(option -> option + "&")
                        .collect(Collectors.joining());
        return (mark < 0 ? request : request.substring(0, mark)) + "?" + kept + "$skiptoken=" + sent;
    }

    @Override
    public void countEntityCollection(ODataRequest request, ODataResponse response, UriInfo uri)
            throws ODataApplicationException {
        Query query = new Query(uri, options);
        int count = rows(query).size();
        response.setStatusCode(200);
        response.setHeader("Content-Type", "text/plain");
        response.setContent(stream(String.valueOf(count)));
    }

    @Override
    public void readEntity(ODataRequest request, ODataResponse response, UriInfo uri, ContentType format)
            throws ODataApplicationException {
        Query query = new Query(uri, options);
        Row row = refusing(() -> found(query));
        RowJson json = json(request, format);
        ObjectNode body = json.entity(row, query.selected(), query.expanded());
        expand(body, json, row, query, query.expanded());
        respond(response, 200, body, format);
        response.setHeader("ETag", row.etag());
        shown(row);
    }

    private Row found(Query query) {
        try {
            return tables.find(query.entity(), query.key())
                    .filter(query::sees)
                    .orElseThrow(() -> Refusal.missing(query.entity()));
        } catch (ODataApplicationException e) {
            throw Refusal.query(e.getMessage() == null ? "" : e.getMessage());
        }
    }

    @Override
    public void createEntity(
            ODataRequest request, ODataResponse response, UriInfo uri, ContentType sent, ContentType format)
            throws ODataApplicationException {
        Query query = new Query(uri, options);
        Row row = refusing(() -> writes.create(
                writable(query.entity()), RowJson.values(query.entity(), body(request)), Writes.Origin.ODATA));
        respond(response, 201, json(request, format).entity(row, query.selected(), List.of()), format);
        response.setHeader("ETag", row.etag());
        response.setHeader("Location", request.getRawBaseUri() + "/" + encoded(RowJson.address(row)));
    }

    @Override
    public void updateEntity(
            ODataRequest request, ODataResponse response, UriInfo uri, ContentType sent, ContentType format)
            throws ODataApplicationException {
        Query query = new Query(uri, options);
        refusing(() -> tables.atomically(() -> {
            EntityDef def = writable(query.entity());
            Row before = found(query);
            checkMatch(request, before);
            Map<String, Object> changes = RowJson.values(def, body(request));
            if (options.putReplaces() && request.getMethod() == HttpMethod.PUT) {
                emptyOthers(def, changes);
            }
            return writes.patch(def, before.key(), changes, Writes.Origin.ODATA);
        }));
        response.setStatusCode(204);
    }

    @Override
    public void deleteEntity(ODataRequest request, ODataResponse response, UriInfo uri)
            throws ODataApplicationException {
        Query query = new Query(uri, options);
        refusing(() -> tables.atomically(() -> {
            Row before = found(query);
            checkMatch(request, before);
            writes.delete(writable(query.entity()), before.key());
            return before;
        }));
        response.setStatusCode(204);
    }

    /** What the body of a replacing PUT does not name; the application's own stamps stay. */
    private static void emptyOthers(EntityDef def, Map<String, Object> changes) {
        for (Field field : def.fields().values()) {
            if (!field.key() && !field.name().startsWith("Last")) {
                changes.putIfAbsent(field.name(), field.empty());
            }
        }
    }

    private static EntityDef writable(EntityDef def) {
        if (def.computed()) {
            throw Refusal.notAllowed(def);
        }
        return def;
    }

    private void checkMatch(ODataRequest request, Row row) {
        List<String> expected = request.getHeaders("If-Match");
        if (!options.ifMatchHonoured() || expected == null || expected.isEmpty()) {
            return;
        }
        List<String> tags = new ArrayList<>();
        expected.forEach(header -> tags.addAll(Arrays.asList(header.trim().split("\\s*,\\s*"))));
        if (!tags.contains("*") && !tags.contains(row.etag())) {
            throw Refusal.stale(row.entity(), options.staleStatus());
        }
    }

    private <T> T refusing(Supplier<T> work) throws ODataApplicationException {
        try {
            return work.get();
        } catch (Refusal refusal) {
            throw Errors.wrap(refusal.in(options.language()));
        }
    }

    private static JsonNode body(ODataRequest request) {
        try {
            JsonNode json = JSON.readTree(request.getBody());
            if (json == null || json.isMissingNode()) {
                throw Refusal.payload("The request has no body.");
            }
            return json;
        } catch (JsonProcessingException e) {
            throw Refusal.payload("The body is not valid JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw Refusal.payload("The body could not be read.");
        }
    }

    private RowJson json(ODataRequest request, ContentType format) {
        String level = format.getParameter(ContentType.PARAMETER_ODATA_METADATA);
        return new RowJson(
                request.getRawBaseUri(),
                "none".equals(level)
                        ? RowJson.Level.NONE
                        : "full".equals(level) ? RowJson.Level.FULL : RowJson.Level.MINIMAL,
                "true".equals(format.getParameter(ContentType.PARAMETER_IEEE754_COMPATIBLE)),
                options);
    }

    private static void respond(ODataResponse response, int status, JsonNode body, ContentType format) {
        response.setStatusCode(status);
        response.setHeader("Content-Type", format.toContentTypeString());
        response.setContent(stream(body.toString()));
    }

    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(String address) {
        return java.net.URLEncoder.encode(address, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%28", "(")
                .replace("%29", ")")
                .replace("%27", "'")
                .replace("%2C", ",")
                .replace("%3D", "=");
    }
}
