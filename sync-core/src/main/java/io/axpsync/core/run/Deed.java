package io.axpsync.core.run;

import io.axpsync.core.item.Field;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.LinkId;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.port.JournalEntry;
import io.vavr.collection.HashSet;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/**
 * What one run wrote on one side of one pair, as the journal tells it.
 *
 * @param verbs create, update, adopt, delete, release
 * @param before what was overwritten or deleted
 * @param written what the side held afterwards, as far as it was written
 * @param unsure why nobody knows what became of it
 */
record Deed(
        Place place,
        Set<String> verbs,
        Option<ItemRef> ref,
        String title,
        Map<Field, Value> before,
        Map<Field, Value> written,
        Seq<JournalEntry.Mailed> mailed,
        Option<Reason> unsure) {

    /** Stamps that follow a create are part of it, and stay: they say whose items these are. */
    private static final Set<String> VERBS = HashSet.of("create", "update", "adopt", "delete", "release");

    /** Whose deed, and where. */
    record Place(String run, LaneId lane, LinkId link, Side side) {}

    /** The deeds that entries tell of, in their order. Refused writes are none. */
    static Seq<Deed> of(Seq<JournalEntry> entries) {
        Map<Place, Deed> deeds = LinkedHashMap.empty();
        Map<Place, JournalEntry> open = LinkedHashMap.empty();
        for (JournalEntry e :
                entries.filter(x -> x.link().isDefined() && x.side().isDefined() && VERBS.contains(x.verb()))) {
            Place place = new Place(e.run(), e.lane(), e.link().get(), e.side().get());
            if (e.phase() == JournalEntry.Phase.INTENT) {
                open = open.put(place, e);
                continue;
            }
            Option<JournalEntry> intent = open.get(place);
            open = open.remove(place);
            if (intent.isDefined() && e.phase() != JournalEntry.Phase.REFUSED) {
                deeds = deeds.put(place, deeds.getOrElse(place, none(place)).and(intent.get(), Option.some(e)));
            }
        }
        for (Place place : open.keySet()) {
            deeds = deeds.put(
                    place,
                    deeds.getOrElse(place, none(place)).and(open.get(place).get(), Option.none()));
        }
        return deeds.values().toVector();
    }

    private static Deed none(Place place) {
        return new Deed(
                place,
                HashSet.empty(),
                Option.none(),
                "",
                LinkedHashMap.empty(),
                LinkedHashMap.empty(),
                Vector.empty(),
                Option.none());
    }

    /** Of several writes the first tells what was there before, the last what is there now. */
    private Deed and(JournalEntry intent, Option<JournalEntry> outcome) {
        boolean done = outcome.exists(o -> o.phase() == JournalEntry.Phase.DONE);
        boolean all = intent.verb().equals("delete");
        Map<Field, Value> old = all ? intent.before() : intent.before().filterKeys(f -> !written.containsKey(f));
        Map<Field, Value> now = intent.after().merge(written, (newer, older) -> newer);
        for (JournalEntry o : outcome) {
            now = o.after().merge(now, (newer, older) -> newer);
        }
        Option<Reason> why = intent.erased() ? Option.some(ERASED) : done ? Option.none() : Option.some(UNKNOWN);
        return new Deed(
                place,
                verbs.add(intent.verb()),
                outcome.flatMap(JournalEntry::ref).orElse(intent.ref()).orElse(ref),
                intent.title(),
                before.merge(old, (older, newer) -> older),
                now,
                mailed.appendAll(intent.mailed()),
                unsure.orElse(why));
    }

    boolean did(String verb) {
        return verbs.contains(verb);
    }

    private static final Reason ERASED = Reason.of(
            "erased", "what was there before was erased from the journal, as retention asks", "Change it by hand.");
    private static final Reason UNKNOWN = Reason.of(
            "no-answer",
            "nobody knows whether it took effect: no answer came, or the run was cut off",
            "Look at the item; the next run finds out what became of it.");
}
