package io.axpsync.exchange.ews.internal;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Lane;
import io.axpsync.core.port.Search;
import io.axpsync.core.port.Write;
import io.axpsync.exchange.ews.internal.wire.MailboxService;
import io.vavr.control.Option;
import microsoft.exchange.webservices.data.core.PropertySet;
import microsoft.exchange.webservices.data.core.service.item.Item;
import microsoft.exchange.webservices.data.search.filter.SearchFilter;

/** What is particular to a kind of items that mail nobody: how they are asked for, read and written. */
interface PlainItems {

    /** For people: task, contact. */
    String word();

    /** What a feed may tell. */
    PropertySet lightShape();

    PropertySet fullShape();

    Observed light(Item item, ItemRef ref, Lane lane);

    /** @param elsewhere whether it lies in another folder than the lane's */
    Observed full(Item item, ItemRef ref, Lane lane, boolean elsewhere);

    /** What a write must know of what was read. */
    Recollection recollection(Item raw, Observed.Present present, Lane lane);

    /** What is looked for besides the stamp. */
    Option<SearchFilter> sought(Search search);

    /** Whether it is what was looked for, besides the stamp. */
    boolean isSought(Search search, Observed.Present found);

    Item created(MailboxService service, Write.Create create) throws Exception;

    /** Only what changes. */
    Item updated(MailboxService service, Write.Update update, Recollection before) throws Exception;

    /** Whether the update leaves the item as it is: such a one cannot be sent. */
    boolean changesNothing(Write.Update update, Recollection before);
}
