package io.axpsync.exchange.ews.internal;

import io.axpsync.core.item.Lane;
import io.axpsync.core.port.PortFailure;
import io.axpsync.exchange.ews.internal.wire.Failures;
import io.axpsync.exchange.ews.internal.wire.Fault;
import io.axpsync.exchange.ews.internal.wire.Gateway;
import io.vavr.collection.HashSet;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.LinkedHashMap;
import java.util.function.Supplier;
import microsoft.exchange.webservices.data.core.PropertySet;
import microsoft.exchange.webservices.data.core.enumeration.property.BasePropertySet;
import microsoft.exchange.webservices.data.core.enumeration.property.WellKnownFolderName;
import microsoft.exchange.webservices.data.core.enumeration.search.ComparisonMode;
import microsoft.exchange.webservices.data.core.enumeration.search.ContainmentMode;
import microsoft.exchange.webservices.data.core.enumeration.search.LogicalOperator;
import microsoft.exchange.webservices.data.core.enumeration.search.SearchFolderTraversal;
import microsoft.exchange.webservices.data.core.enumeration.service.DeleteMode;
import microsoft.exchange.webservices.data.core.service.folder.Folder;
import microsoft.exchange.webservices.data.core.service.folder.SearchFolder;
import microsoft.exchange.webservices.data.core.service.item.Item;
import microsoft.exchange.webservices.data.core.service.schema.FolderSchema;
import microsoft.exchange.webservices.data.core.service.schema.ItemSchema;
import microsoft.exchange.webservices.data.property.complex.FolderId;
import microsoft.exchange.webservices.data.search.FolderView;
import microsoft.exchange.webservices.data.search.filter.SearchFilter;

/**
 * Finds mails in all folders of a mailbox with one request: search folders of ours, each made once. Where the service
 * account may not make any, folder by folder.
 */
final class MailSearches {

    /** Mails, invitations and reports: appointments, tasks and contacts carry the marker, too, and are none. */
    private static final Vector<String> CLASSES = Vector.of("IPM.Note", "IPM.Schedule.Meeting", "REPORT.IPM");

    private static final Set<String> DENIED =
            HashSet.of("ErrorAccessDenied", "ErrorCreateItemAccessDenied", "ErrorFolderNotFound", "ErrorItemNotFound");

    /** Changes with what the search folders look for, so that those of an earlier version are made anew. */
    private static final String FORM = "1;";

    /** What is looked for. */
    enum Sought {
        /** Mails that carry the marker. */
        MARKED("AxpMarked"),
        /** Mails that carry a stamp. */
        IMPORTED("AxpImported");

        private final String folder;

        Sought(String folder) {
            this.folder = folder;
        }

        private String criteria(Lane lane) {
            return FORM + (this == MARKED ? "category=" + lane.marker().key() : "stamped");
        }

        private SearchFilter filter(Lane lane) {
            SearchFilter.SearchFilterCollection mails = new SearchFilter.SearchFilterCollection(LogicalOperator.Or);
            CLASSES.forEach(prefix -> mails.add(new SearchFilter.ContainsSubstring(
                    ItemSchema.ItemClass, prefix, ContainmentMode.Prefixed, ComparisonMode.IgnoreCase)));
            return new SearchFilter.SearchFilterCollection(
                    LogicalOperator.And,
                    this == MARKED
                            ? new SearchFilter.ContainsSubstring(
                                    ItemSchema.Categories,
                                    lane.marker().name(),
                                    ContainmentMode.FullString,
                                    ComparisonMode.IgnoreCase)
                            : new SearchFilter.Exists(Mapi.LINK),
                    mails);
        }
    }

    private final Gateway gateway;
    private final Folders folders;
    private final MailFolders mails;
    private final Stamped stamped;
    private final java.util.Map<String, FolderId> made = new LinkedHashMap<>();
    private final java.util.Set<String> denied = new java.util.HashSet<>();

    MailSearches(Gateway gateway, Folders folders, MailFolders mails, Stamped stamped) {
        this.gateway = gateway;
        this.folders = folders;
        this.mails = mails;
        this.stamped = stamped;
    }

    /** A new run begins: what the account may do may have changed. */
    void begin() {
        denied.clear();
    }

