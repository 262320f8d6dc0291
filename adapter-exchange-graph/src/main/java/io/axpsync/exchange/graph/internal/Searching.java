package io.axpsync.exchange.graph.internal;

import com.google.gson.JsonObject;
import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.NormalForm;
import io.axpsync.core.item.Value;
import io.axpsync.core.port.Look;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.Search;
import io.axpsync.exchange.graph.internal.wire.Batches;
import io.axpsync.exchange.graph.internal.wire.Failures;
import io.axpsync.exchange.graph.internal.wire.GraphAddress;
import io.axpsync.exchange.graph.internal.wire.Json;
import io.axpsync.exchange.graph.internal.wire.Part;
import io.axpsync.exchange.graph.internal.wire.PartAnswer;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.LinkedHashSet;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Searches by stamp (the property that holds installation and link) and by exact period. A period is looked for in the
 * calendar view and compared here: filters on times mean something else for all-day events in each zone.
 */
final class Searching {

    /** All-day events lie at midnights of any zone on earth. */
    private static final Duration FARTHEST_ZONE = Duration.ofHours(14);

    private final Batches batches;
    private final Calendars calendars;
    private final Reading reading;
    private final GraphAddress address;

    Searching(Batches batches, Calendars calendars, Reading reading, GraphAddress address) {
        this.batches = batches;
        this.calendars = calendars;
        this.reading = reading;
        this.address = address;
    }

    Seq<Either<PortFailure, Seq<Observed.Present>>> find(Seq<Search> searches) {
        Map<Lane, Either<PortFailure, Option<String>>> found = calendars.of(searches.map(Search::lane));
        List<Quest> quests = new ArrayList<>();
        for (Search search : searches) {
            Quest quest = new Quest(search);
            quests.add(quest);
            Either<PortFailure, Option<String>> calendar =
                    found.get(search.lane()).getOrElse(Either.right(Option.none()));
            calendar.peekLeft(failure -> quest.failure = Option.some(failure)).forEach(quest::ask);
        }
        while (quests.stream().anyMatch(quest -> !quest.urls.isEmpty())) {
            round(quests);
        }
        readSeries(quests);
        return Vector.ofAll(quests).map(Quest::answer);
    }

    /** All open pages of all quests. */
    private void round(List<Quest> quests) {
        List<Quest> owners = new ArrayList<>();
        List<Part> parts = new ArrayList<>();
        for (Quest quest : quests) {
            quest.urls.forEach(url -> {
                owners.add(quest);
                parts.add(Part.get(url));
            });
            quest.urls.clear();
        }
        Seq<PartAnswer> answers = batches.send(Vector.ofAll(parts));
        for (int i = 0; i < owners.size(); i++) {
            owners.get(i).take(answers.get(i));
        }
    }

    /** A list tells of a series neither its exceptions nor, where it shows occurrences, its pattern. */
    private void readSeries(List<Quest> quests) {
        List<Quest> owners = new ArrayList<>();
        List<Look> looks = new ArrayList<>();
        for (Quest quest : quests) {
            quest.series.forEach(ref -> {
                owners.add(quest);
                looks.add(new Look(quest.search.lane(), quest.search.window(), ref, Option.none()));
            });
        }
        if (!looks.isEmpty()) {
            Seq<Either<PortFailure, Observed>> answers = reading.fetch(Vector.ofAll(looks));
            for (int i = 0; i < owners.size(); i++) {
                owners.get(i).take(answers.get(i));
            }
        }
    }

    /** One search on its way. */
    private final class Quest {
        private final Search search;
        private final List<String> urls = new ArrayList<>();
        private Map<ItemRef, Observed.Present> items = LinkedHashMap.empty();
        private Set<ItemRef> series = LinkedHashSet.empty();
        private Option<PortFailure> failure = Option.none();

        Quest(Search search) {
            this.search = search;
        }

        void ask(Option<String> calendar) {
            search.stamp().forEach(stamp -> urls.add(Urls.stamped(search.lane(), calendar, stamp)));
            Value period = search.period() instanceof Value.Recurring r ? r.first() : search.period();
            if (period instanceof Value.Period p) {
                Instant end = p.end().isAfter(p.start()) ? p.end() : p.start().plusSeconds(60);
                urls.add(Urls.during(search.lane(), calendar, p.start(), end));
            } else if (period instanceof Value.Days d) {
                Instant from =
                        d.start().atStartOfDay(ZoneOffset.UTC).toInstant().minus(FARTHEST_ZONE);
                Instant to = d.end().atStartOfDay(ZoneOffset.UTC).toInstant().plus(FARTHEST_ZONE);
                urls.add(Urls.during(search.lane(), calendar, from, to));
            }
        }

        void take(PartAnswer answer) {
            answer.outcome()
                    .peekLeft(fault -> failure = Option.some(Failures.of(
                            fault,
                            "search in the calendar of "
                                    + search.lane().mailbox().address())))
                    .forEach(this::take);
        }

        private void take(JsonObject page) {
            for (JsonObject event : Json.objects(page, "value")) {
                if (EventReading.isSeries(event)) {
                    series = series.addAll(EventReading.ref(event));
                    continue;
                } else if (search.period() instanceof Value.Recurring) {
                    series = series.addAll(EventReading.master(event));
                }
                EventReading.ref(event)
                        .map(ref -> reading.present(event, ref, search.lane(), search.window(), Option.none()))
                        .filter(Observed.Present.class::isInstance)
                        .map(Observed.Present.class::cast)
                        .filter(this::matches)
                        .forEach(present -> items = items.put(present.ref(), present));
            }
            Json.text(page, "@odata.nextLink")
                    .forEach(link -> address.relative(link)
                            .onEmpty(() -> failure = Option.some(Observing.foreignLink(search.lane())))
                            .forEach(urls::add));
        }

        void take(Either<PortFailure, Observed> read) {
            read.peekLeft(why -> failure = Option.some(why))
                    .toOption()
                    .filter(o -> o instanceof Observed.Present p && matches(p))
                    .forEach(o -> items = items.put(o.ref(), (Observed.Present) o));
        }

        private boolean matches(Observed.Present present) {
            boolean stamped = search.stamp()
                    .exists(stamp -> present.stamp().exists(s -> s.bare().equals(stamp.bare())));
            return stamped
                    || (!search.period().isNothing()
                            && NormalForm.same(Field.PERIOD, present.period(), search.period()));
        }

        Either<PortFailure, Seq<Observed.Present>> answer() {
            return failure.isDefined()
                    ? Either.left(failure.get())
                    : Either.right(items.values().toVector());
        }
    }
}
