package io.axpsync.exchange.ews.internal;

import io.axpsync.core.item.ContactPoint;
import io.axpsync.core.item.PostalAddress;
import io.axpsync.core.item.Value;
import io.vavr.collection.Map;
import java.io.ByteArrayInputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import microsoft.exchange.webservices.data.core.EwsServiceXmlReader;
import microsoft.exchange.webservices.data.core.ExchangeService;
import microsoft.exchange.webservices.data.core.PropertySet;
import microsoft.exchange.webservices.data.core.enumeration.misc.XmlNamespace;
import microsoft.exchange.webservices.data.core.service.item.Item;
import microsoft.exchange.webservices.data.property.definition.ExtendedPropertyDefinition;

/**
 * An item of which the library knows the id and a few values, and nothing else, as if a server had told it: what is written
 * to it then is a change, and only that is sent.
 */
final class CardXml {

    private static final String TYPES = "http://schemas.microsoft.com/exchange/services/2006/types";

    private final StringWriter text = new StringWriter();
    private final XMLStreamWriter out;
    private final String element;

    CardXml(String element, String id, String changeKey) throws XMLStreamException {
        this.element = element;
        out = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
        out.writeStartElement("t", element, TYPES);
        out.writeNamespace("t", TYPES);
        out.writeEmptyElement("t", "ItemId", TYPES);
        out.writeAttribute("Id", id);
        out.writeAttribute("ChangeKey", changeKey);
    }

    /** Entries by key, each with its spelling. */
    void dictionary(String name, Map<String, ? extends Enum<?>> slots, Map<String, Value.Entry> entries)
            throws XMLStreamException {
        if (entries.isEmpty()) {
            return;
        }
        out.writeStartElement("t", name, TYPES);
        for (var entry : entries) {
            out.writeStartElement("t", "Entry", TYPES);
            out.writeAttribute("Key", slots.get(entry._1).get().name());
            out.writeCharacters(ContactPoint.of(entry._2).written());
            out.writeEndElement();
        }
        out.writeEndElement();
    }

    void addresses(Map<String, ? extends Enum<?>> slots, Map<String, Value.Entry> entries) throws XMLStreamException {
        if (entries.isEmpty()) {
            return;
        }
        out.writeStartElement("t", "PhysicalAddresses", TYPES);
        for (var entry : entries) {
            PostalAddress address = PostalAddress.of(entry._2);
            out.writeStartElement("t", "Entry", TYPES);
            out.writeAttribute("Key", slots.get(entry._1).get().name());
            part("Street", address.street());
            part("City", address.locality());
            part("State", address.region());
            part("CountryOrRegion", address.country());
            part("PostalCode", address.postalCode());
            out.writeEndElement();
        }
        out.writeEndElement();
    }

    /** A file of which only the id is known. */
    void attachment(String id, String name) throws XMLStreamException {
        out.writeStartElement("t", "Attachments", TYPES);
        out.writeStartElement("t", "FileAttachment", TYPES);
        out.writeEmptyElement("t", "AttachmentId", TYPES);
        out.writeAttribute("Id", id);
        part("Name", name);
        out.writeEndElement();
        out.writeEndElement();
    }

    /** A text that is taken away: whatever it says. */
    void property(ExtendedPropertyDefinition property) throws XMLStreamException {
        out.writeStartElement("t", "ExtendedProperty", TYPES);
        out.writeEmptyElement("t", "ExtendedFieldURI", TYPES);
        if (property.getTag() != null) {
            out.writeAttribute("PropertyTag", "0x" + Integer.toHexString(property.getTag()));
        } else {
            out.writeAttribute("DistinguishedPropertySetId", String.valueOf(property.getPropertySet()));
            out.writeAttribute("PropertyId", String.valueOf(property.getId()));
        }
        out.writeAttribute("PropertyType", property.getMapiType().name());
        part("Value", "-");
        out.writeEndElement();
    }

    private void part(String name, String value) throws XMLStreamException {
        if (!value.isBlank()) {
            out.writeStartElement("t", name, TYPES);
            out.writeCharacters(value);
            out.writeEndElement();
        }
    }

    /** Gives it to an item that is still empty. */
    <T extends Item> T onto(T item, ExchangeService service) throws Exception {
        out.writeEndElement();
        out.flush();
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        EwsServiceXmlReader in = new EwsServiceXmlReader(new ByteArrayInputStream(bytes), service);
        in.read();
        in.readStartElement(XmlNamespace.Types, element);
        item.loadFromXml(in, true, PropertySet.IdOnly, false);
        return item;
    }
}
