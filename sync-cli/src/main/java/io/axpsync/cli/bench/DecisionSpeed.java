package io.axpsync.cli.bench;

import io.axpsync.core.change.Fingerprints;
import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.link.Link;
import io.axpsync.core.link.LinkMatcher;
import io.axpsync.core.link.Pairing;
import io.axpsync.core.plan.LaneView;
import io.axpsync.core.plan.Planner;
import io.axpsync.core.plan.SyncRules;
import io.vavr.collection.HashMap;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * How many decisions the pure core takes in a second of one core: matching, change detection, table, merge, mail rules,
 * over items as a busy day brings them. Of a hundred, 70 were touched and say what they said, 15 were edited on one
 * side, 5 on both, 5 are new, and 5 meet for the first time. The two sides and
 * the links share no object, as if servers and store had answered; the same answers are decided about again and again.
 */
final class DecisionSpeed {

    /** As many as a run reads and decides together when all of their items were touched. */
    private static final int LANES = 5;

    private static final Duration WARM_UP = Duration.ofSeconds(2);
    private static final Duration MEASURED = Duration.ofMillis(400);
    private static final int TIMES = 5;

    private final LargeCompany company;
    private final Fingerprints fingerprints;
    private final Instant now;
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    /** @param fingerprints fresh ones: what was fingerprinted for the links is not known to the run that reads them */
    DecisionSpeed(LargeCompany company, Fingerprints fingerprints, Instant now) {
        this.company = company;
        this.fingerprints = fingerprints;
        this.now = now;
    }

    /**
     * Decisions per second of the deciding thread's processor time, so that what else the machine does matters little.
     *
     * @param best of several measurements
     * @param median of the same
     */
    record Speed(long best, long median) {}

    /** What one lane's turn has to do with: its links, and what was read of both sides, linked or not. */
    private record Turn(
            Lane lane,
            Seq<Link> links,
            Map<ItemRef, Observed> linked,
            Seq<Observed.Present> freshOnD365,
            Seq<Observed.Present> freshOnExchange) {}

    Speed measure() {
        Seq<Turn> turns = company.lanes(LANES).map(lane -> readAnew(turn(lane)));
        decide(turns, WARM_UP);
        Seq<Long> speeds =
                Vector.range(0, TIMES).map(n -> decide(turns, MEASURED)).sorted();
        return new Speed(speeds.last(), speeds.get(TIMES / 2));
    }

    private long decide(Seq<Turn> turns, Duration time) {
        long decisions = 0;
        long spent = 0;
        long start = threads.getCurrentThreadCpuTime();
        while (spent < time.toNanos()) {
            for (Turn turn : turns) {
                decisions += decide(turn);
            }
            spent = threads.getCurrentThreadCpuTime() - start;
        }
        return decisions * 1_000_000_000L / spent;
    }

    private int decide(Turn turn) {
        Seq<Pairing> pairings = LinkMatcher.known(turn.links(), turn.linked()::get)
                .appendAll(LinkMatcher.match(turn.freshOnD365(), turn.freshOnExchange()));
        LaneView view = new LaneView(
                turn.lane(), SyncRules.builder().build(), LargeCompany.SIDES, pairings, HashMap.empty(), false, now);
        return new Planner(view, fingerprints).decide().size();
    }

    private Turn turn(Lane lane) {
        Map<ItemRef, Observed> linked = new java.util.HashMap<>();
        Seq<Observed.Present> freshOnD365 = Vector.empty();
        Seq<Observed.Present> freshOnExchange = Vector.empty();
        Seq<Link> links = Vector.empty();
        for (int n = 0; n < LargeCompany.APPOINTMENTS; n++) {
            int sort = n % 20;
            Observed.Present d365 = company.full(lane, n, Side.D365, onD365(lane, n, sort), 2);
            Observed.Present exchange = company.full(lane, n, Side.EXCHANGE, onExchange(lane, n, sort), 2);
            if (sort == 4) {
                freshOnExchange = freshOnExchange.append(exchange);
            } else if (sort == 5) {
                freshOnD365 = freshOnD365.append(d365);
                freshOnExchange = freshOnExchange.append(exchange);
            } else {
                links = links.append(company.link(lane, n));
                linked.put(d365.ref(), d365);
                linked.put(exchange.ref(), exchange);
            }
        }
        return new Turn(lane, links, linked, freshOnD365, freshOnExchange);
    }

    private Item onD365(Lane lane, int n, int sort) {
        Item item = company.appointment(lane, n);
        return sort == 2 || sort == 3 || sort == 5 ? item.with(Field.LOCATION, Value.text("Hall 99")) : item;
    }

    private Item onExchange(Lane lane, int n, int sort) {
        Item item = company.appointment(lane, n);
        return switch (sort) {
            case 0, 1 -> item.with(Field.LOCATION, Value.text("Hall 99"));
            case 3 -> item.with(Field.SHOW_AS, Value.choice("WORKING_ELSEWHERE"));
            default -> item;
        };
    }

    private static Turn readAnew(Turn turn) {
        Map<ItemRef, Observed> linked = new java.util.HashMap<>();
        turn.linked().forEach((ref, seen) -> linked.put(ref, ReadAnew.of((Observed.Present) seen)));
        return new Turn(
                turn.lane(),
                turn.links().map(ReadAnew::of),
                linked,
                turn.freshOnD365().map(ReadAnew::of),
                turn.freshOnExchange().map(ReadAnew::of));
    }
}
