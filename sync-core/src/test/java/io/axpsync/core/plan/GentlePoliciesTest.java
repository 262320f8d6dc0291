package io.axpsync.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Capabilities;
import io.axpsync.core.item.Capabilities.Holding;
import io.axpsync.core.item.ContactPoint;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.ItemVersion;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.NormalForm;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.vavr.collection.HashMap;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GentlePoliciesTest {

    private static final Item NOBODY = Item.empty(Kind.CONTACT);

    private static Merge first(FieldPolicy policy, Field field, Value d365, Value exchange, Holding room) {
        Capabilities all = Capabilities.builder()
                .fields(Field.of(Kind.CONTACT).toMap(f -> f, f -> Holding.READ_WRITE))
                .build();
        Sides sides = new Sides(all, all.withFields(all.fields().put(Field.EMAILS, room)));
        SyncRules rules = SyncRules.builder()
                .policies(HashMap.of(field, policy))
                .first(Side.D365)
                .build();
        return new FirstAgreement(sides, rules)
                .merge(new Pair(seen(ItemRef.d365("1"), field, d365), seen(ItemRef.exchange("a"), field, exchange)));
    }

    private static Observed.Present seen(ItemRef ref, Field field, Value value) {
        return Observed.Present.builder()
                .ref(ref)
                .version(new ItemVersion("1"))
                .marked(true)
                .item(Option.some(NOBODY.with(field, value)))
                .build();
    }

    private static Value mails(String... addresses) {
        return Value.Entries.of(Vector.of(addresses).zipWithIndex((a, i) -> ContactPoint.email("email" + (i + 1), a)));
    }

    @ParameterizedTest
    @CsvSource({
        "FILL_EMPTY, one, two, , ",
        "FILL_EMPTY, one, '', , one",
        "FILL_EMPTY, '', two, two, ",
        "APPEND, one, two, , ",
        "APPEND, '', two, two, ",
        "NEVER, '', two, , ",
        "NEVER, one, two, , ",
        "NEWEST, one, two, , one"
    })
    void whatSaysSomethingIsNotOverwritten(
            FieldPolicy policy, String d365, String exchange, String toD365, String toExchange) {
        Merge merge = first(policy, Field.TITLE, Value.text(d365), Value.text(exchange), Holding.READ_WRITE);
        assertThat(merge.toD365().get(Field.TITLE).getOrNull()).isEqualTo(toD365 == null ? null : Value.text(toD365));
        assertThat(merge.toExchange().get(Field.TITLE).getOrNull())
                .isEqualTo(toExchange == null ? null : Value.text(toExchange));
    }

    @Test
    void aTextIsAppendedLineByLine() {
        Merge merge = first(
                FieldPolicy.APPEND,
                Field.BODY,
                Value.text("met in Graz\nlikes tea"),
                Value.text("likes tea\ncall in May"),
                Holding.READ_WRITE);
        Value both = Value.text("met in Graz\nlikes tea\ncall in May");
        assertThat(merge.toD365().get(Field.BODY)).contains(both);
        assertThat(merge.toExchange().get(Field.BODY)).contains(both);
    }

    @Test
    void contactsThatMeetHaveTheAddressesOfBothWhoeverLeads() {
        Merge merge = first(
                FieldPolicy.NEWEST,
                Field.EMAILS,
                mails("a@x.example"),
                mails("b@x.example", "A@x.example"),
                Holding.READ_WRITE);
        assertThat(merge.toExchange()).isEmpty();
        assertThat(NormalForm.same(
                        Field.EMAILS, merge.toD365().get(Field.EMAILS).get(), mails("a@x.example", "b@x.example")))
                .isTrue();
    }

    @Test
    void whatDoesNotFitStaysWhereItIs() {
        Merge merge = first(
                FieldPolicy.NEWEST,
                Field.EMAILS,
                mails("1@x.example", "2@x.example", "3@x.example", "4@x.example"),
                mails("9@x.example"),
                Holding.room(3));
        Value.Entries exchange =
                (Value.Entries) merge.toExchange().get(Field.EMAILS).get();
        assertThat(exchange.values().map(Value.Entry::key))
                .containsExactly("1@x.example", "2@x.example", "9@x.example");
        assertThat(((Value.Entries) merge.toD365().get(Field.EMAILS).get()).values())
                .hasSize(5);
    }
}
