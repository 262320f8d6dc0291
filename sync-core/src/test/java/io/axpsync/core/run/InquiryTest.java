package io.axpsync.core.run;

import static io.axpsync.core.run.TwoSides.appointment;
import static io.axpsync.core.run.TwoSides.people;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.link.LinkState;
import io.axpsync.core.memory.Hostility;
import io.axpsync.core.memory.MemoryHabits;
import io.axpsync.core.plan.Decision;
import io.axpsync.core.plan.FieldPolicy;
import io.axpsync.core.plan.GuardLimits;
import io.axpsync.core.plan.SyncRules;
import io.axpsync.core.port.Held;
import io.axpsync.core.port.JournalEntry;
import io.axpsync.core.port.RunListener;
import io.vavr.collection.HashSet;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every reason for which something is, or is not, synchronised can be asked for; also of what a run never looks at. */
class InquiryTest {

    private static final Value LONG_AGO = period(Duration.ofDays(-20));

    private static final java.util.Set<String> TOLD = ConcurrentHashMap.newKeySet();

    private final TwoSides company = new TwoSides();

    @ParameterizedTest
    @CsvSource({
        "edited in D365, edited",
        "edited in Outlook, edited",
        "in conflict, edited",
        "unmarked in D365, unmarked",
        "unmarked in Outlook, unmarked",
        "moved away, moved",
        "deleted in D365, deleted",
        "deleted in Outlook, deleted",
        "'edited, deleted in D365', restored",
        "'edited, deleted in Outlook', restored",
        "cancelled but edited, cancelled-but-edited",
        "falls asleep, outside-window",
        "wakes up, edited",
        "resumed without counterpart, marked-again",
        "unreadable, odd",
        "touched, unchanged",
        "new in D365, new",
        "new in Outlook, new",
        "both, adopted",
        "doubtful, disputed",
        "poison, new",
        "blanked 1, held-blank"
    })
    void eachSortOfDecisionIsExplained(String subject, String code) {
        EverySort scenario = new EverySort();
        scenario.company.exchange.behave(Hostility.NONE);
        Seq<String> before = scenario.state();
        Explanation.Answer answer = ask(scenario.company, subject);
        assertThat(answer.found()
                        .filter(e -> e.title().equals(subject))
                        .map(e -> e.reason().code()))
                .as("%s", answer.found().map(Explanation::title))
                .contains(code);
        assertThat(scenario.state()).as("nothing was written").isEqualTo(before);
    }

    @Test
    void whatIsGoneOnBothSidesIsToldFromTheJournal() {
        company.put(Side.D365, appointment("Offer"));
        company.settle();
        company.user(Side.D365).delete(company.onlyRef(Side.D365));
        company.settle();
        Explanation why = only("Offer");
        assertThat(why.reason().code()).isEqualTo("gone");
        assertThat(why.standing()).isEqualTo(Explanation.Standing.LEFT_ALONE);
        assertThat(why.journal().map(JournalEntry::verb)).contains("delete");
        assertThat(why.title()).isEqualTo("Offer");
    }

    @Test
    void aPairThatIsDeletedOnBothSidesIsForgotten() {
        company.put(Side.D365, appointment("Offer"));
        company.settle();
        String link = company.onlyLink().id().id();
        Vector.of(Side.values()).forEach(s -> company.user(s).delete(company.onlyRef(s)));
        assertThat(only(link).reason().code()).isEqualTo("gone");
        assertThat(only(link).decision().get()).isInstanceOf(Decision.Forget.class);
    }

    @Test
    void whatCarriesNoMarkerIsFoundAndSaysWhatItCarriesInstead() {
        Item item = appointment("Dentist")
                .with(
                        Field.CATEGORIES,
                        Value.Entries.of(Vector.of(new Value.Entry("private life", "", "Private life"))));
        ItemRef ref = company.user(Side.EXCHANGE).put(company.lane, item, false);
        Explanation why = only("dentist");
        assertThat(why.reason().code()).isEqualTo("no-marker");
        assertThat(why.reason().text()).contains("\"D365\"", "Private life");
        assertThat(why.standing()).isEqualTo(Explanation.Standing.LEFT_ALONE);
        assertThat(why.decision().isEmpty()).isTrue();
        assertThat(why.on(Side.EXCHANGE).map(Observed::ref)).contains(ref);
        assertThat(only(ref.id()).reason()).isEqualTo(why.reason());
    }

