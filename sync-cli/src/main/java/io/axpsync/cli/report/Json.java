package io.axpsync.cli.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.core.item.Reason;
import io.vavr.collection.Seq;
import java.io.PrintWriter;

/** JSON for programs: one document on standard output, members in camelCase, reasons as code, text, remedy. */
public final class Json {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** Prints a document, indented. */
    public static void print(PrintWriter out, JsonNode document) {
        print(out, document, false);
    }

    /** Prints a document. @param line all on one line, where several documents follow each other */
    public static void print(PrintWriter out, JsonNode document, boolean line) {
        try {
            out.println(
                    line
                            ? MAPPER.writeValueAsString(document)
                            : MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(document));
            out.flush();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A command that could not do its work. */
    public static ObjectNode problems(String kind, int exit, Seq<Reason> reasons) {
        ObjectNode document = object();
        document.put("exit", exit);
        document.put("failure", kind.toLowerCase(java.util.Locale.ROOT));
        ArrayNode problems = document.putArray("problems");
        reasons.map(Json::reason).forEach(problems::add);
        return document;
    }

    public static ObjectNode reason(Reason reason) {
        ObjectNode node = object();
        node.put("code", reason.code());
        node.put("text", reason.text());
        if (!reason.remedy().isEmpty()) {
            node.put("remedy", reason.remedy());
        }
        return node;
    }
}
