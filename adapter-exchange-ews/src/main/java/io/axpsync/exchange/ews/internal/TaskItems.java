package io.axpsync.exchange.ews.internal;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.NormalForm;
import io.axpsync.core.item.Value;
import io.axpsync.core.port.Search;
import io.axpsync.core.port.Write;
import io.axpsync.exchange.ews.internal.wire.MailboxService;
import io.vavr.control.Option;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import microsoft.exchange.webservices.data.core.PropertySet;
import microsoft.exchange.webservices.data.core.enumeration.search.LogicalOperator;
import microsoft.exchange.webservices.data.core.service.item.Item;
import microsoft.exchange.webservices.data.core.service.schema.TaskSchema;
import microsoft.exchange.webservices.data.search.filter.SearchFilter;

/** Tasks; they are found by their due date as well. */
final class TaskItems implements PlainItems {

    /** A day lies at midnight of some zone on earth. */
    private static final Duration ZONES = Duration.ofHours(14);

    @Override
    public String word() {
        return "task";
    }

    @Override
    public PropertySet lightShape() {
        return TaskReading.lightShape();
    }

    @Override
    public PropertySet fullShape() {
        return TaskReading.fullShape();
    }

    @Override
    public Observed light(Item item, ItemRef ref, Lane lane) {
        return TaskReading.light(item, ref, lane);
    }

    @Override
    public Observed full(Item item, ItemRef ref, Lane lane, boolean elsewhere) {
        return TaskReading.full(item, ref, lane, elsewhere);
    }

    @Override
    public Recollection recollection(Item raw, Observed.Present present, Lane lane) {
        return Recollection.ofPlain(raw, present, Card.NONE);
    }

    @Override
    public Option<SearchFilter> sought(Search search) {
        if (search.period() instanceof Value.Date day) {
            Instant midnight = day.date().atStartOfDay(ZoneOffset.UTC).toInstant();
            return Option.some(new SearchFilter.SearchFilterCollection(
                    LogicalOperator.And,
                    new SearchFilter.IsGreaterThanOrEqualTo(
                            TaskSchema.DueDate, MailboxService.constant(midnight.minus(ZONES))),
                    new SearchFilter.IsLessThan(
                            TaskSchema.DueDate,
                            MailboxService.constant(midnight.plus(ZONES).plus(Duration.ofDays(1))))));
        } else if (search.period().equals(Observed.Present.UNDATED)) {
            return Option.some(new SearchFilter.Not(new SearchFilter.Exists(TaskSchema.DueDate)));
        }
        return Option.none();
    }

    @Override
    public boolean isSought(Search search, Observed.Present task) {
        return !search.period().isNothing() && NormalForm.same(Field.DUE_DATE, task.period(), search.period());
    }

    @Override
    public Item created(MailboxService service, Write.Create create) throws Exception {
        return TaskDrafts.create(service, create);
    }

    @Override
    public Item updated(MailboxService service, Write.Update update, Recollection before) throws Exception {
        return TaskDrafts.update(service, update, before);
    }

    @Override
    public boolean changesNothing(Write.Update update, Recollection before) {
        return TaskDrafts.changesNothing(update, before);
    }
}
