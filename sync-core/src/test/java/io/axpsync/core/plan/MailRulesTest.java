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
import io.axpsync.core.item.Value;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is mailed about what, and which writes are left out so that nobody is mailed without need. */
class MailRulesTest {

    private static final Instant NOW = Instant.parse("2026-03-02T06:00:00Z");
    private static final Mailbox ANNA = Mailbox.builder()
            .personnelNumber("1")
            .address("anna@fabrikon.example")
            .company("nord")
            .insideDomains(Vector.of("fabrikon.test"))
            .zone(ZoneId.of("Europe/Vienna"))
            .build();
    private static final Capabilities MAILS_FOR_ANYTHING =
            Capabilities.builder().build();
    private static final Capabilities CAN_BE_SILENT =
            Capabilities.builder().silentWrites(true).build();

    @Test
    void anInvitationCountsWhomItReachesInsideAndOutsideButNotTheOrganiser() {
        Mail mail = rules(MAILS_FOR_ANYTHING)
                .create(meeting(
                        "anna@fabrikon.example", "bob@FABRIKON.example", "cy@fabrikon.test", "dan@client.example"));
        assertThat(mail.what()).isEqualTo("invitation");
        assertThat(mail.inside()).containsExactlyInAnyOrder("bob@fabrikon.example", "cy@fabrikon.test");
        assertThat(mail.outside()).containsExactly("dan@client.example");
    }

    @Test
    void aSubdomainOfOursAndADomainThatEndsLikeOursAreOutside() {
        Mail mail = rules(MAILS_FOR_ANYTHING).create(meeting("a@guests.fabrikon.example", "b@notfabrikon.example"));
        assertThat(mail.inside()).isEmpty();
        assertThat(mail.outside()).hasSize(2);
    }

    @Test
    void anItemWithoutAttendeesInvitesNobody() {
        assertThat(rules(MAILS_FOR_ANYTHING).create(meeting()).recipients()).isZero();
    }

    @Test
    void anUpdateOfWhatAttendeesSeeIsToldToEverybody() {
        MailRules.Checked checked = rules(MAILS_FOR_ANYTHING).update(mine("b@client.example"), location("Room 2"));
        assertThat(checked.mail().what()).isEqualTo("update");
        assertThat(checked.mail().notice()).isEqualTo(Notify.EVERYBODY);
        assertThat(checked.mail().outside()).containsExactly("b@client.example");
    }

    @Test
    void anAttendeeWhoIsAddedIsTheOnlyOneConcerned() {
        MailRules.Checked checked = rules(CAN_BE_SILENT)
                .update(
                        mine("b@client.example"),
                        flow(Field.ATTENDEES, people("b@client.example", "c@client.example")));
        assertThat(checked.mail().notice()).isEqualTo(Notify.CONCERNED);
        assertThat(checked.mail().outside()).containsExactly("c@client.example");
    }

    @ParameterizedTest
    @EnumSource(
            value = Field.class,
            names = {"SHOW_AS", "SENSITIVITY", "REMINDER", "CATEGORIES"})
    void aFieldThatAttendeesDoNotSeeMailsNobody(Field field) {
        Merge merge = flow(field, field == Field.REMINDER ? new Value.Whole(5) : Value.choice("BUSY"));
        MailRules.Checked silent = rules(CAN_BE_SILENT).update(mine("b@client.example"), merge);
        assertThat(silent.mail().recipients()).isZero();
        assertThat(silent.merge().toExchange().containsKey(field)).isTrue();

        MailRules.Checked loud = rules(MAILS_FOR_ANYTHING).update(mine("b@client.example"), merge);
        assertThat(loud.mail().recipients()).isZero();
        assertThat(loud.merge().toExchange())
                .as("it could mail, so it is left out")
                .isEmpty();
        assertThat(loud.merge().notCarried().get(field).map(r -> r.code())).contains("would-mail");
    }

