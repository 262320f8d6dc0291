package io.axpsync.core.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.ContactPoint;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.ItemVersion;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import org.junit.jupiter.api.Test;

class ContactMatcherTest {

    private static Observed.Present contact(Side side, String id, String name, String company, String... addresses) {
        Item item = Item.empty(Kind.CONTACT)
                .with(Field.FAMILY_NAME, Value.text(name))
                .with(Field.COMPANY, Value.text(company))
                .with(Field.EMAILS, Value.Entries.of(Vector.of(addresses).map(a -> ContactPoint.email("email1", a))));
        return Observed.Present.builder()
                .ref(side == Side.D365 ? ItemRef.d365(id) : ItemRef.exchange(id))
                .version(new ItemVersion("1"))
                .marked(true)
                .item(Option.some(item))
                .build();
    }

    private static Observed.Present d(String id, String name, String company, String... addresses) {
        return contact(Side.D365, id, name, company, addresses);
    }

    private static Observed.Present e(String id, String name, String company, String... addresses) {
        return contact(Side.EXCHANGE, id, name, company, addresses);
    }

    private static Seq<Pairing> match(Seq<Observed.Present> d365, Seq<Observed.Present> exchange) {
        return LinkMatcher.match(d365, exchange);
    }

    private static Pairing.Matched only(Seq<Pairing> pairings) {
        assertThat(pairings).hasSize(1).first().isInstanceOf(Pairing.Matched.class);
        return (Pairing.Matched) pairings.head();
    }

    @Test
    void oneAddressOfOnePersonOnEachSideIsEnough() {
        Pairing.Matched matched = only(match(
                Vector.of(d("1", "Huber", "Nordwind AG", "x@nord.example", "anna@nord.example")),
                Vector.of(e("a", "Maier", "", "ANNA@nord.example"))));
        assertThat(matched.rule()).isEqualTo(MatchRule.EMAIL);
    }

    @Test
    void nameAndCompanyAreEnoughWhateverItsLegalForm() {
        Pairing.Matched matched = only(match(
                Vector.of(d("1", "Huber", "Nordwind AG", "a@nord.example")),
                Vector.of(e("a", "HUBER", "Nordwind", "b@nord.example"))));
        assertThat(matched.rule()).isEqualTo(MatchRule.NAME_AND_COMPANY);
    }

    @Test
    void aNameAloneIsNotEnoughNorIsACompany() {
        assertThat(match(Vector.of(d("1", "Huber", "Nordwind")), Vector.of(e("a", "Huber", ""))))
                .allMatch(p -> p instanceof Pairing.OneSided);
        assertThat(match(Vector.of(d("1", "", "Nordwind")), Vector.of(e("a", "", "Nordwind"))))
                .allMatch(p -> p instanceof Pairing.OneSided);
    }

    @Test
    void anAddressThatSeveralShareNeverMatchesAlone() {
        Seq<Observed.Present> persons =
                Vector.of(d("1", "Huber", "", "office@nord.example"), d("2", "Klein", "", "office@nord.example"));
        assertThat(match(persons, Vector.of(e("a", "Gruber", "", "office@nord.example"))))
                .hasSize(3)
                .allMatch(p -> p instanceof Pairing.OneSided);
        assertThat(match(persons, Vector.of(e("a", "Klein", "", "office@nord.example")))
                        .filter(p -> p instanceof Pairing.Matched)
                        .map(p -> ((Pairing.Matched) p).d365().ref()))
                .containsExactly(ItemRef.d365("2"));
    }

    @Test
    void anAddressThatALinkedPersonHasTooIsShared() {
        Seq<Pairing> pairings = LinkMatcher.match(
                Vector.of(d("1", "Huber", "", "office@nord.example")),
                Vector.of(e("a", "Gruber", "", "office@nord.example")),
                Vector.of(d("2", "Klein", "", "office@nord.example")));
        assertThat(pairings).hasSize(2).allMatch(p -> p instanceof Pairing.OneSided);
    }

    @Test
    void twoCardsOfOnePersonAreDisputed() {
        Seq<Pairing> pairings = match(
                Vector.of(d("1", "Huber", "Nordwind", "anna@nord.example")),
                Vector.of(
                        e("a", "Huber", "Nordwind", "anna@nord.example"),
                        e("b", "Huber", "Nordwind", "anna@nord.example")));
        assertThat(pairings).hasSize(3).allMatch(p -> p instanceof Pairing.Disputed);
    }

    @Test
    void oneCardWithTheAddressesOfTwoPersonsIsDisputed() {
        Seq<Pairing> pairings = match(
                Vector.of(d("1", "Huber", "", "anna@nord.example"), d("2", "Klein", "", "eva@nord.example")),
                Vector.of(e("a", "Huber", "", "anna@nord.example", "eva@nord.example")));
        assertThat(pairings).hasSize(3).allMatch(p -> p instanceof Pairing.Disputed);
    }
}
