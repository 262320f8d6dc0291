package io.axpsync.sandbox.d365;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.apache.olingo.commons.api.edm.FullQualifiedName;
import org.apache.olingo.commons.api.edm.provider.CsdlAbstractEdmProvider;
import org.apache.olingo.commons.api.edm.provider.CsdlAnnotation;
import org.apache.olingo.commons.api.edm.provider.CsdlEntityContainer;
import org.apache.olingo.commons.api.edm.provider.CsdlEntityContainerInfo;
import org.apache.olingo.commons.api.edm.provider.CsdlEntitySet;
import org.apache.olingo.commons.api.edm.provider.CsdlEntityType;
import org.apache.olingo.commons.api.edm.provider.CsdlEnumMember;
import org.apache.olingo.commons.api.edm.provider.CsdlEnumType;
import org.apache.olingo.commons.api.edm.provider.CsdlNavigationProperty;
import org.apache.olingo.commons.api.edm.provider.CsdlNavigationPropertyBinding;
import org.apache.olingo.commons.api.edm.provider.CsdlProperty;
import org.apache.olingo.commons.api.edm.provider.CsdlPropertyRef;
import org.apache.olingo.commons.api.edm.provider.CsdlReferentialConstraint;
import org.apache.olingo.commons.api.edm.provider.CsdlSchema;
import org.apache.olingo.commons.api.edm.provider.CsdlTerm;
import org.apache.olingo.commons.api.edm.provider.annotation.CsdlConstantExpression;
import org.apache.olingo.commons.api.edm.provider.annotation.CsdlConstantExpression.ConstantExpressionType;
import org.jspecify.annotations.Nullable;

/**
 * The entity model in the shape that D365 publishes: one schema with container {@code Resources}, a second one with the
 * annotation terms, no length or precision facets, numbers and times not nullable.
 */
final class Metadata extends CsdlAbstractEdmProvider {

    private static final String TERMS = "Microsoft.Dynamics.OData.Core.V1";
    private static final String CONTAINER = "Resources";
    private static final List<String> AX_TYPES = List.of(
            "Container",
            "Date",
            "Enum",
            "Guid",
            "Int32",
            "Int64",
            "Real",
            "Record",
            "String",
            "Time",
            "UtcDateTime",
            "Void");

    private final CsdlSchema entities = new CsdlSchema();
    private final CsdlSchema terms = new CsdlSchema();

    private final D365Options options;

    Metadata(Collection<EntityDef> published, Collection<EnumDef> enums, D365Options options) {
        this.options = options;
        CsdlEntityContainer container = new CsdlEntityContainer().setName(CONTAINER);
        container.setEntitySets(new ArrayList<>());
        List<CsdlEntityType> types = new ArrayList<>();
        for (EntityDef def : published) {
            types.add(type(def));
            container
                    .getEntitySets()
                    .add(new CsdlEntitySet()
                            .setName(def.set())
                            .setType(new FullQualifiedName(Schema.NAMESPACE, def.type()))
                            .setNavigationPropertyBindings(def.links().stream()
                                    .map(link -> new CsdlNavigationPropertyBinding()
                                            .setPath(link.name())
                                            .setTarget(link.target()))
                                    .toList()));
        }
        entities.setNamespace(Schema.NAMESPACE);
        entities.setEntityTypes(types);
        entities.setEnumTypes(enums.stream().map(Metadata::enumType).toList());
        entities.setEntityContainer(container);
        terms.setNamespace(TERMS);
        List<CsdlEnumMember> members = new ArrayList<>();
        for (String name : AX_TYPES) {
            members.add(new CsdlEnumMember().setName(name).setValue(String.valueOf(members.size())));
        }
        terms.setEnumTypes(List.of(new CsdlEnumType().setName("AXType").setMembers(members)));
        terms.setTerms(List.of(
                term("AXType", TERMS + ".AXType"),
                term("AllowEdit", "Edm.Boolean"),
                term("AllowEditOnCreate", "Edm.Boolean"),
                term("IsRequired", "Edm.Boolean"),
                term("ConfigurationKeyEnabled", "Edm.Boolean"),
                term("LabelId", "Edm.String"),
                term("HelpTextId", "Edm.String"),
                term("CountryRegionCodes", "Edm.String"),
                term("IsReadOnly", "Edm.Boolean")));
    }

    private static CsdlTerm term(String name, String type) {
        return new CsdlTerm().setName(name).setType(type);
    }

    private static CsdlEnumType enumType(EnumDef def) {
        CsdlEnumType type = new CsdlEnumType().setName(def.name());
        def.members()
                .forEach((name, value) -> type.getMembers()
                        .add(new CsdlEnumMember()
                                .setName(name)
                                .setValue(value.toString())
                                .setAnnotations(List.of(label(name)))));
        return type;
    }

