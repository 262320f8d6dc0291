package io.axpsync.core.port;

import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.Reason;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import java.time.Instant;

/**
 * An operation that a guard holds until a person decides.
 *
 * @param digest of the decision; the same decision planned again has the same digest
 * @param items what it is about
 * @param since UTC
 */
public record Held(
        LaneId lane,
        String digest,
        String verb,
        Seq<ItemRef> items,
        String title,
        Reason reason,
        Instant since,
        Word word) {

    /** What the person said. */
    public enum Word {
        /** Nothing yet. */
        NONE,
        /** The next run applies it, as long as it is the same decision. */
        RELEASE,
        /** It is neither applied nor counted by the guard, as long as it is the same decision. */
        REJECT
    }

    /** The same with another word. */
    public Held with(Word said) {
        return new Held(lane, digest, verb, items, title, reason, since, said);
    }

    /**
     * What a run leaves held, with the words that persons said while it went on.
     *
     * @param stored what the store holds now
     * @param known what the run knew when it began
     * @param now what the run leaves
     */
    public static Seq<Held> withNewWords(Seq<Held> stored, Seq<Held> known, Seq<Held> now) {
        Map<String, Word> before = words(known);
        Map<String, Word> said = words(stored).filter((digest, word) -> word != before.getOrElse(digest, Word.NONE));
        return now.map(h -> said.get(h.digest()).map(h::with).getOrElse(h));
    }

    private static Map<String, Word> words(Seq<Held> held) {
        return held.toMap(Held::digest, Held::word);
    }
}
