package io.axpsync.exchange.ews.internal;

import io.axpsync.core.item.Value;
import io.axpsync.exchange.ews.internal.wire.MailboxService;
import io.vavr.control.Option;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Date;
import microsoft.exchange.webservices.data.core.enumeration.property.DefaultExtendedPropertySet;
import microsoft.exchange.webservices.data.core.enumeration.property.MapiPropertyType;
import microsoft.exchange.webservices.data.core.service.item.Task;
import microsoft.exchange.webservices.data.core.service.schema.TaskSchema;
import microsoft.exchange.webservices.data.property.definition.ExtendedPropertyDefinition;
import microsoft.exchange.webservices.data.property.definition.PropertyDefinition;

/**
 * The days of a task. EWS tells an instant, midnight in some zone; the day itself stands in the MAPI properties
 * (PidLidTaskStartDate, PidLidTaskDueDate: midnight UTC of the local day, MS-OXOTASK), which no zone can shift. All are
 * written, with PidLidCommonStart and PidLidCommonEnd, so that clients agree.
 */
final class TaskDays {

    static final ExtendedPropertyDefinition START = day(DefaultExtendedPropertySet.Task, 0x8104);
    static final ExtendedPropertyDefinition DUE = day(DefaultExtendedPropertySet.Task, 0x8105);
    private static final ExtendedPropertyDefinition COMMON_START = day(DefaultExtendedPropertySet.Common, 0x8516);
    private static final ExtendedPropertyDefinition COMMON_END = day(DefaultExtendedPropertySet.Common, 0x8517);

    private TaskDays() {}

    static Value start(Task task, ZoneId mailbox) {
        return told(task, START, TaskSchema.StartDate, mailbox);
    }

    static Value due(Task task, ZoneId mailbox) {
        return told(task, DUE, TaskSchema.DueDate, mailbox);
    }

    static Value completed(Task task, ZoneId mailbox) {
        return value(Facts.instant(task, TaskSchema.CompleteDate), mailbox);
    }

    private static Value told(Task task, ExtendedPropertyDefinition day, PropertyDefinition instant, ZoneId mailbox) {
        Option<Instant> said = Facts.instant(task, instant);
        return value(said.isEmpty() ? said : Mapi.time(task, day).orElse(said), mailbox);
    }

    /** Midnight UTC is that day; any other instant is a time of the mailbox's zone. */
    private static Value value(Option<Instant> instant, ZoneId mailbox) {
        return instant.<Value>map(at -> {
                    OffsetDateTime utc = at.atOffset(ZoneOffset.UTC);
                    return new Value.Date(
                            utc.toLocalTime().equals(LocalTime.MIDNIGHT)
                                    ? utc.toLocalDate()
                                    : LocalDate.ofInstant(at, mailbox));
                })
                .getOrElse(Value.NOTHING);
    }

    static void writeStart(MailboxService service, Task task, Value value, ZoneId mailbox) throws Exception {
        if (value instanceof Value.Date date) {
            task.setStartDate(midnight(service, date, mailbox));
            task.setExtendedProperty(COMMON_START, midnight(service, date, mailbox));
            task.setExtendedProperty(START, midnight(service, date, ZoneOffset.UTC));
        } else {
            task.setStartDate(null);
        }
    }

    static void writeDue(MailboxService service, Task task, Value value, ZoneId mailbox) throws Exception {
        if (value instanceof Value.Date date) {
            task.setDueDate(midnight(service, date, mailbox));
            task.setExtendedProperty(COMMON_END, midnight(service, date, mailbox));
            task.setExtendedProperty(DUE, midnight(service, date, ZoneOffset.UTC));
        } else {
            task.setDueDate(null);
        }
    }

    private static Date midnight(MailboxService service, Value.Date day, ZoneId zone) {
        return service.time(day.date().atStartOfDay(zone).toInstant());
    }

    private static ExtendedPropertyDefinition day(DefaultExtendedPropertySet set, int id) {
        return new ExtendedPropertyDefinition(set, id, MapiPropertyType.SystemTime);
    }
}