    private CsdlEntityType type(EntityDef def) {
        List<CsdlAnnotation> annotations =
                new ArrayList<>(List.of(label(def.type()), flag("ConfigurationKeyEnabled", true)));
        if (def.computed()) {
            annotations.add(flag("IsReadOnly", true));
        }
        return new CsdlEntityType()
                .setName(def.type())
                .setKey(def.keys().stream()
                        .map(key -> new CsdlPropertyRef().setName(key.name()))
                        .toList())
                .setProperties(def.fields().values().stream()
                        .map(field -> property(def, field))
                        .toList())
                .setNavigationProperties(
                        def.links().stream().map(Metadata::navigation).toList())
                .setAnnotations(annotations);
    }

    private CsdlProperty property(EntityDef def, Field field) {
        boolean nullable = !field.key() && (field.type() == FieldType.STRING || field.type() == FieldType.ENUM);
        FullQualifiedName type = field.members()
                .map(members -> new FullQualifiedName(Schema.NAMESPACE, members.name()))
                .orElseGet(() -> new FullQualifiedName("Edm", field.type().edm));
        return new CsdlProperty()
                .setName(field.name())
                .setType(type)
                .setNullable(nullable)
                .setAnnotations(annotations(def, field));
    }

    /** As captured: permissions only where one is missing, and {@code IsRequired} only where it holds. */
    private List<CsdlAnnotation> annotations(EntityDef def, Field field) {
        String path = def.set() + "." + field.name();
        boolean ownKey = field.key() && !field.name().equals(EntityDef.COMPANY);
        List<CsdlAnnotation> all = new ArrayList<>();
        all.add(label(field.name()));
        all.add(flag("ConfigurationKeyEnabled", true));
        if (ownKey || def.computed() || options.notEditable().contains(path)) {
            all.add(flag("AllowEdit", false));
        }
        if (def.computed()) {
            all.add(flag("AllowEditOnCreate", false));
        }
        if (ownKey || options.required().contains(path)) {
            all.add(flag("IsRequired", true));
        }
        String ax = options.isDate(def, field) ? "Date" : field.type().ax;
        all.add(annotation("AXType", ConstantExpressionType.EnumMember, TERMS + ".AXType/" + ax));
        return all;
    }

    private static CsdlNavigationProperty navigation(Link link) {
        CsdlNavigationProperty property = new CsdlNavigationProperty()
                .setName(link.name())
                .setType(new FullQualifiedName(
                        Schema.NAMESPACE, Schema.standard().set(link.target()).type()))
                .setCollection(link.many());
        link.partner().ifPresent(property::setPartner);
        if (!link.many()) {
            property.setReferentialConstraints(link.constraint().entrySet().stream()
                    .map(pair -> new CsdlReferentialConstraint()
                            .setProperty(pair.getKey())
                            .setReferencedProperty(pair.getValue()))
                    .toList());
        }
        return property;
    }

    private static CsdlAnnotation label(String text) {
        return annotation("LabelId", ConstantExpressionType.String, text);
    }

    private static CsdlAnnotation flag(String term, boolean holds) {
        return annotation(term, ConstantExpressionType.Bool, String.valueOf(holds));
    }

    private static CsdlAnnotation annotation(String term, ConstantExpressionType type, String value) {
        return new CsdlAnnotation().setTerm(TERMS + "." + term).setExpression(new CsdlConstantExpression(type, value));
    }

    @Override
    public List<CsdlSchema> getSchemas() {
        return List.of(entities, terms);
    }

    @Override
    public CsdlEntityContainer getEntityContainer() {
        return Objects.requireNonNull(entities.getEntityContainer());
    }

    @Override
    public @Nullable CsdlEntityContainerInfo getEntityContainerInfo(@Nullable FullQualifiedName name) {
        FullQualifiedName own = new FullQualifiedName(Schema.NAMESPACE, CONTAINER);
        return name == null || name.equals(own) ? new CsdlEntityContainerInfo().setContainerName(own) : null;
    }

    @Override
    public @Nullable CsdlEntitySet getEntitySet(FullQualifiedName container, String name) {
        return getEntityContainer().getEntitySet(name);
    }

    @Override
    public @Nullable CsdlEntityType getEntityType(FullQualifiedName name) {
        return Schema.NAMESPACE.equals(name.getNamespace()) ? entities.getEntityType(name.getName()) : null;
    }

    @Override
    public @Nullable CsdlEnumType getEnumType(FullQualifiedName name) {
        return (TERMS.equals(name.getNamespace()) ? terms : entities).getEnumType(name.getName());
    }

    @Override
    public @Nullable CsdlTerm getTerm(FullQualifiedName name) {
        return TERMS.equals(name.getNamespace()) ? terms.getTerm(name.getName()) : null;
    }
}
