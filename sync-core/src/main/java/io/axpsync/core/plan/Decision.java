package io.axpsync.core.plan;

import io.axpsync.core.change.DeletionEvidence;
import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Category;
import io.axpsync.core.item.DirectoryEntry;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Withheld;
import io.axpsync.core.link.Link;
import io.axpsync.core.link.MatchRule;
import io.vavr.collection.HashSet;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/** What shall happen to one pairing, with its reason. */
public sealed interface Decision
        permits Decision.Keep,
                Decision.Create,
                Decision.Adopt,
                Decision.Update,
                Decision.Remove,
                Decision.Release,
                Decision.Sleep,
                Decision.Forget,
                Decision.Park,
                Undoing {

    Reason reason();

    /** The items that it is about, D365 first. */
    Seq<ItemRef> items();

    /** Subject or name, for people; masked in reports unless asked for. */
    String title();

    /** The link that it is about, where there is one already. */
    default Option<Link> link() {
        return Option.none();
    }

    /** The mails that Exchange will send about it. */
    default Mail mail() {
        return Mail.NONE;
    }

    /** Writes on either side, stamps and markers included. */
    default int operations() {
        return 0;
    }

    /** Nothing is written; the store may remember a newer version or marker. */
    record Keep(Option<Link> link, Seq<ItemRef> items, String title, Reason reason) implements Decision {}

    /**
     * A new item on one side.
     *
     * @param link the link to continue, where the item had one
     * @param item what is written, projected to what the side may hold
     * @param stampSource whether the source item gets our stamp afterwards
     * @param company whose contact person is made
     * @param filing where an imported message goes
     */
    record Create(
            Option<Link> link,
            Side on,
            Observed.Present source,
            Item item,
            Map<Field, Withheld> projected,
            Mail mail,
            boolean stampSource,
            Reason reason,
            Option<DirectoryEntry> company,
            Option<Filing> filing)
            implements Decision {

        public Create(
                Option<Link> link,
                Side on,
                Observed.Present source,
                Item item,
                Map<Field, Withheld> projected,
                Mail mail,
                boolean stampSource,
                Reason reason,
                Option<DirectoryEntry> company) {
            this(link, on, source, item, projected, mail, stampSource, reason, company, Option.none());
        }

        public Create(
                Option<Link> link,
                Side on,
                Observed.Present source,
                Item item,
                Map<Field, Withheld> projected,
                Mail mail,
                boolean stampSource,
                Reason reason) {
            this(link, on, source, item, projected, mail, stampSource, reason, Option.none());
        }

        @Override
        public Seq<ItemRef> items() {
            return Vector.of(source.ref());
        }

        @Override
        public String title() {
            return source.item().map(Item::title).getOrElse("");
        }

        @Override
        public int operations() {
            return stampSource ? 2 : 1;
        }
    }

    /**
     * Two existing items become a pair, or become one again, through first agreement.
     *
     * @param mark the sides whose item gets marker and stamp
     */
    record Adopt(Option<Link> link, Pair pair, MatchRule rule, Merge merge, Mail mail, Seq<Side> mark, Reason reason)
            implements Decision {
        @Override
        public Seq<ItemRef> items() {
            return Vector.of(pair.d365().ref(), pair.exchange().ref());
        }

        @Override
        public String title() {
            return pair.item(Side.D365).title();
        }

        @Override
        public int operations() {
            return Vector.of(Side.values())
                    .count(s -> mark.contains(s) || !merge.to(s).isEmpty());
        }
    }

    /** Fields flow. */
    record Update(Option<Link> link, Pair pair, Merge merge, Mail mail, Reason reason) implements Decision {
        @Override
        public Seq<ItemRef> items() {
            return Vector.of(pair.d365().ref(), pair.exchange().ref());
        }

        @Override
        public String title() {
            return pair.item(Side.EXCHANGE).title();
        }

        @Override
        public int operations() {
            return Vector.of(Side.values()).count(s -> !merge.to(s).isEmpty());
        }
    }

    /** One side's item goes because the other side's was deleted. */
    record Remove(
            Option<Link> link, Side on, Observed.Present target, DeletionEvidence evidence, Mail mail, Reason reason)
            implements Decision {
        @Override
        public Seq<ItemRef> items() {
            return Vector.of(target.ref());
        }

        @Override
        public String title() {
            return target.item().map(Item::title).getOrElse("");
        }

        @Override
        public int operations() {
            return 1;
        }
    }

    /**
     * No longer synchronised, not forgotten.
     *
     * @param unmark the item that loses its marker, so that both sides say the same
     */
    record Release(Option<Link> link, Option<Observed.Present> unmark, Seq<ItemRef> items, String title, Reason reason)
            implements Decision {

        /** The reason's code where the lane was configured anew and does not cover the pair any more. */
        public static final String LEFT_SCOPE = "left-scope";

        /** Whether it is released because the lane was configured anew. */
        public boolean leavesScope() {
            return reason.code().equals(LEFT_SCOPE);
        }

        @Override
        public int operations() {
            return unmark.isDefined() ? 1 : 0;
        }
    }

    /** Outside the window on both sides. */
    record Sleep(Option<Link> link, Seq<ItemRef> items, String title, Reason reason) implements Decision {}

    /** Gone on both sides. */
    record Forget(Option<Link> link, Seq<ItemRef> items, String title, Reason reason) implements Decision {}

    /**
     * Cannot be done now; becomes or stays an open case.
     *
     * @param tell what the user is told by a category on his item; none = he is told already
     */
    record Park(Option<Link> link, Parking parking, Seq<ItemRef> items, String title, Reason reason, Option<Tell> tell)
            implements Decision {

        public Park(Option<Link> link, Parking parking, Seq<ItemRef> items, String title, Reason reason) {
            this(link, parking, items, title, reason, Option.none());
        }

        @Override
        public int operations() {
            return tell.isDefined() ? 1 : 0;
        }
    }

    /** The status categories that an item shall carry from now on, and no others. */
    record Tell(Observed.Present item, Set<Category> status) {}

    /** The same without what its items say, but for their names: for the report of what is done, where there is much of it. */
    default Decision brief() {
        if (this instanceof Create c) {
            return new Create(
                    c.link().map(l -> brief(l)),
                    c.on(),
                    brief(c.source()),
                    c.item().named(),
                    c.projected(),
                    c.mail(),
                    c.stampSource(),
                    c.reason(),
                    c.company(),
                    c.filing());
        } else if (this instanceof Update u) {
            return new Update(u.link().map(l -> brief(l)), brief(u.pair()), u.merge(), u.mail(), u.reason());
        } else if (this instanceof Adopt a) {
            return new Adopt(
                    a.link().map(l -> brief(l)), brief(a.pair()), a.rule(), a.merge(), a.mail(), a.mark(), a.reason());
        } else if (this instanceof Remove r) {
            return new Remove(
                    r.link().map(l -> brief(l)), r.on(), brief(r.target()), r.evidence(), r.mail(), r.reason());
        } else if (this instanceof Keep k) {
            return new Keep(k.link().map(l -> brief(l)), k.items(), k.title(), k.reason());
        }
        return this;
    }

    private static Link brief(Link link) {
        return link.withD365Baseline(Option.none()).withExchangeBaseline(Option.none());
    }

    private static Pair brief(Pair pair) {
        return new Pair(brief(pair.d365()), brief(pair.exchange()));
    }

    private static Observed.Present brief(Observed.Present item) {
        return item.withContact(Option.none()).withItem(item.item().map(Item::named));
    }

    /** Why something is parked. */
    enum Parking {
        FAILING,
        WAITING,
        DISPUTED
    }

    /** The fields of a pair that were edited on both sides and wait for a person. */
    default Set<Field> asked() {
        if (this instanceof Update u) {
            return u.merge().asked();
        }
        return this instanceof Adopt a ? a.merge().asked() : HashSet.empty();
    }

    /** Whether it leaves something open. */
    default boolean opensCase() {
        return this instanceof Park || !asked().isEmpty();
    }

    /** What the guard counts it as; empty for decisions that change only our store. */
    default Seq<Verb> verbs() {
        if (this instanceof Create) {
            return Vector.of(Verb.CREATE);
        } else if (this instanceof Remove) {
            return Vector.of(Verb.DELETE);
        } else if (this instanceof Release r && r.leavesScope()) {
            return Vector.of(Verb.RELEASE);
        } else if (this instanceof Update u) {
            return verbs(u.merge());
        } else if (this instanceof Adopt a) {
            return verbs(a.merge());
        }
        return Vector.empty();
    }

    private static Seq<Verb> verbs(Merge merge) {
        if (merge.toD365().isEmpty() && merge.toExchange().isEmpty()) {
            return Vector.empty();
        }
        boolean blanks =
                merge.toD365().values().appendAll(merge.toExchange().values()).exists(v -> v.isNothing());
        return blanks ? Vector.of(Verb.UPDATE, Verb.BLANK) : Vector.of(Verb.UPDATE);
    }
}
