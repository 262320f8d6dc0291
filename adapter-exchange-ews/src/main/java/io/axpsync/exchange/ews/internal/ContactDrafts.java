package io.axpsync.exchange.ews.internal;

import io.axpsync.core.item.Capabilities.Access;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.Value;
import io.axpsync.core.port.Write;
import io.axpsync.exchange.ews.internal.wire.MailboxService;
import io.vavr.collection.HashSet;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import microsoft.exchange.webservices.data.core.enumeration.service.FileAsMapping;
import microsoft.exchange.webservices.data.core.service.item.Contact;
import microsoft.exchange.webservices.data.property.definition.ExtendedPropertyDefinition;

/** Contacts to be written: nothing is in them but what is written, and what the places must be known by. */
final class ContactDrafts {

    /** What Outlook builds the name out of that it shows. */
    private static final Set<Field> NAMES = HashSet.of(
            Field.NAME_PREFIX,
            Field.GIVEN_NAME,
            Field.MIDDLE_NAME,
            Field.FAMILY_NAME,
            Field.NAME_SUFFIX,
            Field.NICKNAME,
            Field.COMPANY);

    private ContactDrafts() {}

    static Contact create(MailboxService service, Write.Create create) throws Exception {
        Contact draft = new Contact(service);
        for (ContactMapping line : ContactMapping.TABLE) {
            Value value = create.item().value(line.field());
            if (!value.isNothing() && line.holding().access() == Access.READ_WRITE) {
                line.writes().onto(service, draft, Card.NONE, value);
            }
        }
        String name = create.item().title();
        if (!name.isEmpty()) {
            draft.setDisplayName(name);
            draft.setSubject(name);
        }
        draft.setFileAs(FileAsMapping.SurnameCommaGivenName);
        TaskDrafts.categories(
                draft,
                Vector.empty(),
                Categories.after(
                        Vector.empty(),
                        create.lane(),
                        Option.some(create.item().value(Field.CATEGORIES)),
                        Option.when(!create.lane().isPublished(), create.marked())));
        Mapi.write(draft, create.stamp());
        return draft;
    }

    static boolean changesNothing(Write.Update update, Recollection before) {
        return update.changes().keySet().forAll(field -> !written(update, before, field))
                && categories(update, before).equals(before.categories())
                && update.stamp().forAll(before.stamp()::contains);
    }

    private static boolean written(Write.Update update, Recollection before, Field field) {
        return field != Field.CATEGORIES
                && ContactMapping.of(field).holding().access() == Access.READ_WRITE
                && !update.withheld().contains(field)
                && !before.withheld().contains(field);
    }

    private static Seq<String> categories(Write.Update update, Recollection before) {
        return Categories.withStatus(
                Categories.after(
                        before.categories(),
                        update.lane(),
                        update.changes().get(Field.CATEGORIES),
                        update.marked().filter(any -> !update.lane().isPublished())),
                update.lane(),
                update.status());
    }

    static Contact update(MailboxService service, Write.Update update, Recollection before) throws Exception {
        CardXml known =
                new CardXml("Contact", update.ref().id(), update.expected().token());
        before.card().places().tell(known);
        for (var change : update.changes().filterValues(Value::isNothing)) {
            for (ExtendedPropertyDefinition property : ContactMapping.EXTENDED.get(change._1)) {
                known.property(property);
            }
        }
        Contact draft = known.onto(new Contact(service), service);
        for (var change : update.changes()) {
            if (written(update, before, change._1)) {
                ContactMapping.of(change._1).writes().onto(service, draft, before.card(), change._2);
            }
        }
        names(service, draft, update, before.card());
        TaskDrafts.categories(draft, before.categories(), categories(update, before));
        for (var stamp : update.stamp().filter(stamp -> !before.stamp().contains(stamp))) {
            Mapi.write(draft, stamp);
        }
        return draft;
    }

    /**
     * A name that its user has given to be shown stays as long as the person is called the same. One that was only shown is
     * written as a name when it would get lost.
     */
    private static void names(MailboxService service, Contact draft, Write.Update update, Card card) throws Exception {
        Set<Field> changed = update.changes().keySet().intersect(NAMES);
        if (changed.isEmpty()) {
            return;
        }
        Item after = update.changes().foldLeft(update.before(), (item, change) -> item.with(change._1, change._2));
        String name = card.shown().equals(update.before().title())
                        || !after.title().equals(update.before().title())
                ? after.title()
                : card.shown();
        draft.setDisplayName(name.isEmpty() ? null : name);
        draft.setSubject(name);
        if (card.nameless() && !changed.contains(Field.FAMILY_NAME)) {
            ContactMapping.of(Field.FAMILY_NAME)
                    .writes()
                    .onto(service, draft, card, update.before().value(Field.FAMILY_NAME));
        }
    }
}
