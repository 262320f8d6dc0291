package io.axpsync.exchange.ews.internal;

import io.axpsync.core.item.Capabilities.Access;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Value;
import io.axpsync.core.port.Write;
import io.axpsync.exchange.ews.internal.wire.MailboxService;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import microsoft.exchange.webservices.data.core.service.item.Item;
import microsoft.exchange.webservices.data.core.service.item.Task;
import microsoft.exchange.webservices.data.core.service.schema.ItemSchema;
import microsoft.exchange.webservices.data.property.complex.StringList;

/** Tasks to be written: nothing is in them but what is written. */
final class TaskDrafts {

    private TaskDrafts() {}

    static Task create(MailboxService service, Write.Create create) throws Exception {
        Task draft = new Task(service);
        for (TaskMapping line : TaskMapping.TABLE) {
            Value value = create.item().value(line.field());
            if (!value.isNothing() && line.holding().access() == Access.READ_WRITE) {
                line.writes().onto(service, draft, create.lane(), value);
            }
        }
        categories(
                draft,
                Vector.empty(),
                Categories.after(
                        Vector.empty(),
                        create.lane(),
                        Option.some(create.item().value(Field.CATEGORIES)),
                        Option.some(create.marked())));
        Mapi.write(draft, create.stamp());
        return draft;
    }

    /** Whether the update leaves the task as it is: such a one cannot be sent. */
    static boolean changesNothing(Write.Update update, Recollection before) {
        return update.changes().keySet().forAll(field -> !written(update, before, field))
                && categories(update, before).equals(before.categories())
                && update.stamp().forAll(before.stamp()::contains);
    }

    private static boolean written(Write.Update update, Recollection before, Field field) {
        return field != Field.CATEGORIES
                && TaskMapping.of(field).holding().access() == Access.READ_WRITE
                && !update.withheld().contains(field)
                && !before.withheld().contains(field);
    }

    private static Seq<String> categories(Write.Update update, Recollection before) {
        return Categories.after(
                before.categories(), update.lane(), update.changes().get(Field.CATEGORIES), update.marked());
    }

    /** Only what changes. */
    static Task update(MailboxService service, Write.Update update, Recollection before) throws Exception {
        Task draft = new CardXml("Task", update.ref().id(), update.expected().token()).onto(new Task(service), service);
        for (var change : update.changes()) {
            if (written(update, before, change._1)) {
                TaskMapping.of(change._1).writes().onto(service, draft, update.lane(), change._2);
            }
        }
        categories(draft, before.categories(), categories(update, before));
        for (var stamp : update.stamp().filter(stamp -> !before.stamp().contains(stamp))) {
            Mapi.write(draft, stamp);
        }
        return draft;
    }

    static void categories(Item draft, Seq<String> before, Seq<String> after) throws Exception {
        if (after.equals(before)) {
            return;
        }
        if (after.isEmpty()) {
            draft.getPropertyBag().setObjectFromPropertyDefinition(ItemSchema.Categories, null);
        } else {
            draft.setCategories(new StringList(after));
        }
    }
}
