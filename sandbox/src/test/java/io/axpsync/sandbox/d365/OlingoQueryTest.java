package io.axpsync.sandbox.d365;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.axpsync.sandbox.contract.ContractWatch;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.olingo.client.api.EdmEnabledODataClient;
import org.apache.olingo.client.api.ODataClient;
import org.apache.olingo.client.api.communication.ODataClientErrorException;
import org.apache.olingo.client.api.communication.request.cud.ODataEntityUpdateRequest;
import org.apache.olingo.client.api.communication.request.cud.UpdateType;
import org.apache.olingo.client.api.communication.request.retrieve.ODataEntitySetIteratorRequest;
import org.apache.olingo.client.api.communication.request.retrieve.ODataEntitySetRequest;
import org.apache.olingo.client.api.domain.ClientEntity;
import org.apache.olingo.client.api.domain.ClientEntitySet;
import org.apache.olingo.client.api.domain.ClientEntitySetIterator;
import org.apache.olingo.client.api.domain.ClientInlineEntity;
import org.apache.olingo.client.api.domain.ClientInlineEntitySet;
import org.apache.olingo.client.api.domain.ClientServiceDocument;
import org.apache.olingo.client.api.uri.FilterFactory;
import org.apache.olingo.client.api.uri.QueryOption;
import org.apache.olingo.client.api.uri.URIBuilder;
import org.apache.olingo.client.core.ODataClientFactory;
import org.apache.olingo.commons.api.edm.Edm;
import org.apache.olingo.commons.api.edm.EdmEntityType;
import org.apache.olingo.commons.api.edm.EdmNavigationProperty;
import org.apache.olingo.commons.api.edm.EdmProperty;
import org.apache.olingo.commons.api.edm.EdmTerm;
import org.apache.olingo.commons.api.edm.FullQualifiedName;
import org.apache.olingo.commons.api.format.ContentType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a general OData v4 client asks for: the described subset works, and what D365 does not have is refused. */
class OlingoQueryTest {

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    private static final String SPACE = "Microsoft.Dynamics.DataEntities";

    private final Live live = Live.stock(WATCH);
    private final ODataClient client = ODataClientFactory.getClient();

    OlingoQueryTest() {
        client.getConfiguration().setDefaultPubFormat(ContentType.JSON);
    }

    @AfterEach
    void stop() {
        live.close();
    }

    private URIBuilder set(String name) {
        return client.newURIBuilder(live.root()).appendEntitySetSegment(name);
    }

    private ClientEntitySet read(URIBuilder address) {
        return client.getRetrieveRequestFactory()
                .getEntitySetRequest(address.build())
                .execute()
                .getBody();
    }

    private static String text(ClientEntity entity, String property) {
        return entity.getProperty(property).getValue().toString();
    }

    private static List<String> texts(ClientEntitySet rows, String property) {
        return rows.getEntities().stream().map(row -> text(row, property)).toList();
    }

    private int status(URI address) {
        ODataClientErrorException refused = catchThrowableOfType(
                ODataClientErrorException.class,
                () -> client.getRetrieveRequestFactory()
                        .getEntitySetRequest(address)
                        .execute());
        assertThat(refused).as(address.toString()).isNotNull();
        return refused.getStatusLine().getStatusCode();
    }

    private void serviceOrder() {
        live.send(
                "POST",
                "ServiceOrderHeaders",
                Live.object(
                                "ServiceOrderNumber",
                                "SO-1",
                                "ServiceOrderDescription",
                                "Wartung",
                                "ProjectActivityNumber",
                                "AKT-N00001",
                                "ServiceResponsiblePersonnelNumber",
                                "000102")
                        .toString());
    }

    @Test
    void theServiceDocumentListsThePublishedSets() {
        ClientServiceDocument document = client.getRetrieveRequestFactory()
                .getServiceDocumentRequest(live.root())
                .execute()
                .getBody();
        assertThat(document.getEntitySetNames())
                .contains("Activities", "ContactPersons", "Workers")
                .doesNotContain("AxpActivityVersions");
        assertThat(document.getEntitySetURI("Activities")).hasToString(live.root() + "/Activities");
    }

