package io.axpsync.exchange.graph.internal.wire;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import io.vavr.control.Try;
import java.math.BigDecimal;

/** Reads JSON that a server made: a member that is missing, null or of another type is none, never an exception. */
public final class Json {

    private Json() {}

    public static Option<JsonObject> parse(String text) {
        try {
            JsonElement element = JsonParser.parseString(text);
            return element.isJsonObject() ? Option.some(element.getAsJsonObject()) : Option.none();
        } catch (JsonParseException notJson) {
            return Option.none();
        }
    }

    public static Option<String> text(JsonObject object, String name) {
        return primitive(object, name).filter(JsonPrimitive::isString).map(JsonPrimitive::getAsString);
    }

    public static Option<Boolean> bool(JsonObject object, String name) {
        return primitive(object, name).filter(JsonPrimitive::isBoolean).map(JsonPrimitive::getAsBoolean);
    }

    public static Option<Long> whole(JsonObject object, String name) {
        return primitive(object, name)
                .filter(JsonPrimitive::isNumber)
                .flatMap(number -> Try.of(() -> new BigDecimal(number.getAsString()).longValueExact())
                        .toOption());
    }

    public static Option<JsonObject> object(JsonObject object, String name) {
        return Option.of(object.get(name)).filter(JsonElement::isJsonObject).map(JsonElement::getAsJsonObject);
    }

    /** The objects of an array; anything else in it is left out. */
    public static Seq<JsonObject> objects(JsonObject object, String name) {
        return array(object, name)
                .map(array ->
                        Vector.ofAll(array).filter(JsonElement::isJsonObject).map(JsonElement::getAsJsonObject))
                .getOrElse(Vector.empty());
    }

    public static Seq<String> texts(JsonObject object, String name) {
        return array(object, name)
                .map(array -> Vector.ofAll(array)
                        .filter(e ->
                                e.isJsonPrimitive() && e.getAsJsonPrimitive().isString())
                        .map(JsonElement::getAsString))
                .getOrElse(Vector.empty());
    }

    private static Option<JsonArray> array(JsonObject object, String name) {
        return Option.of(object.get(name)).filter(JsonElement::isJsonArray).map(JsonElement::getAsJsonArray);
    }

    private static Option<JsonPrimitive> primitive(JsonObject object, String name) {
        return Option.of(object.get(name)).filter(JsonElement::isJsonPrimitive).map(JsonElement::getAsJsonPrimitive);
    }
}
