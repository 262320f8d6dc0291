package io.axpsync.exchange.ews.internal;

import io.axpsync.core.item.Capabilities.Access;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.NormalForm;
import io.axpsync.core.item.Value;
import io.axpsync.core.port.Write;
import io.axpsync.exchange.ews.internal.wire.MailboxService;
import io.vavr.collection.Map;
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
import microsoft.exchange.webservices.data.core.service.item.Appointment;
import microsoft.exchange.webservices.data.core.service.schema.AppointmentSchema;
import microsoft.exchange.webservices.data.core.service.schema.ItemSchema;
import microsoft.exchange.webservices.data.property.complex.ItemId;
import microsoft.exchange.webservices.data.property.complex.StringList;

/** Items to be written: nothing is in them but what is written, so that nothing is sent back that was only read. */
final class Drafts {

    private static final String TYPES = "http://schemas.microsoft.com/exchange/services/2006/types";

    private Drafts() {}

    static Appointment create(MailboxService service, Write.Create create) throws Exception {
        Appointment draft = new Appointment(service);
        for (AppointmentMapping line : AppointmentMapping.TABLE) {
            Value value = create.item().value(line.field());
            // Exchange puts a reminder on what says nothing about it.
            if (!value.isNothing() || line.field() == Field.REMINDER) {
                line.writes().onto(draft, value);
            }
        }
        Lane lane = create.lane();
        AppointmentTimes.write(
                service,
                draft,
                create.item().value(Field.PERIOD),
                Zones.windows(lane.mailbox().zone()));
        People.write(draft, Value.NOTHING, create.item().value(Field.ATTENDEES));
        categories(
                draft,
                Vector.empty(),
                Categories.after(
                        Vector.empty(),
                        lane,
                        Option.some(create.item().value(Field.CATEGORIES)),
                        Option.some(create.marked())));
        Mapi.write(draft, create.stamp());
        return draft;
    }

    /** Whether the update leaves the item as it is: such a one cannot be sent. */
    static boolean changesNothing(Write.Update update, Recollection before) {
        return update.changes().keySet().forAll(field -> !written(update, before, field))
                && categories(update, before).equals(before.categories())
                && update.stamp().forAll(before.stamp()::contains);
    }

    private static boolean written(Write.Update update, Recollection before, Field field) {
        return field != Field.CATEGORIES
                && field != Field.EXCEPTIONS
                && AppointmentMapping.of(field).holding().access() == Access.READ_WRITE
                && !update.withheld().contains(field)
                && !before.withheld().contains(field)
                && (field != Field.ATTENDEES
                        || !NormalForm.same(field, update.changes().get(field).get(), before.attendees()));
    }

    private static Seq<String> categories(Write.Update update, Recollection before) {
        return Categories.after(
                before.categories(), update.lane(), update.changes().get(Field.CATEGORIES), update.marked());
    }

    /** Only what changes. */
    static Appointment update(MailboxService service, Write.Update update, Recollection before) throws Exception {
        Appointment draft = known(service, update.ref().id(), update.expected().token());
        for (var change : update.changes()) {
            if (!written(update, before, change._1)) {
                continue;
            }
            AppointmentMapping.of(change._1).writes().onto(draft, change._2);
            if (change._1 == Field.PERIOD) {
                AppointmentTimes.write(service, draft, change._2, before.zone(update.lane()));
                if (update.before().value(Field.PERIOD) instanceof Value.Recurring
                        && !(change._2 instanceof Value.Recurring)) {
                    draft.getPropertyBag().setObjectFromPropertyDefinition(AppointmentSchema.Recurrence, null);
                }
            } else if (change._1 == Field.ATTENDEES) {
                People.write(draft, before.attendees(), change._2);
            }
        }
        categories(draft, before.categories(), categories(update, before));
        for (var stamp : update.stamp().filter(stamp -> !before.stamp().contains(stamp))) {
            Mapi.write(draft, stamp);
        }
        return draft;
    }

    /** The series with another end and nothing else changed: Exchange forgets its exceptions. */
    static Appointment interim(MailboxService service, Write.Update update, Recollection before) throws Exception {
        Appointment draft = known(service, update.ref().id(), update.expected().token());
        Value.Recurring series = (Value.Recurring) update.before().value(Field.PERIOD);
        AppointmentTimes.write(service, draft, SeriesGoal.interim(series), before.zone(update.lane()));
        return draft;
    }

    /** An occurrence that shall differ from its series in these fields. */
    static Appointment occurrence(MailboxService service, ItemId id, Map<Field, Value> fields, String zone)
            throws Exception {
        Appointment draft = known(service, "occurrence", "");
        draft.getPropertyBag().getProperties().put(ItemSchema.Id, id);
        for (var change : fields) {
            AppointmentMapping.of(change._1).writes().onto(draft, change._2);
            if (change._1 == Field.PERIOD) {
                AppointmentTimes.write(service, draft, change._2, zone);
            }
        }
        return draft;
    }

    private static void categories(Appointment draft, Seq<String> before, Seq<String> after) throws Exception {
        if (after.equals(before)) {
            return;
        }
        if (after.isEmpty()) {
            draft.getPropertyBag().setObjectFromPropertyDefinition(ItemSchema.Categories, null);
        } else {
            draft.setCategories(new StringList(after));
        }
    }

    /** An item of which the library knows the id and nothing else, as if a server had told it. */
    private static Appointment known(MailboxService service, String id, String changeKey) throws Exception {
        StringWriter xml = new StringWriter();
        XMLStreamWriter out = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(xml);
        out.writeStartElement("t", "CalendarItem", TYPES);
        out.writeNamespace("t", TYPES);
        out.writeEmptyElement("t", "ItemId", TYPES);
        out.writeAttribute("Id", id);
        out.writeAttribute("ChangeKey", changeKey);
        out.writeEndElement();
        out.flush();
        byte[] bytes = xml.toString().getBytes(StandardCharsets.UTF_8);
        EwsServiceXmlReader in = new EwsServiceXmlReader(new ByteArrayInputStream(bytes), service);
        in.read();
        in.readStartElement(XmlNamespace.Types, "CalendarItem");
        Appointment known = new Appointment(service);
        known.loadFromXml(in, true, PropertySet.IdOnly, false);
        return known;
    }
}