    @Test
    void aMeetingThatIsOverMailsNobody() {
        Observed.Present past =
                present(meeting("b@client.example").with(Field.PERIOD, ending(NOW)), Observed.Role.OWNER);
        MailRules.Checked loud = rules(MAILS_FOR_ANYTHING).update(past, location("Room 2"));
        assertThat(loud.mail().recipients()).isZero();
        assertThat(loud.merge().toExchange()).isEmpty();
        MailRules.Checked silent = rules(CAN_BE_SILENT).update(past, location("Room 2"));
        assertThat(silent.mail().recipients()).isZero();
        assertThat(silent.merge().toExchange().containsKey(Field.LOCATION)).isTrue();
        assertThat(rules(MAILS_FOR_ANYTHING).remove(past).recipients()).isZero();
        assertThat(rules(MAILS_FOR_ANYTHING).cancelsThePast(past)).isTrue();
        assertThat(rules(CAN_BE_SILENT).cancelsThePast(past)).isFalse();
    }

    @Test
    void aMeetingIsOverAtItsEndAndAnAllDayOneAtMidnightInTheMailboxesZone() {
        MailRules rules = rules(MAILS_FOR_ANYTHING);
        assertThat(rules.isOver(meeting().with(Field.PERIOD, ending(NOW.plusSeconds(1)))))
                .isFalse();
        assertThat(rules.isOver(meeting().with(Field.PERIOD, ending(NOW)))).isTrue();
        assertThat(rules.isOver(days("2026-03-01", "2026-03-02"))).isTrue();
        assertThat(rules.isOver(days("2026-03-02", "2026-03-03"))).isFalse();
    }

    @Test
    void aPastMeetingThatIsMovedIntoTheFutureIsTold() {
        Observed.Present past =
                present(meeting("b@client.example").with(Field.PERIOD, ending(NOW)), Observed.Role.OWNER);
        Merge later = flow(Field.PERIOD, ending(NOW.plus(Duration.ofDays(1))));
        assertThat(rules(MAILS_FOR_ANYTHING).update(past, later).mail().recipients())
                .isEqualTo(1);
    }

    @Test
    void onlyTheOrganisersMailboxMails() {
        Observed.Present copy = present(meeting("anna@fabrikon.example", "b@client.example"), Observed.Role.ATTENDEE);
        MailRules rules = rules(MAILS_FOR_ANYTHING);
        assertThat(rules.update(copy, flow(Field.REMINDER, new Value.Whole(5)))
                        .mail()
                        .recipients())
                .isZero();
        assertThat(rules.remove(copy).recipients()).isZero();
        assertThat(rules.privatelyWritable(copy)).isTrue();
        assertThat(rules.privatelyWritable(mine("b@client.example"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"b@client.example", "b@fabrikon.example"})
    void removingAMeetingThatLiesAheadCancelsIt(String attendee) {
        Mail mail = rules(MAILS_FOR_ANYTHING).remove(mine(attendee));
        assertThat(mail.what()).isEqualTo("cancellation");
        assertThat(mail.recipients()).isEqualTo(1);
    }

    private static MailRules rules(Capabilities exchange) {
        return new MailRules(exchange, ANNA, NOW);
    }

    private static Merge location(String room) {
        return flow(Field.LOCATION, Value.text(room));
    }

    private static Merge flow(Field field, Value value) {
        return Merge.NONE.flow(io.axpsync.core.item.Side.EXCHANGE, field, value);
    }

    private static Observed.Present mine(String... attendees) {
        return present(meeting(attendees), Observed.Role.OWNER);
    }

    private static Observed.Present present(Item item, Observed.Role role) {
        return Observed.Present.builder()
                .ref(ItemRef.exchange("e1"))
                .version(new ItemVersion("1"))
                .marked(true)
                .role(role)
                .item(Option.some(item))
                .build();
    }

    private static Item meeting(String... attendees) {
        return Item.of(
                Kind.APPOINTMENT,
                LinkedHashMap.of(
                        Field.SUBJECT, Value.text("Fair"),
                        Field.PERIOD, ending(NOW.plus(Duration.ofDays(2))),
                        Field.ATTENDEES, people(attendees)));
    }

    private static Item days(String start, String end) {
        return meeting().with(Field.PERIOD, new Value.Days(LocalDate.parse(start), LocalDate.parse(end)));
    }

    private static Value ending(Instant end) {
        return new Value.Period(end.minus(Duration.ofHours(1)), end);
    }

    private static Value people(String... addresses) {
        return Value.Entries.of(Vector.of(addresses).map(a -> new Value.Entry(a, "REQUIRED", "")));
    }
}
