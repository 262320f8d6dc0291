package io.axpsync.core.run;

import static io.axpsync.core.run.MailOffice.CUSTOMER;
import static io.axpsync.core.run.MailOffice.IMPORTED;
import static io.axpsync.core.run.MailOffice.after;
import static io.axpsync.core.run.MailOffice.answer;
import static io.axpsync.core.run.MailOffice.associations;
import static io.axpsync.core.run.MailOffice.attendees;
import static io.axpsync.core.run.MailOffice.id;
import static io.axpsync.core.run.MailOffice.mail;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.MailKey;
import io.axpsync.core.item.Side;
import io.axpsync.core.memory.Hostility;
import io.axpsync.core.memory.MemoryHabits;
import io.axpsync.core.plan.ImportRules;
import io.axpsync.core.port.OpenCase;
import io.axpsync.core.port.SyncSide;
import io.axpsync.core.port.Write;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One mail in two mailboxes, at whatever moment, and on servers that are out of order. */
class MessagesTogetherTest {

    private MailOffice office = new MailOffice();
    private final Item mail = mail("Offer", CUSTOMER, "anna@fabrikon.example", "bert@fabrikon.example");

    private Seq<ItemRef> markBoth() {
        return Vector.of(office.mark(office.anna, mail), office.mark(office.bert, mail));
    }

    private void bothHaveIt(Seq<ItemRef> messages) {
        assertThat(office.only().title()).isEqualTo("Offer");
        messages.forEach(m -> assertThat(office.categories(m)).containsExactly(IMPORTED.name()));
        assertThat(office.store.cases().ofLane(office.anna.id())).isEmpty();
        assertThat(office.store.cases().ofLane(office.bert.id())).isEmpty();
        office.assertQuiet();
    }

    @Test
    void aMailInTwoMailboxesIsOneActivityOfTwoEmployees() {
        Seq<ItemRef> messages = markBoth();
        office.settle();
        bothHaveIt(messages);
        assertThat(attendees(office.only())).containsExactly("bert@fabrikon.example");
        assertThat(associations(office.only())).containsExactly("Bert Maier", "Eva Klein*");
    }

    @Test
    void whoMarksItLaterJoins() {
        ItemRef first = office.mark(office.anna, mail);
        office.settle();
        ItemRef second = office.mark(office.bert, mail);
        office.settle();
        bothHaveIt(Vector.of(first, second));
        assertThat(attendees(office.only())).containsExactly("bert@fabrikon.example");
    }

    @Test
    void whoHasJoinedIsNotAddedTwice() {
        office.mark(office.anna, mail);
        office.mark(office.bert, mail);
        office.settle();
        office.mark(office.bert, mail);
        office.settle();
        assertThat(attendees(office.only())).containsExactly("bert@fabrikon.example");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void twoRunsAtOnceMakeOneActivity(int round) {
        Seq<ItemRef> messages = markBoth();
        CountDownLatch bothPlanned = new CountDownLatch(2);
        SyncSide d365 = waiting(bothPlanned);
        CompletableFuture<RunReport> first = CompletableFuture.supplyAsync(
                () -> office.run(Vector.of(office.setup(office.anna, d365, office.exchange))));
        CompletableFuture<RunReport> second = CompletableFuture.supplyAsync(
                () -> office.run(Vector.of(office.setup(office.bert, d365, office.exchange))));
        CompletableFuture.allOf(first, second).join();
        assertThat(office.activities()).as("round " + round).hasSize(1);
        office.run(office.anna, office.bert);
        bothHaveIt(messages);
        assertThat(attendees(office.only())).hasSize(1);
    }

    /** Nobody writes before both have looked for it. */
    private SyncSide waiting(CountDownLatch bothPlanned) {
        return (SyncSide) Proxy.newProxyInstance(
                SyncSide.class.getClassLoader(), new Class<?>[] {SyncSide.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("write")) {
                        bothPlanned.countDown();
                        boolean together = bothPlanned.await(300, TimeUnit.MILLISECONDS);
                        assertThat(together || bothPlanned.getCount() > 0).isTrue();
                    }
                    return passed(method, arguments);
                });
    }