    @ParameterizedTest
    @CsvSource({"D365", "EXCHANGE"})
    void whatLiesOutsideTheWindowIsFoundInAWiderOne(Side side) {
        company.put(side, appointment("Anniversary").with(Field.PERIOD, period(Duration.ofDays(300))));
        Explanation why = only("anniversary");
        assertThat(why.reason().code()).isEqualTo("outside-window");
        assertThat(why.reason().text()).contains("2026-01-31").contains("2026-08-29");
    }

    @Test
    void whatNoListingShowsIsFoundByItsId() {
        ItemRef far = company.put(Side.EXCHANGE, appointment("Far"));
        company.user(Side.EXCHANGE).moveOutsideWindow(far);
        assertThat(only(far.id()).reason().code()).isEqualTo("outside-window");
        ItemRef filed = company.put(Side.EXCHANGE, appointment("Filed"));
        company.user(Side.EXCHANGE).moveElsewhere(filed);
        assertThat(only(filed.id()).reason().code()).isEqualTo("elsewhere");
    }

    @Test
    void anUnreadableItemSaysWhyAlsoWithoutAMarker() {
        ItemRef series = company.user(Side.EXCHANGE).put(company.lane, appointment("Weekly"), false);
        company.user(Side.EXCHANGE).setUnreadable(series, Reason.of("series", "is a series", "Wait."));
        Explanation why = only(series.id());
        assertThat(why.reason().code()).isEqualTo("series");
        assertThat(why.reason().text()).contains("does not carry the marker");
        company.user(Side.EXCHANGE).setMarker(company.lane, series);
        assertThat(only(series.id()).decision().get()).isInstanceOf(Decision.Park.class);
    }

    @Test
    void whatWasReleasedSaysSo() {
        company.put(Side.D365, appointment("Offer"));
        company.settle();
        company.user(Side.D365).removeMarker(company.lane, company.onlyRef(Side.D365));
        company.settle();
        Explanation why = only("offer");
        assertThat(why.reason().code()).isEqualTo("released");
        assertThat(why.link().get().state()).isEqualTo(LinkState.RELEASED);
        assertThat(why.seen()).as("both sides").hasSize(2);
    }

    @Test
    void whatIsPrivateSaysSo() {
        company.rules = SyncRules.builder().privacy(SyncRules.Privacy.SKIP).build();
        company.put(Side.EXCHANGE, appointment("Doctor").with(Field.SENSITIVITY, Value.choice("PRIVATE")));
        company.run();
        assertThat(only("doctor").reason().code()).isEqualTo("private");
        assertThat(only("doctor").rules().privacy()).isEqualTo(SyncRules.Privacy.SKIP);
    }

    @Test
    void anAttendeesRowWaitsForTheInvitation() {
        ItemRef row = company.put(Side.D365, appointment("Review"));
        company.user(Side.D365).setRole(row, Observed.Role.ATTENDEE);
        assertThat(only("review").reason().code()).isEqualTo("waits-for-invitation");
    }

    @ParameterizedTest
    @CsvSource({
        "D365, RELEASE, deleted-released",
        "D365, PROPAGATE, would-cancel",
        "EXCHANGE, RESTORE, would-invite-again"
    })
    void whatBecomesOfADeletedMeetingIsExplained(Side deletedOn, SyncRules.OnDelete policy, String code) {
        company.rules = SyncRules.builder()
                .onD365Delete(policy)
                .onExchangeDelete(policy)
                .build();
        company.put(Side.EXCHANGE, appointment("Fair").with(Field.ATTENDEES, people("a@client.example")));
        company.settle();
        company.user(deletedOn).delete(company.onlyRef(deletedOn));
        assertThat(only(company.onlyLink().id().id()).reason().code()).isEqualTo(code);
    }

    @Test
    void aMeetingOfSomebodyElseThatIsGoneFromTheMailboxIsNotMadeAgain() {
        company.rules =
                SyncRules.builder().onExchangeDelete(SyncRules.OnDelete.RESTORE).build();
        ItemRef copy = company.put(
                Side.EXCHANGE,
                appointment("Fair")
                        .with(Field.ATTENDEES, people("a@client.example"))
                        .with(Field.ORGANIZER, people("b@client.example")));
        company.user(Side.EXCHANGE).setRole(copy, Observed.Role.ATTENDEE);
        company.settle();
        company.user(Side.EXCHANGE).delete(copy);
        assertThat(only(company.onlyLink().id().id()).reason().code()).isEqualTo("not-our-meeting");
    }

