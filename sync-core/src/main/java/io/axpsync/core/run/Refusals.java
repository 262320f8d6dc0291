package io.axpsync.core.run;

import io.axpsync.core.change.Baseline;
import io.axpsync.core.change.Fingerprints;
import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Side;
import io.axpsync.core.link.Link;
import io.axpsync.core.link.LinkState;
import io.axpsync.core.plan.Decision;
import io.axpsync.core.plan.Merge;
import io.axpsync.core.plan.Pair;
import io.axpsync.core.plan.SyncRules;
import io.axpsync.core.port.Outcome;
import io.axpsync.core.port.PortFailure;
import io.vavr.control.Option;
import java.time.Instant;

/**
 * What becomes of a pair when Exchange's permissions refuse our write to a contact, by the lane's policy. The default is to
 * try again; that needs nothing here.
 */
final class Refusals {

    private final Fingerprints fingerprints;
    private final Instant now;

    Refusals(Fingerprints fingerprints, Instant now) {
        this.fingerprints = fingerprints;
        this.now = now;
    }

    /** The link as the lane's policy has it after a refusal; none where it is simply tried again. */
    Option<Link> settle(Operation op) {
        boolean denied = op.lane.lane().kind() == Kind.CONTACT
                && op.outcomes.get(Side.EXCHANGE) instanceof Outcome.Refused refused
                && refused.failure() instanceof PortFailure.Denied;
        if (!denied) {
            return Option.none();
        }
        return switch (op.lane.setup.rules().onRefused()) {
            case RETRY -> Option.none();
            case IGNORE -> ignored(op);
            case ROLL_BACK -> rolledBack(op);
        };
    }

    /** Whether the refusal is no open case any more. */
    static boolean isSettled(Operation op) {
        return op.lane.setup.rules().onRefused() == SyncRules.OnRefused.IGNORE;
    }

    /** Both say what they say, and are looked at again when either is edited; what was not made is not tried again. */
    private Option<Link> ignored(Operation op) {
        if (op.decision instanceof Decision.Create c) {
            return Option.some(op.before
                    .withRef(Side.D365, c.source().ref())
                    .withExchange(Option.none())
                    .withExchangeBaseline(Option.none())
                    .withMarkerSeen(true)
                    .in(LinkState.RELEASED, now));
        } else if (op.decision instanceof Decision.Remove) {
            return Option.some(op.before.withMarkerSeen(false).in(LinkState.RELEASED, now));
        }
        return merged(op).map(m -> agreed(op, m.pair(), m.pair().item(Side.EXCHANGE)));
    }

    /** As if both had said what D365 says, and Exchange had been edited since: so the next look takes it back in D365. */
    private Option<Link> rolledBack(Operation op) {
        return merged(op).map(m -> {
            Item exchange = m.pair().item(Side.EXCHANGE);
            for (Field field : m.merge().toExchange().keySet()) {
                exchange = exchange.with(field, m.pair().value(Side.D365, field));
            }
            return agreed(op, m.pair(), exchange);
        });
    }

    private record Merged(Pair pair, Merge merge) {}

    private static Option<Merged> merged(Operation op) {
        if (op.decision instanceof Decision.Update u) {
            return Option.some(new Merged(newest(op, u.pair()), u.merge()));
        }
        return op.decision instanceof Decision.Adopt a
                ? Option.some(new Merged(newest(op, a.pair()), a.merge()))
                : Option.none();
    }

    private static Pair newest(Operation op, Pair read) {
        return new Pair(op.written(Side.D365).map(Outcome.Written::readBack).getOrElse(read.d365()), read.exchange());
    }

    private Link agreed(Operation op, Pair pair, Item exchange) {
        Link link = op.before.in(LinkState.LINKED, now);
        for (Side side : Side.values()) {
            Observed.Present item = pair.on(side);
            Baseline baseline = fingerprints.baseline(
                    op.lane.sides.of(side),
                    side == Side.EXCHANGE ? exchange : pair.item(side),
                    item.version(),
                    item.withheld());
            link = link.withRef(side, item.ref()).withBaseline(side, baseline);
        }
        return link.withMarkerSeen(true);
    }
}
