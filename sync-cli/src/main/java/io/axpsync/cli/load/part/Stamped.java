package io.axpsync.cli.load.part;

import com.fasterxml.jackson.databind.JsonNode;

/** What an item's stamp says, which stands on the server for everybody to read (see docs/how-it-works.md). */
public final class Stamped {

    private static final String STAMP = "AxpStamp";

    private Stamped() {}

    /** {@code company/number} out of {@code axp1;installation;link;company/number}; empty when there is no stamp. */
    public static String key(JsonNode item) {
        for (JsonNode property : item.path("extendedProperties")) {
            if (property.path("id").asText().contains(STAMP)) {
                String text = property.path("values").path(0).asText();
                return text.substring(text.lastIndexOf(';') + 1);
            }
        }
        return "";
    }
}
