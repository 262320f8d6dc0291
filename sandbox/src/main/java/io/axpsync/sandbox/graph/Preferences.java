package io.axpsync.sandbox.graph;

import io.axpsync.sandbox.http.Headers;
import io.axpsync.sandbox.mailbox.BodyType;
import io.axpsync.sandbox.mailbox.Words;
import io.axpsync.sandbox.mailbox.Zones;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the {@code Prefer} header of one request asks for. Links do not carry it: it counts for that request alone.
 *
 * @param maxPageSize 0 = not given
 * @param applied the preferences that were honoured, for {@code Preference-Applied}
 */
record Preferences(boolean immutableIds, String zone, BodyType bodyType, int maxPageSize, List<String> applied) {

    static Preferences of(Headers headers) {
        boolean immutableIds = false;
        String zone = "UTC";
        BodyType bodyType = BodyType.HTML;
        int maxPageSize = 0;
        List<String> applied = new ArrayList<>();
        for (String preference : split(headers.all("Prefer"))) {
            int equals = preference.indexOf('=');
            String name = (equals < 0 ? preference : preference.substring(0, equals)).strip();
            String value =
                    equals < 0 ? "" : unquoted(preference.substring(equals + 1).strip());
            switch (name.toLowerCase(Locale.ROOT)) {
                case "idtype" -> immutableIds = value.equalsIgnoreCase("ImmutableId");
                case "outlook.timezone" -> zone = known(value);
                case "outlook.body-content-type" ->
                    bodyType = Words.parse(BodyType.class, value).orElse(BodyType.HTML);
                case "odata.maxpagesize" -> maxPageSize = positive(value);
                default -> {
                    continue;
                }
            }
            applied.add(preference.strip());
        }
        return new Preferences(immutableIds, zone, bodyType, maxPageSize, applied);
    }

    private static String known(String zone) {
        if (Zones.find(zone).isEmpty()) {
            throw Values.unknownZone(zone);
        }
        return zone;
    }

    private static int positive(String value) {
        try {
            return Math.max(1, Integer.parseInt(value));
        } catch (NumberFormatException bad) {
            throw GraphError.badRequest(
                    "BadRequest", "The value '" + value + "' of odata.maxpagesize is not a number.");
        }
    }

    private static List<String> split(List<String> lines) {
        List<String> parts = new ArrayList<>();
        for (String line : lines) {
            boolean quoted = false;
            int from = 0;
            for (int i = 0; i <= line.length(); i++) {
                if (i == line.length() || (line.charAt(i) == ',' && !quoted)) {
                    if (!line.substring(from, i).isBlank()) {
                        parts.add(line.substring(from, i).strip());
                    }
                    from = i + 1;
                } else if (line.charAt(i) == '"') {
                    quoted = !quoted;
                }
            }
        }
        return parts;
    }

    private static String unquoted(String value) {
        return value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")
                ? value.substring(1, value.length() - 1)
                : value;
    }
}
