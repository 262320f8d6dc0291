package io.axpsync.sandbox.d365;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.sandbox.http.Handler;
import io.axpsync.sandbox.http.Request;
import io.axpsync.sandbox.http.Response;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The sandbox's D365: an OData service at {@code /data} over rows in memory, and the same rows for the admin surface.
 * It checks no tokens; the shell in front of it does. Safe for use by several threads.
 */
public final class D365Service implements Handler {

    private final Schema schema = Schema.standard();
    private final Tables tables = new Tables(schema);
    private final Versions versions;
    private final Writes writes;
    private final UnaryOperator<Handler> parts;
    private final Throttling throttling = new Throttling();
    private volatile D365Options options;
    private volatile ODataFront front;

    /** @param clock the sandbox's clock; edit stamps, versions and tombstones follow it */
    public D365Service(Company company, Clock clock, D365Options options) {
        this(company, clock, options, handler -> handler);
    }

    /** @param parts what stands before the service for each part of a batch, as it may for a request of its own */
    public D365Service(Company company, Clock clock, D365Options options, UnaryOperator<Handler> parts) {
        this.parts = handler -> throttling.before(throttling.parts(), parts.apply(handler));
        this.options = options;
        this.versions = new Versions(schema, tables, clock);
        this.writes = new Writes(schema, tables, versions, this::options);
        this.front = new ODataFront(tables, writes, versions, options, this.parts);
        load(company, clock.instant());
    }

    private void load(Company company, Instant now) {
        LocalDate today = company.today(now);
        company.rows()
                .forEach((set, rows) -> rows.forEach(row -> {
                    ObjectNode resolved = row.deepCopy();
                    row.fields().forEachRemaining(field -> {
                        String text = field.getValue().asText();
                        if (text.startsWith("@")) {
                            resolved.put(
                                    field.getKey(), Company.instant(text, today).toString());
                        }
                    });
                    EntityDef def = schema.set(set);
                    writes.create(def, RowJson.values(def, resolved), Writes.Origin.LOAD);
                }));
    }

    @Override
    public Response handle(Request request) {
        return throttling.before(throttling.requests(), front::handle).handle(request);
    }

    Throttling throttling() {
        return throttling;
    }

    /** How the service behaves now. */
    public D365Options options() {
        return options;
    }

    /** Changes how the service behaves, from the next request on. */
    public synchronized void use(D365Options newOptions) {
        options = newOptions;
        front = new ODataFront(tables, writes, versions, newOptions, parts);
    }

    /** Names of all entity sets that could be published, companion sets included. */
    public Set<String> entitySets() {
        return Set.copyOf(schema.sets().stream().map(EntityDef::set).toList());
    }

    /**
     * All rows of all companies and sets, published or not: set name → list of rows with every property and
     * {@code @odata.etag}.
     */
    public ObjectNode snapshot() {
        return tables.atomically(() -> {
            ObjectNode all = JsonNodeFactory.instance.objectNode();
            for (EntityDef def : schema.sets()) {
                ArrayNode rows = all.putArray(def.set());
                tables.all(def).forEach(row -> rows.add(json(row)));
            }
            return all;
        });
    }

    /**
     * Creates a row as a user in D365 would; the server fills in what is left out.
     *
     * @return the row as it was stored
     * @throws Refusal when D365 would refuse it
     */
    public JsonNode create(String set, JsonNode row) {
        EntityDef def = schema.set(set);
        return json(writes.create(def, RowJson.values(def, row), Writes.Origin.USER));
    }

    /** Changes the given properties of the row with these keys as a user in D365 would. */
    public JsonNode patch(String set, JsonNode keys, JsonNode changes) {
        EntityDef def = schema.set(set);
        return json(writes.patch(def, key(def, keys), RowJson.values(def, changes), Writes.Origin.USER));
    }

    /** {@link #patch} where the row exists (found by its keys in {@code row}), else {@link #create}. */
    public JsonNode upsert(String set, JsonNode row) {
        EntityDef def = schema.set(set);
        Map<String, Object> values = RowJson.values(def, row);
        return tables.atomically(() -> {
            boolean exists = def.keys().stream().allMatch(key -> values.containsKey(key.name()))
                    && tables.find(def, def.key(values)).isPresent();
            return exists ? patch(set, row, row) : create(set, row);
        });
    }

    /** Deletes the row with these keys as a user in D365 would. */
    public void delete(String set, JsonNode keys) {
        EntityDef def = schema.set(set);
        writes.delete(def, key(def, keys));
    }

    /** The row with these keys. */
    public JsonNode read(String set, JsonNode keys) {
        EntityDef def = schema.set(set);
        return json(tables.find(def, key(def, keys)).orElseThrow(() -> Refusal.missing(def)));
    }

    /** Writes the row without changing a field: its etag and its version move. */
    public void touch(String set, JsonNode keys) {
        EntityDef def = schema.set(set);
        writes.touch(def, key(def, keys));
    }

    /**
     * Runs the work (requests included, when it calls {@link #handle} in this thread) and takes back everything that
     * it wrote: a server that answers success without effect.
     */
    public <T> T takingBack(Supplier<T> work) {
        List<T> result = new ArrayList<>(1);
        try {
            return tables.atomically(() -> {
                result.add(work.get());
                throw new TakenBack();
            });
        } catch (TakenBack e) {
            return result.get(0);
        }
    }

    private static final class TakenBack extends RuntimeException {
        private static final long serialVersionUID = 1;

        TakenBack() {
            super(null, null, false, false);
        }
    }

    private static List<Object> key(EntityDef def, JsonNode keys) {
        return def.key(RowJson.values(def, keys));
    }

    private ObjectNode json(Row row) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        new RowJson("", RowJson.Level.MINIMAL, false, options).fill(json, row, List.of());
        return json;
    }
}