    @Test
    void propertiesCarryTheCapturedAnnotations() {
        live.service.use(D365Options.STOCK.withRequired("Activities.TypeId"));
        Edm edm = client.getRetrieveRequestFactory()
                .getMetadataRequest(live.root())
                .execute()
                .getBody();
        EdmEntityType type = edm.getEntityType(new FullQualifiedName(SPACE, "AcqActivity"));
        assertThat(annotation(edm, type.getStructuralProperty("StartDateTime"), "AXType"))
                .isEqualTo("UtcDateTime");
        assertThat(annotation(edm, type.getStructuralProperty("AllDay"), "AXType"))
                .isEqualTo("Enum");
        assertThat(annotation(edm, type.getStructuralProperty("CompletedPercentage"), "AXType"))
                .isEqualTo("Real");
        assertThat(annotation(edm, type.getStructuralProperty("ActivityNumber"), "AllowEdit"))
                .isEqualTo("false");
        assertThat(annotation(edm, type.getStructuralProperty("ActivityNumber"), "IsRequired"))
                .isEqualTo("true");
        assertThat(annotation(edm, type.getStructuralProperty("TypeId"), "IsRequired"))
                .isEqualTo("true");
        assertThat(annotation(edm, type.getStructuralProperty("Purpose"), "AllowEdit"))
                .isEqualTo("none");
        assertThat(annotation(edm, type.getStructuralProperty("Purpose"), "LabelId"))
                .isNotEqualTo("none");
        assertThat(annotation(edm, type.getStructuralProperty("Purpose"), "ConfigurationKeyEnabled"))
                .isEqualTo("true");
        EdmProperty purpose = type.getStructuralProperty("Purpose");
        assertThat(purpose.getMaxLength()).isNull();
        assertThat(purpose.isNullable()).isTrue();
        assertThat(type.getStructuralProperty("StartDateTime").isNullable()).isFalse();
    }

    private static String annotation(Edm edm, EdmProperty property, String term) {
        EdmTerm known = edm.getTerm(new FullQualifiedName("Microsoft.Dynamics.OData.Core.V1", term));
        return property.getAnnotations().stream()
                .filter(annotation -> known.equals(annotation.getTerm())
                        || known.getFullQualifiedName()
                                .equals(annotation.getTerm().getFullQualifiedName()))
                .map(annotation -> annotation.getExpression().asConstant())
                .map(constant -> constant.asEnumMembers() == null
                        ? constant.asPrimitive().toString()
                        : String.join(",", constant.asEnumMembers()))
                .findFirst()
                .orElse("none");
    }

    @Test
    void navigationPropertiesHavePartnersConstraintsAndBindings() {
        Edm edm = client.getRetrieveRequestFactory()
                .getMetadataRequest(live.root())
                .execute()
                .getBody();
        EdmNavigationProperty up = edm.getEntityType(new FullQualifiedName(SPACE, "ServiceOrderHeader"))
                .getNavigationProperty("ProjectActivity");
        assertThat(up.isCollection()).isFalse();
        assertThat(up.getPartner().getName()).isEqualTo("ServiceOrderHeaders");
        assertThat(up.getReferencingPropertyName("ActivityNumber")).isEqualTo("ProjectActivityNumber");
        assertThat(up.getReferencingPropertyName("dataAreaId")).isEqualTo("dataAreaId");
        assertThat(edm.getEntityContainer()
                        .getEntitySet("Activities")
                        .getRelatedBindingTarget("ServiceOrderHeaders")
                        .getName())
                .isEqualTo("ServiceOrderHeaders");
    }

    /** A client that knows the model; without it an expanded navigation property looks like a complex one. */
    private EdmEnabledODataClient typed() {
        EdmEnabledODataClient typed = ODataClientFactory.getEdmEnabledClient(live.root());
        typed.getConfiguration().setDefaultPubFormat(ContentType.JSON);
        return typed;
    }

