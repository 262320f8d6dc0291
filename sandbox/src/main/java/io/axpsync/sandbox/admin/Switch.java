package io.axpsync.sandbox.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A behaviour of one front end, or of the mailboxes behind both, that can be switched over HTTP. {@code POST /reset} sets
 * all of them back.
 *
 * @param name front end and behaviour: {@code graph.empty-pages}
 * @param what one line for the list
 */
public record Switch(String name, String what, Supplier<JsonNode> value, Consumer<JsonNode> setting) {

    /** On or off. */
    public static Switch flag(String name, String what, AtomicBoolean flag) {
        return new Switch(name, what, () -> BooleanNode.valueOf(flag.get()), json -> {
            require(json.isBoolean(), name, "true or false");
            flag.set(json.booleanValue());
        });
    }

    /** A number, zero at least; where it counts what is still to come, the server counts it down. */
    public static Switch number(String name, String what, AtomicInteger number) {
        return new Switch(name, what, () -> IntNode.valueOf(number.get()), json -> {
            require(json.canConvertToInt() && json.isIntegralNumber() && json.intValue() >= 0, name, "a number");
            number.set(json.intValue());
        });
    }

    /** A set of lower-case addresses. */
    public static Switch addresses(String name, String what, Set<String> addresses) {
        return new Switch(
                name,
                what,
                () -> {
                    ArrayNode all = JsonNodeFactory.instance.arrayNode();
                    addresses.stream().sorted().forEach(all::add);
                    return all;
                },
                json -> {
                    require(json.isArray(), name, "an array of addresses");
                    Set<String> wanted = new LinkedHashSet<>();
                    json.forEach(address -> wanted.add(address.asText().toLowerCase(Locale.ROOT)));
                    addresses.retainAll(wanted);
                    addresses.addAll(wanted);
                });
    }

    /** Something that happens whenever it is set to true; it reads false. */
    public static Switch event(String name, String what, Runnable event) {
        return new Switch(name, what, () -> BooleanNode.FALSE, json -> {
            require(json.isBoolean() && json.booleanValue(), name, "true");
            event.run();
        });
    }

    /** All of them with what they stand at. */
    public static ArrayNode list(List<Switch> switches) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        switches.forEach(s -> list.addObject()
                .put("name", s.name())
                .put("what", s.what())
                .set("value", s.value().get()));
        return list;
    }

    /**
     * Sets what the members of the object name, and nothing if one of the names is unknown.
     *
     * @throws IllegalArgumentException naming the member that is wrong
     */
    public static void set(List<Switch> switches, JsonNode body) {
        require(body instanceof ObjectNode, "body", "an object of switches and their values");
        body.fieldNames().forEachRemaining(name -> {
            if (switches.stream().noneMatch(s -> s.name().equals(name))) {
                throw new IllegalArgumentException("there is no switch " + name + "; there are "
                        + switches.stream().map(Switch::name).collect(Collectors.joining(", ")));
            }
        });
        switches.stream()
                .filter(s -> body.has(s.name()))
                .forEach(s -> s.setting().accept(body.path(s.name())));
    }

    private static void require(boolean holds, String name, String wanted) {
        if (!holds) {
            throw new IllegalArgumentException(name + " must be " + wanted);
        }
    }
}