    /** All mails that are sought and that a further restriction fits. */
    Either<PortFailure, Seq<Item>> all(
            Lane lane, Sought sought, Option<SearchFilter> further, Supplier<PropertySet> shape) {
        String address = lane.mailbox().address();
        Either<PortFailure, Option<FolderId>> place =
                denied.contains(address) ? Either.right(Option.none()) : place(lane, sought);
        if (place.isLeft()) {
            return Either.left(place.getLeft());
        } else if (place.get().isEmpty()) {
            denied.add(address);
            return eachFolder(lane, sought, further, shape);
        }
        Either<PortFailure, Seq<Item>> found = stamped.all(lane, place.get().get(), further, shape);
        if (found.isLeft() && found.getLeft().reason().code().equals(Folders.NO_FOLDER)) {
            made.remove(key(lane, sought));
            return place(lane, sought)
                    .flatMap(again -> again.isEmpty()
                            ? eachFolder(lane, sought, further, shape)
                            : stamped.all(lane, again.get(), further, shape));
        }
        return found;
    }

    private Either<PortFailure, Seq<Item>> eachFolder(
            Lane lane, Sought sought, Option<SearchFilter> further, Supplier<PropertySet> shape) {
        SearchFilter own = sought.filter(lane);
        SearchFilter filter =
                further.fold(() -> own, f -> new SearchFilter.SearchFilterCollection(LogicalOperator.And, own, f));
        return mails.now(lane).flatMap(tree -> {
            Vector<Item> all = Vector.empty();
            for (String folder : tree.mail()) {
                Either<PortFailure, Seq<Item>> some =
                        Folders.folderId(folder).flatMap(id -> stamped.all(lane, id, Option.some(filter), shape));
                if (some.isLeft()) {
                    return some;
                }
                all = all.appendAll(some.get());
            }
            return Either.right(all);
        });
    }

    /** The search folder; none where we may not have one. */
    private Either<PortFailure, Option<FolderId>> place(Lane lane, Sought sought) {
        FolderId known = made.get(key(lane, sought));
        if (known != null) {
            return Either.right(Option.some(known));
        }
        Either<Fault, Option<FolderId>> there = found(lane, sought);
        if (there.isRight() && there.get().isEmpty()) {
            // a folder that was made although its making failed is found on the second look
            Either<Fault, FolderId> now = make(lane, sought);
            there = now.isRight()
                    ? now.map(Option::some)
                    : found(lane, sought).filterOrElse(Option::isDefined, none -> now.getLeft());
        }
        if (there.isLeft()) {
            return DENIED.contains(there.getLeft().code())
                    ? Either.right(Option.none())
                    : Either.left(Failures.of(
                            there.getLeft(),
                            "search folder " + sought.folder + " of "
                                    + lane.mailbox().address()));
        }
        there.get().forEach(id -> made.put(key(lane, sought), id));
        return Either.right(there.get());
    }

    private static String key(Lane lane, Sought sought) {
        return sought.criteria(lane) + " " + lane.mailbox().address();
    }

    /** One that looks for something else is taken away: it holds nothing of its own. */
    private Either<Fault, Option<FolderId>> found(Lane lane, Sought sought) {
        String wanted = sought.criteria(lane);
        return gateway.read(lane.mailbox().address(), service -> {
            FolderView view = new FolderView(2);
            view.setPropertySet(new PropertySet(BasePropertySet.IdOnly, FolderSchema.DisplayName, Mapi.SEARCH));
            Option<FolderId> fitting = Option.none();
            for (Folder folder : service.findFolders(
                    folders.known(lane, WellKnownFolderName.SearchFolders),
                    new SearchFilter.IsEqualTo(FolderSchema.DisplayName, sought.folder),
                    view)) {
                if (Mapi.text(folder, Mapi.SEARCH).contains(wanted)) {
                    fitting = Option.some(folder.getId());
                } else {
                    service.deleteFolder(folder.getId(), DeleteMode.HardDelete);
                }
            }
            return fitting;
        });
    }

    private Either<Fault, FolderId> make(Lane lane, Sought sought) {
        return gateway.read(lane.mailbox().address(), service -> {
            SearchFolder folder = new SearchFolder(service);
            folder.setDisplayName(sought.folder);
            folder.setExtendedProperty(Mapi.SEARCH, sought.criteria(lane));
            folder.getSearchParameters().setTraversal(SearchFolderTraversal.Deep);
            folder.getSearchParameters().getRootFolderIds().add(folders.known(lane, WellKnownFolderName.MsgFolderRoot));
            folder.getSearchParameters().setSearchFilter(sought.filter(lane));
            folder.save(folders.known(lane, WellKnownFolderName.SearchFolders));
            return folder.getId();
        });
    }
}
