package io.axpsync.core.item;

import io.vavr.collection.Iterator;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.function.Predicate;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule.RfcMode;
import org.dmfs.rfc5545.recur.RecurrenceRuleIterator;

/**
 * When a series takes place (RFC 5545 recurrence set, without exceptions). The rule counts dates in the series' zone;
 * each occurrence then starts at the series' local time: in a daylight-saving gap it starts later by the gap, in an
 * overlap at the first of the two. It ends as many local hours later as the first one does, as in Outlook.
 */
public final class Recurrence {

    /** How far {@link #same} looks: so many occurrences, or so many years. */
    public static final int COMPARED = 2_000;

    private static final int COMPARED_YEARS = 10;

    /** A series with more occurrences than this has no {@link #last}: nobody waits for its end. */
    private static final int MOST = 50_000;

    private final Value.Recurring series;
    private final RecurrenceRule rule;
    private final ZoneId zone;
    private final LocalDateTime start;
    private final long days;
    private final Duration length;

    private Recurrence(Value.Recurring series, RecurrenceRule rule) {
        this.series = series;
        this.rule = rule;
        this.zone = series.zone().isEmpty() ? ZoneOffset.UTC : ZoneId.of(series.zone());
        this.start = RecurrenceParsing.start(series.first(), zone);
        if (series.first() instanceof Value.Period p) {
            Duration local = Duration.between(start, LocalDateTime.ofInstant(p.end(), zone));
            this.length = local.isNegative() ? Duration.between(p.start(), p.end()) : local;
            this.days = 0;
        } else {
            Value.Days d = (Value.Days) series.first();
            this.length = Duration.ZERO;
            this.days = ChronoUnit.DAYS.between(d.start(), d.end());
        }
    }

    /**
     * One occurrence.
     *
     * @param index its place in the series, from 1; cancelled ones count
     * @param date its day by the rule, in the zone of the series
     * @param period when it takes place by the rule
     * @param key its original start as a key of {@link Field#EXCEPTIONS}
     */
    public record Occurrence(int index, LocalDate date, Value period, String key) {}

    /** Reads the rule of a series; the left side says why it cannot be held. */
    public static Either<Reason, Recurrence> of(Value.Recurring series) {
        if (series.first() instanceof Value.Days != series.zone().isEmpty()) {
            return Either.left(Reason.of(
                    "series-zone", "PERIOD: a series at certain times needs a time zone, one of days has none"));
        }
        return RecurrenceRule.parse(series.rule(), series.first(), series.zone())
                .flatMap(rule -> {
                    Recurrence recurrence = new Recurrence(series, rule);
                    LocalDate first = recurrence.start.toLocalDate();
                    return rule.firstFrom(first).contains(first)
                            ? Either.right(recurrence)
                            : Either.left(RecurrenceParsing.refused(
                                    series.rule(), "its first occurrence, on " + first + ", is not one by this rule"));
                });
    }

    /** The series in normal form; the left side says why it cannot be held. */
    public static Either<Reason, Value.Recurring> normal(Value first, String rrule, String zone) {
        return of(new Value.Recurring(first, rrule, zone)).map(Recurrence::value);
    }

    /** The series in normal form. */
    public Value.Recurring value() {
        return new Value.Recurring(series.first(), rule.text(), series.zone());
    }

    public RecurrenceRule rule() {
        return rule;
    }

    /** The zone in which the rule counts; UTC of an all-day series. */
    public ZoneId zone() {
        return zone;
    }

    /** When the series starts, local in its zone. */
    public LocalDateTime start() {
        return start;
    }

    public boolean isAllDay() {
        return series.first() instanceof Value.Days;
    }

    /** All occurrences by the rule in order; may never end. */
    public Iterator<Occurrence> occurrences() {
        return dates(rule, start.toLocalDate(), start.toLocalDate())
                .zipWithIndex()
                .map(one -> occurrence(one._2 + 1, one._1));
    }

    /** The occurrences that touch a window, in order, at most so many. */
    public Seq<Occurrence> expand(Window window, ZoneId mailboxZone, int most) {
        return occurrences()
                .takeWhile(one -> instants(one.period(), mailboxZone).from().isBefore(window.to()))
                .filter(one -> touches(window, one.period(), mailboxZone))
                .take(most)
                .toVector();
    }

    /**
     * Whether an occurrence by the rule touches the window.
     *
     * @param mailboxZone where all-day occurrences begin and end
     */
    public boolean touches(Window window, ZoneId mailboxZone) {
        return touches(window, mailboxZone, one -> true);
    }

    /** Whether such an occurrence touches the window; their index is not told. */
    boolean touches(Window window, ZoneId mailboxZone, Predicate<Occurrence> which) {
        LocalDate from = LocalDate.ofInstant(window.from(), zone).minusDays(days + length.toDays() + 3);
        return dates(rule, start.toLocalDate(), from.isAfter(start.toLocalDate()) ? from : start.toLocalDate())
                .map(date -> occurrence(0, date))
                .takeWhile(one -> instants(one.period(), mailboxZone).from().isBefore(window.to()))
                .exists(one -> touches(window, one.period(), mailboxZone) && which.test(one));
    }