    private ClientEntity first(URIBuilder address) {
        return typed().getRetrieveRequestFactory()
                .getEntitySetRequest(address.build())
                .execute()
                .getBody()
                .getEntities()
                .get(0);
    }

    @Test
    void theFirstLevelIsExpandedWithItsOwnSelection() {
        serviceOrder();
        ClientEntity activity = typed().getRetrieveRequestFactory()
                .getEntityRequest(client.newURIBuilder(live.root())
                        .appendEntitySetSegment("Activities")
                        .appendKeySegment(Map.of("dataAreaId", "nord", "ActivityNumber", "AKT-N00001"))
                        .expandWithOptions("ServiceOrderHeaders", Map.of(QueryOption.SELECT, "ServiceOrderDescription"))
                        .build())
                .execute()
                .getBody();
        ClientInlineEntitySet down =
                activity.getNavigationLink("ServiceOrderHeaders").asInlineEntitySet();
        ClientEntity order = down.getEntitySet().getEntities().get(0);
        assertThat(order.getProperties()).hasSize(1);
        assertThat(text(order, "ServiceOrderDescription")).isEqualTo("Wartung");
        assertThat(order.getETag()).isNotNull();
        ClientEntity header = first(set("ServiceOrderHeaders").expand("ProjectActivity", "ContactPerson"));
        ClientInlineEntity up = header.getNavigationLink("ProjectActivity").asInlineEntity();
        assertThat(text(up.getEntity(), "ActivityNumber")).isEqualTo("AKT-N00001");
        assertThat(first(set("Activities").expand("ServiceOrderHeaders").filter("ActivityNumber eq 'AKT-N00002'"))
                        .getNavigationLink("ServiceOrderHeaders")
                        .asInlineEntitySet()
                        .getEntitySet()
                        .getEntities())
                .isEmpty();
    }

    @Test
    void whatOdataHasAndD365HasNotIsRefused() {
        String activities = live.root() + "/Activities";
        for (String query : List.of(
                "$expand=ServiceOrderHeaders($expand=ServiceResponsible)",
                "$expand=ServiceOrderHeaders($filter=ServiceOrderNumber%20eq%20'1')",
                "$expand=ServiceOrderHeaders/$ref",
                "$expand=*",
                "$expand=Attendees",
                "$filter=ServiceOrderHeaders/any(o:o/ServiceOrderNumber%20eq%20'1')",
                "$filter=ActivityNumber%20in%20('1','2')",
                "$filter=contains(Purpose,'x')",
                "$filter=Category%20gt%20Microsoft.Dynamics.DataEntities.smmActivityCategory'Task'",
                "$apply=groupby((Category))",
                "$select=ServiceOrderHeaders")) {
            assertThat(live.bad("GET", activities + "?" + query, "").statusCode())
                    .as(query)
                    .isEqualTo(400);
        }
        String row = activities + "(dataAreaId='nord',ActivityNumber='AKT-N00001')";
        assertThat(live.bad("GET", row + "/ServiceOrderHeaders", "").statusCode())
                .isEqualTo(400);
        assertThat(live.bad("GET", row + "/Purpose", "").statusCode()).isBetween(400, 501);
        assertThat(live.bad("GET", live.root() + "/Activities('AKT-N00001')", "")
                        .statusCode())
                .isEqualTo(400);
        assertThat(status(URI.create(live.root() + "/Nothing"))).isEqualTo(404);
    }

    @Test
    void filtersOfTheFilterFactoryAreUnderstood() {
        FilterFactory filters = client.getFilterFactory();
        String appointments = filters.and(filters.eq("Purpose", "*e*"), filters.not(filters.eq("Location", "")))
                .build();
        assertThat(read(set("Activities").filter(appointments).select("Purpose", "Location"))
                        .getEntities())
                .isNotEmpty()
                .allMatch(row -> row.getProperties().size() == 2)
                .allMatch(row -> !text(row, "Location").isEmpty());
        String numbers = filters.or(filters.gt("ReminderMinutes", 10), filters.eq("ReminderMinutes", 5))
                .build();
        assertThat(texts(read(set("Activities").filter(numbers)), "ReminderMinutes"))
                .isNotEmpty()
                .allMatch(minutes -> Integer.parseInt(minutes) > 10 || minutes.equals("5"));
    }

