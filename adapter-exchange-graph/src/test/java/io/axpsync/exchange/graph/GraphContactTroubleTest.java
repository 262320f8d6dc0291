package io.axpsync.exchange.graph;

import static io.axpsync.exchange.graph.ScriptedGraph.Answer.batch;
import static io.axpsync.exchange.graph.ScriptedGraph.Answer.error;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.change.Observed;
import io.axpsync.core.contract.side.Persons;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.LinkId;
import io.axpsync.core.item.Stamp;
import io.axpsync.core.item.Value;
import io.axpsync.core.port.Outcome;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.Search;
import io.axpsync.core.port.SyncSide;
import io.axpsync.exchange.graph.ScriptedGraph.Answer;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** What a server may say of contacts that the sandbox does not. */
class GraphContactTroubleTest {

    private static final Lane LANE = Persons.contacts(Words.ANNA);
    private static final Lane NAMED = LANE.withFolder(Option.some("Kunden"));
    private static final String HOME = "{\"id\":\"home\"}";

    private static void against(BiConsumer<SyncSide, ScriptedGraph> test, Answer... answers) {
        try (ScriptedGraph server = new ScriptedGraph(answers);
                SyncSide side = GraphSide.open(server.config().build())) {
            test.accept(side, server);
        }
    }

    private static String card(String folder, String more) {
        return "{\"id\":\"c\",\"changeKey\":\"v\",\"parentFolderId\":\"" + folder + "\",\"surname\":\"Huber\""
                + more.replace('`', '"') + "}";
    }

    private static Observed read(SyncSide side) {
        return Words.fetch(side, LANE, "c").get();
    }

    @Test
    void whatStandsInAFolderOfContactsIsElsewhereAndWhatLiesInDeletedItemsIsGone() {
        against(
                (side, server) ->
                        assertThat(((Observed.Present) read(side)).place()).isEqualTo(Observed.Place.ELSEWHERE),
                batch(200, card("private", ""), 200, HOME),
                batch(200, "{\"id\":\"private\"}"));
        against(
                (side, server) -> assertThat(read(side))
                        .isEqualTo(new Observed.Gone(ItemRef.exchange("c"), Observed.Trace.NOT_FOUND)),
                batch(200, card("trash", ""), 200, HOME),
                batch(404, error("ErrorItemNotFound")));
    }

    @Test
    void aFolderThatCannotBeAskedForLeavesThePlaceUnknown() {
        against(
                (side, server) -> {
                    PortFailure failure = Words.fetch(side, LANE, "c").getLeft();
                    assertThat(failure).isInstanceOf(PortFailure.Denied.class);
                    assertThat(failure.reason().remedy()).contains("Contacts.ReadWrite");
                },
                batch(200, card("home", ""), 403, error("ErrorAccessDenied")));
    }

    @Test
    void aFolderOfWhichItIsUnknownWhetherItIsOneOfContactsLeavesThePlaceUnknown() {
        against(
                (side, server) ->
                        assertThat(Words.fetch(side, LANE, "c").getLeft()).isInstanceOf(PortFailure.Denied.class),
                batch(200, card("strange", ""), 200, HOME),
                batch(403, error("ErrorAccessDenied")));
    }

    @Test
    void whatIsNoPersonIsUnreadable() {
        against(
                (side, server) -> assertThat(
                                ((Observed.Unreadable) read(side)).reason().code())
                        .isEqualTo("no-contact"),
                batch(200, card("home", ",`@odata.type`:`#microsoft.graph.distributionList`"), 200, HOME));
    }

    @Test
    void propertiesAreKnownHoweverTheServerWritesTheirIds() {
        String properties = ",`singleValueExtendedProperties`:[{`id`:`Integer 0x36`,`value`:`3`},"
                + "{`id`:`Short 0x3a4d`,`value`:`2`},{`id`:`String 0x3a24`,`value`:`01 5880021`},"
                + "{`id`:`SystemTime 0x3a41`,`value`:`4501-01-01T00:00:00Z`}]";
        against(
                (side, server) -> {
                    Item card = ((Observed.Present) read(side)).item().get();
                    assertThat(card.value(Field.SENSITIVITY)).isEqualTo(Value.choice("CONFIDENTIAL"));
                    assertThat(card.value(Field.GENDER)).isEqualTo(Value.choice("MALE"));
                    assertThat(card.value(Field.FAXES)).isEqualTo(Persons.phones("business", "01 5880021"));
                    assertThat(card.value(Field.ANNIVERSARY)).isEqualTo(Value.NOTHING);
                },
                batch(200, card("home", properties), 200, HOME));
    }

    @Test
    void wordsThatWeDoNotKnowAreWithheldAndNotWrittenBack() {
        String properties = ",`birthday`:`soon`,`singleValueExtendedProperties`:[{`id`:`Integer 0x36`,`value`:`9`},"
                + "{`id`:`Short 0x3a4d`,`value`:`7`}]";
        against(
                (side, server) -> {
                    Observed.Present seen = (Observed.Present) read(side);
                    assertThat(seen.withheld().keySet())
                            .containsExactlyInAnyOrder(Field.SENSITIVITY, Field.GENDER, Field.BIRTHDAY);
                    Words.write(side, Words.update(LANE, seen, Field.GENDER, Value.choice("MALE")));
                    assertThat(server.bodies).noneMatch(body -> body.contains("PATCH"));
                },
                batch(200, card("home", properties), 200, HOME),
                batch(200, card("home", properties)));
    }

    @Test
    void aListWithGapsIsReadWithoutThem() {
        String gaps = ",`businessPhones`:[null,``,`01 5880021`],`emailAddresses`:[{`name`:`x`,`address`:null},"
                + "{`address`:`a@x.example`}],`homeAddress`:{},`businessAddress`:null";
        against(
                (side, server) -> {
                    Item card = ((Observed.Present) read(side)).item().get();
                    assertThat(card.value(Field.PHONES).toString()).contains("+4315880021");
                    assertThat(card.value(Field.EMAILS).toString()).contains("a@x.example");
                    assertThat(card.value(Field.ADDRESSES).isNothing()).isTrue();
                },
                batch(200, card("home", gaps), 200, HOME));
    }

    @Test
    void aFolderThatCannotBeMadeRefusesItsContacts() {
        against(
                (side, server) -> {
                    Outcome outcome = Words.write(side, Words.create(NAMED, "link", Persons.person()));
                    PortFailure failure = Words.refused(outcome);
                    assertThat(failure.reason().text()).contains("\"Kunden\"");
                    assertThat(server.bodies).noneMatch(body -> body.contains("Nordwind"));
                },
                batch(200, "{\"value\":[]}"),
                batch(504, error("GatewayTimeout")));
    }

    @Test
    void linksThatLeadElsewhereAreNotFollowed() {
        String page = "{\"value\":[],\"@odata.nextLink\":\"https://evil.example/v1.0/users/x\"}";
        Search search = new Search(
                LANE, Words.YEAR, Option.some(Stamp.of("test", new LinkId("a"))), Option.none(), Value.NOTHING);
        against(
                (side, server) -> {
                    assertThat(side.find(Vector.of(search))
                                    .single()
                                    .getLeft()
                                    .reason()
                                    .code())
                            .isEqualTo("graph-foreign-link");
                    Either<PortFailure, ?> named = Words.observe(side, NAMED, Words.YEAR, Option.none());
                    assertThat(named.getLeft().reason().code()).isEqualTo("graph-foreign-link");
                    assertThat(server.requests()).isEqualTo(2);
                },
                batch(200, page));
    }
}
