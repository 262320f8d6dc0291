package io.axpsync.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Capabilities;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.ItemVersion;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Mailbox;
import io.axpsync.core.item.Notify;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.memory.MemoryHabits;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** Whom Exchange mails because of what we write, and what is not written so that it does not. */
class WhoIsMailedTest {

    private static final Instant NOW = Instant.parse("2026-03-02T23:00:00Z");
    private static final Capabilities GRAPH = MemoryHabits.GRAPH.capabilities();
    private static final Capabilities LOUD = GRAPH.withPrivateFieldsAreSilent(false);
    private static final Value GUESTS = people("REQUIRED", "guest@outside.example", "ben@fabrikon.example");

    @Test
    void whatHasNoTimeIsNotOver() {
        assertThat(rules(GRAPH).isOver(Item.empty(Kind.TASK))).isFalse();
    }

    @Test
    void onlyThoseAreToldWhoseInvitationIsAnother() {
        Value another = Value.Entries.of(Vector.of(
                new Value.Entry("guest@outside.example", "REQUIRED", ""),
                new Value.Entry("ben@fabrikon.example", "OPTIONAL", ""),
                new Value.Entry("new@outside.example", "REQUIRED", "")));

        Mail mail = rules(GRAPH)
                .update(organised(ahead()), Merge.NONE.flow(Side.EXCHANGE, Field.ATTENDEES, another))
                .mail();

        assertThat(mail.notice()).isEqualTo(Notify.CONCERNED);
        assertThat(mail.inside()).containsExactly("ben@fabrikon.example");
        assertThat(mail.outside()).containsExactly("new@outside.example");
    }

    @Test
    void whatAttendeesDoNotSeeIsLeftOutWhereItCouldMailThem() {
        Merge reminder = Merge.NONE.flow(Side.EXCHANGE, Field.REMINDER, new Value.Whole(5));

        assertThat(rules(GRAPH).update(organised(ahead()), reminder).merge().toExchange())
                .isNotEmpty();
        MailRules.Checked loud = rules(LOUD).update(organised(ahead()), reminder);
        assertThat(loud.merge().toExchange()).isEmpty();
        assertThat(loud.merge().notCarried().get(Field.REMINDER).get().code()).isEqualTo("would-mail");
        assertThat(loud.mail()).isEqualTo(Mail.NONE);
    }

    @Test
    void aMeetingThatIsOverIsLeftAsItIsOrCorrectedSilently() {
        Merge place = Merge.NONE
                .flow(Side.EXCHANGE, Field.LOCATION, Value.text("Hall 4"))
                .flow(Side.EXCHANGE, Field.ATTENDEES, people("REQUIRED", "new@outside.example"));

        MailRules.Checked graph = rules(GRAPH).update(organised(ending(NOW)), place);
        assertThat(graph.merge().toExchange()).isEmpty();
        assertThat(graph.mail()).isEqualTo(Mail.NONE);
        MailRules.Checked ews = rules(GRAPH.withSilentWrites(true)).update(organised(ending(NOW)), place);
        assertThat(ews.merge().toExchange().keySet()).containsExactly(Field.LOCATION);
        assertThat(ews.mail()).isEqualTo(Mail.NONE);
    }

    @Test
    void onlyMeetingsThatLieAheadAreCancelled() {
        assertThat(rules(GRAPH).remove(organised(ahead())).recipients()).isEqualTo(2);
        assertThat(rules(GRAPH).remove(organised(ending(NOW)))).isEqualTo(Mail.NONE);
        assertThat(rules(GRAPH).remove(organised(ahead().with(Field.ATTENDEES, Value.NOTHING))))
                .isEqualTo(Mail.NONE);
        assertThat(rules(GRAPH).remove(organised(ahead()).withRole(Observed.Role.ATTENDEE)))
                .isEqualTo(Mail.NONE);
    }

    @Test
    void aStampMayBeWrittenWhereNobodyIsMailedForIt() {
        Observed.Present meeting = organised(ahead());
        assertThat(rules(GRAPH).privatelyWritable(meeting)).isTrue();
        assertThat(rules(LOUD).privatelyWritable(meeting)).isFalse();
        assertThat(rules(LOUD).privatelyWritable(meeting.withRole(Observed.Role.ATTENDEE)))
                .isTrue();
        assertThat(rules(LOUD).privatelyWritable(organised(ahead().with(Field.ATTENDEES, Value.NOTHING))))
                .isTrue();
    }

    private static MailRules rules(Capabilities exchange) {
        Mailbox mailbox = Mailbox.builder()
                .personnelNumber("000101")
                .address("anna@fabrikon.example")
                .company("nord")
                .zone(ZoneId.of("Europe/Vienna"))
                .build();
        return new MailRules(exchange, mailbox, NOW);
    }

    private static Item ahead() {
        return ending(NOW.plus(Duration.ofDays(2)));
    }

    private static Item ending(Instant end) {
        return meeting(new Value.Period(end.minus(Duration.ofHours(1)), end));
    }

    private static Item meeting(Value when) {
        return Item.empty(Kind.APPOINTMENT)
                .with(Field.SUBJECT, Value.text("Fair"))
                .with(Field.PERIOD, when)
                .with(Field.ATTENDEES, GUESTS);
    }

    private static Value people(String how, String... addresses) {
        return Value.Entries.of(Vector.of(addresses).map(a -> new Value.Entry(a, how, "")));
    }

    private static Observed.Present organised(Item item) {
        return Observed.Present.builder()
                .ref(ItemRef.exchange("event"))
                .version(new ItemVersion("1"))
                .marked(true)
                .item(Option.some(item))
                .build();
    }
}