    @Test
    void theIteratorReadsAllPagesInOrder() {
        live.service.use(D365Options.STOCK.withPageSize(3));
        List<String> numbers =
                texts(read(set("Workers").orderBy("PersonnelNumber desc").top(5).skip(1)), "PersonnelNumber");
        assertThat(numbers).hasSize(3).isSortedAccordingTo((a, b) -> b.compareTo(a));
        List<String> all = new ArrayList<>();
        URI next = set("Workers")
                .orderBy("PersonnelNumber")
                .select("PersonnelNumber")
                .build();
        while (next != null) {
            ODataEntitySetIteratorRequest<ClientEntitySet, ClientEntity> request =
                    client.getRetrieveRequestFactory().getEntitySetIteratorRequest(next);
            ClientEntitySetIterator<ClientEntitySet, ClientEntity> page =
                    request.execute().getBody();
            while (page.hasNext()) {
                all.add(text(page.next(), "PersonnelNumber"));
            }
            next = page.getNext();
        }
        assertThat(all).hasSize(12).isSorted().doesNotHaveDuplicates();
        assertThat(client.getRetrieveRequestFactory()
                        .getValueRequest(set("Workers").count().build())
                        .execute()
                        .getBody()
                        .toString())
                .isEqualTo("12");
    }

    @Test
    void aClientThatKnowsTheModelReadsTypedValues() {
        ClientEntity row = typed().getRetrieveRequestFactory()
                .getEntityRequest(client.newURIBuilder(live.root())
                        .appendEntitySetSegment("Activities")
                        .appendKeySegment(Map.of("dataAreaId", "nord", "ActivityNumber", "AKT-N00001"))
                        .build())
                .execute()
                .getBody();
        assertThat(row.getTypeName()).isEqualTo(new FullQualifiedName(SPACE, "AcqActivity"));
        assertThat(row.getProperty("StartDateTime").getPrimitiveValue().getTypeName())
                .isEqualTo("Edm.DateTimeOffset");
        assertThat(row.getProperty("Category").getValue().isEnum()).isTrue();
        ODataEntitySetRequest<ClientEntitySet> fully = client.getRetrieveRequestFactory()
                .getEntitySetRequest(set("Activities").top(1).build());
        fully.setFormat(ContentType.JSON_FULL_METADATA);
        ClientEntity full = fully.execute().getBody().getEntities().get(0);
        assertThat(full.getTypeName()).isEqualTo(new FullQualifiedName(SPACE, "AcqActivity"));
        assertThat(full.getEditLink()).isNotNull();
        assertThat(full.getNavigationLink("ServiceOrderHeaders")).isNotNull();
    }

    @Test
    void aRowIsReplacedByPut() {
        ClientEntity change = client.getObjectFactory().newEntity(new FullQualifiedName(SPACE, "AcqActivity"));
        change.getProperties()
                .add(client.getObjectFactory()
                        .newPrimitiveProperty(
                                "Purpose",
                                client.getObjectFactory()
                                        .newPrimitiveValueBuilder()
                                        .buildString("ersetzt")));
        URI key = client.newURIBuilder(live.root())
                .appendEntitySetSegment("Activities")
                .appendKeySegment(Map.of("dataAreaId", "nord", "ActivityNumber", "AKT-N00001"))
                .build();
        ODataEntityUpdateRequest<ClientEntity> put =
                client.getCUDRequestFactory().getEntityUpdateRequest(key, UpdateType.REPLACE, change);
        put.addCustomHeader(Live.TOLERATED, "our own clients write by PATCH");
        assertThat(put.execute().getStatusCode()).isEqualTo(204);
        assertThat(text(
                        client.getRetrieveRequestFactory()
                                .getEntityRequest(key)
                                .execute()
                                .getBody(),
                        "Purpose"))
                .isEqualTo("ersetzt");
    }
}
