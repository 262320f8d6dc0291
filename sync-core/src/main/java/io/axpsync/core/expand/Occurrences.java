package io.axpsync.core.expand;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Recurrence;
import io.axpsync.core.item.RecurrenceSet;
import io.axpsync.core.item.Window;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A series that was read in full, as the appointments that a calendar shows of it. */
final class Occurrences {

    /** More than five years of days; a series with more of them in the window is left alone. */
    static final int MOST = 2_000;

    private final Observed.Present series;
    private final Item item;
    private final RecurrenceSet set;
    private final Lane lane;
    private final Window window;
    /** Of the one that goes on as what the series was when it was a single: it has its stamp. */
    private final Option<String> firstKey;

    private Occurrences(Observed.Present series, Item item, RecurrenceSet set, Lane lane, Window window) {
        this.series = series;
        this.item = item;
        this.set = set;
        this.lane = lane;
        this.window = window;
        this.firstKey = set.first(item).map(RecurrenceSet.Instance::key);
    }

    /** None when it is no series. */
    static Option<Occurrences> of(Observed.Present read, Lane lane, Window window) {
        return read.item()
                .flatMap(item -> RecurrenceSet.of(item).map(set -> new Occurrences(read, item, set, lane, window)));
    }

    Observed.Present series() {
        return series;
    }

    /** Those that take place within the window, at most one more than {@link #MOST}. */
    Seq<Observed.Present> inWindow() {
        return set.instances(item, window, lane.mailbox().zone(), MOST + 1).map(this::shown);
    }

    /** The first that takes place at all. */
    Option<Observed.Present> first() {
        return set.first(item).map(this::shown);
    }

    /** The one with this original start; none when it was cancelled, or is no occurrence. */
    Option<Observed.Present> at(String key) {
        return set.at(item, key).map(this::shown);
    }

    private Observed.Present shown(RecurrenceSet.Instance one) {
        ItemRef ref = new OccurrenceRef(series.ref(), one.key()).ref();
        boolean elsewhere = series.place() == Observed.Place.ELSEWHERE;
        boolean inside = Recurrence.touches(
                window, one.item().value(Field.PERIOD), lane.mailbox().zone());
        return series.withRef(ref)
                .withStamp(firstKey.contains(one.key()) ? series.stamp() : Option.none())
                .withNaturalKey(series.naturalKey().map(key -> naturalKey(key, one.key())))
                .withItem(Option.some(one.item()))
                .withPeriod(one.item().value(Field.PERIOD))
                .withTitle(one.item().title())
                .withPlace(elsewhere ? series.place() : inside ? Observed.Place.IN_LANE : Observed.Place.OUTSIDE_WINDOW)
                .withMarkable(false);
    }

    /** All copies of a meeting call an occurrence by the same name, and no two occurrences share one. */
    private static String naturalKey(String ofSeries, String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((ofSeries + "#" + key).getBytes(StandardCharsets.UTF_8));
            return "uid:" + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
