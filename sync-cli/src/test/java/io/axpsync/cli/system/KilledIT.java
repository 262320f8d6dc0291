package io.axpsync.cli.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program is killed by SIGKILL in the middle of its work, and started again. */
class KilledIT {

    /** How often in all; half on each database, of these half at requests and half in the store. */
    private static final int KILLS = Integer.getInteger("axpsync.kills", 50);

    private static final Seq<String> EVERY_SORT = Vector.of(
            "adopt",
            "create on D365",
            "create on EXCHANGE",
            "mail",
            "release, unmark D365",
            "release, unmark EXCHANGE",
            "remove from D365",
            "remove from EXCHANGE",
            "update of D365",
            "update of EXCHANGE");

    @TempDir
    private Path folder;

    /** One kill, and what was wrong in the end. */
    private record Kill(Engine engine, String where, String step, Seq<String> wrong) {
        String kind() {
            return engine + ", " + where + " " + step;
        }
    }

    @Test
    void whereverItIsKilledTheNextRunEndsAsIfNothingHadHappened() throws Exception {
        ExecutorService two = Executors.newFixedThreadPool(Engine.values().length);
        try {
            Seq<Future<Seq<Kill>>> asked = Vector.of(Engine.values()).map(engine -> two.submit(() -> ordeal(engine)));
            Vector<Kill> kills = Vector.empty();
            for (Future<Seq<Kill>> answer : asked) {
                kills = kills.appendAll(answer.get(15, TimeUnit.MINUTES));
            }
            print(kills);
            assertThat(kills.filter(k -> !k.wrong().isEmpty())).isEmpty();
            assertThat(kills).hasSize(KILLS);
        } finally {
            two.shutdownNow();
        }
    }

    private Seq<Kill> ordeal(Engine engine) throws Exception {
        try (Ordeal ordeal = new Ordeal(engine, folder)) {
            Ordeal.Uncut uncut = ordeal.uncut();
            System.out.println(
                    engine + ": an uncut run takes " + uncut.requests().size() + " steps in requests and "
                            + uncut.store().size() + " in the store");
            assertThat(uncut.decisions()).containsExactlyElementsOf(EVERY_SORT);
            double from = (engine.ordinal() + 0.5) / Engine.values().length;
            int each = KILLS / Engine.values().length;
            Vector<Kill> kills = Vector.empty();
            for (int step : spread(each / 2, uncut.requests().size(), from)) {
                Ordeal.Fate fate = ordeal.killAtRequest(step);
                kills = kills.append(
                        new Kill(engine, "request", fate.step(), fate.ending().wrong(uncut.ending())));
            }
            for (int step : spread(each - each / 2, uncut.store().size(), from)) {
                Ordeal.Fate fate = ordeal.killInStore(step);
                kills = kills.append(
                        new Kill(engine, "store", fate.step(), fate.ending().wrong(uncut.ending())));
            }
            return kills;
        }
    }

    /** The journal must be on disk before the servers are asked to write: this is what the setting is for. */
    @Test
    void withWritesThatReachTheDiskLaterAKilledRunLeavesTraces() throws Exception {
        try (Ordeal ordeal = new Ordeal(Engine.H2, folder)) {
            Ordeal.Uncut uncut = ordeal.uncut();
            int created = 1 + uncut.requests().lastIndexOf("after graph POST $batch");
            Ordeal.Fate sound = ordeal.killAtRequest(created);
            assertThat(sound.ending().wrong(uncut.ending())).as(sound.step()).isEmpty();

            assertThatThrownBy(() -> ordeal.killWithLateWrites(created))
                    .as("the fence tells that the state has forgotten what was written")
                    .hasMessageContaining("fence-ahead");
        }
    }

    /**
     * So many numbers from 1 to {@code steps}, at equal distances.
     *
     * @param from where the first one stands, as a part of the distance
     */
    private static Seq<Integer> spread(int count, int steps, double from) {
        return Vector.range(0, count).map(i -> 1 + (int) ((i + from) * steps / count));
    }

    private static void print(Seq<Kill> kills) {
        Map<String, Integer> histogram = kills.groupBy(Kill::kind).mapValues(Seq::size);
        histogram.toVector().sorted().forEach(line -> System.out.println("  " + line._2 + "  " + line._1));
        System.out.println("kills: " + kills.size());
    }
}
