package io.axpsync.cli.state;

import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.Reason;
import io.axpsync.core.plan.Verb;
import io.axpsync.core.port.Held;
import io.axpsync.core.port.JournalEntry;
import io.vavr.collection.HashSet;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.control.Option;
import java.util.Locale;

/** Where a person looks at what guards hold, and says a word to it. */
public final class HeldDesk {

    private static final int SHORT = 10;

    private final OpenState state;

    public HeldDesk(OpenState state) {
        this.state = state;
    }

    /**
     * What is held, and what was rejected.
     *
     * @param verb only what this verb is held for
     * @param digests beginnings of digests; empty = all
     * @throws Unknown when a digest fits nothing, or several
     */
    public Seq<Held> find(Option<Verb> verb, Seq<String> digests) {
        Seq<Held> all = state.lanesWithHeld()
                .flatMap(lane -> state.store().held().ofLane(lane))
                .filter(h -> verb.forAll(v -> isFor(h, v)));
        return digests.isEmpty()
                ? all
                : digests.flatMap(digest -> named(all, digest)).distinct();
    }

    /** How many still wait for a person's word, in the lanes that are meant. */
    public int waiting() {
        return find(Option.none(), io.vavr.collection.Vector.empty()).count(h -> h.word() == Held.Word.NONE);
    }

    /**
     * Says a word to each of them, also while a run has the lane: what it holds now keeps the word, and the next run
     * heeds it. The journal keeps who was told what.
     *
     * @return how many of them are held and have the word
     */
    public int say(Held.Word word, Seq<Held> which) {
        return which.map(Held::lane)
                .distinct()
                .map(lane -> say(word, lane, which))
                .sum()
                .intValue();
    }

    private int say(Held.Word word, LaneId lane, Seq<Held> which) {
        Set<String> digests =
                HashSet.ofAll(which.filter(h -> h.lane().equals(lane)).map(Held::digest));
        state.store()
                .journal()
                .append(state.store().held().say(lane, digests, word).map(h -> line(h, word)));
        return state.store().held().ofLane(lane).count(h -> digests.contains(h.digest()) && h.word() == word);
    }

    private JournalEntry line(Held held, Held.Word word) {
        return JournalEntry.builder()
                .run(state.holder())
                .lane(held.lane())
                .at(state.now())
                .ref(held.items().headOption())
                .verb(word == Held.Word.RELEASE ? "held-release" : "held-reject")
                .phase(JournalEntry.Phase.DONE)
                .reason(Reason.of("by-hand", "a person's word to the held " + held.verb() + " " + name(held)))
                .title(held.title())
                .build();
    }

    /** Short for people; begins with no dash, which command lines take for an option. */
    public static String name(Held held) {
        String bare = bare(held);
        return bare.substring(0, Math.min(SHORT, bare.length()));
    }

    private static String bare(Held held) {
        return held.digest().replaceFirst("^-+", "");
    }

    private static Seq<Held> named(Seq<Held> all, String digest) {
        Seq<Held> found = all.filter(h -> h.digest().startsWith(digest) || bare(h).startsWith(digest));
        if (found.isEmpty()) {
            throw new Unknown("Nothing that is held has the digest " + digest + "; `axpsync held list` shows them.");
        } else if (found.map(Held::digest).distinct().size() > 1) {
            throw new Unknown(
                    digest + " fits several: " + found.map(HeldDesk::name).mkString(", ") + ". Name more of it.");
        }
        return found;
    }

    /** A decision may be held for another verb than its first, as a create is that would mail too many. */
    private static boolean isFor(Held held, Verb verb) {
        return held.verb().equalsIgnoreCase(verb.name())
                || held.reason().code().equals("held-" + verb.name().toLowerCase(Locale.ROOT));
    }
}
