package io.axpsync.exchange.ews.internal;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Lane;
import io.axpsync.core.port.Search;
import io.axpsync.core.port.Write;
import io.axpsync.exchange.ews.internal.wire.MailboxService;
import io.vavr.control.Option;
import microsoft.exchange.webservices.data.core.PropertySet;
import microsoft.exchange.webservices.data.core.service.item.Contact;
import microsoft.exchange.webservices.data.core.service.item.Item;
import microsoft.exchange.webservices.data.search.filter.SearchFilter;

/** Contacts. By name and address a person is looked for in D365, not in a folder. */
final class ContactItems implements PlainItems {

    @Override
    public String word() {
        return "contact";
    }

    @Override
    public PropertySet lightShape() {
        return ContactReading.lightShape();
    }

    @Override
    public PropertySet fullShape() {
        return ContactReading.fullShape();
    }

    @Override
    public Observed light(Item item, ItemRef ref, Lane lane) {
        return ContactReading.light(item, ref, lane);
    }

    @Override
    public Observed full(Item item, ItemRef ref, Lane lane, boolean elsewhere) {
        return ContactReading.full(item, ref, lane, elsewhere);
    }

    @Override
    public Recollection recollection(Item raw, Observed.Present present, Lane lane) {
        return Recollection.ofPlain(raw, present, raw instanceof Contact contact ? Card.of(contact, lane) : Card.NONE);
    }

    @Override
    public Option<SearchFilter> sought(Search search) {
        return Option.none();
    }

    @Override
    public boolean isSought(Search search, Observed.Present found) {
        return false;
    }

    @Override
    public Item created(MailboxService service, Write.Create create) throws Exception {
        return ContactDrafts.create(service, create);
    }

    @Override
    public Item updated(MailboxService service, Write.Update update, Recollection before) throws Exception {
        return ContactDrafts.update(service, update, before);
    }

    @Override
    public boolean changesNothing(Write.Update update, Recollection before) {
        return ContactDrafts.changesNothing(update, before);
    }
}
