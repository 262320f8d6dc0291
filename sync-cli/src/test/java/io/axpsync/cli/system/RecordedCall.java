package io.axpsync.cli.system;

import io.axpsync.sandbox.http.Fault;
import io.axpsync.sandbox.http.FaultRule;
import io.axpsync.sandbox.http.Request;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One sort of call, as it was heard: two requests are of one sort when they differ by ids and values only.
 *
 * @param shape of the path, with its query options by name; ids, keys and addresses are left out
 * @param operation of EWS, else empty
 * @param ofOneLane whether it names the mailbox that the matrix strikes; else all lanes share it
 */
record RecordedCall(String frontEnd, String method, String shape, String operation, boolean ofOneLane) {

    private static final Pattern ADDRESS = Pattern.compile("[^/='\"()]+@[^/?&'\"()]+");
    private static final Pattern KEYS = Pattern.compile("\\([^)]*\\)");
    private static final Pattern ID = Pattern.compile("(?<=/)[A-Za-z0-9_=+-]{24,}(?=[/?]|$)");
    private static final Pattern OPERATION = Pattern.compile("<(?:\\w+:)?Body[^>]*>\\s*<(?:\\w+:)?(\\w+)");
    private static final String ANY = "\u0000";

    static RecordedCall of(String frontEnd, Request request, String struck) {
        String path = request.uri().getPath();
        String query = Optional.ofNullable(request.uri().getQuery()).orElse("");
        String shape = shape(path)
                + (query.isEmpty()
                        ? ""
                        : "?"
                                + Arrays.stream(query.split("&"))
                                        .map(option -> option.split("=", 2)[0])
                                        .sorted()
                                        .collect(Collectors.joining("&")));
        Matcher m = OPERATION.matcher(request.text());
        boolean soap = frontEnd.equals("ews");
        boolean lane = (soap ? request.text() : path).contains(struck);
        return new RecordedCall(frontEnd, request.method(), shape, soap && m.find() ? m.group(1) : "", lane);
    }

    /** The same call about the mailbox that is struck. */
    RecordedCall ofTheStruckLane() {
        return new RecordedCall(frontEnd, method, shape, operation, true);
    }

    private static String shape(String path) {
        String shape = ADDRESS.matcher(path).replaceAll(ANY);
        shape = KEYS.matcher(shape).replaceAll("(" + ANY + ")");
        return ID.matcher(shape).replaceAll(ANY);
    }

    /** Strikes every call of this sort; of those that name a mailbox, the ones of the mailbox that is struck. */
    FaultRule rule(Fault fault) {
        String[] halves = shape.split("\\?", 2);
        String path =
                Arrays.stream(halves[0].split(ANY, -1)).map(Pattern::quote).collect(Collectors.joining("[^/?]+"));
        StringBuilder pattern =
                new StringBuilder(frontEnd.equals("ews") ? "" : "^" + path + (halves.length > 1 ? "\\?" : "$"));
        if (halves.length > 1) {
            for (String option : halves[1].split("&")) {
                pattern.insert(0, "(?=.*[?&]" + Pattern.quote(option) + "=)");
            }
        }
        if (ofOneLane && !frontEnd.equals("ews")) {
            pattern.insert(0, "(?=.*" + Pattern.quote(FaultMatrix.STRUCK) + ")");
        }
        return FaultRule.of(fault)
                .frontEnd(frontEnd)
                .method(method)
                .path(pattern.toString())
                .operation(operation)
                .body(ofOneLane && frontEnd.equals("ews") ? Pattern.quote(FaultMatrix.STRUCK) : "")
                .times(-1)
                .build();
    }

    @Override
    public String toString() {
        return frontEnd + " " + (operation.isEmpty() ? method + " " + shape.replace(ANY, "{}") : operation);
    }
}
