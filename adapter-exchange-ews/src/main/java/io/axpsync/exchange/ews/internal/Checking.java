package io.axpsync.exchange.ews.internal;

import io.axpsync.core.item.Category;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Reason;
import io.axpsync.exchange.ews.EwsCheck.Finding;
import io.axpsync.exchange.ews.EwsCheck.FolderFinding;
import io.axpsync.exchange.ews.EwsConfig;
import io.axpsync.exchange.ews.internal.wire.Blanks;
import io.axpsync.exchange.ews.internal.wire.Failures;
import io.axpsync.exchange.ews.internal.wire.Fault;
import io.axpsync.exchange.ews.internal.wire.Gateway;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.EnumSet;
import microsoft.exchange.webservices.data.core.ExchangeService;
import microsoft.exchange.webservices.data.core.PropertySet;
import microsoft.exchange.webservices.data.core.enumeration.misc.UserConfigurationProperties;
import microsoft.exchange.webservices.data.core.enumeration.property.BasePropertySet;
import microsoft.exchange.webservices.data.core.enumeration.property.WellKnownFolderName;
import microsoft.exchange.webservices.data.core.enumeration.service.EffectiveRights;
import microsoft.exchange.webservices.data.core.service.folder.Folder;
import microsoft.exchange.webservices.data.core.service.schema.FolderSchema;
import microsoft.exchange.webservices.data.misc.UserConfiguration;
import microsoft.exchange.webservices.data.property.complex.FolderId;
import microsoft.exchange.webservices.data.property.complex.Mailbox;
import org.jspecify.annotations.Nullable;

/** Access to mailboxes, two requests for each. */
public final class Checking implements AutoCloseable {

    private static final EnumSet<EffectiveRights> NEEDED =
            EnumSet.of(EffectiveRights.CreateContents, EffectiveRights.Modify, EffectiveRights.Delete);

    private final Gateway gateway;
    private final boolean impersonate;
    private final FolderChecking folders;

    public Checking(EwsConfig config) {
        this.gateway = new Gateway(config);
        this.impersonate = config.impersonate();
        this.folders = new FolderChecking(gateway, config);
    }

    public Seq<Finding> check(Seq<String> addresses, Category marker) {
        return addresses.map(address -> check(address, marker));
    }

    /** A calendar as far as a check looks. */
    private record Calendar(String name, EnumSet<EffectiveRights> rights) {}

    private Finding check(String address, Category marker) {
        Either<Fault, Calendar> calendar = gateway.read(address, service -> {
            Folder folder = Folder.bind(
                    service,
                    calendar(address),
                    new PropertySet(BasePropertySet.IdOnly, FolderSchema.DisplayName, FolderSchema.EffectiveRights));
            return new Calendar(Blanks.shown(folder.getDisplayName()), told(folder.getEffectiveRights()));
        });
        if (calendar.isLeft()) {
            Reason reason =
                    Failures.of(calendar.getLeft(), "calendar of " + address).reason();
            return new Finding(address, "", Vector.of(reason), Vector.empty());
        }
        return new Finding(address, calendar.get().name(), problems(address, calendar.get()), hints(address, marker));
    }

    /** Rights that the server did not tell are null in the library. */
    private static EnumSet<EffectiveRights> told(@Nullable EnumSet<EffectiveRights> rights) {
        return rights == null ? EnumSet.noneOf(EffectiveRights.class) : rights;
    }

    private FolderId calendar(String address) {
        return impersonate
                ? new FolderId(WellKnownFolderName.Calendar)
                : new FolderId(WellKnownFolderName.Calendar, new Mailbox(address));
    }

    private static Seq<Reason> problems(String address, Calendar calendar) {
        return calendar.rights().containsAll(NEEDED)
                ? Vector.empty()
                : Vector.of(Reason.of(
                        "ews-read-only",
                        "the calendar of " + address + " may be read but not changed",
                        "give the service account the role ApplicationImpersonation, or the rights of an editor"));
    }

    /** Published folders, two requests for each and those of its path; see {@link FolderChecking}. */
    public Seq<FolderFinding> folders(Seq<Lane> lanes) {
        return folders.check(lanes);
    }

    private UserConfiguration list(ExchangeService service, String address) throws Exception {
        return UserConfiguration.bind(service, "CategoryList", calendar(address), UserConfigurationProperties.XmlData);
    }

    /** Adds the marker to the category lists that lack it; what was done, or why it could not be, for each. */
    public Seq<Finding> offer(Seq<String> addresses, Category marker) {
        return addresses.map(
                a -> new Finding(a, "", Vector.empty(), offer(a, marker).toVector()));
    }

    private Option<Reason> offer(String address, Category marker) {
        Either<Fault, Boolean> added = gateway.read(address, service -> {
            UserConfiguration list = list(service, address);
            if (CategoryNames.in(list.getXmlData()).contains(marker)) {
                return false;
            }
            list.setXmlData(CategoryNames.with(list.getXmlData(), marker));
            list.update();
            return true;
        });
        if (added.isRight()) {
            return Option.when(
                    added.get(),
                    () -> Reason.of(
                            "ews-category-added",
                            "the category \"" + marker.name() + "\" was added to the list of " + address));
        }
        return Option.some(Reason.of(
                "ews-category-refused",
                "the category \"" + marker.name() + "\" could not be added to the list of " + address + ": "
                        + (Failures.noSuchItem(added.getLeft())
                                ? "the mailbox has no list yet"
                                : added.getLeft().message()),
                "open the mailbox in Outlook once, or add the category there"));
    }

    private Seq<Reason> hints(String address, Category marker) {
        Either<Fault, byte[]> list =
                gateway.read(address, service -> list(service, address).getXmlData());
        if (list.isLeft() && !Failures.noSuchItem(list.getLeft())) {
            return Vector.of(Reason.of(
                    "ews-categories-unknown",
                    "whether " + address + " lists the category \"" + marker.name() + "\" cannot be told: "
                            + list.getLeft().message()));
        }
        boolean listed = list.isRight()
                && list.get() != null
                && CategoryNames.in(list.get()).contains(marker);
        return listed
                ? Vector.empty()
                : Vector.of(
                        Reason.of(
                                "ews-category-not-listed",
                                "the category list of " + address + " has no \"" + marker.name() + "\"",
                                "add it in Outlook or with check --add-marker, so that the user is offered it; items may carry it all the same"));
    }

    @Override
    public void close() {
        gateway.close();
    }
}
