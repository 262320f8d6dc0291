package io.axpsync.core.run;

import static io.axpsync.core.run.MailOffice.CUSTOMER;
import static io.axpsync.core.run.MailOffice.IMPORTED;
import static io.axpsync.core.run.MailOffice.VENDOR;
import static io.axpsync.core.run.MailOffice.after;
import static io.axpsync.core.run.MailOffice.answer;
import static io.axpsync.core.run.MailOffice.associations;
import static io.axpsync.core.run.MailOffice.id;
import static io.axpsync.core.run.MailOffice.mail;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.item.ActivityLink;
import io.axpsync.core.item.DirectoryEntry;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.MailHeaders;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Value;
import io.axpsync.core.memory.MemoryHabits;
import io.axpsync.core.plan.ImportRules;
import io.axpsync.core.plan.SyncRules;
import io.axpsync.core.port.OpenCase;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.Write;
import io.vavr.collection.HashSet;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A marked mail becomes one activity, once. */
class MessagesTest {

    private final MailOffice office = new MailOffice();

    @Test
    void aMarkedMailBecomesAnActivityAndItsUserIsToldSo() {
        ItemRef message = office.mark(office.anna, mail("Offer", CUSTOMER, "anna@fabrikon.example"));
        office.settle();
        Item activity = office.only();
        assertThat(activity.title()).isEqualTo("Offer");
        assertThat(activity.value(Field.BODY)).isEqualTo(Value.text("Dear all,\nas promised."));
        assertThat(activity.value(Field.IMPORTANCE)).isEqualTo(Value.choice("HIGH"));
        assertThat(activity.value(Field.PERIOD))
                .isEqualTo(mail("Offer", CUSTOMER).value(Field.PERIOD));
        assertThat(associations(activity)).containsExactly("Eva Klein*");
        assertThat(office.categories(message)).containsExactly(IMPORTED.name());
        assertThat(office.d365.user().isMarked(office.anna, office.activities().head()))
                .isFalse();
        assertThat(office.exchange.user().stamp(message).flatMap(s -> s.d365()))
                .contains(office.activities().head());
    }

