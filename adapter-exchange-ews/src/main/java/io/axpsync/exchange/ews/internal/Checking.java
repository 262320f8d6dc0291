package io.axpsync.exchange.ews.internal;

import io.axpsync.core.item.Category;
import io.axpsync.core.item.Reason;
import io.axpsync.exchange.ews.EwsCheck.Finding;
import io.axpsync.exchange.ews.EwsConfig;
import io.axpsync.exchange.ews.internal.wire.Blanks;
import io.axpsync.exchange.ews.internal.wire.Failures;
import io.axpsync.exchange.ews.internal.wire.Fault;
import io.axpsync.exchange.ews.internal.wire.Gateway;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import java.io.ByteArrayInputStream;
import java.util.EnumSet;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
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

    public Checking(EwsConfig config) {
        this.gateway = new Gateway(config);
        this.impersonate = config.impersonate();
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

    private Seq<Reason> hints(String address, Category marker) {
        Either<Fault, byte[]> list = gateway.read(
                address,
                service -> UserConfiguration.bind(
                                service, "CategoryList", calendar(address), UserConfigurationProperties.XmlData)
                        .getXmlData());
        if (list.isLeft() && !Failures.noSuchItem(list.getLeft())) {
            return Vector.of(Reason.of(
                    "ews-categories-unknown",
                    "whether " + address + " lists the category \"" + marker.name() + "\" cannot be told: "
                            + list.getLeft().message()));
        }
        boolean listed =
                list.isRight() && list.get() != null && names(list.get()).contains(marker);
        return listed
                ? Vector.empty()
                : Vector.of(Reason.of(
                        "ews-category-not-listed",
                        "the category list of " + address + " has no \"" + marker.name() + "\"",
                        "add it in Outlook, so that the user is offered it; items may carry it all the same"));
    }

    private static Seq<Category> names(byte[] xml) {
        Vector<Category> names = Vector.empty();
        try {
            XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
            factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
            XMLStreamReader in = factory.createXMLStreamReader(new ByteArrayInputStream(xml));
            while (in.hasNext()) {
                if (in.next() == XMLStreamReader.START_ELEMENT
                        && in.getLocalName().equals("category")) {
                    String name = in.getAttributeValue(null, "name");
                    if (name != null && !name.isBlank()) {
                        names = names.append(new Category(name));
                    }
                }
            }
        } catch (XMLStreamException unreadable) {
            return names;
        }
        return names;
    }

    @Override
    public void close() {
        gateway.close();
    }
}
