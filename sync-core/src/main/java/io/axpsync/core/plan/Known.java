package io.axpsync.core.plan;

import io.axpsync.core.change.Change;
import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Side;
import io.axpsync.core.link.Link;
import io.vavr.collection.LinkedHashSet;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/** A pair that the store knows, and what happened to it on each side. */
record Known(Link link, Change d365, Change exchange) {

    Change on(Side side) {
        return side == Side.D365 ? d365 : exchange;
    }

    boolean any(Class<? extends Change> sort) {
        return sort.isInstance(d365) || sort.isInstance(exchange);
    }

    /** What is there, D365 first. */
    Seq<Observed.Present> present() {
        return d365.present().toVector().appendAll(exchange.present());
    }

    /** Both, where both are there. */
    Option<Pair> pair() {
        Option<Observed.Present> d = d365.present();
        Option<Observed.Present> e = exchange.present();
        return d.isDefined() && e.isDefined() ? Option.some(new Pair(d.get(), e.get())) : Option.none();
    }

    /** The fields that were edited on a side. */
    Set<Field> edited(Side side) {
        return on(side) instanceof Change.Changed c ? c.fields() : LinkedHashSet.empty();
    }

    Seq<ItemRef> refs() {
        return link.d365().isDefined() && link.exchange().isDefined()
                ? Vector.of(link.d365().get(), link.exchange().get())
                : link.d365().toVector().appendAll(link.exchange());
    }

    String title() {
        return d365.present().orElse(exchange.present()).map(Planner::title).getOrElse("");
    }

    Decision keep(Reason reason) {
        return keep(link, reason);
    }

    Decision keep(Link as, Reason reason) {
        return new Decision.Keep(Option.some(as), refs(), title(), reason);
    }

    Decision park(Decision.Parking parking, Reason reason) {
        return new Decision.Park(Option.some(link), parking, refs(), title(), reason);
    }

    /** Released, both items left as they are. */
    Decision letGo(Reason reason) {
        return release(Option.none(), reason);
    }

    Decision release(Option<Observed.Present> unmark, Reason reason) {
        return new Decision.Release(Option.some(link), unmark, refs(), title(), reason);
    }
}
