package io.axpsync.exchange.ews;

import static io.axpsync.exchange.ews.Words.ANNA;
import static io.axpsync.exchange.ews.Words.YEAR;
import static io.axpsync.exchange.ews.Words.appointment;
import static io.axpsync.exchange.ews.Words.create;
import static io.axpsync.exchange.ews.Words.fetch;
import static io.axpsync.exchange.ews.Words.find;
import static io.axpsync.exchange.ews.Words.observe;
import static io.axpsync.exchange.ews.Words.refused;
import static io.axpsync.exchange.ews.Words.remove;
import static io.axpsync.exchange.ews.Words.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.change.Observed;
import io.axpsync.core.change.Snapshot;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Value;
import io.axpsync.core.port.Circuit;
import io.axpsync.core.port.Outcome;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.SyncSide;
import io.axpsync.exchange.ews.ScriptedEws.Answer;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What servers, gateways and login pages say when they do not say what we asked for. */
class EwsTroubleTest {

    private static final Lane BOB = SandboxEws.lane("000002", "bob");
    private static final Lane CAROL = SandboxEws.lane("000003", "carol");

    private static final String BACK_OFF = "<t:Value Name=\"BackOffMilliseconds\">7000</t:Value>";
    private static final Answer NOTHING_FOUND = Answer.soap(
            "FindItem",
            "<m:FindItemResponseMessage ResponseClass=\"Success\"><m:ResponseCode>NoError</m:ResponseCode>"
                    + "<m:RootFolder IndexedPagingOffset=\"0\" TotalItemsInView=\"0\" IncludesLastItemInRange=\"true\">"
                    + "<t:Items/><t:Groups/></m:RootFolder></m:FindItemResponseMessage>");

    private static Either<PortFailure, Snapshot> look(ScriptedEws server) {
        try (SyncSide side = EwsSide.open(server.config().build())) {
            return observe(side, ANNA, YEAR, Option.none());
        }
    }

    private static String item(String elements) {
        return "<t:CalendarItem><t:ItemId Id=\"i1\" ChangeKey=\"k1\"/>" + elements + "</t:CalendarItem>";
    }

    private static Observed listed(String elements) {
        try (ScriptedEws server = new ScriptedEws(Answer.page("<t:Create>" + item(elements) + "</t:Create>"))) {
            return find(look(server).get(), ItemRef.exchange("i1"));
        }
    }

    private static Observed.Present read(String elements) {
        try (ScriptedEws server = new ScriptedEws(Answer.items(item(elements)), Answer.folder());
                SyncSide side = EwsSide.open(server.config().build())) {
            return (Observed.Present) fetch(side, ANNA, "i1").get();
        }
    }

    // ── Busy ─────────────────────────────────────────────────────────────────────────────────────────────────────

    private static void assertWaits(Answer busy, Duration pause) {
        try (ScriptedEws server = new ScriptedEws(busy, Answer.page())) {
            assertThat(look(server).isRight()).isTrue();
            assertThat(server.requests()).isEqualTo(2);
            assertThat(server.pauses).containsExactly(pause);
        }
    }

