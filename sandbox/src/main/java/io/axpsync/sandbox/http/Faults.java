package io.axpsync.sandbox.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

/** The faults that wait for their requests. The oldest rule that fits strikes; one fault per request. */
public final class Faults {

    /** On answers that were made up, until they are sent: contract checks leave them alone. Its value is the kind. */
    public static final String HEADER = "X-Sandbox-Fault";

    private static final String LOGIN = "<!DOCTYPE html><html><head><title>Sign in</title></head>"
            + "<body><form method=\"post\"><input name=\"user\"></form></body></html>";

    private static final BiFunction<String, Response, Response> AS_IT_IS = (frontEnd, response) -> response;

    /** A rule and how often it fitted. */
    private record Waiting(FaultRule rule, AtomicInteger fitted) {}

    private final Map<Integer, Waiting> waiting = new LinkedHashMap<>();
    private final List<Runnable> whenCleared = new CopyOnWriteArrayList<>();
    private volatile BiConsumer<String, Request> watcher = (frontEnd, request) -> {};
    private volatile BiFunction<String, Response, Response> rewriting = AS_IT_IS;
    private int lastId;

    /** Tells every request on which rules are tried, parts of batches too, before they are. One watcher at a time. */
    public void watch(BiConsumer<String, Request> theWatcher) {
        watcher = theWatcher;
    }

    /** Lets answers be rewritten right before they are sent, by front end; gone when the faults are cleared. */
    public void rewrite(BiFunction<String, Response, Response> theRewriting) {
        rewriting = theRewriting;
    }

    Answer rewritten(String frontEnd, Answer answer) {
        return new Answer(rewriting.apply(frontEnd, answer.response()), answer.wire());
    }

    void whenCleared(Runnable task) {
        whenCleared.add(task);
    }

    /** @return the id by which the rule can be removed */
    public synchronized int add(FaultRule rule) {
        waiting.put(++lastId, new Waiting(rule, new AtomicInteger()));
        return lastId;
    }

    /** Whether there was a rule of that id. */
    public synchronized boolean remove(int id) {
        return waiting.remove(id) != null;
    }

    public void clear() {
        synchronized (this) {
            waiting.clear();
            rewriting = AS_IT_IS;
        }
        whenCleared.forEach(Runnable::run);
    }

    /** The rules that wait, by id. */
    public synchronized Map<Integer, FaultRule> rules() {
        Map<Integer, FaultRule> rules = new LinkedHashMap<>();
        waiting.forEach((id, w) -> rules.put(id, w.rule()));
        return rules;
    }

    private synchronized Optional<Fault> strike(String frontEnd, Request request) {
        for (Map.Entry<Integer, Waiting> entry : waiting.entrySet()) {
            FaultRule rule = entry.getValue().rule();
            if (rule.fits(frontEnd, request)) {
                int count = entry.getValue().fitted().incrementAndGet() - rule.after();
                if (count > 0) {
                    if (rule.times() >= 0 && count >= rule.times()) {
                        waiting.remove(entry.getKey());
                    }
                    return Optional.of(rule.fault());
                }
            }
        }
        return Optional.empty();
    }

    Answer answer(String frontEnd, Request request, Handler handler, Mischief mischief) {
        watcher.accept(frontEnd, request);
        Optional<Fault> fault = strike(frontEnd, request);
        if (fault.isEmpty()) {
            return Answer.whole(handler.handle(request));
        }
        Answer answer = fault.get().kind().madeUp()
                ? madeUp(frontEnd, fault.get())
                : real(request, handler, mischief, fault.get());
        pause(fault.get());
        return answer;
    }

    /**
     * Lets faults strike single parts of a batch: each is a request of its own to the rules. A part has no connection to
     * lose: where that would happen, it answers 504.
     */
    public Handler parts(String frontEnd, Handler handler, Mischief mischief) {
        return request -> {
            Answer answer = answer(frontEnd, request, handler, mischief);
            return answer.wire() == Answer.Wire.WHOLE
                    ? answer.response()
                    : Response.json(
                                    504,
                                    "{\"error\":{\"code\":\"GatewayTimeout\",\"message\":\"The answer was lost.\"}}")
                            .with(HEADER, "LOST_ANSWER");
        };
    }

    private static Answer madeUp(String frontEnd, Fault fault) {
        String media = frontEnd.equals("ews") ? "text/xml; charset=utf-8" : "application/json; charset=utf-8";
        Response response = switch (fault.kind()) {
            case STATUS ->
                new Response(fault.status(), Headers.EMPTY, fault.body().getBytes(StandardCharsets.UTF_8));
            case LOGIN_PAGE -> Response.text(200, "text/html; charset=utf-8", LOGIN);
            case REDIRECT -> Response.empty(302).with("Location", "https://localhost/adfs/ls/?wa=wsignin1.0");
            case GARBAGE -> Response.text(200, media, "\u0001}{ this is <neither> \"JSON nor XML");
            case EMPTY_NOT_FOUND -> Response.empty(404);
            case EMPTY -> Response.text(200, media, "");
            case HUGE ->
                new Response(
                        200, Headers.EMPTY.with("Content-Type", media), frontEnd.equals("ews") ? Huge.XML : Huge.JSON);
            default -> Response.empty(500);
        };
        for (Map.Entry<String, List<String>> field : fault.headers().fields().entrySet()) {
            response = response.with(field.getKey(), String.join(", ", field.getValue()));
        }
        response = response.with(HEADER, fault.kind().name());
        return new Answer(
                response,
                switch (fault.kind()) {
                    case RESET -> Answer.Wire.NONE;
                    case DOWN -> Answer.Wire.DOWN;
                    default -> Answer.Wire.WHOLE;
                });
    }

    private static Answer real(Request request, Handler handler, Mischief mischief, Fault fault) {
        return switch (fault.kind()) {
            case NO_EFFECT -> Answer.whole(mischief.withoutEffect(request, handler));
            case DOUBLE_EFFECT -> Answer.whole(mischief.twice(request, handler));
            case EXTRA_MAIL -> Answer.whole(mischief.withExtraMail(request, handler));
            case CUT -> new Answer(handler.handle(request), Answer.Wire.HALF);
            case LOST_ANSWER -> new Answer(handler.handle(request), Answer.Wire.NONE);
            case WRONG_CHARSET -> {
                Response answer = handler.handle(request);
                yield Answer.whole(new Response(
                                answer.status(), answer.headers(), answer.text().getBytes(StandardCharsets.ISO_8859_1))
                        .with(HEADER, fault.kind().name()));
            }
            default -> Answer.whole(handler.handle(request));
        };
    }

    private static void pause(Fault fault) {
        try {
            TimeUnit.MILLISECONDS.sleep(fault.delay().toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Made when they are needed first. */
    private static final class Huge {
        private static final byte[] XML = filled("<?xml version=\"1.0\"?><s:Envelope>");
        private static final byte[] JSON = filled("{\"value\": [");

        private static byte[] filled(String beginning) {
            byte[] body = new byte[8 << 20];
            Arrays.fill(body, (byte) ' ');
            byte[] begun = beginning.getBytes(StandardCharsets.UTF_8);
            System.arraycopy(begun, 0, body, 0, begun.length);
            return body;
        }
    }
}
