package io.axpsync.sandbox.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/** EDM primitive values in JSON (OData JSON format v4 §7.1). */
final class EdmJson {

    private static final Pattern DATE_TIME_OFFSET =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,12})?)?(Z|[+-]\\d\\d:\\d\\d)");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
    private static final Pattern TIME = Pattern.compile("\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,12})?)?");
    private static final Pattern DURATION = Pattern.compile("[+-]?P(\\d+D)?(T(\\d+H)?(\\d+M)?(\\d+(\\.\\d+)?S)?)?");
    private static final Pattern GUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]*={0,2}");

    private EdmJson() {}

    static boolean fits(JsonNode node, String type) {
        return switch (type) {
            case "Edm.String" -> node.isTextual();
            case "Edm.Boolean" -> node.isBoolean();
            case "Edm.Int16" ->
                node.canConvertToInt() && node.isIntegralNumber() && node.intValue() == (short) node.intValue();
            case "Edm.Int32" -> node.isIntegralNumber() && node.canConvertToInt();
            case "Edm.Byte" -> node.isIntegralNumber() && node.longValue() >= 0 && node.longValue() < 256;
            case "Edm.Int64" -> node.isIntegralNumber() && node.canConvertToLong();
            case "Edm.Decimal" -> node.isNumber();
            case "Edm.Double", "Edm.Single" ->
                node.isNumber()
                        || node.asText().equals("INF")
                        || node.asText().equals("-INF")
                        || node.asText().equals("NaN");
            case "Edm.DateTimeOffset" -> text(node, DATE_TIME_OFFSET);
            case "Edm.Date" -> text(node, DATE);
            case "Edm.TimeOfDay" -> text(node, TIME);
            case "Edm.Duration" -> text(node, DURATION);
            case "Edm.Guid" -> text(node, GUID);
            case "Edm.Binary", "Edm.Stream" -> text(node, BASE64);
            default -> false;
        };
    }

    private static boolean text(JsonNode node, Pattern pattern) {
        return node.isTextual() && pattern.matcher(node.textValue()).matches();
    }
}