    @Test
    void aMeetingOfThePastIsNotCancelled() {
        company.rules = SyncRules.builder().cancelMeetings(true).build();
        company.put(
                Side.EXCHANGE,
                appointment("Fair")
                        .with(Field.ATTENDEES, people("a@client.example"))
                        .with(Field.PERIOD, LONG_AGO));
        company.settle();
        company.user(Side.D365).delete(company.onlyRef(Side.D365));
        assertThat(only(company.onlyLink().id().id()).reason().code()).isEqualTo("would-cancel-the-past");
    }

    @Test
    void whatNothingProvesToBeDeletedSaysThatAComparisonWillTell() {
        company.put(Side.D365, appointment("Offer"));
        company.settle();
        company.user(Side.D365).removeMarker(company.lane, company.onlyRef(Side.D365));
        company.settle();
        company.user(Side.EXCHANGE).delete(company.onlyRef(Side.EXCHANGE));
        company.user(Side.D365).setMarker(company.lane, company.onlyRef(Side.D365));
        Explanation.Answer answer =
                ask(company, company.onlyLink().id().id(), company.setup().withConfiguration("another filter"));
        assertThat(answer.found().single().reason().code()).isEqualTo("gone-unproven");
    }

    @Test
    void whatAChangedConfigurationLetsGoSaysSo() {
        company.put(Side.D365, appointment("Offer"));
        company.settle();
        company.user(Side.D365).delete(company.onlyRef(Side.D365));
        Explanation why = ask(
                        company, company.onlyLink().id().id(), company.setup().withConfiguration("another filter"))
                .found()
                .single();
        assertThat(why.decision().get().reason().code()).isEqualTo(Decision.Release.LEFT_SCOPE);
    }

    @Test
    void aConflictThatWaitsShowsItsCase() {
        company.rules = SyncRules.builder().policy(FieldPolicy.ASK).build();
        company.put(Side.D365, appointment("Offer"));
        company.settle();
        company.user(Side.D365).edit(company.lane, company.onlyRef(Side.D365), Field.LOCATION, Value.text("a"));
        company.user(Side.EXCHANGE).edit(company.lane, company.onlyRef(Side.EXCHANGE), Field.LOCATION, Value.text("b"));
        company.run();
        Explanation why = only("offer");
        assertThat(why.reason().text()).contains("LOCATION in conflict, waits for a person");
        assertThat(why.cases().map(c -> c.reason().code())).containsExactly("conflict");
    }

    @Test
    void whatIsHeldOrRejectedSaysSo() {
        company.rules = SyncRules.builder()
                .limits(new GuardLimits(GuardLimits.APPOINTMENTS.byVerb(), 200, 0))
                .build();
        company.put(Side.D365, appointment("Fair").with(Field.ATTENDEES, people("a@client.example")));
        company.run();
        Explanation held = only("fair");
        assertThat(held.standing()).isEqualTo(Explanation.Standing.HELD);
        assertThat(held.reason().code()).isEqualTo("held-mail");
        assertThat(held.held()).hasSize(1);
        company.store.held().replace(company.lane.id(), held.held().map(h -> h.with(Held.Word.REJECT)));
        assertThat(only("fair").standing()).isEqualTo(Explanation.Standing.REJECTED);
        assertThat(only("fair").reason().code()).isEqualTo("rejected");
    }

    @Test
    void anAddressFindsTheItemsWithThatAttendeeAndTheItemsOfThatMailbox() {
        company.put(Side.EXCHANGE, appointment("Fair").with(Field.ATTENDEES, people("a@client.example")));
        company.user(Side.EXCHANGE)
                .put(company.lane, appointment("Unmarked").with(Field.ATTENDEES, people("A@client.example")), false);
        company.put(Side.D365, appointment("Alone").with(Field.PERIOD, period(Duration.ofHours(5))));
        company.settle();
        assertThat(titles("A@Client.example")).containsExactlyInAnyOrder("Fair", "Unmarked");
        assertThat(titles("nobody@client.example")).isEmpty();
        assertThat(titles("anna.huber@fabrikon.example")).containsExactlyInAnyOrder("Fair", "Unmarked", "Alone");
    }

