package io.axpsync.sandbox.http;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.immutables.value.Value;

/**
 * Which requests a fault hits. Everything that is left open fits. A batch is a request of its own (POST {@code …/$batch})
 * and is tried first; then each of its parts is tried with its own method, path and body. So a rule for one part names
 * its path.
 */
@Value.Immutable
@Value.Style(jdkOnly = true, get = "*")
public interface FaultRule {

    /** {@code graph}, {@code ews}, {@code d365} or {@code token}; empty = all. */
    @Value.Default
    default String frontEnd() {
        return "";
    }

    /** The HTTP method; empty = all. */
    @Value.Default
    default String method() {
        return "";
    }

    /** A regular expression that is searched for in path and query, percent-decoded. */
    @Value.Default
    default String path() {
        return "";
    }

    /** The name of the EWS operation, such as {@code UpdateItem}. */
    @Value.Default
    default String operation() {
        return "";
    }

    /** A regular expression that is searched for in the text of the request's body. */
    @Value.Default
    default String body() {
        return "";
    }

    /** So many requests that fit pass before it strikes: 1 means the second one. */
    @Value.Default
    default int after() {
        return 0;
    }

    /** So many requests are hit; a negative number means all. */
    @Value.Default
    default int times() {
        return 1;
    }

    Fault fault();

    static ImmutableFaultRule.Builder of(Fault fault) {
        return ImmutableFaultRule.builder().fault(fault);
    }

    static ImmutableFaultRule.Builder of(Fault.Kind kind) {
        return of(Fault.of(kind));
    }

    /** Whether the request fits, the count left aside. */
    default boolean fits(String theFrontEnd, Request request) {
        return (frontEnd().isEmpty() || frontEnd().equals(theFrontEnd))
                && (method().isEmpty() || method().equals(request.method()))
                && (path().isEmpty()
                        || Pattern.compile(path()).matcher(target(request)).find())
                && (operation().isEmpty() || operation().equals(operation(request)))
                && (body().isEmpty()
                        || Pattern.compile(body()).matcher(request.text()).find());
    }

    private static String target(Request request) {
        return request.uri().getPath()
                + Optional.ofNullable(request.uri().getQuery())
                        .map(q -> "?" + q)
                        .orElse("");
    }

    private static String operation(Request request) {
        Matcher m = Operation.IN_BODY.matcher(request.text());
        return m.find() ? m.group(1) : "";
    }

    /** Where the name of a SOAP operation stands. */
    final class Operation {
        private static final Pattern IN_BODY =
                Pattern.compile("<(?:[\\w.-]+:)?Body[^>]*>\\s*<(?:[\\w.-]+:)?([A-Za-z]+)");

        private Operation() {}
    }
}
