package io.axpsync.exchange.ews;

import static io.axpsync.exchange.ews.Words.ANNA;
import static io.axpsync.exchange.ews.Words.YEAR;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Value;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.Search;
import io.axpsync.core.port.SyncSide;
import io.axpsync.exchange.ews.ScriptedEws.Answer;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Servers that say "there is more" for ever: a shorter list is never taken for the whole. */
class EwsEndlessPagesTest {

    private static Answer page(String operation, String list) {
        return Answer.soap(
                operation,
                "<m:" + operation + "ResponseMessage ResponseClass=\"Success\"><m:ResponseCode>NoError</m:ResponseCode>"
                        + "<m:RootFolder IndexedPagingOffset=\"1\" TotalItemsInView=\"9\""
                        + " IncludesLastItemInRange=\"false\">" + list + "</m:RootFolder></m:" + operation
                        + "ResponseMessage>");
    }

    private static void assertStuck(PortFailure failure, String code) {
        assertThat(failure).isInstanceOf(PortFailure.Unavailable.class);
        assertThat(failure.reason().code()).isEqualTo(code);
        assertThat(failure.reason().text()).contains("anna@contoso.example");
    }

    @Test
    void aSearchThatTellsTheSamePageAgainFails() {
        Answer same = page(
                "FindItem",
                "<t:Items><t:CalendarItem><t:ItemId Id=\"i1\" ChangeKey=\"k\"/></t:CalendarItem></t:Items>");
        Instant nine = Instant.parse("2026-06-01T09:00:00Z");
        Value period = new Value.Period(nine, nine.plusSeconds(3600));
        try (ScriptedEws server = new ScriptedEws(same);
                SyncSide side = EwsSide.open(server.config().build())) {
            assertStuck(
                    side.find(Vector.of(new Search(ANNA, YEAR, Option.none(), Option.none(), period)))
                            .get(0)
                            .getLeft(),
                    "ews-search-stuck");
            assertThat(server.requests()).isEqualTo(2);
        }
    }

    @Test
    void foldersWithoutALastPageFail() {
        Lane named = Lane.builder().from(ANNA).folder(Option.some("Team")).build();
        try (ScriptedEws server = new ScriptedEws(page("FindFolder", "<t:Folders/>"));
                SyncSide side = EwsSide.open(server.config().build())) {
            assertStuck(Words.observe(side, named, YEAR, Option.none()).getLeft(), "ews-folders-stuck");
        }
    }

    @Test
    void aFeedThatComesBackToWhereItWasFails() {
        try (ScriptedEws server = new ScriptedEws(more("one"), more("two"), more("one"));
                SyncSide side = EwsSide.open(server.config().build())) {
            assertStuck(Words.observe(side, ANNA, YEAR, Option.none()).getLeft(), "ews-feed-stuck");
            assertThat(server.requests()).isEqualTo(3);
        }
    }

    private static Answer more(String state) {
        Answer last = Answer.page();
        return Answer.of(
                200,
                last.body()
                        .replace(">state<", ">" + state + "<")
                        .replace("<m:IncludesLastItemInRange>true", "<m:IncludesLastItemInRange>false"));
    }
}
