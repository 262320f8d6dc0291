package io.axpsync.exchange.ews.internal;

import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Reason;
import io.axpsync.core.port.PortFailure;
import io.axpsync.exchange.ews.EwsCheck.FolderFinding;
import io.axpsync.exchange.ews.EwsCheck.Right;
import io.axpsync.exchange.ews.EwsConfig;
import io.axpsync.exchange.ews.internal.wire.Failures;
import io.axpsync.exchange.ews.internal.wire.Gateway;
import io.vavr.collection.LinkedHashSet;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.EnumSet;
import microsoft.exchange.webservices.data.core.PropertySet;
import microsoft.exchange.webservices.data.core.enumeration.property.BasePropertySet;
import microsoft.exchange.webservices.data.core.enumeration.property.WellKnownFolderName;
import microsoft.exchange.webservices.data.core.enumeration.service.EffectiveRights;
import microsoft.exchange.webservices.data.core.service.folder.Folder;
import microsoft.exchange.webservices.data.core.service.item.Item;
import microsoft.exchange.webservices.data.core.service.schema.FolderSchema;
import microsoft.exchange.webservices.data.core.service.schema.ItemSchema;
import microsoft.exchange.webservices.data.property.complex.FolderId;
import microsoft.exchange.webservices.data.search.ItemView;

/** The rights of our account in published folders. Nothing is written, nor made. */
final class FolderChecking {

    /** So many contacts say what we may do with those of others and with our own. */
    private static final int SOME = 50;

    private final Gateway gateway;
    private final Gateway content;
    private final FolderLevels levels;
    private final Folders folders;

    FolderChecking(Gateway gateway, EwsConfig config) {
        this.gateway = gateway;
        this.content = PublicFolders.content(gateway, config);
        this.levels = new FolderLevels(PublicFolders.hierarchy(gateway, config));
        this.folders = new Folders(gateway, config.impersonate());
    }

    Seq<FolderFinding> check(Seq<Lane> lanes) {
        return lanes.map(lane -> at(lane).flatMap(at -> at.there() ? found(lane, at) : missing(lane, at))
                .getOrElseGet(failure ->
                        new FolderFinding(lane, LinkedHashSet.empty(), Vector.of(failure.reason()), Vector.empty())));
    }

    /** @param id the lane's folder, or the last one on its path that is there */
    private record At(FolderId id, boolean there) {}

    private Either<PortFailure, At> at(Lane lane) {
        return Folders.isPublic(lane)
                ? levels.walk(lane, PublicFolders.root())
                        .map(reached -> new At(
                                reached.at()
                                        .map(node -> Folders.folderId(node.id()).get())
                                        .getOrElse(PublicFolders.root()),
                                reached.missing().isEmpty()))
                : folders.there(lane)
                        .map(there -> new At(
                                there.getOrElse(() -> folders.known(lane, WellKnownFolderName.Contacts)),
                                there.isDefined()));
    }

    private Either<PortFailure, FolderFinding> missing(Lane lane, At at) {
        return rights(lane, at.id())
                .map(rights -> rights.contains(EffectiveRights.CreateHierarchy)
                        ? new FolderFinding(
                                lane,
                                LinkedHashSet.empty(),
                                Vector.empty(),
                                Vector.of(Reason.of(
                                        "ews-folder-to-make", Folders.what(lane) + " is made with the first contact")))
                        : new FolderFinding(
                                lane,
                                LinkedHashSet.empty(),
                                Vector.of(Reason.of(
                                        "ews-no-folder",
                                        Folders.what(lane) + " is not there, or "
                                                + lane.mailbox().address() + " may not see it, and may not make it",
                                        "make it, or give " + lane.mailbox().address()
                                                + " the rights to see it or to make it")),
                                Vector.empty()));
    }

    private Either<PortFailure, FolderFinding> found(Lane lane, At at) {
        return rights(lane, at.id())
                .flatMap(folder -> folder.contains(EffectiveRights.Read)
                        ? items(lane, at.id()).map(items -> finding(lane, folder, items))
                        : Either.right(finding(lane, folder, Vector.empty())));
    }

    private FolderFinding finding(Lane lane, EnumSet<EffectiveRights> folder, Seq<EnumSet<EffectiveRights>> items) {
        Set<Right> rights = LinkedHashSet.<Right>empty()
                .addAll(Option.when(folder.contains(EffectiveRights.Read), Right.READ))
                .addAll(Option.when(folder.contains(EffectiveRights.CreateContents), Right.CREATE))
                .addAll(onItems(items, EffectiveRights.Modify, Right.EDIT, Right.EDIT_SOME))
                .addAll(onItems(items, EffectiveRights.Delete, Right.DELETE, Right.DELETE_SOME))
                .addAll(Option.when(folder.contains(EffectiveRights.CreateHierarchy), Right.MAKE_FOLDERS));
        Seq<String> lacking = Vector.of(
                        Option.when(!rights.contains(Right.READ), "read"),
                        Option.when(!rights.contains(Right.CREATE), "add"),
                        Option.when(!items.isEmpty() && !rights.contains(Right.EDIT), "edit every contact"),
                        Option.when(!items.isEmpty() && !rights.contains(Right.DELETE), "delete every contact"))
                .flatMap(word -> word);
        return new FolderFinding(
                lane,
                rights,
                lacking.isEmpty()
                        ? Vector.empty()
                        : Vector.of(Reason.of(
                                rights.contains(Right.READ) ? "ews-read-only" : "ews-denied",
                                "in " + Folders.what(lane) + " "
                                        + lane.mailbox().address() + " may not " + lacking.mkString(", "),
                                "give " + lane.mailbox().address() + " the role PublishingEditor there"
                                        + (Folders.isPublic(lane) ? " (Add-PublicFolderClientPermission)" : ""))),
                items.isEmpty() && rights.contains(Right.READ)
                        ? Vector.of(Reason.of(
                                "ews-rights-unknown",
                                Folders.what(lane)
                                        + " is empty: what may be done with its contacts cannot be told yet"))
                        : Vector.empty());
    }

    private static Option<Right> onItems(
            Seq<EnumSet<EffectiveRights>> items, EffectiveRights wanted, Right all, Right some) {
        int having = items.count(rights -> rights.contains(wanted));
        return having == 0 ? Option.none() : Option.some(having == items.size() ? all : some);
    }

    private Either<PortFailure, EnumSet<EffectiveRights>> rights(Lane lane, FolderId id) {
        return content(lane)
                .read(
                        lane.mailbox().address(),
                        service -> Rights.of(
                                Folder.bind(
                                                service,
                                                id,
                                                new PropertySet(BasePropertySet.IdOnly, FolderSchema.EffectiveRights))
                                        ::getEffectiveRights))
                .mapLeft(fault -> Failures.of(fault, "rights in " + Folders.what(lane)));
    }

    private Either<PortFailure, Seq<EnumSet<EffectiveRights>>> items(Lane lane, FolderId id) {
        return content(lane)
                .<Seq<EnumSet<EffectiveRights>>>read(lane.mailbox().address(), service -> {
                    ItemView view = new ItemView(SOME);
                    view.setPropertySet(new PropertySet(BasePropertySet.IdOnly, ItemSchema.EffectiveRights));
                    Vector<Item> some = Vector.ofAll(service.findItems(id, view).getItems());
                    return some.map(item -> Rights.of(item::getEffectiveRights));
                })
                .mapLeft(fault -> Failures.of(fault, "rights in " + Folders.what(lane)));
    }

    private Gateway content(Lane lane) {
        return Folders.isPublic(lane) ? content : gateway;
    }
}
