package io.axpsync.core.run;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Side;
import io.axpsync.core.link.Link;
import io.axpsync.core.link.LinkState;
import io.axpsync.core.plan.Decision;
import io.vavr.control.Option;
import java.time.Instant;

/**
 * What the store remembers of an imported message: that it was imported, and as what. There is no baseline, since nothing
 * flows. As long as its user could not be told the link is PENDING; then it is RELEASED for good.
 */
final class ImportSettling {

    private ImportSettling() {}

    static Link settle(Operation op, Instant now) {
        if (op.decision instanceof Decision.Create c) {
            return op.written(Side.D365)
                    .map(made -> made(op, made.readBack().ref(), c.source(), !c.stampSource(), now)
                            .withMadeOn(Option.some(Side.D365)))
                    .getOrElse(op.before);
        } else if (op.decision instanceof Decision.Adopt a) {
            boolean joins = !a.merge().toD365().isEmpty() || a.mark().contains(Side.D365);
            Link link = made(
                    op, a.pair().d365().ref(), a.pair().exchange(), !a.mark().contains(Side.EXCHANGE), now);
            return joins && op.written(Side.D365).isEmpty() ? link.in(LinkState.PENDING, now) : link;
        } else if (op.decision instanceof Decision.Release r) {
            boolean done = r.unmark().isEmpty() || op.written(Side.EXCHANGE).isDefined();
            boolean marked =
                    op.written(Side.EXCHANGE).map(w -> w.readBack().marked()).getOrElse(op.before.markerSeen());
            return done ? op.before.withMarkerSeen(marked).in(LinkState.RELEASED, now) : op.before;
        }
        return op.before;
    }

    private static Link made(Operation op, ItemRef row, Observed.Present message, boolean silently, Instant now) {
        Option<Observed.Present> told = op.written(Side.EXCHANGE).map(w -> w.readBack());
        return op.before
                .withD365(Option.some(row))
                .withExchange(told.orElse(Option.some(message)).map(Observed.Present::ref))
                .withNaturalKey(message.naturalKey().orElse(op.before.naturalKey()))
                .withMarkerSeen(told.map(Observed.Present::marked).getOrElse(message.marked()))
                .in(silently || told.isDefined() ? LinkState.RELEASED : LinkState.PENDING, now);
    }
}
