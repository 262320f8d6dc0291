package io.axpsync.sandbox.ews;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.sandbox.contract.ContractWatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The names and orders that the front end has by heart are those of the published schema. */
class SchemaNamesTest {

    private static final String XS = "http://www.w3.org/2001/XMLSchema";

    private Element types = emptyElement();

    private static Element emptyElement() {
        try {
            return DocumentBuilderFactory.newDefaultNSInstance()
                    .newDocumentBuilder()
                    .newDocument()
                    .createElement("none");
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void schema() throws Exception {
        types = DocumentBuilderFactory.newDefaultNSInstance()
                .newDocumentBuilder()
                .parse(ContractWatch.requiredFolder().resolve("ews/types.xsd").toFile())
                .getDocumentElement();
    }

    private List<String> names(String type, String element, String attribute) {
        List<String> names = new ArrayList<>();
        for (String kind : List.of("complexType", "simpleType")) {
            NodeList definitions = types.getElementsByTagNameNS(XS, kind);
            for (int i = 0; i < definitions.getLength(); i++) {
                Element definition = (Element) definitions.item(i);
                if (definition.getAttribute("name").equals(type)) {
                    NodeList parts = definition.getElementsByTagNameNS(XS, element);
                    for (int j = 0; j < parts.getLength(); j++) {
                        names.add(((Element) Objects.requireNonNull(parts.item(j))).getAttribute(attribute));
                    }
                }
            }
        }
        assertThat(names).as(type).isNotEmpty();
        return names;
    }

    @Test
    void elementsStandInTheSchemasOrder() {
        assertThat(SchemaNames.ITEM).isEqualTo(names("ItemType", "element", "name"));
        assertThat(SchemaNames.CALENDAR).isEqualTo(names("CalendarItemType", "element", "name"));
        assertThat(SchemaNames.MESSAGE).isEqualTo(names("MessageType", "element", "name"));
        assertThat(SchemaNames.CONTACT).isEqualTo(names("ContactItemType", "element", "name"));
        assertThat(SchemaNames.TASK).isEqualTo(names("TaskType", "element", "name"));
        assertThat(SchemaNames.DISTRIBUTION_LIST).isEqualTo(names("DistributionListType", "element", "name"));
        assertThat(SchemaNames.POST).isEqualTo(names("PostItemType", "element", "name"));
        assertThat(SchemaNames.FOLDER).isEqualTo(names("BaseFolderType", "element", "name"));
    }

    @Test
    void pathsAndFolderNamesAreTheSchemas() {
        List<String> uris = names("UnindexedFieldURIType", "enumeration", "value");
        assertThat(SchemaNames.ITEM_URIS)
                .containsExactlyInAnyOrderElementsOf(uris.stream()
                        .filter(u -> u.startsWith("item:") || u.startsWith("calendar:"))
                        .toList());
        assertThat(SchemaNames.FOLDER_URIS)
                .containsExactlyInAnyOrderElementsOf(
                        uris.stream().filter(u -> u.startsWith("folder:")).toList());
        assertThat(uris.stream().map(u -> u.substring(0, u.indexOf(':'))).distinct())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(Stream.of("item", "calendar", "folder"), FieldPath.FOREIGN.stream())
                                .toList());
        assertThat(SchemaNames.DISTINGUISHED)
                .containsExactlyInAnyOrderElementsOf(names("DistinguishedFolderIdNameType", "enumeration", "value"));
    }

    @Test
    void propertiesStandInTheOrderInWhichTheyAreWritten() {
        List<String> order = new ArrayList<>(SchemaNames.ITEM);
        order.addAll(SchemaNames.CALENDAR);

        assertThat(ItemShape.PROPERTIES.stream().map(p -> order.indexOf(p.element())))
                .doesNotContain(-1)
                .isSorted();
    }

    @Test
    void versionsAreTheSchemasInItsOrder() {
        List<Version> versions = names("ExchangeVersionType", "enumeration", "value").stream()
                .map(Version::of)
                .toList();

        assertThat(versions).isSorted().hasSizeGreaterThan(10);
    }
}
