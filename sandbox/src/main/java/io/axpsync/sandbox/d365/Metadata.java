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
import org.apache.olingo.commons.api.edm.provider.CsdlProperty;
import org.apache.olingo.commons.api.edm.provider.CsdlPropertyRef;
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

    Metadata(Collection<EntityDef> published, Collection<EnumDef> enums) {
        CsdlEntityContainer container = new CsdlEntityContainer().setName(CONTAINER);
        container.setEntitySets(new ArrayList<>());
        List<CsdlEntityType> types = new ArrayList<>();
        for (EntityDef def : published) {
            types.add(type(def));
            container
                    .getEntitySets()
                    .add(new CsdlEntitySet()
                            .setName(def.set())
                            .setType(new FullQualifiedName(Schema.NAMESPACE, def.type())));
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
                term("IsReadOnly", "Edm.Boolean")));
    }

    private static CsdlTerm term(String name, String type) {
        return new CsdlTerm().setName(name).setType(type);
    }

    private static CsdlEnumType enumType(EnumDef def) {
        CsdlEnumType type = new CsdlEnumType().setName(def.name());
        def.members()
                .forEach((name, value) ->
                        type.getMembers().add(new CsdlEnumMember().setName(name).setValue(value.toString())));
        return type;
    }

    private static CsdlEntityType type(EntityDef def) {
        List<CsdlProperty> properties = new ArrayList<>();
        for (Field field : def.fields().values()) {
            boolean nullable = !field.key() && (field.type() == FieldType.STRING || field.type() == FieldType.ENUM);
            properties.add(new CsdlProperty()
                    .setName(field.name())
                    .setType(
                            field.members().isPresent()
                                    ? new FullQualifiedName(
                                            Schema.NAMESPACE,
                                            field.members().get().name())
                                    : new FullQualifiedName("Edm", field.type().edm))
                    .setNullable(nullable)
                    .setAnnotations(List.of(
                            annotation(
                                    "AXType", ConstantExpressionType.EnumMember, TERMS + ".AXType/" + field.type().ax),
                            annotation(
                                    "AllowEdit",
                                    ConstantExpressionType.Bool,
                                    String.valueOf(!field.key() && !def.computed())),
                            annotation(
                                    "AllowEditOnCreate",
                                    ConstantExpressionType.Bool,
                                    String.valueOf(!def.computed())))));
        }
        return new CsdlEntityType()
                .setName(def.type())
                .setKey(def.keys().stream()
                        .map(key -> new CsdlPropertyRef().setName(key.name()))
                        .toList())
                .setProperties(properties)
                .setAnnotations(
                        List.of(annotation("IsReadOnly", ConstantExpressionType.Bool, String.valueOf(def.computed()))));
    }

    private static CsdlAnnotation annotation(String term, ConstantExpressionType type, String value) {
        return new CsdlAnnotation().setTerm(TERMS + "." + term).setExpression(new CsdlConstantExpression(type, value));
    }

    @Override
    public List<CsdlSchema> getSchemas() {
        return List.of(terms, entities);
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
