package io.axpsync.cli.bench;

import io.axpsync.core.change.Fingerprints;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.link.MatchRule;
import io.axpsync.core.link.Pairing;
import io.axpsync.core.plan.LaneView;
import io.axpsync.core.plan.Planner;
import io.axpsync.core.plan.SyncRules;
import io.vavr.collection.HashMap;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;

/**
 * How many decisions the pure core takes in a second of one core: change detection, table, merge, mail rules, over
 * pairings as a busy day brings them. Of a hundred, 70 were touched and say what they said, 15 were edited on one side,
 * 5 on both, 5 are new, and 5 meet for the first time.
 */
final class DecisionSpeed {

    private static final int LANES = 30;
    private static final Duration WARM_UP = Duration.ofSeconds(4);
    private static final Duration MEASURED = Duration.ofSeconds(6);

    private final LargeCompany company;
    private final Fingerprints fingerprints;
    private final Instant now;
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    DecisionSpeed(LargeCompany company, Fingerprints fingerprints, Instant now) {
        this.company = company;
        this.fingerprints = fingerprints;
        this.now = now;
    }

    /** Decisions per second of this thread's processor time, so that what else the machine does hardly matters. */
    long perSecond() {
        Seq<LaneView> views = company.lanes(LANES).map(this::view);
        decide(views, WARM_UP);
        return decide(views, MEASURED);
    }

    private long decide(Seq<LaneView> views, Duration time) {
        long start = threads.getCurrentThreadCpuTime();
        long decisions = 0;
        long spent = 0;
        while (spent < time.toNanos()) {
            for (LaneView view : views) {
                decisions += new Planner(view, fingerprints).decide().size();
            }
            spent = threads.getCurrentThreadCpuTime() - start;
        }
        return decisions * 1_000_000_000L / spent;
    }

    private LaneView view(Lane lane) {
        Seq<Pairing> pairings = Vector.range(0, LargeCompany.APPOINTMENTS).map(n -> pairing(lane, n));
        return new LaneView(
                lane, SyncRules.builder().build(), LargeCompany.SIDES, pairings, HashMap.empty(), false, now);
    }

    private Pairing pairing(Lane lane, int n) {
        Item item = company.appointment(lane, n);
        Item moved = item.with(Field.LOCATION, Value.text("Hall 99"));
        Item marked = item.with(Field.SHOW_AS, Value.choice("WORKING_ELSEWHERE"));
        return switch (n % 20) {
            case 0, 1 -> linked(lane, n, item, moved);
            case 2 -> linked(lane, n, moved, item);
            case 3 -> linked(lane, n, moved, marked);
            case 4 -> new Pairing.OneSided(Side.EXCHANGE, company.full(lane, n, Side.EXCHANGE, item, 1));
            case 5 ->
                new Pairing.Matched(
                        company.full(lane, n, Side.D365, moved, 1),
                        company.full(lane, n, Side.EXCHANGE, item, 1),
                        MatchRule.PERIOD_AND_SUBJECT);
            default -> linked(lane, n, item, item);
        };
    }

    private Pairing linked(Lane lane, int n, Item d365, Item exchange) {
        return new Pairing.Linked(
                company.link(lane, n),
                Option.some(company.full(lane, n, Side.D365, d365, 2)),
                Option.some(company.full(lane, n, Side.EXCHANGE, exchange, 2)));
    }
}