    @Test
    void anUnmarkedMailIsNeverRead() {
        office.exchange.user().mail(office.anna, mail("Private", CUSTOMER), id("a@b"), false);
        office.settle();
        assertThat(office.activities()).isEmpty();
        assertThat(office.asked).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(ImportRules.OnImported.class)
    void whateverTheUserSeesItIsImportedOnce(ImportRules.OnImported policy) {
        office.imports(rules -> rules.withOnImported(policy));
        ItemRef message = office.mark(office.anna, mail("Offer", CUSTOMER));
        office.settle();
        Seq<String> seen = switch (policy) {
            case REPLACED -> Vector.of(IMPORTED.name());
            case JOINED -> Vector.of("D365", IMPORTED.name());
            case LEFT -> Vector.of("D365");
        };
        assertThat(office.categories(message)).containsExactlyInAnyOrderElementsOf(seen);
        office.exchange.user().removeMarker(office.anna, message);
        office.settle();
        office.exchange.user().setMarker(office.anna, message);
        office.settle();
        assertThat(office.activities()).hasSize(1);
    }

    @Test
    void aMailThatIsMarkedAgainIsToldAgainAndNotImportedAgain() {
        ItemRef message = office.mark(office.anna, mail("Offer", CUSTOMER));
        office.settle();
        office.exchange.user().setMarker(office.anna, message);
        assertThat(office.why(office.anna)).isEqualTo("imported-before");
        office.settle();
        assertThat(office.categories(message)).containsExactly(IMPORTED.name());
        assertThat(office.activities()).hasSize(1);
    }

    @Test
    void nothingFlowsAfterTheImport() {
        ItemRef message = office.mark(office.anna, mail("Offer", CUSTOMER));
        office.settle();
        ItemRef row = office.activities().head();
        office.exchange.user().edit(office.anna, message, Field.SUBJECT, Value.text("Changed in Outlook"));
        office.d365.user().edit(office.anna, row, Field.BODY, Value.text("Changed in D365"));
        office.assertQuiet();
        assertThat(office.only().title()).isEqualTo("Offer");
        office.exchange.user().delete(message);
        office.assertQuiet();
        assertThat(office.activities()).hasSize(1);
    }

    @Test
    void anActivityThatWasDeletedStaysSoEvenIfItsMailIsMarkedAgain() {
        ItemRef message = office.mark(office.anna, mail("Offer", CUSTOMER));
        office.settle();
        office.d365.user().delete(office.activities().head());
        office.exchange.user().setMarker(office.anna, message);
        office.settle();
        assertThat(office.activities()).isEmpty();
        assertThat(office.exchange.user().isDeleted(message)).isFalse();
    }

    @Test
    void aCopyInTheSameMailboxIsRecognised() {
        Item mail = mail("Offer", CUSTOMER);
        office.mark(office.anna, mail);
        office.settle();
        ItemRef copy = office.mark(office.anna, mail);
        office.settle();
        assertThat(office.activities()).hasSize(1);
        assertThat(office.categories(copy)).containsExactly(IMPORTED.name());
    }

    @Test
    void twoCopiesThatAreMarkedAtOnceAreOneActivity() {
        office.mark(office.anna, mail("Offer", CUSTOMER));
        office.mark(office.anna, mail("Offer", CUSTOMER));
        office.settle();
        assertThat(office.activities()).hasSize(1);
    }

    @Test
    void aMailWithoutStoreIsRecognisedByItsActivity() {
        office.imports(rules -> rules.withOnImported(ImportRules.OnImported.LEFT));
        office.mark(office.anna, mail("Offer", CUSTOMER));
        office.run(office.anna);
        SyncRun fresh = new SyncRun(
                new io.axpsync.core.memory.MemoryStore("inst"),
                office.directory,
                office.clock,
                new io.axpsync.core.memory.CountingIds("new"),
                io.axpsync.core.port.RunListener.SILENT);
        fresh.sync(Vector.of(office.setup(office.anna)));
        assertThat(office.activities()).hasSize(1);
    }

    @Test
    void oneMessageIdThatStandsForTwoMailsMakesTwoActivities() {
        Item report = mail("Report", VENDOR);
        office.mark(office.anna, report, id("always-the-same@suedstern.example"));
        office.settle();
        office.mark(office.anna, after(report, Duration.ofDays(1)), id("always-the-same@suedstern.example"));
        office.settle();
        assertThat(office.activities()).hasSize(2);
    }

    @Test
    void mailsWithoutIdAreToldApartAndRecognised() {
        office.mark(office.anna, mail("One", VENDOR), id(""));
        office.mark(office.anna, mail("Two", VENDOR), id(""));
        office.settle();
        office.mark(office.anna, mail("One", VENDOR), id(""));
        office.settle();
        office.mark(office.anna, mail("One", VENDOR).with(Field.BODY, Value.text("Something else")), id(""));
        office.settle();
        assertThat(office.activities().map(office::see).map(Item::title))
                .as("one without id is told from another by its text, too")
                .containsExactlyInAnyOrder("One", "Two", "One");
    }

    @Test
    void thePrimaryAssociationFollowsTheConfiguredOrderAndIsNeverAColleague() {
        office.mark(office.anna, mail("Offer", "bert@fabrikon.example", VENDOR, CUSTOMER, "anna@fabrikon.example"));
        office.imports(rules -> rules.withPrimaryOrder(
                Vector.of(DirectoryEntry.Type.WORKER, DirectoryEntry.Type.VENDOR, DirectoryEntry.Type.CONTACT_PERSON)));
        office.settle();
        assertThat(associations(office.only())).containsExactly("Bert Maier", "Eva Klein", "Südstern AG*");
    }

    @Test
    void aColleagueWhoIsAContactPersonTooIsNotPrimary() {
        office.knows(DirectoryEntry.Type.CONTACT_PERSON, "bert@fabrikon.example", "C-0099", "Bert as contact");
        office.knows(DirectoryEntry.Type.WORKER, "bert@home.example", "000202", "Bert Maier");
        office.knows(DirectoryEntry.Type.CONTACT_PERSON, "bert@home.example", "C-0098", "Bert at home");
        office.mark(office.anna, mail("Lunch", "bert@fabrikon.example", "bert@home.example"));
        office.settle();
        assertThat(associations(office.only())).containsExactly("Bert as contact", "Bert at home");
    }

    @Test
    void aMailOfNobodyKnownIsImportedAndListed() {
        office.mark(office.anna, mail("Hello", "who@elsewhere.example"));
        assertThat(office.why(office.anna)).isEqualTo("new-unassociated");
        office.settle();
        assertThat(associations(office.only())).isEmpty();
    }

    @Test
    void aMailOfNobodyKnownWaitsWhereThePolicySaysSo() {
        office.imports(rules -> rules.withUnassociated(ImportRules.Unassociated.WAIT));
        office.mark(office.anna, mail("Hello", "who@elsewhere.example"));
        office.settle();
        assertThat(office.activities()).isEmpty();
        assertThat(office.store
                        .cases()
                        .ofLane(office.anna.id())
                        .map(c -> c.reason().code()))
                .containsExactly("unassociated");
        office.knows(DirectoryEntry.Type.CUSTOMER, "who@elsewhere.example", "K-1", "Elsewhere Ltd");
        office.settle();
        assertThat(associations(office.only())).containsExactly("Elsewhere Ltd*");
        assertThat(office.store.cases().ofLane(office.anna.id())).isEmpty();
    }

    @Test
    void withoutDirectoriesNothingIsImportedAndNothingIsLost() {
        var readable = office.directory;
        office.directory = new io.axpsync.core.memory.NoPeople() {
            @Override
            public Either<PortFailure, Seq<DirectoryEntry>> people(Set<String> addresses) {
                return Either.left(new PortFailure.Denied(Reason.of("denied", "not allowed")));
            }
        };
        office.mark(office.anna, mail("Offer", CUSTOMER));
        office.settle();
        assertThat(office.store.cases().ofLane(office.anna.id()).map(OpenCase::state))
                .containsExactly(OpenCase.State.WAITING);
        office.directory = readable;
        office.settle();
        assertThat(associations(office.only())).containsExactly("Eva Klein*");
    }

    @Test
    void anAnswerBelongsToWhatItsThreadWasCorrectedTo() {
        office.mark(office.anna, mail("Offer", "new@nordwind.example"), id("q@nordwind.example"));
        office.settle();
        DirectoryEntry person = office.people.get(0);
        office.d365
                .user()
                .edit(
                        office.anna,
                        office.activities().head(),
                        Field.ASSOCIATIONS,
                        Value.Entries.of(Vector.of(new ActivityLink(person, true).element())));
        office.mark(
                office.anna,
                mail("AW: Offer", VENDOR, "new@nordwind.example"),
                answer("a@suedstern.example", "q@nordwind.example"));
        office.settle();
        assertThat(associations(office.called("AW: Offer"))).containsExactly("Eva Klein*", "Südstern AG");
    }

    @Test
    void theNearestAncestorThatBelongsToSomebodyDecides() {
        office.mark(office.anna, mail("One", CUSTOMER), id("1@x"));
        office.mark(office.anna, mail("Two", VENDOR), id("2@x"));
        office.mark(office.anna, mail("Three", "who@elsewhere.example"), id("3@x"));
        office.settle();
        office.mark(
                office.anna,
                mail("Four", "who@elsewhere.example"),
                new MailHeaders(
                        "4@x", Vector.of("3@x"), Vector.of("1@x", "2@x", "3@x"), "", MailHeaders.Protection.NONE));
        assertThat(office.onlyDecision(office.anna).reason().text()).contains("Südstern AG (primary)", "References");
        office.settle();
        assertThat(associations(office.called("Four"))).containsExactly("Südstern AG*");
    }

    @Test
    void anAnswerThatIsImportedTogetherWithItsQuestionInherits() {
        office.mark(
                office.anna,
                after(mail("AW: Offer", "who@elsewhere.example"), Duration.ofHours(1)),
                answer("a@x", "q@x"));
        office.mark(office.anna, mail("Offer", CUSTOMER), id("q@x"));
        office.settle();
        assertThat(associations(office.called("AW: Offer"))).containsExactly("Eva Klein*");
    }

    @Test
    void withoutHeadersTheConversationOfTheMailboxTells() {
        MailHeaders question =
                new MailHeaders("q@x", Vector.empty(), Vector.empty(), "conversation-1", MailHeaders.Protection.NONE);
        office.mark(office.anna, mail("Offer", CUSTOMER), question);
        office.settle();
        MailHeaders later =
                new MailHeaders("z@x", Vector.empty(), Vector.empty(), "conversation-1", MailHeaders.Protection.NONE);
        office.mark(office.anna, mail("Something", "who@elsewhere.example"), later);
        assertThat(office.onlyDecision(office.anna).reason().text()).contains("by its conversation");
        office.settle();
        assertThat(associations(office.called("Something"))).containsExactly("Eva Klein*");
    }

    @Test
    void mailsFromExcludedSendersAndToExcludedPeopleAloneAreLeftAlone() {
        office.imports(rules -> rules.withExcluded(HashSet.of("news@shop.example", "@lottery.example")));
        office.mark(office.anna, mail("News", "news@shop.example"));
        office.mark(office.anna, mail("You won", "you@win.lottery.example"));
        office.mark(office.anna, mail("Stop", "anna@fabrikon.example", "news@shop.example"));
        office.mark(office.anna, mail("Both", "anna@fabrikon.example", "news@shop.example", CUSTOMER));
        office.mark(office.anna, mail("Shop", "owner@shop.example"));
        office.settle();
        assertThat(office.activities().map(office::see).map(Item::title)).containsExactlyInAnyOrder("Both", "Shop");
        assertThat(office.plan(office.anna)
                        .lanes()
                        .head()
                        .plan()
                        .get()
                        .decisions()
                        .map(d -> d.reason().code()))
                .containsOnly("excluded");
    }

    @Test
    void mailsBetweenEmployeesAreImportedUnlessThePolicyLeavesThemAlone() {
        office.mark(office.anna, mail("Lunch", "bert@fabrikon.example", "anna@fabrikon.example"));
        office.imports(rules -> rules.withExcludeInternal(true));
        assertThat(office.why(office.anna)).isEqualTo("internal-only");
        office.imports(rules -> rules.withExcludeInternal(false));
        office.settle();
        assertThat(office.only().title()).isEqualTo("Lunch");
    }

    @ParameterizedTest
    @EnumSource(SyncRules.Privacy.class)
    void privateMailsFollowThePrivacyPolicy(SyncRules.Privacy privacy) {
        office.rules = office.rules.withPrivacy(privacy);
        Item secret = mail("Salary", CUSTOMER).with(Field.SENSITIVITY, Value.choice("PRIVATE"));
        office.mark(office.anna, secret);
        office.settle();
        switch (privacy) {
            case SKIP -> {
                assertThat(office.activities()).isEmpty();
                assertThat(office.why(office.anna)).isEqualTo("private");
            }
            case FULL -> assertThat(associations(office.only())).containsExactly("Eva Klein*");
            case MASK -> {
                assertThat(office.only().title()).isEqualTo("Private");
                assertThat(office.only().value(Field.BODY)).isEqualTo(Value.NOTHING);
                assertThat(associations(office.only())).isEmpty();
                assertThat(((Write.Create) office.d365.written().head()).envelope())
                        .isEmpty();
                assertThat(office.asked).as("nobody hears of it").allMatch(a -> !a.contains(CUSTOMER));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ImportRules.ProtectedMails.class)
    void protectedMailsAreImportedAsEnvelopeOrSkipped(ImportRules.ProtectedMails policy) {
        office.imports(rules -> rules.withProtectedMails(policy));
        MailHeaders sealed =
                new MailHeaders("s@x", Vector.empty(), Vector.empty(), "", MailHeaders.Protection.ENCRYPTED);
        office.mark(office.anna, mail("Sealed", CUSTOMER), sealed);
        office.settle();
        if (policy == ImportRules.ProtectedMails.SKIP) {
            assertThat(office.activities()).isEmpty();
            assertThat(office.why(office.anna)).isEqualTo("protected");
        } else {
            assertThat(office.only().value(Field.BODY))
                    .isEqualTo(Value.text(office.rules.imports().protectedNote()));
            assertThat(associations(office.only())).containsExactly("Eva Klein*");
        }
    }

    @Test
    void aMailInAFolderThatIsLeftOutIsNotImported() {
        ItemRef message = office.mark(office.anna, mail("Deleted", CUSTOMER));
        office.exchange.user().moveElsewhere(message);
        office.settle();
        assertThat(office.activities()).isEmpty();
    }

    @Test
    void anUnreadableMailWaitsWithItsReason() {
        ItemRef message = office.mark(office.anna, mail("Broken", CUSTOMER));
        office.exchange.user().setUnreadable(message, Reason.of("broken-mime", "the message has no end"));
        office.settle();
        assertThat(office.store
                        .cases()
                        .ofLane(office.anna.id())
                        .map(c -> c.reason().code()))
                .containsExactly("broken-mime");
        office.exchange.user().setReadable(message);
        office.settle();
        assertThat(office.only().title()).isEqualTo("Broken");
    }

    @Test
    void aMailToThousandsIsAskedAboutForAFewOnly() {
        String[] all =
                Vector.range(0, 10_000).map(i -> "p" + i + "@many.example").toJavaArray(String[]::new);
        office.mark(office.anna, mail("Everybody", CUSTOMER, all));
        office.settle();
        assertThat(office.asked).allMatch(a -> a.size() <= 200);
        assertThat(associations(office.only())).containsExactly("Eva Klein*");
    }

    @Test
    void stockD365GetsTheEnvelopeForItsNotes() {
        MailOffice stock = new MailOffice(MemoryHabits.STOCK_MAILS, MemoryHabits.EWS_MESSAGES);
        stock.mark(stock.anna, mail("Offer", CUSTOMER, VENDOR));
        stock.settle();
        Write.Create create = (Write.Create) stock.d365.written().head();
        assertThat(create.envelope().map(i -> i.value(Field.SENDER)))
                .contains(mail("Offer", CUSTOMER).value(Field.SENDER));
        assertThat(create.primary().map(DirectoryEntry::name)).isEqualTo(Option.some("Eva Klein"));
        assertThat(create.associations().map(DirectoryEntry::name)).containsExactly("Eva Klein", "Südstern AG");
    }

    @Test
    void anUndoneImportCanBeMarkedAgain() {
        ItemRef message = office.mark(office.anna, mail("Offer", CUSTOMER));
        String run = office.run(office.anna).run();
        new Undo(office.store, office.directory, office.clock, office.ids, io.axpsync.core.port.RunListener.SILENT)
                .undo(new UndoScope.OfRun(run), Vector.of(office.setup(office.anna)));
        assertThat(office.activities()).isEmpty();
        office.exchange.user().setMarker(office.anna, message);
        office.settle();
        assertThat(office.only().title()).isEqualTo("Offer");
    }
}
