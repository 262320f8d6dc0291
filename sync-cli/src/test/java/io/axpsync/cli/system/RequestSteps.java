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

/**
 * The requests that reach Exchange and D365 as steps: each before it takes effect, and when it has taken effect and is
 * not yet answered. One of the steps can be held until whoever sent it is dead. What is held before its effect never
 * takes effect. A batch is one request: a server that has all of it carries all of it out.
 */
final class RequestSteps implements Traffic {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final List<String> steps = new ArrayList<>();
    private final Set<Thread> busy = new HashSet<>();
    private boolean counting;
    private int last;
    private boolean reached;
    private boolean released;

    /** Counts anew; {@code last} is the step that is held, none when 0. */
    synchronized void begin(Sandbox sandbox, int last) {
        steps.clear();
        busy.clear();
        this.last = last;
        reached = false;
        released = false;
        counting = true;
        sandbox.faults().add(new Watching());
    }

    /** Waits for the step to be held. @return what it is */
    synchronized String awaitHeld() throws InterruptedException {
        await(() -> reached, "step " + last + " was not reached, only " + steps.size());
        return steps.get(last - 1);
    }

    /** Lets the servers finish what they have begun. @return the steps that were taken */
    synchronized List<String> end() throws InterruptedException {
        released = true;
        notifyAll();
        await(busy::isEmpty, "the servers are still busy");
        counting = false;
        return List.copyOf(steps);
    }

    private void await(java.util.function.BooleanSupplier holds, String otherwise) throws InterruptedException {
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
            step("after ", frontEnd, request);
            busy.remove(Thread.currentThread());
            notifyAll();
        }
    }

    /** @return whether it was held */
    private boolean step(String moment, String frontEnd, Request request) {
        steps.add(moment + frontEnd + " " + request.method() + " " + kind(request));
        boolean held = steps.size() == last;
        if (held) {
            reached = true;
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
        return held;
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
