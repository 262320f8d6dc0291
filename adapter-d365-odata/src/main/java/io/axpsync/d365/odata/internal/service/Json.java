package io.axpsync.d365.odata.internal.service;

import io.axpsync.core.item.Reason;
import io.axpsync.d365.odata.internal.http.Answer;
import io.axpsync.d365.odata.internal.http.Trouble;
import io.vavr.Tuple2;
import io.vavr.collection.HashMap;
import io.vavr.collection.HashSet;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import io.vavr.control.Try;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.EnumMap;
import org.apache.olingo.client.api.ODataClient;
import org.apache.olingo.client.api.domain.ClientEntity;
import org.apache.olingo.client.api.domain.ClientObjectFactory;
import org.apache.olingo.client.api.domain.ClientPrimitiveValue;
import org.apache.olingo.client.api.serialization.ODataSerializerException;
import org.apache.olingo.commons.api.data.Entity;
import org.apache.olingo.commons.api.data.EntityCollection;
import org.apache.olingo.commons.api.data.Property;
import org.apache.olingo.commons.api.format.ContentType;

/**
 * Rows from and to JSON, by Olingo's readers and writers without {@code $metadata} (which is tens of megabytes on D365,
 * and whose references Olingo would fetch from any host).
 */
public final class Json {

    /** @param more whether the server says that this is not all */
    public record Page(Seq<Row> rows, boolean more) {}

    private final ODataClient client;
    private final Names names;
    private final EnumMap<EntitySet, Map<String, String>> ours = new EnumMap<>(EntitySet.class);

    Json(ODataClient client, Names names) {
        this.client = client;
        this.names = names;
        for (EntitySet set : EntitySet.values()) {
            ours.put(set, HashMap.ofAll(set.properties().toJavaMap(p -> new Tuple2<>(names.of(set, p), p))));
        }
    }

    Page page(Query query, Answer answer) {
        return read(query.set().defaultName(), answer, in -> {
            EntityCollection page =
                    client.getDeserializer(ContentType.JSON).toEntitySet(in).getPayload();
            return new Page(
                    Vector.ofAll(page.getEntities()).map(e -> row(query.set(), e, query.raw())),
                    page.getNext() != null);
        });
    }

    /** Of the first row of a page all properties with what the server says of their types; none where it has no rows. */
    Option<Sample> sample(EntitySet set, Answer answer) {
        return read(set.defaultName(), answer, in -> {
            EntityCollection page =
                    client.getDeserializer(ContentType.JSON).toEntitySet(in).getPayload();
            return Vector.ofAll(page.getEntities()).headOption().map(Json::sample);
        });
    }

    private static Sample sample(Entity entity) {
        Map<String, Sample.Property> properties = HashMap.empty();
        for (Property property : entity.getProperties()) {
            properties = properties.put(
                    property.getName(),
                    new Sample.Property(Option.of(property.getType()).getOrElse(""), Option.of(property.getValue())));
        }
        return new Sample(properties, entity.getId() != null || entity.getEditLink() != null);
    }

    public Row row(EntitySet set, Answer answer) {
        return read(
                set.defaultName(),
                answer,
                in -> row(
                        set,
                        client.getDeserializer(ContentType.JSON).toEntity(in).getPayload(),
                        Vector.empty()));
    }

    private Row row(EntitySet set, Entity entity, Seq<String> raw) {
        Map<String, String> known = ours.getOrDefault(set, HashMap.empty());
        Map<String, Object> values = HashMap.empty();
        for (Property property : entity.getProperties()) {
            Object value = property.getValue();
            Option<String> name = known.get(property.getName())
                    .orElse(() -> Option.of(property.getName()).filter(raw::contains));
            if (value != null && name.isDefined()) {
                values = values.put(name.get(), value);
            }
        }
        return new Row(set, Option.of(entity.getETag()).getOrElse(""), values);
    }

    /** Names of the sets that the service document lists. */
    Set<String> sets(Answer answer) {
        return read(
                "the service document",
                answer,
                in -> HashSet.ofAll(client.getReader()
                        .readServiceDocument(in, ContentType.JSON)
                        .getEntitySetNames()));
    }

    /** A row to send, on one line: what batches rely on. Values are texts or numbers ({@code Integer}, {@code Long}, {@code BigDecimal}). */
    byte[] write(EntitySet set, Map<String, Object> values) {
        ClientObjectFactory factory = client.getObjectFactory();
        ClientEntity entity = factory.newEntity(null);
        values.forEach((name, value) -> {
            entity.getProperties()
                    .add(factory.newPrimitiveProperty(
                            names.of(set, name), primitive(value, factory.newPrimitiveValueBuilder())));
        });
        try (InputStream in = client.getWriter().writeEntity(entity, ContentType.JSON_NO_METADATA)) {
            return in.readAllBytes();
        } catch (ODataSerializerException | IOException e) {
            throw new IllegalStateException("a row of texts and numbers can always be written", e);
        }
    }

    private static ClientPrimitiveValue primitive(Object value, ClientPrimitiveValue.Builder builder) {
        if (value instanceof Integer n) {
            return builder.buildInt32(n);
        }
        if (value instanceof BigDecimal d) {
            return builder.buildDecimal(d);
        }
        return value instanceof Long n ? builder.buildInt64(n) : builder.buildString(Literals.whole(value.toString()));
    }

    private interface Reading<T> {
        T from(InputStream in) throws Exception;
    }

    private static <T> T read(String what, Answer answer, Reading<T> reading) {
        return Try.of(() -> reading.from(new ByteArrayInputStream(answer.body())))
                .getOrElseThrow(e -> Trouble.uncertain(Reason.of(
                        "nonsense",
                        "D365 answers " + what + " with something that is no OData JSON (" + answer.status() + ")")));
    }
}
