package io.axpsync.exchange.ews.internal;

import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Stamp;
import io.axpsync.core.port.PortFailure;
import io.axpsync.exchange.ews.EwsConfig;
import io.axpsync.exchange.ews.internal.wire.Failures;
import io.axpsync.exchange.ews.internal.wire.Fault;
import io.axpsync.exchange.ews.internal.wire.Gateway;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Supplier;
import microsoft.exchange.webservices.data.core.PropertySet;
import microsoft.exchange.webservices.data.core.enumeration.property.BasePropertySet;
import microsoft.exchange.webservices.data.core.enumeration.search.LogicalOperator;
import microsoft.exchange.webservices.data.core.service.item.Item;
import microsoft.exchange.webservices.data.property.complex.FolderId;
import microsoft.exchange.webservices.data.search.FindItemsResults;
import microsoft.exchange.webservices.data.search.ItemView;
import microsoft.exchange.webservices.data.search.filter.SearchFilter;

/** Finds items with FindItem: by {@code AxpLink}, many to a request, or by any other restriction. */
final class Stamped {

    private static final int PAGE = 250;
    private final Gateway gateway;
    private final int batch;

    Stamped(Gateway gateway, EwsConfig config) {
        this.gateway = gateway;
        this.batch = config.batchSize();
    }

    /** The items that carry one of the stamps, by the text of {@code AxpLink}; of two with one stamp the first found. */
    Either<PortFailure, Map<String, ItemRef>> find(Lane lane, Seq<String> folders, Seq<Stamp> stamps) {
        Map<String, ItemRef> found = LinkedHashMap.empty();
        for (String folder : folders) {
            for (Seq<Stamp> some : stamps.grouped(batch)) {
                Either<PortFailure, Seq<Item>> items =
                        Folders.folderId(folder).flatMap(id -> all(lane, id, carrying(some)));
                if (items.isLeft()) {
                    return Either.left(items.getLeft());
                }
                for (Item item : items.get()) {
                    Option<String> link = Mapi.text(item, Mapi.LINK);
                    Option<ItemRef> ref = AppointmentReading.ref(item);
                    if (link.isDefined() && ref.isDefined() && !found.containsKey(link.get())) {
                        found = found.put(link.get(), ref.get());
                    }
                }
            }
        }
        return Either.right(found);
    }

    /** All items of a folder that a restriction fits, page by page; ids only. */
    Either<PortFailure, Seq<Item>> all(Lane lane, FolderId folder, SearchFilter filter) {
        return all(lane, folder, Option.some(filter), () -> new PropertySet(BasePropertySet.IdOnly, Mapi.LINK));
    }

    Either<PortFailure, Seq<Item>> all(Lane lane, FolderId folder, SearchFilter filter, Supplier<PropertySet> shape) {
        return all(lane, folder, Option.some(filter), shape);
    }

    /** @param filter none finds everything there */
    Either<PortFailure, Seq<Item>> all(
            Lane lane, FolderId folder, Option<SearchFilter> filter, Supplier<PropertySet> shape) {
        Vector<Item> items = Vector.empty();
        java.util.Set<ItemRef> told = new HashSet<>();
        for (boolean more = true; more; ) {
            int offset = items.size();
            Either<Fault, FindItemsResults<Item>> page =
                    gateway.read(lane.mailbox().address(), service -> {
                        ItemView view = new ItemView(PAGE, offset);
                        view.setPropertySet(shape.get());
                        return filter.isEmpty()
                                ? service.findItems(folder, view)
                                : service.findItems(folder, filter.get(), view);
                    });
            if (page.isLeft()) {
                return Either.left(Failures.of(page.getLeft(), "search in " + Folders.what(lane)));
            }
            items = items.appendAll(page.get().getItems());
            boolean news = false;
            for (Item item : page.get().getItems()) {
                news |= AppointmentReading.ref(item).exists(told::add);
            }
            more = page.get().isMoreAvailable();
            if (more && !news) {
                return Either.left(new PortFailure.Unavailable(Reason.of(
                        "ews-search-stuck",
                        "search in " + Folders.what(lane)
                                + ": the server says that there is more, but tells nothing new",
                        "nothing to do unless it lasts: it is tried again in the next run")));
            }
        }
        return Either.right(items);
    }

    private static SearchFilter carrying(Seq<Stamp> stamps) {
        List<SearchFilter> each = new ArrayList<>();
        stamps.forEach(stamp -> each.add(new SearchFilter.IsEqualTo(Mapi.LINK, Mapi.link(stamp))));
        return each.size() == 1 ? each.get(0) : new SearchFilter.SearchFilterCollection(LogicalOperator.Or, each);
    }
}
