package io.axpsync.sandbox.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Feeds a reader with spoilt samples: {@code -Dfuzz.inputs} of them (10,000 unless told), from {@code -Dfuzz.seed} on.
 * The n-th input depends on the seed and n only, so that a violation can be replayed from what it prints.
 */
public final class Fuzz {

    private static final int MOST = 5;
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final String reader;
    private final long seed = Long.getLong("fuzz.seed", 20_261_122L);
    private final int wanted = Integer.getInteger("fuzz.inputs", 10_000);
    private final List<String> violations = new ArrayList<>();
    private int made;
    private int refused;

    /** @param reader as the report names it */
    public Fuzz(String reader) {
        this.reader = reader;
    }

    /** Whether there is more to try; false once several violations are found. */
    public synchronized boolean goesOn() {
        return made < wanted && violations.size() < MOST;
    }

    /** The next spoilt sample. */
    public synchronized byte[] spoilt(byte[] sample) {
        return new Mutations(seed + made++).of(sample);
    }

    /** Counts an answer of the reader that is a declared failure. */
    public synchronized void refused() {
        refused++;
    }

    /** Something that a reader does with the inputs that it is given meanwhile. */
    @FunctionalInterface
    public interface Trial {
        void run() throws Exception;
    }

    /** Tries; whatever it throws, and whatever takes too long, is a violation. */
    public void tries(Trial trial) {
        int before = made;
        long start = System.nanoTime();
        try {
            trial.run();
        } catch (Throwable thrown) {
            violated(before, thrown + " at " + where(thrown));
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        if (took.compareTo(LONGEST) > 0) {
            violated(before, "took " + took);
        }
    }

    private synchronized void violated(int before, String what) {
        violations.add("inputs " + before + " to " + made + " of seed " + seed + ": " + what);
    }

    private static String where(Throwable thrown) {
        StackTraceElement[] trace = thrown.getStackTrace();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(trace.length, 12); i++) {
            text.append(trace[i]).append(" < ");
        }
        return text.toString();
    }

    /** Asserts that what was tried so far neither threw nor took too long. */
    public void assertQuiet() {
        assertThat(violations).isEmpty();
    }

    /** Prints the counts and asserts that nothing was violated. */
    public void report() {
        System.out.println("fuzz " + reader + ": " + made + " inputs from seed " + seed + ", " + refused
                + " declared failures, " + violations.size() + " violations");
        assertThat(violations).isEmpty();
        assertThat(made).isGreaterThanOrEqualTo(wanted);
        assertThat(refused).as("a reader that takes everything reads nothing").isPositive();
    }
}
