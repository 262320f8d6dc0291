package io.axpsync.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.axpsync.cli.run.Synchronisation;
import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Category;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.ItemVersion;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.Mailbox;
import io.axpsync.core.item.Notify;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Side;
import io.axpsync.core.plan.Decision;
import io.axpsync.core.plan.Mail;
import io.axpsync.core.plan.SyncPlan;
import io.axpsync.core.port.OpenCase;
import io.axpsync.core.run.RunReport;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** What a plan tells people and programs. */
class ResultTextTest {

    private static final Lane LANE = Lane.builder()
            .id(LaneId.of("1", Kind.APPOINTMENT))
            .kind(Kind.APPOINTMENT)
            .marker(new Category("D365"))
            .mailbox(Mailbox.builder()
                    .personnelNumber("1")
                    .address("anna@fabrikon.example")
                    .company("nord")
                    .zone(ZoneOffset.UTC)
                    .build())
            .build();
    private static final Reason WHY = Reason.of("why", "because");
    private static final ItemRef SERIES = ItemRef.exchange("AAMk-series");

    @Test
    void aParkedItemWhoseCaseIsOpenAlreadyCountsOnce() {
        Decision park = new Decision.Park(Option.none(), Decision.Parking.WAITING, Vector.of(SERIES), "Weekly", WHY);
        OpenCase known = new OpenCase(
                LANE.id(), Vector.of(SERIES), OpenCase.State.WAITING, "Weekly", WHY, 0, Instant.EPOCH, Instant.EPOCH);
        String text = text(result(Vector.of(park), Vector.empty(), Vector.of(known)));
        String row = text.lines()
                .filter(l -> l.startsWith("1/APPOINTMENT"))
                .findFirst()
                .orElseThrow();
        assertThat(row.strip()).endsWith(" 1");
        assertThat(text).contains("1 open,").doesNotContain("2 open");
    }

    @Test
    void eachMailIsListedWithItsRecipientsInsideAndOutside() {
        Decision invite = create(new Mail(
                "invitation",
                Notify.EVERYBODY,
                Vector.of("b@fabrikon.example"),
                Vector.of("c@client.example", "d@client.example")));
        SyncPlan.HeldDecision held = new SyncPlan.HeldDecision(
                create(new Mail("cancellation", Notify.EVERYBODY, Vector.empty(), Vector.of("e@client.example"))),
                "digest",
                WHY);
        Synchronisation.Result result = result(Vector.of(invite), Vector.of(held), Vector.empty());
        assertThat(text(result))
                .contains("invitation to 1 inside, 2 outside")
                .contains("cancellation to 0 inside, 1 outside")
                .contains("3 mails (1 inside, 2 outside).")
                .doesNotContain("c@client.example");

        JsonNode json = new ResultJson(false).of("plan", 0, result);
        JsonNode lane = json.path("lanes").get(0);
        assertThat(json.path("plannedMails").asInt()).isEqualTo(3);
        assertThat(json.path("plannedMailsInside").asInt()).isEqualTo(1);
        assertThat(json.path("plannedMailsOutside").asInt()).isEqualTo(2);
        JsonNode mail = lane.path("decisions").get(0).path("mail");
        assertThat(mail.path("what").asText()).isEqualTo("invitation");
        assertThat(mail.path("inside").asInt()).isEqualTo(1);
        assertThat(mail.path("outside").asInt()).isEqualTo(2);
        assertThat(lane.path("held").get(0).path("mail").path("what").asText()).isEqualTo("cancellation");
    }

    private static Decision create(Mail mail) {
        Observed.Present source = Observed.Present.builder()
                .ref(ItemRef.d365("nord/1"))
                .version(new ItemVersion("1"))
                .marked(true)
                .item(Option.some(Item.empty(Kind.APPOINTMENT)))
                .build();
        return new Decision.Create(
                Option.none(),
                Side.EXCHANGE,
                source,
                Item.empty(Kind.APPOINTMENT),
                LinkedHashMap.empty(),
                mail,
                false,
                WHY);
    }

    private static Synchronisation.Result result(
            Seq<Decision> decisions, Seq<SyncPlan.HeldDecision> held, Seq<OpenCase> cases) {
        RunReport.LaneReport lane = new RunReport.LaneReport(
                LANE,
                Option.some(new SyncPlan(LANE, decisions, held, Vector.empty())),
                Option.none(),
                new RunReport.Counts(0, 0, 0, 0, 0, 0, 0, 0, 0),
                cases,
                Option.none());
        return new Synchronisation.Result(
                Option.some(new RunReport("run", false, Vector.of(lane))),
                Vector.empty(),
                Vector.empty(),
                Option.none());
    }

    private static String text(Synchronisation.Result result) {
        StringWriter out = new StringWriter();
        new ResultText(new PrintWriter(out), false).plan(result);
        return out.toString();
    }
}
