package io.axpsync.sandbox.d365;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.axpsync.sandbox.contract.ContractWatch;
import java.net.URI;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.olingo.client.api.ODataClient;
import org.apache.olingo.client.api.communication.ODataClientErrorException;
import org.apache.olingo.client.api.communication.request.batch.BatchManager;
import org.apache.olingo.client.api.communication.request.batch.ODataBatchRequest;
import org.apache.olingo.client.api.communication.request.batch.ODataBatchResponseItem;
import org.apache.olingo.client.api.communication.request.batch.ODataChangeset;
import org.apache.olingo.client.api.communication.request.cud.ODataEntityUpdateRequest;
import org.apache.olingo.client.api.communication.request.cud.UpdateType;
import org.apache.olingo.client.api.communication.response.ODataBatchResponse;
import org.apache.olingo.client.api.communication.response.ODataEntityCreateResponse;
import org.apache.olingo.client.api.communication.response.ODataResponse;
import org.apache.olingo.client.api.communication.response.ODataRetrieveResponse;
import org.apache.olingo.client.api.domain.ClientEntity;
import org.apache.olingo.client.api.domain.ClientEntitySet;
import org.apache.olingo.client.core.ODataClientFactory;
import org.apache.olingo.commons.api.edm.Edm;
import org.apache.olingo.commons.api.edm.EdmEntityType;
import org.apache.olingo.commons.api.edm.EdmEnumType;
import org.apache.olingo.commons.api.edm.FullQualifiedName;
import org.apache.olingo.commons.api.format.ContentType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An independent client reads, pages, writes, batches and parses the metadata. */
class OlingoClientTest {

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    private static final String SPACE = "Microsoft.Dynamics.DataEntities";

    private final Live live = Live.companion(WATCH);
    private final ODataClient client = ODataClientFactory.getClient();

    @BeforeEach
    void json() {
        client.getConfiguration().setDefaultPubFormat(ContentType.JSON);
        client.getConfiguration().setDefaultBatchAcceptFormat(ContentType.MULTIPART_MIXED);
    }

    @AfterEach
    void stop() {
        live.close();
    }

    private URI key(String company, String number) {
        Map<String, Object> key = new LinkedHashMap<>();
        key.put("dataAreaId", company);
        key.put("ActivityNumber", number);
        return client.newURIBuilder(live.root())
                .appendEntitySetSegment("Activities")
                .appendKeySegment(key)
                .addCustomQueryOption("cross-company", "true")
                .build();
    }

    private ClientEntity activity(String purpose) {
        ClientEntity entity = client.getObjectFactory().newEntity(new FullQualifiedName(SPACE, "AcqActivity"));
        set(entity, "Purpose", purpose);
        set(entity, "ResponsibleWorkerPersonnelNumber", "000108");
        return entity;
    }

    private void set(ClientEntity entity, String name, String value) {
        entity.getProperties()
                .add(client.getObjectFactory()
                        .newPrimitiveProperty(
                                name,
                                client.getObjectFactory()
                                        .newPrimitiveValueBuilder()
                                        .buildString(value)));
    }

    @Test
    void metadataIsParsedWithEnumsAndKeys() {
        Edm edm = client.getRetrieveRequestFactory()
                .getMetadataRequest(live.root())
                .execute()
                .getBody();
        EdmEntityType type = edm.getEntityType(new FullQualifiedName(SPACE, "AcqActivity"));
        assertThat(type.getKeyPredicateNames()).containsExactly("dataAreaId", "ActivityNumber");
        assertThat(type.getPropertyNames()).hasSize(46);
        assertThat(edm.getEntityType(new FullQualifiedName(SPACE, "ContactPerson"))
                        .getPropertyNames())
                .hasSize(119);
        EdmEnumType priority = edm.getEnumType(new FullQualifiedName(SPACE, "smmActivityPriority"));
        assertThat(priority.getMemberNames()).containsExactly("Normal", "Low", "High");
        assertThat(priority.getMember("High").getValue()).isEqualTo("2");
        EdmEnumType zone = edm.getEnumType(new FullQualifiedName(SPACE, "Timezone"));
        assertThat(zone.getMember("GMTPLUS0100_AMSTERDAM_BERLIN_BERN_ROME").getValue())
                .isEqualTo("79");
        assertThat(edm.getEntityContainer().getName()).isEqualTo("Resources");
        assertThat(edm.getEntityContainer().getEntitySet("AxpStamps")).isNotNull();
    }

