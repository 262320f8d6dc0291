package io.axpsync.exchange.ews.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Category;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.ItemVersion;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.LinkId;
import io.axpsync.core.item.Mailbox;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Stamp;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** When a listing spares the search for an item that is about to be made, and when it does not. */
class ListedLinksTest {

    private static final Lane LANE = lane("west");

    private final ListedLinks links = new ListedLinks();

    private static Lane lane(String name) {
        return Lane.builder()
                .id(LaneId.of(name, Kind.CONTACT))
                .kind(Kind.CONTACT)
                .marker(new Category("D365"))
                .mailbox(Mailbox.builder()
                        .personnelNumber(name)
                        .address("anna@contoso.example")
                        .company("usmf")
                        .zone(ZoneOffset.UTC)
                        .build())
                .build();
    }

    private static Stamp stamp(String link) {
        return Stamp.of("test", new LinkId(link));
    }

    private static Observed contact(String id, Option<Stamp> stamp) {
        return Observed.Present.builder()
                .ref(ItemRef.exchange(id))
                .version(new ItemVersion("v"))
                .marked(true)
                .stamp(stamp)
                .build();
    }

    private static Observed unreadable(String code) {
        return new Observed.Unreadable(
                ItemRef.exchange("u"), new ItemVersion("v"), true, "", Reason.of(code, "cannot be read"));
    }

    @Test
    void whatNoListingToldIsNotKnown() {
        assertThat(links.lacks(LANE, stamp("a"))).isFalse();
        links.listed(lane("east"), Vector.empty());
        assertThat(links.lacks(LANE, stamp("a"))).isFalse();
    }

    @Test
    void aLinkIsLackingOnceAndThenItIsBeingMade() {
        links.listed(LANE, Vector.of(contact("1", Option.some(stamp("a"))), contact("2", Option.none())));
        assertThat(links.lacks(LANE, stamp("a"))).isFalse();
        assertThat(links.lacks(LANE, stamp("b").on(ItemRef.d365("usmf/1")))).isTrue();
        assertThat(links.lacks(LANE, stamp("b"))).isFalse();
    }

    @Test
    void anotherRunKnowsNothing() {
        links.listed(LANE, Vector.empty());
        links.begin();
        assertThat(links.lacks(LANE, stamp("a"))).isFalse();
    }

    @Test
    void anItemThatCannotBeReadMayCarryAnyLinkButADistributionListNone() {
        links.listed(LANE, Vector.of(unreadable("unreadable")));
        assertThat(links.lacks(LANE, stamp("a"))).isFalse();
        links.listed(LANE, Vector.of(unreadable(ContactReading.NO_CONTACT)));
        assertThat(links.lacks(LANE, stamp("a"))).isTrue();
    }

    @Test
    void theOldestListingsAreForgottenWhenTheyGrowTooLarge() {
        links.listed(LANE, Vector.range(0, 150_000).map(i -> contact("c" + i, Option.some(stamp("s" + i)))));
        links.listed(lane("east"), Vector.range(0, 60_000).map(i -> contact("e" + i, Option.some(stamp("e" + i)))));
        assertThat(links.lacks(LANE, stamp("a"))).isFalse();
        assertThat(links.lacks(lane("east"), stamp("a"))).isTrue();
    }
}