    @Test
    void aPairIsOneThingWhicheverOfItsNamesIsAskedFor() {
        company.put(Side.D365, appointment("Offer"));
        company.settle();
        String row = company.onlyRef(Side.D365).id();
        for (String name : Vector.of(
                "offer",
                "FFE",
                company.onlyLink().id().id(),
                row,
                row.substring(row.indexOf('/') + 1),
                company.onlyRef(Side.EXCHANGE).id())) {
            Explanation why = only(name);
            assertThat(why.link()).as(name).contains(company.onlyLink());
            assertThat(why.seen().map(o -> o.ref().side())).containsExactly(Side.D365, Side.EXCHANGE);
            assertThat(why.journal()).isNotEmpty();
        }
    }

    @Test
    void whatBecomesOfAContactIsExplained() {
        TwoSides contacts = TwoSides.withContacts(MemoryHabits.D365_PERSONS, MemoryHabits.EWS_CONTACTS);
        contacts.directory = ContactsBothWaysTest.knowing(ContactsBothWaysTest.NORDWIND);
        contacts.put(Side.EXCHANGE, ContactsBothWaysTest.person("Eva", "Klein"));
        contacts.settle();
        ItemRef eva = contacts.onlyRef(Side.D365);
        ItemRef anna = contacts.put(Side.D365, ContactsBothWaysTest.person("Anna", "Huber"));
        contacts.put(
                Side.EXCHANGE,
                ContactsBothWaysTest.person("Max", "Stern")
                        .with(Field.EMAILS, Value.NOTHING)
                        .with(Field.COMPANY, Value.text("Wetterwerk")));
        contacts.settle();
        contacts.user(Side.D365).removeMarker(contacts.lane, anna);
        assertThat(codes(contacts, "Anna Huber")).contains("left-selection");
        ItemRef copy = contacts.user(Side.EXCHANGE)
                .list(contacts.lane)
                .find(ref -> contacts.user(Side.EXCHANGE)
                        .see(contacts.lane, ref)
                        .title()
                        .equals("Anna Huber"))
                .get();
        contacts.user(Side.EXCHANGE).edit(contacts.lane, copy, Field.TITLE, Value.text("CEO"));
        assertThat(codes(contacts, "Anna Huber")).contains("left-selection-but-edited");
        contacts.user(Side.D365).delete(eva);
        assertThat(codes(contacts, "Eva Klein")).contains("deleted-not-ours");
        assertThat(codes(contacts, "Max Stern")).contains("company-unknown");
    }

    private static Seq<String> codes(TwoSides company, String question) {
        return ask(company, question)
                .found()
                .flatMap(Explanation::decision)
                .map(d -> d.reason().code());
    }

    @ParameterizedTest
    @CsvSource({
        "changes-hands, false, false, false",
        "changed-hands, false, true, false",
        "changed-hands-but-edited, false, true, true",
        "meeting-changes-hands, true, false, false"
    })
    void whatWasGivenToAnotherWorkerIsExplained(String code, boolean meeting, boolean taken, boolean edited) {
        Lane other = TwoSides.lane("000202", "bert@fabrikon.example");
        Vector.of(company.d365, company.exchange).forEach(side -> side.open(other));
        Seq<LaneSetup> both = Vector.of(company.setup(), company.setup().withLane(other));
        company.put(
                Side.EXCHANGE,
                meeting
                        ? appointment("Offer").with(Field.ATTENDEES, people("guest@outside.example"))
                        : appointment("Offer"));
        company.settle();
        company.user(Side.D365).give(company.onlyRef(Side.D365), other);
        if (taken) {
            company.runner().sync(both);
        }
        if (edited) {
            company.edit(Side.EXCHANGE, Field.LOCATION, Value.text("My room"));
        }
        Seq<String> told = new Inquiry(company.store, company.clock, RunListener.SILENT)
                .about(new Question("Offer"), both)
                .found()
                .filter(e -> e.lane().id().equals(company.lane.id()))
                .map(e -> e.reason().code());
        TOLD.addAll(told.asJava());
        assertThat(told).containsExactly(code);
    }

