package io.axpsync.exchange.ews.internal;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Reason;
import io.axpsync.core.port.PortFailure;
import io.axpsync.exchange.ews.internal.wire.Failures;
import io.axpsync.exchange.ews.internal.wire.Fault;
import io.axpsync.exchange.ews.internal.wire.Gateway;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import microsoft.exchange.webservices.data.core.PropertySet;
import microsoft.exchange.webservices.data.core.enumeration.search.SortDirection;
import microsoft.exchange.webservices.data.core.service.item.Item;
import microsoft.exchange.webservices.data.core.service.schema.ItemSchema;
import microsoft.exchange.webservices.data.property.complex.FolderId;
import microsoft.exchange.webservices.data.search.FindItemsResults;
import microsoft.exchange.webservices.data.search.ItemView;

/**
 * Everything in a folder that has no feed, page by page in the order in which it was made. Users go on meanwhile: what they
 * take out lets the rest move up, past a page that is asked for by its position. So each page begins with the last item of
 * the one before; one that begins with a stranger shows that items moved up, and the listing goes back until it meets one
 * that it knows. Nothing that was there all the time is left out.
 */
final class FolderListing {

    /** So often at most does a listing go back. */
    private static final int MOST_STEPS_BACK = 100;

    private final Gateway gateway;
    private final PlainItems items;
    private final PlainFetching fetching;
    private final int pageSize;

    FolderListing(Gateway gateway, PlainItems items, PlainFetching fetching, int pageSize) {
        this.gateway = gateway;
        this.items = items;
        this.fetching = fetching;
        this.pageSize = pageSize;
    }

    /** All of it, and how many pages that took. */
    record Listed(Seq<Observed> items, int pages) {}

    Either<PortFailure, Listed> all(Lane lane, FolderId folder) {
        Map<ItemRef, Observed> told = new LinkedHashMap<>();
        int offset = 0;
        int back = 0;
        int idle = 0;
        for (int pages = 1; ; pages++) {
            Either<PortFailure, Page> page = page(lane, folder, offset);
            if (page.isLeft()) {
                return Either.left(page.getLeft());
            }
            Vector<Observed> seen = page.get().items();
            boolean joins = offset == 0 || seen.headOption().exists(first -> told.containsKey(first.ref()));
            if (joins) {
                int before = told.size();
                seen.forEach(one -> told.put(one.ref(), one));
                if (page.get().last()) {
                    return Either.right(new Listed(Vector.ofAll(told.values()), pages));
                } else if (told.size() == before && ++idle > 2 * back) {
                    return Either.left(stuck(lane, "says that there is more, but tells nothing new"));
                }
                offset += Math.max(0, seen.size() - 1);
            } else {
                offset = Math.max(0, offset - pageSize);
                if (++back > MOST_STEPS_BACK) {
                    return Either.left(stuck(lane, "tells the contacts in another order each time"));
                }
            }
        }
    }

    private static PortFailure stuck(Lane lane, String how) {
        return new PortFailure.Unavailable(Reason.of(
                "ews-listing-stuck",
                "listing of " + Folders.what(lane) + ": the server " + how,
                "nothing to do unless it lasts: it is tried again in the next run"));
    }

    private record Page(Vector<Observed> items, boolean last) {}

    /** A page; where an item spoils it, the ids alone, and the items on their own. */
    private Either<PortFailure, Page> page(Lane lane, FolderId folder, int offset) {
        Either<Fault, FindItemsResults<Item>> page = found(lane, folder, offset, items::lightShape);
        boolean spoilt = page.isLeft() && Failures.corrupt(page.getLeft());
        if (spoilt) {
            page = found(lane, folder, offset, Shapes::ids);
        }
        if (page.isLeft()) {
            return Either.left(Failures.of(page.getLeft(), "listing of " + Folders.what(lane)));
        }
        Vector<Item> raw = Vector.ofAll(page.get().getItems());
        boolean last = !page.get().isMoreAvailable();
        if (spoilt) {
            Vector<ItemRef> refs = raw.flatMap(AppointmentReading::ref);
            return refs.isEmpty()
                    ? Either.right(new Page(Vector.empty(), last))
                    : fetching.lightly(lane, refs).map(all -> new Page(all.toVector(), last));
        }
        return Either.right(new Page(
                raw.flatMap(item -> AppointmentReading.ref(item).map(ref -> items.light(item, ref, lane))), last));
    }

    private Either<Fault, FindItemsResults<Item>> found(
            Lane lane, FolderId folder, int offset, Supplier<PropertySet> shape) {
        return gateway.read(lane.mailbox().address(), service -> {
            ItemView view = new ItemView(pageSize + 1, offset);
            view.setPropertySet(shape.get());
            view.getOrderBy().add(ItemSchema.DateTimeCreated, SortDirection.Ascending);
            return service.findItems(folder, view);
        });
    }
}
