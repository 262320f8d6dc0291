package io.axpsync.sandbox.d365;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One row as the service publishes it.
 *
 * @param version RecVersion of the row's own table: 0 imported, 1 new, any number after an update
 * @param joined RecVersion of the tables that the entity joins, 0 when there is none
 */
record Row(EntityDef entity, long recId, int version, int joined, Map<String, Object> values) {

    Object get(String field) {
        return Objects.requireNonNull(values.get(field), field);
    }

    String text(String field) {
        return (String) get(field);
    }

    Instant time(String field) {
        return (Instant) get(field);
    }

    boolean yes(String field) {
        return "Yes".equals(values.get(field));
    }

    List<Object> key() {
        return entity.key(values);
    }

    Row with(Map<String, Object> changes, int newVersion) {
        Map<String, Object> merged = new LinkedHashMap<>(values);
        merged.putAll(changes);
        return new Row(entity, recId, newVersion, joined, merged);
    }

    Row withJoined(int newJoined) {
        return new Row(entity, recId, version, newJoined, values);
    }

    /** {@code W/"base64('version,recId;…')"}, one pair for each data source of the entity (captured). */
    String etag() {
        String pairs = "'" + version + "," + recId
                + (entity.set().equals("ContactPersons") ? ";" + joined + "," + (recId + 7) + ";0,0" : "") + "'";
        return "W/\"" + Base64.getEncoder().encodeToString(pairs.getBytes(StandardCharsets.UTF_8)) + "\"";
    }
}
