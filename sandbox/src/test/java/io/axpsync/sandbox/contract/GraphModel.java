package io.axpsync.sandbox.contract;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Graph's published metadata (CSDL), as far as a checker needs it. Type names are simple: {@code event}. */
final class GraphModel {

    /** A type as it is used somewhere; {@code name} is {@code Edm.X} or a simple name. */
    record TypeRef(String name, boolean collection, boolean nullable) {
        TypeRef element() {
            return new TypeRef(name, false, nullable);
        }
    }

    /** @param kind {@code EntityType}, {@code ComplexType} or {@code EnumType} */
    record Type(
            String name,
            String kind,
            String base,
            boolean isAbstract,
            boolean open,
            boolean stream,
            Map<String, TypeRef> properties,
            Map<String, TypeRef> navigations,
            Set<String> members) {}

    record Operation(
            String name, boolean action, TypeRef binding, Map<String, TypeRef> parameters, Optional<TypeRef> returns) {}

    private final Map<String, Type> types = new LinkedHashMap<>();
    private final List<Operation> operations = new ArrayList<>();
    private final Map<String, TypeRef> roots = new LinkedHashMap<>();

    static GraphModel read(Path csdl) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            GraphModel model = new GraphModel();
            model.read(factory.newDocumentBuilder().parse(csdl.toFile()).getDocumentElement());
            return model;
        } catch (IOException | SAXException | ParserConfigurationException e) {
            throw new IllegalStateException("The Graph metadata " + csdl + " cannot be read", e);
        }
    }

    private void read(Element root) {
        for (String kind : List.of("EntityType", "ComplexType", "EnumType")) {
            for (Element e : elements(root, kind)) {
                Map<String, TypeRef> properties = new LinkedHashMap<>();
                elements(e, "Property").forEach(p -> properties.put(p.getAttribute("Name"), ref(p)));
                Map<String, TypeRef> navigations = new LinkedHashMap<>();
                elements(e, "NavigationProperty").forEach(p -> navigations.put(p.getAttribute("Name"), ref(p)));
                Set<String> members = new TreeSet<>();
                elements(e, "Member").forEach(m -> members.add(m.getAttribute("Name")));
                String name = e.getAttribute("Name");
                types.put(
                        name,
                        new Type(
                                name,
                                kind,
                                simple(e.getAttribute("BaseType")),
                                e.getAttribute("Abstract").equals("true"),
                                e.getAttribute("OpenType").equals("true"),
                                e.getAttribute("HasStream").equals("true"),
                                properties,
                                navigations,
                                members));
            }
        }
        for (String kind : List.of("Action", "Function")) {
            elements(root, kind).forEach(e -> operations.add(operation(e, kind.equals("Action"))));
        }
        elements(root, "EntitySet")
                .forEach(e -> roots.put(
                        e.getAttribute("Name"), new TypeRef(simple(e.getAttribute("EntityType")), true, false)));
        elements(root, "Singleton")
                .forEach(e ->
                        roots.put(e.getAttribute("Name"), new TypeRef(simple(e.getAttribute("Type")), false, false)));
    }

    private static Operation operation(Element e, boolean action) {
        List<Element> parameters = elements(e, "Parameter");
        Map<String, TypeRef> named = new LinkedHashMap<>();
        parameters.stream()
                .skip(1)
                .forEach(p -> named.put(p.getAttribute("Name").toLowerCase(Locale.ROOT), ref(p)));
        Optional<TypeRef> returns =
                elements(e, "ReturnType").stream().findFirst().map(GraphModel::ref);
        return new Operation(e.getAttribute("Name"), action, ref(parameters.get(0)), named, returns);
    }

    /** What the service offers first: sets and singletons. */
    Optional<TypeRef> root(String name) {
        return Optional.ofNullable(roots.get(name));
    }

    Optional<Type> type(String name) {
        return Optional.ofNullable(types.get(name));
    }

    /** A structural property of the type or of one of its bases. */
    Optional<TypeRef> property(String type, String name) {
        return lineage(type).stream()
                .flatMap(t -> Optional.ofNullable(t.properties().get(name)).stream())
                .findFirst();
    }

    Optional<TypeRef> navigation(String type, String name) {
        return lineage(type).stream()
                .flatMap(t -> Optional.ofNullable(t.navigations().get(name)).stream())
                .findFirst();
    }

    /** The operation of that name bound to the type or one of its bases; of overloads, the one with these parameters. */
    Optional<Operation> operation(String name, TypeRef bound, Set<String> parameters) {
        List<Operation> overloads = operations.stream()
                .filter(o -> o.name().equals(name)
                        && o.binding().collection() == bound.collection()
                        && derives(bound.name(), o.binding().name()))
                .toList();
        return overloads.stream()
                .filter(o -> o.parameters().keySet().containsAll(parameters))
                .findFirst()
                .or(() -> overloads.stream().findFirst());
    }

    boolean derives(String type, String base) {
        return lineage(type).stream().anyMatch(t -> t.name().equals(base));
    }

    boolean open(String type) {
        // event, contact, message and user are open for schema extensions only, which we do not use
        return lineage(type).stream()
                .anyMatch(t -> t.open() && Set.of("extension", "resourceData").contains(t.name()));
    }

    private List<Type> lineage(String name) {
        List<Type> found = new ArrayList<>();
        for (Type t = types.get(name); t != null; t = types.get(t.base())) {
            found.add(t);
        }
        return found;
    }

    /** {@code Collection(graph.event)} and the like. */
    private static TypeRef ref(Element e) {
        String type = e.getAttribute("Type");
        boolean collection = type.startsWith("Collection(");
        String inner = collection ? type.substring(11, type.length() - 1) : type;
        return new TypeRef(
                simple(inner), collection, !e.getAttribute("Nullable").equals("false"));
    }

    static String simple(String qualified) {
        return qualified.startsWith("Edm.") ? qualified : qualified.substring(qualified.lastIndexOf('.') + 1);
    }

    private static List<Element> elements(Element parent, String name) {
        NodeList nodes = parent.getElementsByTagName(name);
        List<Element> found = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            found.add((Element) nodes.item(i));
        }
        return found;
    }
}
