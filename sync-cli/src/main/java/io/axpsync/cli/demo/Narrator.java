package io.axpsync.cli.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Supplier;

/** Tells each step when it is done and checked, and keeps it for the JSON. */
final class Narrator {

    private final PrintWriter out;
    private final ArrayNode steps = JsonNodeFactory.instance.arrayNode();

    Narrator(PrintWriter out) {
        this.out = out;
    }

    void say(String line) {
        out.println(line);
        out.flush();
    }

    /** Does a step; what it returns is told when it holds. */
    void step(String name, Supplier<String> work) {
        try {
            String told = work.get();
            say(String.format("%2d ok  %-13s %s", steps.size() + 1, name, told.replace("\n", "\n" + " ".repeat(21))));
            steps.addObject()
                    .put("step", name)
                    .put("told", told.replace('\n', ' '))
                    .put("ok", true);
        } catch (NotSo e) {
            say(String.format("%2d NO  %-13s %s", steps.size() + 1, name, e.getMessage()));
            steps.addObject()
                    .put("step", name)
                    .put("told", String.valueOf(e.getMessage()))
                    .put("ok", false);
            throw e;
        }
    }

    /** Shows what the user saw in the last step. */
    void show(List<String> lines) {
        lines.forEach(line -> say(" ".repeat(20) + "| " + line));
        if (!steps.isEmpty() && steps.get(steps.size() - 1) instanceof ObjectNode step) {
            ArrayNode shown = step.putArray("shown");
            lines.forEach(shown::add);
        }
    }

    ArrayNode steps() {
        return steps;
    }
}
