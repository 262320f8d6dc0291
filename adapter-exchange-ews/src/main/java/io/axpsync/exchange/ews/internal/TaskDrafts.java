package io.axpsync.exchange.ews.internal;

import io.axpsync.core.item.Capabilities.Access;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Value;
import io.axpsync.core.port.Write;
import io.axpsync.exchange.ews.internal.wire.MailboxService;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.io.ByteArrayInputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamWriter;
import microsoft.exchange.webservices.data.core.EwsServiceXmlReader;
import microsoft.exchange.webservices.data.core.PropertySet;
import microsoft.exchange.webservices.data.core.enumeration.misc.XmlNamespace;
import microsoft.exchange.webservices.data.core.service.item.Task;
import microsoft.exchange.webservices.data.core.service.schema.ItemSchema;
import microsoft.exchange.webservices.data.property.complex.StringList;

/** Tasks to be written: nothing is in them but what is written. */
final class TaskDrafts {

    private static final String TYPES = "http://schemas.microsoft.com/exchange/services/2006/types";

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
        Task draft = known(service, update.ref().id(), update.expected().token());
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

    private static void categories(Task draft, Seq<String> before, Seq<String> after) throws Exception {
        if (after.equals(before)) {
            return;
        }
        if (after.isEmpty()) {
            draft.getPropertyBag().setObjectFromPropertyDefinition(ItemSchema.Categories, null);
        } else {
            draft.setCategories(new StringList(after));
        }
    }

    /** A task of which the library knows the id and nothing else, as if a server had told it. */
    private static Task known(MailboxService service, String id, String changeKey) throws Exception {
        StringWriter xml = new StringWriter();
        XMLStreamWriter out = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(xml);
        out.writeStartElement("t", "Task", TYPES);
        out.writeNamespace("t", TYPES);
        out.writeEmptyElement("t", "ItemId", TYPES);
        out.writeAttribute("Id", id);
        out.writeAttribute("ChangeKey", changeKey);
        out.writeEndElement();
        out.flush();
        byte[] bytes = xml.toString().getBytes(StandardCharsets.UTF_8);
        EwsServiceXmlReader in = new EwsServiceXmlReader(new ByteArrayInputStream(bytes), service);
        in.read();
        in.readStartElement(XmlNamespace.Types, "Task");
        Task known = new Task(service);
        known.loadFromXml(in, true, PropertySet.IdOnly, false);
        return known;
    }
}
