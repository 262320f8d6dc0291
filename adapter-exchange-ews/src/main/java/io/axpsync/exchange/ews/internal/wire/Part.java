package io.axpsync.exchange.ews.internal.wire;

import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * An element of an answer that the library would misread (it reads dates in the zone of the JVM), as it was sent.
 *
 * @param text its own, without blanks around it
 * @param id its attribute {@code Id}, empty when it has none
 */
public record Part(String name, String text, String id, Seq<Part> children) {

    public Option<Part> child(String child) {
        return children.find(part -> part.name().equals(child));
    }

    /** The text of a child; empty when there is none. */
    public String text(String child) {
        return child(child).map(Part::text).getOrElse("");
    }

    /** The element on whose start tag the reader stands, to its end tag. */
    static Part read(XMLStreamReader in, int deepest) throws XMLStreamException {
        if (deepest == 0) {
            throw new XMLStreamException("elements within elements, too deep");
        }
        String name = in.getLocalName();
        String id = Option.of(in.getAttributeValue(null, "Id")).getOrElse("");
        StringBuilder text = new StringBuilder();
        Vector<Part> children = Vector.empty();
        while (in.next() != XMLStreamConstants.END_ELEMENT) {
            if (in.isStartElement()) {
                children = children.append(read(in, deepest - 1));
            } else if (in.isCharacters()) {
                text.append(in.getText());
            }
        }
        return new Part(name, text.toString().strip(), id, children);
    }
}
