package io.axpsync.cli.system;

import io.axpsync.sandbox.Sandbox;
import io.axpsync.sandbox.http.Fault;
import io.axpsync.sandbox.http.FaultRule;
import io.axpsync.sandbox.http.Request;
import io.axpsync.sandbox.http.Response;
import io.axpsync.sandbox.http.Traffic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * The requests that reach Exchange and D365 as steps: each before it takes effect, and when it has taken effect and is
 * not yet answered. One of the steps can be held until whoever sent it is dead. What is held before its effect never
 * takes effect. A batch is one request: a server that has all of it carries all of it out.
 */
final class RequestSteps implements Traffic {

    private static final String AFTER = "after ";

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final List<String> steps = new ArrayList<>();
    private final Set<Thread> busy = new HashSet<>();
    private boolean counting;
    private int last;
    private Predicate<Request> such = request -> false;
    private String held = "";
    private boolean reached;
    private boolean released;

    /** Counts anew; {@code last} is the step that is held, none when 0. */
    synchronized void begin(Sandbox sandbox, int last) {
        begin(sandbox, last, request -> false);
    }

    /** Holds the first request that is such a one, when it has taken effect. Other requests go on. */
    synchronized void begin(Sandbox sandbox, Predicate<Request> such) {
        begin(sandbox, 0, such);
    }

    private void begin(Sandbox sandbox, int last, Predicate<Request> such) {
        steps.clear();
        busy.clear();
        this.last = last;
        this.such = such;
        reached = false;
        released = false;
        counting = true;
        sandbox.faults().add(new Watching());
    }

    /** Waits for the step to be held. @return what it is */
    synchronized String awaitHeld() throws InterruptedException {
        await(() -> reached, "nothing was held in " + steps.size() + " steps");
        return held;
    }

    /** Lets the servers finish what they have begun. @return the steps that were taken */
    synchronized List<String> end() throws InterruptedException {
        released = true;
        notifyAll();
        await(busy::isEmpty, "the servers are still busy");
        counting = false;
        return List.copyOf(steps);
    }

    private void await(BooleanSupplier holds, String otherwise) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!holds.getAsBoolean()) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                throw new AssertionError(otherwise);
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    @Override
    public synchronized void seen(String frontEnd, Request request, Response response) {
        if (counting && !frontEnd.equals("token")) {
            step(AFTER, frontEnd, request);
            busy.remove(Thread.currentThread());
            notifyAll();
        }
    }

    /** @return whether it was held */
    private boolean step(String moment, String frontEnd, Request request) {
        steps.add(moment + frontEnd + " " + request.method() + " " + kind(request));
        boolean here = !reached && (steps.size() == last || (moment.equals(AFTER) && such.test(request)));
        if (here) {
            reached = true;
            held = steps.get(steps.size() - 1);
            notifyAll();
            while (!released) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    released = true;
                }
            }
        }
        return here;
    }

    private static String kind(Request request) {
        return request.path()
                .replaceFirst("^/(v1\\.0|data)/", "")
                .replaceFirst("^users/[^/]+/", "")
                .replaceAll("(events|calendar)/[^/]{20,}", "$1/…")
                .replaceFirst("\\(.*\\)", "(…)");
    }

    /** A rule that strikes once, where the sender is dead: the connection ends, and nothing is done. */
    private final class Watching implements FaultRule {

        @Override
        public Fault fault() {
            return Fault.of(Fault.Kind.RESET);
        }

        @Override
        public boolean fits(String frontEnd, Request request) {
            synchronized (RequestSteps.this) {
                if (!counting || frontEnd.equals("token")) {
                    return false;
                }
                boolean part = !busy.add(Thread.currentThread());
                return !part && step("before ", frontEnd, request);
            }
        }
    }
}
