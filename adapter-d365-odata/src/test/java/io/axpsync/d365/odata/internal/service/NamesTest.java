package io.axpsync.d365.odata.internal.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.axpsync.d365.odata.internal.http.Answer;
import io.vavr.Tuple;
import io.vavr.collection.HashMap;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Vector;
import java.nio.charset.StandardCharsets;
import org.apache.olingo.client.api.ODataClient;
import org.apache.olingo.client.core.ODataClientFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An environment in which everything is called otherwise. */
class NamesTest {

    private static final ODataClient CLIENT = ODataClientFactory.getClient();
    private final Names names = new Names(HashMap.ofEntries(Vector.of(EntitySet.values())
            .flatMap(s -> s.properties()
                    .map(p -> Tuple.of(s.defaultName() + "." + p, "My" + p))
                    .prepend(Tuple.of(s.defaultName(), "Our" + s.defaultName())))));
    private final Addresses addresses = new Addresses(CLIENT, "https://d365.example", names);
    private final Json json = new Json(CLIENT, names);

    @ParameterizedTest
    @EnumSource
    void noDefaultNameIsSent(EntitySet set) {
        String property = set.properties().last();
        Query query = Query.of(set, new Where(names, set).is(property, "1"))
                .selecting(set.properties())
                .ordered(set.keys());

        assertThat(addresses.query(query).getPath()).isEqualTo("/data/Our" + set.defaultName());
        assertThat(addresses.query(query).getQuery().replaceAll("My\\w+", ""))
                .doesNotContain(set.properties().toJavaArray(String[]::new));
        assertThat(addresses.row(new Key(set, set.keys())).getPath())
                .contains("(My" + set.keys().head() + "=");
        assertThat(new String(json.write(set, LinkedHashMap.of(property, "x")), StandardCharsets.UTF_8))
                .isEqualTo("{\"My" + property + "\":\"x\"}");
    }

    @Test
    void answersAreReadUnderOurNames() {
        String body = "{\"@odata.etag\":\"W/\\\"JzEs\\\"\",\"MydataAreaId\":\"nord\",\"MyPurpose\":\"Visit\","
                + "\"Purpose\":\"not ours\",\"MyReminderMinutes\":15}";
        Row row = json.row(
                EntitySet.ACTIVITIES,
                new Answer(200, HashMap.of("content-type", "application/json"), body.getBytes(StandardCharsets.UTF_8)));

        assertThat(row.text("dataAreaId")).isEqualTo("nord");
        assertThat(row.text("Purpose")).isEqualTo("Visit");
        assertThat(row.number("ReminderMinutes")).isEqualTo(15);
        assertThat(row.etag()).isEqualTo("W/\"JzEs\"");
    }

    @Test
    void whatIsNoNameIsRefused() {
        assertThatThrownBy(() -> new Names(HashMap.of("Activities", "Activities?$filter=1")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Names(HashMap.of("Activities.Purpos", "Subject")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Activities.Purpos");
    }
}
