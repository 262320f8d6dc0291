package io.axpsync.sandbox.graph;

import io.axpsync.sandbox.mailbox.PropertyKey;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code $expand} asks for: extended properties by id, a master's exceptions, the calendar, the files.
 *
 * @param ofAttachments the properties of files that a nested {@code $select} names; empty = all, their contents too
 * @param properties only those named in a filter come; Graph has no way to ask for all
 */
record Expansion(
        Set<PropertyKey> properties,
        boolean exceptions,
        boolean calendar,
        boolean attachments,
        Set<String> ofAttachments) {

    private static final Pattern BY_ID =
            Pattern.compile("(?:ep/)?id eq '([^']*+(?:''[^']*+)*+)'", Pattern.CASE_INSENSITIVE);

    private static final Pattern SELECT = Pattern.compile("\\(\\$select=([\\w,]+)\\)");

    static Expansion of(Call call) {
        String text = call.option("$expand").orElse("");
        Set<PropertyKey> properties = new LinkedHashSet<>();
        boolean exceptions = false;
        boolean calendar = false;
        boolean attachments = false;
        Set<String> ofAttachments = Set.of();
        for (String part : parts(text)) {
            int open = part.indexOf('(');
            String name = open < 0 ? part : part.substring(0, open);
            switch (name) {
                case PropertiesJson.SINGLE, PropertiesJson.MULTI -> {
                    Matcher ids = BY_ID.matcher(open < 0 ? "" : part.substring(open));
                    boolean any = false;
                    while (ids.find()) {
                        any = true;
                        properties.add(PropertiesJson.key(ids.group(1).replace("''", "'")));
                    }
                    if (!any) {
                        throw GraphError.badRequest(
                                "ErrorInvalidUrlQuery", "Expanding '" + name + "' needs a $filter by id.");
                    }
                }
                case "exceptionOccurrences" -> exceptions = true;
                case "calendar" -> calendar = true;
                case "attachments" -> {
                    attachments = true;
                    ofAttachments = nested(part);
                }
                case "instances", "extensions", "linkedResources", "checklistItems", "photo" -> {}
                default ->
                    throw GraphError.badRequest(
                            "BadRequest",
                            "Parsing OData Select and Expand failed: Could not find a property named '" + name + "'.");
            }
        }
        return new Expansion(properties, exceptions, calendar, attachments, ofAttachments);
    }

    private static Set<String> nested(String part) {
        Matcher select = SELECT.matcher(part);
        return select.find() ? Set.of(select.group(1).split(",")) : Set.of();
    }

    private static Iterable<String> parts(String text) {
        Set<String> parts = new LinkedHashSet<>();
        int depth = 0;
        boolean quoted = false;
        int from = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i == text.length() ? ',' : text.charAt(i);
            if (c == '\'') {
                quoted = !quoted;
            } else if (!quoted && (c == '(' || c == ')')) {
                depth += c == '(' ? 1 : -1;
            }
            if (c == ',' && (i == text.length() || (depth == 0 && !quoted))) {
                if (!text.substring(from, i).isBlank()) {
                    parts.add(text.substring(from, i).strip());
                }
                from = i + 1;
            }
        }
        return parts;
    }
}