    @Test
    void pagesAreFollowed() {
        live.service.use(D365Options.companion().withPageSize(5));
        List<String> purposes = new ArrayList<>();
        URI next = client.newURIBuilder(live.root())
                .appendEntitySetSegment("Activities")
                .addCustomQueryOption("cross-company", "true")
                .filter("StartDateTime ge 2026-03-25T00:00:00Z and Purpose eq '*e*'")
                .select("Purpose", "ActivityNumber")
                .count(true)
                .build();
        int count = -1;
        while (next != null) {
            ODataRetrieveResponse<ClientEntitySet> page =
                    client.getRetrieveRequestFactory().getEntitySetRequest(next).execute();
            ClientEntitySet body = page.getBody();
            count = body.getCount();
            body.getEntities()
                    .forEach(entity -> purposes.add(
                            entity.getProperty("Purpose").getValue().toString()));
            assertThat(body.getEntities()).hasSizeLessThanOrEqualTo(5).allMatch(entity -> entity.getETag() != null);
            next = body.getNext();
        }
        assertThat(purposes).hasSize(count).hasSizeGreaterThan(10);
    }

    @Test
    void rowsAreCreatedPatchedAndDeletedWithTheirEtags() {
        URI set = client.newURIBuilder(live.root())
                .appendEntitySetSegment("Activities")
                .build();
        ODataEntityCreateResponse<ClientEntity> created = client.getCUDRequestFactory()
                .getEntityCreateRequest(set, activity("会議"))
                .execute();
        assertThat(created.getStatusCode()).isEqualTo(201);
        String number =
                created.getBody().getProperty("ActivityNumber").getValue().toString();
        ClientEntity change = client.getObjectFactory().newEntity(new FullQualifiedName(SPACE, "AcqActivity"));
        set(change, "Location", "東京");
        URI key = key("nord", number);
        ODataEntityUpdateRequest<ClientEntity> patch =
                client.getCUDRequestFactory().getEntityUpdateRequest(key, UpdateType.PATCH, change);
        patch.setIfMatch(created.getBody().getETag());
        assertThat(patch.execute().getStatusCode()).isEqualTo(204);
        ODataEntityUpdateRequest<ClientEntity> stale =
                client.getCUDRequestFactory().getEntityUpdateRequest(key, UpdateType.PATCH, change);
        stale.setIfMatch(created.getBody().getETag());
        assertThatThrownBy(stale::execute)
                .isInstanceOfSatisfying(
                        ODataClientErrorException.class,
                        refused -> assertThat(refused.getStatusLine().getStatusCode())
                                .isEqualTo(412));
        ClientEntity read = client.getRetrieveRequestFactory()
                .getEntityRequest(key)
                .execute()
                .getBody();
        assertThat(read.getProperty("Location").getValue().toString()).isEqualTo("東京");
        assertThat(read.getProperty("Purpose").getValue().toString()).isEqualTo("会議");
        assertThat(client.getCUDRequestFactory().getDeleteRequest(key).execute().getStatusCode())
                .isEqualTo(204);
    }

    @Test
    void batchesCarryReadsAndChangesets() {
        ODataBatchRequest request = client.getBatchRequestFactory().getBatchRequest(live.root());
        request.setAccept("multipart/mixed");
        BatchManager batch = request.payloadManager();
        batch.addRequest(client.getRetrieveRequestFactory().getEntityRequest(key("nord", "AKT-N00001")));
        ODataChangeset good = batch.addChangeset();
        URI set = client.newURIBuilder(live.root())
                .appendEntitySetSegment("Activities")
                .build();
        good.addRequest(client.getCUDRequestFactory().getEntityCreateRequest(set, activity("eins")));
        good.addRequest(client.getCUDRequestFactory().getEntityCreateRequest(set, activity("zwei")));
        ODataBatchResponse response = batch.getResponse();
        assertThat(response.getStatusCode()).isEqualTo(200);
        List<Integer> statuses = new ArrayList<>();
        Iterator<ODataBatchResponseItem> items = response.getBody();
        while (items.hasNext()) {
            ODataBatchResponseItem item = items.next();
            while (item.hasNext()) {
                ODataResponse part = item.next();
                statuses.add(part.getStatusCode());
                part.close();
            }
        }
        assertThat(statuses).containsExactly(200, 201, 201);
        assertThat(live.json("Activities?$filter=Purpose eq 'zwei'").path("value"))
                .hasSize(1);
    }
}
