package io.axpsync.sandbox.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.sandbox.contract.ContractWatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

class EntityTypesTest {

    /** Relations that a body may hold as well. */
    private static final String RELATIONS =
            "singleValueExtendedProperties|multiValueExtendedProperties|linkedResources|checklistItems";

    @Test
    void theTypesAreThePublishedOnes() throws Exception {
        Map<String, Element> published =
                published(ContractWatch.requiredFolder().resolve("graph/v1.0-used.csdl"));

        assertThat(EntityTypes.names()).hasSizeGreaterThan(20).isSubsetOf(published.keySet());
        for (String name : EntityTypes.names()) {
            Map<String, String> ours = new TreeMap<>();
            EntityTypes.of(name)
                    .properties()
                    .forEach((property, type) -> ours.put(
                            property,
                            (type.collection() ? "[" + type.type() + "]" : type.type())
                                    + (type.nullable() || type.collection() ? "" : "!")));
            Map<String, String> theirs = properties(published, name);
            ours.keySet().stream()
                    .filter(p -> p.matches(RELATIONS))
                    .forEach(p -> assertThat(theirs).containsKey("*" + p));
            theirs.keySet().removeIf(p -> p.startsWith("*"));
            ours.keySet().removeIf(p -> p.matches(RELATIONS));
            assertThat(ours).as(name).isEqualTo(theirs);
        }
    }

    private static Map<String, String> properties(Map<String, Element> published, String name) {
        Map<String, String> all = new TreeMap<>();
        for (Element at = published.get(name); at != null; at = published.get(simple(at.getAttribute("BaseType")))) {
            NodeList children = at.getChildNodes();
            for (int i = 0; i < children.getLength(); i++) {
                if (children.item(i) instanceof Element property) {
                    String type = property.getAttribute("Type");
                    boolean collection = type.startsWith("Collection(");
                    String bare = simple(collection ? type.substring(11, type.length() - 1) : type);
                    boolean required =
                            !collection && property.getAttribute("Nullable").equals("false");
                    String prefix = property.getTagName().endsWith("NavigationProperty") ? "*" : "";
                    if (property.getTagName().endsWith("Property")) {
                        all.putIfAbsent(
                                prefix + property.getAttribute("Name"),
                                (collection ? "[" + bare + "]" : bare) + (required ? "!" : ""));
                    }
                }
            }
        }
        return all;
    }

    private static String simple(String type) {
        return type.substring(type.lastIndexOf('.') + 1);
    }

    private static Map<String, Element> published(Path file)
            throws IOException, ParserConfigurationException, SAXException {
        Map<String, Element> types = new TreeMap<>();
        try (var in = Files.newInputStream(file)) {
            NodeList all = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(in)
                    .getElementsByTagName("*");
            for (int i = 0; i < all.getLength(); i++) {
                Element element = (Element) all.item(i);
                if (element.getTagName().endsWith("EntityType")
                        || element.getTagName().endsWith("ComplexType")) {
                    types.put(element.getAttribute("Name"), element);
                }
            }
        }
        return types;
    }
}