    /** The last occurrence; none of a series that goes on for ever (or longer than anybody lives). */
    public Option<Occurrence> last() {
        if (rule.end() instanceof RecurrenceRule.End.Never) {
            return Option.none();
        }
        int seen = 0;
        LocalDate last = start.toLocalDate();
        for (LocalDate date : dates(rule, start.toLocalDate(), start.toLocalDate())) {
            seen++;
            last = date;
            if (seen > MOST) {
                return Option.none();
            }
        }
        return Option.some(occurrence(seen, last));
    }

    /** The occurrence of a day of the series' zone, if it is one by the rule. */
    public Option<Occurrence> on(LocalDate date) {
        return date.isBefore(start.toLocalDate())
                ? Option.none()
                : occurrences()
                        .take(MOST)
                        .dropWhile(one -> one.date().isBefore(date))
                        .headOption()
                        .filter(one -> one.date().equals(date));
    }

    /** The occurrence with a key of {@link Field#EXCEPTIONS}, if it is one by the rule. */
    public Option<Occurrence> at(String key) {
        return key.length() < 10
                ? Option.none()
                : on(LocalDate.parse(key.substring(0, 10)))
                        .filter(one -> one.key().equals(key));
    }

    /** The occurrence whose original start a server names as an instant. */
    public Option<Occurrence> at(Instant originalStart) {
        LocalDate date = LocalDate.ofInstant(originalStart, zone);
        return Vector.of(date, date.minusDays(1), date.plusDays(1))
                .flatMap(this::on)
                .find(one -> one.period() instanceof Value.Period p && p.start().equals(originalStart));
    }

    /** The first occurrence after a day. */
    public Option<Occurrence> nextAfter(LocalDate date) {
        return occurrences().take(MOST).find(one -> one.date().isAfter(date));
    }

    /**
     * Whether two series take place at the same times and name their occurrences alike, whatever their rules and zones
     * are called: Europe/Vienna and Europe/Berlin, a count and the day that it reaches. Looks at the first 2,000
     * occurrences or 10 years.
     */
    public static boolean same(Value.Recurring one, Value.Recurring other) {
        if (one.equals(other)) {
            return true;
        }
        Option<Recurrence> a = of(one).toOption();
        Option<Recurrence> b = of(other).toOption();
        if (a.isEmpty() || b.isEmpty() || !one.first().equals(other.first())) {
            return false;
        }
        return a.get().compared().equals(b.get().compared());
    }

    /** Equal texts are the {@link #same} series: what series are matched by. */
    public static String expansion(Value.Recurring series) {
        return series.first() + " "
                + of(series)
                        .fold(
                                refused -> series.rule(),
                                it -> Integer.toHexString(it.compared().hashCode()));
    }

    private Vector<Occurrence> compared() {
        LocalDate until = start.toLocalDate().plusYears(COMPARED_YEARS);
        return occurrences()
                .take(COMPARED)
                .takeWhile(one -> one.date().isBefore(until))
                .toVector();
    }

    private Occurrence occurrence(int index, LocalDate date) {
        boolean first = date.equals(start.toLocalDate());
        LocalTime time = start.toLocalTime();
        if (isAllDay()) {
            return new Occurrence(index, date, new Value.Days(date, date.plusDays(days)), date.toString());
        }
        LocalDateTime from = date.atTime(time);
        Instant starts = from.atZone(zone).toInstant();
        Instant ends = from.plus(length).atZone(zone).toInstant();
        return new Occurrence(
                index,
                date,
                first ? series.first() : new Value.Period(starts, ends.isBefore(starts) ? starts : ends),
                (date + "T" + time).toLowerCase(Locale.ROOT));
    }

    public static boolean touches(Window window, Value period, ZoneId mailboxZone) {
        Span span = instants(period, mailboxZone);
        return window.touches(span.from(), span.to());
    }

    private record Span(Instant from, Instant to) {}

    private static Span instants(Value period, ZoneId mailboxZone) {
        return period instanceof Value.Days d
                ? new Span(
                        d.start().atStartOfDay(mailboxZone).toInstant(),
                        d.end().atStartOfDay(mailboxZone).toInstant())
                : new Span(((Value.Period) period).start(), ((Value.Period) period).end());
    }

    /** The days by a rule from the first day on, those before {@code from} passed over. */
    static Iterator<LocalDate> dates(RecurrenceRule rule, LocalDate first, LocalDate from) {
        RecurrenceRuleIterator dates = iterator(rule, first);
        if (from.isAfter(first) && !(rule.end() instanceof RecurrenceRule.End.Count)) {
            dates.fastForward(day(from));
        }
        return Iterator.continually(dates)
                .takeWhile(RecurrenceRuleIterator::hasNext)
                .map(RecurrenceRuleIterator::nextDateTime)
                .map(next -> LocalDate.of(next.getYear(), next.getMonth() + 1, next.getDayOfMonth()));
    }

    private static RecurrenceRuleIterator iterator(RecurrenceRule rule, LocalDate first) {
        try {
            return new org.dmfs.rfc5545.recur.RecurrenceRule(rule.text(), RfcMode.RFC5545_STRICT).iterator(day(first));
        } catch (InvalidRecurrenceRuleException e) {
            throw new IllegalStateException("a rule in normal form is valid: " + rule.text(), e);
        }
    }

    private static DateTime day(LocalDate date) {
        return new DateTime(date.getYear(), date.getMonthValue() - 1, date.getDayOfMonth());
    }
}