    @ParameterizedTest
    @CsvSource({"left-query", "moved-out", "released", "entered-anew", "not-taken"})
    void whatBecameOfAContactOfAPublishedFolderIsExplained(String code) {
        PublishedFolders folders = new PublishedFolders(MemoryHabits.D365_PERSONS, MemoryHabits.GRAPH_CONTACTS);
        if (code.equals("not-taken")) {
            folders.takesNoNewContacts();
            folders.outlook().put(folders.west, ContactsBothWaysTest.person("Anna", "Huber"), false);
        } else {
            folders.outlook().put(folders.west, ContactsBothWaysTest.person("Anna", "Huber"), false);
            folders.settle();
            ItemRef person = folders.d365().list(folders.west).single();
            ItemRef card = folders.outlook().list(folders.west).single();
            if (code.equals("moved-out")) {
                folders.outlook().moveElsewhere(card);
            } else {
                folders.d365().deselect(folders.west, person);
            }
            if (code.equals("released") || code.equals("entered-anew")) {
                folders.settle();
                folders.settle();
            }
            if (code.equals("entered-anew")) {
                folders.outlook().delete(card);
                folders.d365().select(folders.west, person);
            }
        }
        Seq<String> told = new Inquiry(folders.company.store, folders.company.clock, RunListener.SILENT)
                .about(new Question("Anna"), Vector.of(folders.setups().get(1)))
                .found()
                .map(e -> e.reason().code());
        TOLD.addAll(told.asJava());
        assertThat(told).contains(code);
    }

    @Test
    void aThingThatIsNowhereSaysWhereItWasLookedFor() {
        company.put(Side.D365, appointment("Offer"));
        company.settle();
        Explanation.Answer answer = ask(company, "Budget");
        assertThat(answer.found()).isEmpty();
        Explanation.Looked looked = answer.looked().single();
        assertThat(looked.d365()).isEqualTo(1);
        assertThat(looked.exchange()).isEqualTo(1);
        assertThat(Duration.between(looked.window().from(), looked.window().to()))
                .isGreaterThan(Duration.ofDays(700));
    }

    @Test
    void aSideThatCannotBeAskedIsTold() {
        company.put(Side.D365, appointment("Offer"));
        company.settle();
        company.exchange.behave(
                Hostility.builder().unreachable(HashSet.of(company.lane.id())).build());
        Explanation.Answer answer = ask(company, company.onlyLink().id().id());
        assertThat(answer.found().single().standing()).isEqualTo(Explanation.Standing.UNKNOWN);
        assertThat(answer.looked().single().failure().isDefined()).isTrue();
        assertThat(answer.found().single().journal()).isNotEmpty();
    }

    /** Every reason that stands in the code for a known pair or a lonely item is asked for above. */
    @AfterAll
    static void everyReasonOfThePlannerWasAskedFor() {
        Set<String> rare = HashSet.of(
                // only while a lane is moved to another backend
                "counterpart-unread",
                // only when an item disappears between its creation and its stamp; see LostAnswersTest
                "maybe-moved");
        assertThat(catalogue().removeAll(rare))
                .as("reasons that nobody asked for")
                .isSubsetOf(TOLD);
    }

    private static Set<String> catalogue() {
        try {
            Seq<Class<?>> owners =
                    Vector.of(Class.forName("io.axpsync.core.plan.Why"), Class.forName("io.axpsync.core.plan.Planner"));
            Set<String> codes = HashSet.empty();
            for (java.lang.reflect.Field f : owners.flatMap(c -> Vector.of(c.getDeclaredFields()))) {
                if (f.getType() == Reason.class) {
                    f.setAccessible(true);
                    codes = codes.add(((Reason) f.get(null)).code());
                }
            }
            assertThat(codes.size()).isGreaterThan(15);
            return codes;
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static Value period(Duration fromTen) {
        return new Value.Period(
                TwoSides.TEN.plus(fromTen), TwoSides.TEN.plus(fromTen).plus(Duration.ofHours(1)));
    }

    private Seq<String> titles(String question) {
        return ask(company, question).found().map(Explanation::title);
    }

    private Explanation only(String question) {
        return ask(company, question).found().single();
    }

    private static Explanation.Answer ask(TwoSides company, String question) {
        return ask(company, question, company.setup());
    }

    private static Explanation.Answer ask(TwoSides company, String question, LaneSetup setup) {
        Explanation.Answer answer = new Inquiry(company.store, company.directory, company.clock, RunListener.SILENT)
                .about(new Question(question), Vector.of(setup));
        answer.found().forEach(e -> TOLD.add(e.reason().code()));
        answer.found()
                .flatMap(Explanation::decision)
                .forEach(d -> TOLD.add(d.reason().code()));
        return answer;
    }
}
