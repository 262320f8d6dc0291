package io.axpsync.exchange.ews.internal;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.NormalForm;
import io.axpsync.core.item.Value;
import io.axpsync.core.port.Look;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.Search;
import io.axpsync.exchange.ews.internal.wire.MailboxService;
import io.vavr.collection.LinkedHashSet;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import microsoft.exchange.webservices.data.core.enumeration.search.LogicalOperator;
import microsoft.exchange.webservices.data.core.service.schema.AppointmentSchema;
import microsoft.exchange.webservices.data.property.complex.FolderId;
import microsoft.exchange.webservices.data.property.definition.PropertyDefinition;
import microsoft.exchange.webservices.data.search.filter.SearchFilter;

/**
 * Searches by stamp and by exact period: ids first, then the items in full. Periods are compared here once more: an
 * all-day item lies at the midnights of any zone on earth.
 */
final class Searching {

    private static final Duration FARTHEST_ZONE = Duration.ofHours(14);
    private static final Duration ROUNDING = Duration.ofMinutes(1);
    private final Folders folders;
    private final Stamped stamped;
    private final Reading reading;

    Searching(Folders folders, Stamped stamped, Reading reading) {
        this.folders = folders;
        this.stamped = stamped;
        this.reading = reading;
    }

    Seq<Either<PortFailure, Seq<Observed.Present>>> find(Seq<Search> searches) {
        Seq<Either<PortFailure, Set<ItemRef>>> refs = searches.map(this::refs);
        Vector<Look> looks = searches.zip(refs)
                .flatMap(t -> t._2.getOrElse(LinkedHashSet.empty())
                        .toVector()
                        .map(ref -> new Look(t._1.lane(), t._1.window(), ref, Option.none())))
                .toVector();
        Seq<Either<PortFailure, Observed>> read = reading.fetch(looks);
        Vector<Either<PortFailure, Seq<Observed.Present>>> answers = Vector.empty();
        int next = 0;
        for (int i = 0; i < searches.size(); i++) {
            int count = refs.get(i).map(Set::size).getOrElse(0);
            Seq<Either<PortFailure, Observed>> mine = read.subSequence(next, next + count);
            next += count;
            answers = answers.append(
                    refs.get(i).isLeft() ? Either.left(refs.get(i).getLeft()) : fitting(searches.get(i), mine));
        }
        return answers;
    }

    private static Either<PortFailure, Seq<Observed.Present>> fitting(
            Search search, Seq<Either<PortFailure, Observed>> read) {
        return Either.sequenceRight(read)
                .map(all -> all.filter(Observed.Present.class::isInstance)
                        .map(Observed.Present.class::cast)
                        .filter(present -> matches(search, present)));
    }

    private static boolean matches(Search search, Observed.Present present) {
        boolean ours = search.stamp()
                .exists(stamp -> present.stamp().exists(s -> s.bare().equals(stamp.bare())));
        return ours
                || (!search.period().isNothing() && NormalForm.same(Field.PERIOD, present.period(), search.period()));
    }

    private Either<PortFailure, Set<ItemRef>> refs(Search search) {
        Option<SearchFilter> filter = filter(search);
        return filter.isEmpty()
                ? Either.right(LinkedHashSet.empty())
                : folders.of(search.lane()).flatMap(folder -> ids(search, folder, filter.get()));
    }

    private Either<PortFailure, Set<ItemRef>> ids(Search search, FolderId folder, SearchFilter filter) {
        return stamped.all(search.lane(), folder, filter)
                .map(items -> LinkedHashSet.ofAll(items.flatMap(AppointmentReading::ref)));
    }

    private static Option<SearchFilter> filter(Search search) {
        Option<SearchFilter> stamp = search.stamp().map(s -> new SearchFilter.IsEqualTo(Mapi.LINK, Mapi.link(s)));
        Option<SearchFilter> period = period(search.period());
        return stamp.isDefined() && period.isDefined()
                ? Option.some(new SearchFilter.SearchFilterCollection(LogicalOperator.Or, stamp.get(), period.get()))
                : stamp.orElse(period);
    }

    private static Option<SearchFilter> period(Value period) {
        if (period instanceof Value.Period p) {
            return Option.some(between(p.start(), p.end(), ROUNDING));
        } else if (period instanceof Value.Days d) {
            return Option.some(between(midnight(d.start()), midnight(d.end()), FARTHEST_ZONE));
        } else if (period instanceof Value.Recurring series) {
            return period(series.first());
        }
        return Option.none();
    }

    private static Instant midnight(LocalDate date) {
        return date.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static SearchFilter between(Instant start, Instant end, Duration about) {
        return new SearchFilter.SearchFilterCollection(
                LogicalOperator.And,
                from(AppointmentSchema.Start, start.minus(about)),
                to(AppointmentSchema.Start, start.plus(about)),
                from(AppointmentSchema.End, end.minus(about)),
                to(AppointmentSchema.End, end.plus(about)));
    }

    /** Constants are texts: the library would write instants with the digits of the JVM's locale. */
    private static SearchFilter from(PropertyDefinition property, Instant instant) {
        return new SearchFilter.IsGreaterThanOrEqualTo(property, MailboxService.constant(instant));
    }

    private static SearchFilter to(PropertyDefinition property, Instant instant) {
        return new SearchFilter.IsLessThanOrEqualTo(property, MailboxService.constant(instant));
    }
}