    private Object passed(java.lang.reflect.Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(office.d365, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @Test
    void oneActivityForEachEmployeeWhereTheRulesSayso() {
        office.imports(rules -> rules.withFurther(Option.some(ImportRules.Further.ONE_PER_EMPLOYEE)));
        markBoth();
        office.settle();
        assertThat(office.d365.user().list(office.anna)).hasSize(1);
        assertThat(office.d365.user().list(office.bert)).hasSize(1);
        assertThat(office.activities()).hasSize(2);
        office.mark(office.bert, mail);
        office.settle();
        assertThat(office.activities()).hasSize(2);
    }

    @Test
    void onStockEachEmployeeHasHisOwnUnlessTheRulesSayOtherwise() {
        office = new MailOffice(MemoryHabits.STOCK_MAILS, MemoryHabits.EWS_MESSAGES);
        markBoth();
        office.settle();
        assertThat(office.activities()).hasSize(2);
    }

    @Test
    void onStockWhoJoinsIsNamedInTheNotes() {
        office = new MailOffice(MemoryHabits.STOCK_MAILS, MemoryHabits.EWS_MESSAGES);
        office.imports(rules -> rules.withFurther(Option.some(ImportRules.Further.JOIN)));
        Seq<ItemRef> messages = markBoth();
        office.settle();
        bothHaveIt(messages);
        Write.Update join = (Write.Update) office.d365.written().last();
        assertThat(join.changes()).isEmpty();
        assertThat(join.marked()).isEmpty();
        assertThat(join.stamp()).as("it keeps the stamp of him who imported it").isEmpty();
        assertThat(((io.axpsync.core.item.Value.Entries) join.attendees())
                        .entries()
                        .keySet())
                .containsExactly("bert@fabrikon.example");
    }

    @Test
    void anAnswerInAnotherMailboxInheritsFromItsThread() {
        office.mark(office.anna, mail, id("q@x"));
        office.settle();
        office.mark(
                office.bert,
                after(mail("AW: Offer", "who@elsewhere.example", "bert@fabrikon.example"), Duration.ofHours(1)),
                answer("a@x", "q@x"));
        office.settle();
        assertThat(associations(office.called("AW: Offer"))).containsExactly("Bert Maier", "Eva Klein*");
    }

    @ParameterizedTest
    @CsvSource({
        "D365, lostAnswers",
        "D365, lostRequests",
        "D365, throttled",
        "D365, empty",
        "D365, finds",
        "D365, fetches",
        "EXCHANGE, lostAnswers",
        "EXCHANGE, lostRequests",
        "EXCHANGE, throttled",
        "EXCHANGE, empty",
        "EXCHANGE, finds",
        "EXCHANGE, fetches",
        "EXCHANGE, listings",
        "EXCHANGE, stale",
        "EXCHANGE, reused"
    })
    void howeverTheServersBehaveItIsOneActivity(Side side, String trouble) {
        Seq<ItemRef> messages = markBoth();
        for (int every : new int[] {1, 2, 3}) {
            office.side(side).behave(hostile(trouble, every));
            for (int run = 0; run < 4; run++) {
                office.run(office.anna, office.bert);
                assertThat(office.activities().size())
                        .as("%s with %s each %d", side, trouble, every)
                        .isLessThanOrEqualTo(1);
            }
        }
        office.side(side).behave(Hostility.NONE);
        for (int run = 0; run < 6; run++) {
            office.time.updateAndGet(t -> t.plus(Duration.ofDays(1)));
            office.run(office.anna, office.bert);
        }
        assertThat(office.activities()).hasSize(1);
        assertThat(attendees(office.only())).hasSize(1);
        assertThat(messages.map(office::categories)).allMatch(c -> c.equals(Vector.of(IMPORTED.name())));
    }

    private static Hostility hostile(String trouble, int every) {
        Hostility.Builder hostility = Hostility.builder();
        switch (trouble) {
            case "lostAnswers" -> hostility.lostAnswers(every);
            case "lostRequests" -> hostility.lostRequests(every);
            case "throttled" -> hostility.throttledWrites(every);
            case "empty" -> hostility.emptySuccesses(every);
            case "finds" -> hostility.failingFinds(every);
            case "fetches" -> hostility.failingFetches(every);
            case "listings" -> hostility.brokenListings(every);
            case "stale" -> hostility.versions(Hostility.Versions.STALE);
            case "reused" -> hostility.versions(Hostility.Versions.REUSED);
            default -> throw new IllegalArgumentException(trouble);
        }
        return hostility.build();
    }

    @Test
    void whereWeMayOnlyReadTheLinkKeepsItFromBeingImportedTwice() {
        ItemRef message = office.mark(office.anna, mail);
        office.exchange.behave(Hostility.builder().readOnly(true).build());
        for (int run = 0; run < 8; run++) {
            office.time.updateAndGet(t -> t.plus(Duration.ofHours(7)));
            office.run(office.anna);
        }
        assertThat(office.activities()).hasSize(1);
        assertThat(office.categories(message)).containsExactly("D365");
        assertThat(office.store.cases().ofLane(office.anna.id()).map(OpenCase::state))
                .containsExactly(OpenCase.State.FAILING);
        long before = office.exchange.requests();
        office.run(office.anna);
        assertThat(office.exchange.requests() - before)
                .as("one listing, and nothing is tried any more")
                .isEqualTo(1);
    }

    @Test
    void aRefusedImportLeavesNoClaimBehind() {
        office.mark(office.anna, mail);
        office.d365.behave(Hostility.builder().readOnly(true).build());
        office.run(office.anna);
        office.d365.behave(Hostility.NONE);
        ItemRef other = office.mark(office.bert, mail);
        office.run(office.bert);
        assertThat(office.only().title()).isEqualTo("Offer");
        assertThat(office.categories(other)).containsExactly(IMPORTED.name());
    }

    @Test
    void whoIsKilledAfterClaimingImportsInTheNextRun() {
        Seq<ItemRef> messages = markBoth();
        SyncSide dying = (SyncSide) Proxy.newProxyInstance(
                SyncSide.class.getClassLoader(), new Class<?>[] {SyncSide.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("write")) {
                        throw new IllegalStateException("killed");
                    }
                    return passed(method, arguments);
                });
        assertThatThrownBy(() -> office.run(Vector.of(office.setup(office.anna, dying, office.exchange))))
                .hasMessage("killed");
        office.run(office.bert);
        assertThat(office.activities())
                .as("the other waits for the one who claimed it")
                .isEmpty();
        office.run(office.anna, office.bert);
        office.run(office.anna, office.bert);
        bothHaveIt(messages);
    }

    @Test
    void noMailboxIsReadForWhatIsDone() {
        for (int i = 0; i < 20; i++) {
            office.mark(office.anna, mail("Mail " + i, CUSTOMER));
        }
        office.settle();
        long exchange = office.exchange.requests();
        long d365 = office.d365.requests();
        office.run(office.anna, office.bert);
        assertThat(office.exchange.requests() - exchange).isEqualTo(1);
        assertThat(office.d365.requests() - d365).isEqualTo(1);
    }

    @Test
    void keysHoldNoContent() {
        office.mark(office.anna, mail);
        office.settle();
        Lane lane = office.anna;
        assertThat(office.store.links().ofLane(lane.id()).single().naturalKey().filter(MailKey::is))
                .isNotEmpty();
        assertThat(office.d365.user().naturalKey(office.activities().head()).get())
                .hasSize(101)
                .doesNotContain("@");
    }
}
