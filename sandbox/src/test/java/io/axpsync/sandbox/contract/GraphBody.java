package io.axpsync.sandbox.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.axpsync.sandbox.contract.GraphModel.Operation;
import io.axpsync.sandbox.contract.GraphModel.Type;
import io.axpsync.sandbox.contract.GraphModel.TypeRef;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** JSON against Graph's metadata: each property exists, has its type, and is null or a collection only where it may. */
final class GraphBody {

    private static final Set<String> ANNOTATIONS = Set.of(
            "context",
            "type",
            "id",
            "etag",
            "editLink",
            "readLink",
            "nextLink",
            "deltaLink",
            "count",
            "bind",
            "navigationLink",
            "associationLink",
            "mediaReadLink",
            "mediaEditLink",
            "mediaContentType",
            "mediaEtag");

    private static final Pattern EXTENDED_PROPERTY_ID = Pattern.compile(
            "(?i)(String|Integer|Long|Short|Boolean|Binary|SystemTime|CLSID|Double|Float|Currency|ApplicationTime|Object|Error|Null|Integer)(Array)?"
                    + " (0x[0-9a-f]{1,4}|\\{?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\}?"
                    + " (Name .+|Id 0x[0-9a-f]{1,8}))");

    /** exchange.md A3: local text without offset, up to 7 fraction digits. */
    private static final Pattern LOCAL_DATE_TIME =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,7})?)?");

    private final GraphModel model;

    GraphBody(GraphModel model) {
        this.model = model;
    }

    /** A value of the type, at {@code where} in the body. */
    void check(JsonNode node, TypeRef type, String where, Findings findings) {
        if (type.collection()) {
            if (!node.isArray()) {
                findings.wrong(where + " is not an array of " + type.name());
                return;
            }
            int i = 0;
            for (JsonNode element : node) {
                single(element, type.element(), false, where + "[" + i++ + "]", findings);
            }
            return;
        }
        single(node, type, type.nullable(), where, findings);
    }

    private void single(JsonNode node, TypeRef type, boolean nullable, String where, Findings findings) {
        if (node.isNull()) {
            findings.must(nullable, where + " must not be null");
        } else if (type.name().startsWith("Edm.")) {
            primitive(node, type.name(), where, findings);
        } else {
            Optional<Type> known = model.type(type.name());
            if (known.isEmpty()) {
                findings.wrong(where + " has type " + type.name() + ", which the metadata cut leaves out");
            } else if (known.get().kind().equals("EnumType")) {
                findings.must(
                        node.isTextual() && known.get().members().contains(node.textValue()),
                        where + " = " + node + " is no member of " + type.name());
            } else {
                object(node, known.get(), where, findings);
            }
        }
    }

    private void object(JsonNode node, Type declared, String where, Findings findings) {
        if (!node.isObject()) {
            findings.wrong(where + " is not an object of type " + declared.name());
            return;
        }
        Type type = actual(node, declared, where, findings);
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String name = field.getKey();
            String here = where + "." + name;
            if (name.contains("@")) {
                annotation(name, type, here, findings);
                continue;
            }
            Optional<TypeRef> member = model.property(type.name(), name).or(() -> model.navigation(type.name(), name));
            if (member.isPresent()) {
                check(field.getValue(), member.get(), here, findings);
            } else {
                findings.must(model.open(type.name()), here + " does not exist on " + type.name());
            }
        }
        special(node, type, where, findings);
    }

    /** The declared type, or the derived one that {@code @odata.type} names. */
    private Type actual(JsonNode node, Type declared, String where, Findings findings) {
        if (node.has("@removed")) {
            return declared;
        }
        String named = node.path("@odata.type").asText("");
        if (named.isEmpty()) {
            findings.must(!declared.isAbstract(), where + " needs @odata.type: " + declared.name() + " is abstract");
            return declared;
        }
        findings.must(named.startsWith("#microsoft.graph."), where + " has a strange @odata.type " + named);
        Optional<Type> found = model.type(GraphModel.simple(named.replace("#", "")));
        if (found.isEmpty() || !model.derives(found.get().name(), declared.name())) {
            findings.wrong(where + " has @odata.type " + named + ", which is no " + declared.name());
            return declared;
        }
        return found.get();
    }

    private void annotation(String name, Type type, String where, Findings findings) {
        String annotated = name.substring(0, name.indexOf('@'));
        String term = name.substring(name.indexOf('@') + 1);
        findings.must(
                annotated.isEmpty()
                        || model.property(type.name(), annotated).isPresent()
                        || model.navigation(type.name(), annotated).isPresent(),
                where + " annotates a property that does not exist on " + type.name());
        findings.must(
                term.equals("removed")
                        || term.startsWith("microsoft.graph.")
                        || (term.startsWith("odata.") && ANNOTATIONS.contains(term.substring(6))),
                where + " is no known annotation");
    }

    private static void special(JsonNode node, Type type, String where, Findings findings) {
        if (type.name().equals("dateTimeTimeZone")) {
            findings.must(
                    LOCAL_DATE_TIME.matcher(node.path("dateTime").asText("")).matches(),
                    where + ".dateTime = " + node.path("dateTime") + " is no local date and time");
            findings.must(!node.path("timeZone").asText("").isEmpty(), where + ".timeZone is missing");
        }
        if (type.name().endsWith("ValueLegacyExtendedProperty")) {
            findings.must(
                    EXTENDED_PROPERTY_ID.matcher(node.path("id").asText("")).matches(),
                    where + ".id = " + node.path("id") + " is no extended property id");
        }
    }

    /** The parameters of an action; their names compare without regard to case, as Graph takes them. */
    void parameters(JsonNode node, Operation operation, Findings findings) {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            TypeRef type = operation.parameters().get(field.getKey().toLowerCase(Locale.ROOT));
            if (type == null) {
                findings.wrong(operation.name() + " has no parameter '" + field.getKey() + "'");
            } else {
                check(field.getValue(), type, field.getKey(), findings);
            }
        }
    }

    private static void primitive(JsonNode node, String type, String where, Findings findings) {
        findings.must(EdmJson.fits(node, type), where + " = " + node + " is no " + type);
    }
}