    @Test
    void aBusyFaultIsObeyed() {
        assertWaits(Answer.fault("ErrorServerBusy", BACK_OFF), Duration.ofSeconds(7));
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void aBusyStatusIsObeyed(int status) {
        assertWaits(Answer.html(status).with("Retry-After", "9"), Duration.ofSeconds(9));
    }

    @Test
    void aBusyAnswerThatLooksLikeSuccessIsObeyed() {
        assertWaits(
                Answer.soap("SyncFolderItems", Answer.refused("SyncFolderItems", "ErrorServerBusy", BACK_OFF)),
                Duration.ofSeconds(7));
    }

    @Test
    void aBusyAnswerInsideAnInternalErrorIsKnown() {
        String inner = "<t:Value Name=\"InnerErrorResponseCode\">ErrorServerBusy</t:Value>";
        assertWaits(
                Answer.soap("SyncFolderItems", Answer.refused("SyncFolderItems", "ErrorInternalServerError", inner)),
                Duration.ofSeconds(2));
    }

    @Test
    void aServerThatStaysBusyIsLeftAloneAndSaysForHowLong() {
        try (ScriptedEws server = new ScriptedEws(Answer.fault("ErrorServerBusy", BACK_OFF))) {
            assertThat(look(server).getLeft())
                    .isInstanceOfSatisfying(
                            PortFailure.Throttled.class,
                            t -> assertThat(t.retryAfter()).hasSeconds(7));
            assertThat(server.requests()).isEqualTo(3);
        }
    }

    @Test
    void aServerThatWantsTooLongAPauseIsNotAskedAgainByAnybody() {
        try (ScriptedEws server = new ScriptedEws(Answer.html(503).with("Retry-After", "3600"));
                SyncSide side = EwsSide.open(server.config().build())) {
            for (int i = 0; i < 2; i++) {
                assertThat(observe(side, ANNA, YEAR, Option.none()).getLeft())
                        .isInstanceOfSatisfying(
                                PortFailure.Throttled.class,
                                t -> assertThat(t.retryAfter()).hasHours(1));
            }
            assertThat(server.requests()).isEqualTo(1);
            assertThat(server.pauses).isEmpty();
        }
    }

    @Test
    void whatAMailboxIsToldToWaitTheOthersThatWeActAsNeedNotWait() {
        try (ScriptedEws server = new ScriptedEws(Answer.fault("ErrorServerBusy", BACK_OFF));
                SyncSide side = EwsSide.open(server.config().tries(1).build())) {
            fetch(side, ANNA, "x");
            fetch(side, BOB, "x");
            assertThat(server.pauses).isEmpty();
            fetch(side, ANNA, "x");
            assertThat(server.pauses).containsExactly(Duration.ofSeconds(7));
        }
    }

    @Test
    void withoutImpersonationWhatOneMailboxIsToldToWaitTheOthersWaitAsWell() {
        try (ScriptedEws server = new ScriptedEws(Answer.fault("ErrorServerBusy", BACK_OFF));
                SyncSide side =
                        EwsSide.open(server.config().impersonate(false).tries(1).build())) {
            fetch(side, ANNA, "x");
            assertThat(server.pauses).isEmpty();
            fetch(side, BOB, "x");
            assertThat(server.requests()).isEqualTo(2);
            assertThat(server.pauses).containsExactly(Duration.ofSeconds(7));
        }
    }

    @Test
    void aServerThatIsOutOfOrderIsNotAskedForOneMailboxAfterTheOther() {
        try (ScriptedEws server = new ScriptedEws(Answer.html(502));
                SyncSide side = EwsSide.open(server.config().build())) {
            Vector.of(ANNA, BOB, CAROL)
                    .appendAll(Vector.fill(20, BOB))
                    .forEach(lane ->
                            assertThat(fetch(side, lane, "x").getLeft()).isInstanceOf(PortFailure.Unavailable.class));
            assertThat(server.requests()).isEqualTo(Circuit.THRESHOLD * 3);
            assertThat(write(side, remove(ANNA, "a")))
                    .as("never sent, so not lost")
                    .isInstanceOf(Outcome.Refused.class);
            assertThat(server.requests()).isEqualTo(Circuit.THRESHOLD * 3);
            side.begin();
            fetch(side, ANNA, "x");
            assertThat(server.requests()).as("the next run asks anew").isEqualTo((Circuit.THRESHOLD + 1) * 3);
        }
    }

    @Test
    void oneMailboxThatFailsAgainAndAgainStopsNoOther() {
        try (ScriptedEws server = new ScriptedEws(Answer.html(502));
                SyncSide side = EwsSide.open(server.config().build())) {
            Vector.range(0, 10).forEach(i -> fetch(side, ANNA, "x"));
            assertThat(server.requests()).isEqualTo(30);
        }
    }

    @Test
    void aRefusedAccountIsSaidForEveryMailboxAndAskedThreeTimes() {
        try (ScriptedEws server = new ScriptedEws(Answer.html(401));
                SyncSide side = EwsSide.open(server.config().build())) {
            Vector.of(ANNA, BOB, CAROL)
                    .appendAll(Vector.fill(20, BOB))
                    .forEach(lane ->
                            assertThat(fetch(side, lane, "x").getLeft()).isInstanceOf(PortFailure.Denied.class));
            assertThat(server.requests()).isEqualTo(Circuit.THRESHOLD);
        }
    }

    @Test
    void onlyTheBusyPartsOfABatchAreAskedAgain() {
        String good = "<m:GetItemResponseMessage ResponseClass=\"Success\"><m:ResponseCode>NoError</m:ResponseCode>"
                + "<m:Items>" + item("<t:Subject>One</t:Subject>") + "</m:Items></m:GetItemResponseMessage>";
        try (ScriptedEws server = new ScriptedEws(
                        Answer.soap("GetItem", good, Answer.refused("GetItem", "ErrorServerBusy", BACK_OFF)),
                        Answer.items(item("").replace("i1", "i2")),
                        Answer.folder());
                SyncSide side = EwsSide.open(server.config().build())) {
            var looks = io.vavr.collection.Vector.of("i1", "i2")
                    .map(id -> new io.axpsync.core.port.Look(ANNA, YEAR, ItemRef.exchange(id), Option.none()));
            assertThat(side.fetch(looks)).allMatch(Either::isRight);
            assertThat(server.bodies.get(1)).contains("i2").doesNotContain("i1");
        }
    }

    // ── Answers that are none ────────────────────────────────────────────────────────────────────────────────────

    @Test
    void aLoginPageIsNoAnswer() {
        try (ScriptedEws server = new ScriptedEws(Answer.html(200))) {
            PortFailure failure = look(server).getLeft();
            assertThat(failure).isInstanceOf(PortFailure.Unavailable.class);
            assertThat(failure.reason().remedy()).contains("login page");
        }
    }

    @Test
    void aLoginPageInPassingIsSurvived() {
        try (ScriptedEws server = new ScriptedEws(Answer.html(200), Answer.page())) {
            assertThat(look(server).isRight()).isTrue();
        }
    }

    @Test
    void anAnswerThatIsCutShortIsAskedForAgain() {
        try (ScriptedEws server = new ScriptedEws(Answer.page().cutShort(), Answer.hangsUp(), Answer.page())) {
            assertThat(look(server).isRight()).isTrue();
            assertThat(server.requests()).isEqualTo(3);
        }
    }

    @Test
    void aRedirectIsNotFollowed() {
        try (ScriptedEws server = new ScriptedEws(Answer.of(302, "").with("Location", "https://evil.example/ews"))) {
            PortFailure failure = look(server).getLeft();
            assertThat(failure).isInstanceOf(PortFailure.Unavailable.class);
            assertThat(failure.reason().text()).contains("https://evil.example/ews");
            assertThat(server.requests()).isEqualTo(1);
        }
    }

    @Test
    void aSwitchedOffTenantIsSaidPlainly() {
        try (ScriptedEws server = new ScriptedEws(Answer.html(403))) {
            PortFailure failure = look(server).getLeft();
            assertThat(failure).isInstanceOf(PortFailure.Denied.class);
            assertThat(failure.reason().remedy()).contains("switched off").contains("graph");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ErrorImpersonateUserDenied, Denied, ApplicationImpersonation",
        "ErrorNonExistentMailbox, Missing, address",
        "ErrorAccessDenied, Denied, service account",
        "ErrorInvalidSyncStateData, Expired, in full",
        "ErrorMailboxMoveInProgress, Unavailable, moved"
    })
    void faultsAreSaidInOurWords(String code, String sort, String remedy) {
        try (ScriptedEws server = new ScriptedEws(Answer.fault(code, ""))) {
            PortFailure failure = look(server).getLeft();
            assertThat(failure.getClass().getSimpleName()).isEqualTo(sort);
            assertThat(failure.reason().text()).contains("anna@contoso.example").contains(code);
            assertThat(failure.reason().remedy()).contains(remedy);
        }
    }

    @Test
    void aCodeOfTomorrowIsNamedAsItIs() {
        try (ScriptedEws server = new ScriptedEws(
                Answer.soap("SyncFolderItems", Answer.refused("SyncFolderItems", "ErrorOfTheYear2030", "")))) {
            PortFailure failure = look(server).getLeft();
            assertThat(failure).isInstanceOf(PortFailure.Rejected.class);
            assertThat(failure.reason().text()).contains("ErrorOfTheYear2030").contains("said by a test");
        }
    }

    @Test
    void aDocumentTypeIsRefused() {
        String bomb = "<?xml version=\"1.0\"?><!DOCTYPE s [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>"
                + Answer.page("<t:Create>" + item("<t:Subject>&x;</t:Subject>") + "</t:Create>")
                        .body()
                        .replaceFirst("<\\?xml.*?\\?>", "");
        try (ScriptedEws server = new ScriptedEws(Answer.of(200, bomb))) {
            assertThat(look(server).getLeft()).isInstanceOf(PortFailure.Unavailable.class);
        }
    }

    @Test
    void anEndlessAnswerIsGivenUpOn() {
        try (ScriptedEws server = new ScriptedEws(Answer.of(200, "x".repeat(5000)));
                SyncSide side = EwsSide.open(server.config().largestAnswer(1000).build())) {
            assertThat(observe(side, ANNA, YEAR, Option.none())
                            .getLeft()
                            .reason()
                            .text())
                    .contains("longer than 1000 bytes");
        }
    }

    @Test
    void aFeedThatLeadsNowhereIsGivenUpOn() {
        String endless = Answer.page().body().replace(">true<", ">false<");
        try (ScriptedEws server = new ScriptedEws(Answer.of(200, endless))) {
            assertThat(look(server).getLeft()).isInstanceOf(PortFailure.Unavailable.class);
            assertThat(server.requests()).isEqualTo(2);
        }
    }

    // ── Writes ───────────────────────────────────────────────────────────────────────────────────────────────────

    private static Outcome made(Answer answer) {
        try (ScriptedEws server = new ScriptedEws(Answer.folder(), NOTHING_FOUND, answer);
                SyncSide side = EwsSide.open(server.config().build())) {
            Outcome outcome = write(side, create(ANNA, "l1", appointment("One")));
            assertThat(server.bodies.stream().filter(body -> body.contains("CreateItem ")))
                    .as("creates that were sent")
                    .hasSize(1);
            return outcome;
        }
    }

    @Test
    void aCreateWithoutAnAnswerIsLostAndNotRepeated() {
        assertThat(made(Answer.hangsUp())).isInstanceOf(Outcome.Lost.class);
        assertThat(made(Answer.html(200))).isInstanceOf(Outcome.Lost.class);
        assertThat(made(Answer.html(502))).isInstanceOf(Outcome.Lost.class);
        assertThat(made(Answer.page().cutShort())).isInstanceOf(Outcome.Lost.class);
        assertThat(made(Answer.fault("ErrorTimeoutExpired", ""))).isInstanceOf(Outcome.Lost.class);
    }

    @Test
    void aCreateThatIsRefusedIsRefused() {
        Outcome outcome = made(Answer.soap("CreateItem", Answer.refused("CreateItem", "ErrorQuotaExceeded", "")));
        assertThat(refused(outcome)).isInstanceOf(PortFailure.Rejected.class);
        assertThat(refused(outcome).reason().text()).contains("ErrorQuotaExceeded");
    }

    @Test
    void aBusyServerDidNotCreateAnythingAndIsAskedAgain() {
        try (ScriptedEws server = new ScriptedEws(
                        Answer.folder(), NOTHING_FOUND, Answer.fault("ErrorServerBusy", BACK_OFF), Answer.html(502));
                SyncSide side = EwsSide.open(server.config().build())) {
            write(side, create(ANNA, "l1", appointment("One")));
            assertThat(server.bodies.stream().filter(body -> body.contains("CreateItem ")))
                    .hasSize(2);
        }
    }

    @Test
    void aDelegateWhoMayNotMoveDeletesSoftly() {
        Answer gone = Answer.soap(
                "DeleteItem",
                "<m:DeleteItemResponseMessage ResponseClass=\"Success\"><m:ResponseCode>NoError</m:ResponseCode>"
                        + "</m:DeleteItemResponseMessage>");
        try (ScriptedEws server = new ScriptedEws(
                        Answer.items(item("").replace("k1", "v")),
                        Answer.folder(),
                        Answer.soap("DeleteItem", Answer.refused("DeleteItem", "ErrorAccessDenied", "")),
                        gone);
                SyncSide side = EwsSide.open(server.config().build())) {
            assertThat(write(side, remove(ANNA, "i1"))).isInstanceOf(Outcome.Removed.class);
            assertThat(server.bodies.get(2)).contains("MoveToDeletedItems");
            assertThat(server.bodies.get(3)).contains("SoftDelete");
        }
    }

    // ── What the library stumbles over ───────────────────────────────────────────────────────────────────────────

    @Test
    void illegalCharactersAreRemoved() {
        Observed seen = listed("<t:Subject>A&#x1F;B&#0;C&#xFFFF;D&#xD800;E\u000BF</t:Subject>"
                + "<t:Start>2026-06-01T09:00:00Z</t:Start><t:End>2026-06-01T10:00:00Z</t:End>");
        assertThat(((Observed.Present) seen).title()).isEqualTo("ABCDEF");
    }

    @Test
    void blanksBesideSignsAreKept() {
        String text = "one &amp; two &lt; three\n  &gt; \u00e4 \t&#x1F469; .";
        Observed.Present present = read("<t:Subject>a &amp; b &lt;c&gt; d</t:Subject><t:Body BodyType=\"Text\">" + text
                + "</t:Body><t:Start>2026-06-01T09:00:00Z</t:Start><t:End>2026-06-01T10:00:00Z</t:End>");
        assertThat(present.title()).isEqualTo("a & b <c> d");
        assertThat(present.item().get().value(Field.BODY))
                .isEqualTo(Value.text("one & two < three\n  > \u00e4 \t\uD83D\uDC69 ."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-06-01T09:00:00Z",
                "2026-06-01T09:00:00.123456789Z",
                "2026-06-01T09:00:00.1234567890123Z",
                "2026-06-01T11:00:00+02:00",
                "2026-06-01T09:00:00"
            })
    void timesInAllSpellingsAreRead(String start) {
        Observed seen =
                listed("<t:Subject>x</t:Subject><t:Start>" + start + "</t:Start><t:End>2026-06-01T10:00:00Z</t:End>");
        assertThat(((Observed.Present) seen).period())
                .isEqualTo(appointment("x").value(Field.PERIOD));
    }

    @Test
    void aTimeThatIsNoneMakesTheItemUnreadableAndNoOther() {
        try (ScriptedEws server = new ScriptedEws(Answer.page(
                "<t:Create>" + item("<t:Subject>Odd</t:Subject><t:Start>tomorrow</t:Start>") + "</t:Create>",
                "<t:Create>"
                        + item("<t:Start>2026-06-01T09:00:00Z</t:Start><t:End>2026-06-01T10:00:00Z</t:End>")
                                .replace("i1", "i2")
                        + "</t:Create>"))) {
            Snapshot snapshot = look(server).get();
            assertThat(find(snapshot, ItemRef.exchange("i1"))).isInstanceOf(Observed.Unreadable.class);
            assertThat(find(snapshot, ItemRef.exchange("i2"))).isInstanceOf(Observed.Present.class);
        }
    }

    @Test
    void anItemThatTheLibraryCannotReadSpoilsNoOther() {
        String good = item("<t:Start>2026-06-01T09:00:00Z</t:Start><t:End>2026-06-01T10:00:00Z</t:End>");
        String bad = item("<t:ExtendedProperty><t:ExtendedFieldURI DistinguishedPropertySetId=\"Appointment\""
                        + " PropertyId=\"many\" PropertyType=\"Integer\"/><t:Value>1</t:Value></t:ExtendedProperty>"
                        + "<t:Start>2026-06-01T09:00:00Z</t:Start><t:End>2026-06-01T10:00:00Z</t:End>")
                .replace("i1", "i2");
        String ids = "<t:Create>" + item("") + "</t:Create><t:Create>" + item("").replace("i1", "i2") + "</t:Create>";
        try (ScriptedEws server = new ScriptedEws(
                Answer.page("<t:Create>" + good + "</t:Create><t:Create>" + bad + "</t:Create>"),
                Answer.page(ids),
                Answer.items(good, bad),
                Answer.items(good),
                Answer.items(bad))) {
            Snapshot snapshot = look(server).get();
            assertThat(find(snapshot, ItemRef.exchange("i1"))).isInstanceOf(Observed.Present.class);
            assertThat(find(snapshot, ItemRef.exchange("i2"))).isInstanceOf(Observed.Unreadable.class);
            assertThat(server.requests()).isEqualTo(5);
        }
    }

    @Test
    void whatExchangeItselfCannotReadIsUnreadableAndNotGone() {
        try (ScriptedEws server =
                        new ScriptedEws(Answer.soap("GetItem", Answer.refused("GetItem", "ErrorCorruptData", "")));
                SyncSide side = EwsSide.open(server.config().build())) {
            assertThat(fetch(side, ANNA, "i1").get()).isInstanceOf(Observed.Unreadable.class);
        }
    }

    @Test
    void namesOfTomorrowAreWithheldNotGuessed() {
        Observed.Present present = read("<t:Sensitivity>Secret</t:Sensitivity><t:Importance>Urgent</t:Importance>"
                + "<t:Start>2026-06-01T09:00:00Z</t:Start><t:End>2026-06-01T10:00:00Z</t:End>"
                + "<t:LegacyFreeBusyStatus>WorkingElsewhere</t:LegacyFreeBusyStatus>"
                + "<t:CalendarItemType>Single</t:CalendarItemType>");
        assertThat(present.withheld().keySet()).contains(Field.SENSITIVITY, Field.IMPORTANCE, Field.SHOW_AS);
    }

    @Test
    void workingElsewhereIsReadFromItsProperty() {
        Observed.Present present =
                read("<t:ExtendedProperty><t:ExtendedFieldURI DistinguishedPropertySetId=\"Appointment\""
                        + " PropertyId=\"33285\" PropertyType=\"Integer\"/><t:Value>4</t:Value></t:ExtendedProperty>"
                        + "<t:Start>2026-06-01T09:00:00Z</t:Start><t:End>2026-06-01T10:00:00Z</t:End>"
                        + "<t:LegacyFreeBusyStatus>WorkingElsewhere</t:LegacyFreeBusyStatus>");
        assertThat(present.item().get().value(Field.SHOW_AS)).isEqualTo(Value.choice("WORKING_ELSEWHERE"));
    }

    @Test
    void aSeriesWhoseRuleCannotBeReadIsParked() {
        Observed seen = listed("<t:Subject>Weekly</t:Subject><t:Start>2026-06-01T09:00:00Z</t:Start>"
                + "<t:End>2026-06-01T10:00:00Z</t:End><t:CalendarItemType>RecurringMaster</t:CalendarItemType>"
                + "<t:Recurrence><t:DailyRecurrence><t:Interval>1</t:Interval></t:DailyRecurrence>"
                + "<t:NoEndRecurrence><t:StartDate>2026-06-01T00:00:00</t:StartDate></t:NoEndRecurrence></t:Recurrence>"
                + "<t:StartTimeZone Id=\"W. Europe Standard Time\"><t:TransitionsGroups><t:TransitionsGroup Id=\"0\"/>"
                + "</t:TransitionsGroups></t:StartTimeZone>");
        assertThat(seen).isInstanceOf(Observed.Unreadable.class);
    }

    @Test
    void anItemThatIsNoAppointmentIsNotDropped() {
        try (ScriptedEws server = new ScriptedEws(
                Answer.page(
                        "<t:Create><t:Message><t:ItemId Id=\"i1\" ChangeKey=\"k\"/><t:Subject>Mail</t:Subject></t:Message></t:Create>"))) {
            assertThat(find(look(server).get(), ItemRef.exchange("i1"))).isInstanceOf(Observed.Unreadable.class);
        }
    }

    @Test
    void whoIsAskedAndByWhomIsSaidInHeaders() {
        try (ScriptedEws server = new ScriptedEws(Answer.page())) {
            look(server);
            assertThat(server.header(0, "X-anchormailbox")).isEqualTo("anna@contoso.example");
            assertThat(server.header(0, "Authorization")).startsWith("Basic ");
            assertThat(server.header(0, "Transfer-encoding")).isEmpty();
            assertThat(server.header(0, "Client-request-id")).isNotEmpty();
            assertThat(server.bodies.get(0))
                    .contains("Exchange2010_SP2")
                    .contains("<t:SmtpAddress>anna@contoso.example</t:SmtpAddress>");
        }
    }

    @Test
    void aDelegateNamesTheMailboxInsteadOfBeingItsOwner() {
        try (ScriptedEws server = new ScriptedEws(Answer.page());
                SyncSide side = EwsSide.open(server.config().impersonate(false).build())) {
            observe(side, ANNA, YEAR, Option.none());
            assertThat(server.bodies.get(0))
                    .doesNotContain("ExchangeImpersonation")
                    .contains("<t:EmailAddress>anna@contoso.example</t:EmailAddress>");
        }
    }
}
