package io.axpsync.core.contract.side;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.change.Observed.Present;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Notify;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.port.Write;
import io.vavr.collection.Map;
import io.vavr.control.Option;
import org.junit.jupiter.api.Test;

/** Mails: nobody is mailed whom the write does not concern. Exchange only. */
public interface MailContract extends SceneContract {
    @Test
    default void anAppointmentOfOneMailsNobody(Scene s) {
        s.needsSide(Side.EXCHANGE);
        Present made = s.written(s.create(s.samples().fullAppointment()).withNotice(Notify.EVERYBODY));
        Present changed =
                s.written(s.update(made, Field.PERIOD, s.samples().hour(2)).withNotice(Notify.EVERYBODY));
        s.write(s.remove(changed, Notify.EVERYBODY));

        assertThat(s.users().mailsSent()).isZero();
    }

    @Test
    default void aMeetingInvitesItsAttendees(Scene s) {
        s.needsSide(Side.EXCHANGE);
        s.written(s.create(s.samples().meeting()).withNotice(Notify.EVERYBODY));

        assertThat(s.users().mailsSent()).isEqualTo(3);
    }

    @Test
    default void aMeetingThatIsMadeTwiceInvitesOnce(Scene s) {
        s.needsSide(Side.EXCHANGE);
        Write.Create create = s.create(s.samples().meeting()).withNotice(Notify.EVERYBODY);
        s.written(create);
        int invited = s.users().mailsSent();
        s.written(create);

        assertThat(s.users().mailsSent()).isEqualTo(invited);
    }

    @Test
    default void attendeesAreToldOfWhatTheySee(Scene s) {
        s.needsSide(Side.EXCHANGE);
        Present made = s.written(s.create(s.samples().meeting()).withNotice(Notify.EVERYBODY));
        int invited = s.users().mailsSent();
        s.written(s.update(made, Field.PERIOD, s.samples().hour(2)).withNotice(Notify.EVERYBODY));

        assertThat(s.users().mailsSent() - invited).isEqualTo(3);
    }

    @Test
    default void onlyTheConcernedAreToldOfAnotherAttendee(Scene s) {
        s.needsSide(Side.EXCHANGE);
        Present made = s.written(s.create(s.samples().meeting()).withNotice(Notify.EVERYBODY));
        int invited = s.users().mailsSent();
        Value more = Samples.attendees("bob=REQUIRED", "cyd=OPTIONAL", "room=RESOURCE", "dan=REQUIRED");
        s.written(s.update(made, Field.ATTENDEES, more).withNotice(Notify.CONCERNED));

        assertThat(s.users().mailsSent() - invited).isEqualTo(1);
    }

    @Test
    default void attendeesAreToldOfACancellation(Scene s) {
        s.needsSide(Side.EXCHANGE);
        Present made = s.written(s.create(s.samples().meeting()).withNotice(Notify.EVERYBODY));
        int invited = s.users().mailsSent();
        s.write(s.remove(made, Notify.EVERYBODY));

        assertThat(s.users().mailsSent() - invited).isEqualTo(3);
    }

    @Test
    default void aSilentWriteIsSilent(Scene s) {
        s.needsSide(Side.EXCHANGE);
        s.needs(s.can().silentWrites(), "silentWrites");
        Present made = s.created(s.samples().meeting());
        Present changed = s.written(s.update(made, Field.PERIOD, s.samples().hour(2)));
        Present invited = s.written(s.update(changed, Field.ATTENDEES, Samples.attendees("eve=REQUIRED")));
        s.write(s.remove(invited, Notify.NOBODY));

        assertThat(s.users().mailsSent()).isZero();
    }

    @Test
    default void whatAttendeesDoNotSeeIsSilentWhereTheSideSaysSo(Scene s) {
        s.needsSide(Side.EXCHANGE);
        s.needs(s.can().privateFieldsAreSilent(), "privateFieldsAreSilent");
        Present made = s.written(s.create(s.samples().meeting()).withNotice(Notify.EVERYBODY));
        int invited = s.users().mailsSent();
        Map<Field, Value> hidden = s.samples()
                .otherValues()
                .filterKeys(f -> !f.attendeesSee() && s.can().writes(f) && f != Field.RESPONSE_REQUESTED)
                .remove(Field.TIME_ZONE);
        Present changed = s.written(s.update(made, hidden).withMarked(Option.some(false)));
        s.written(s.update(changed).withMarked(Option.some(true)));

        assertThat(s.users().mailsSent()).isEqualTo(invited);
    }
}
