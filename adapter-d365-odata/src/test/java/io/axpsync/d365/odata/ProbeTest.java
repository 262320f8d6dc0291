package io.axpsync.d365.odata;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.item.Field;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Reason;
import io.axpsync.core.port.PortFailure;
import io.axpsync.sandbox.contract.ContractWatch;
import io.axpsync.sandbox.d365.D365Options;
import io.vavr.collection.HashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an environment is found to be. */
class ProbeTest {

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    private static final Scenery SCENERY = new Scenery(D365Options.companion(), WATCH);
    private static final Lane LANE = SCENERY.newLane();

    @BeforeEach
    void publishAll() {
        SCENERY.sandbox.d365().use(D365Options.companion());
    }

    @AfterAll
    static void close() {
        SCENERY.close();
    }

    @Test
    void theWholeCompanionModelIsFoundByItself() {
        try (D365Side side = SCENERY.open()) {
            D365Report report = side.probe().get();
            assertThat(report.companion()).isTrue();
            assertThat(report.limits()).isEmpty();
            assertThat(report.sets()).contains("Activities", "AxpActivityAttendees", "AxpActivityVersions");
            assertThat(report.companies()).contains("nord", "sued");
            assertThat(report.defaultCompany()).isEqualTo("nord");
            assertThat(report.warnings().map(Reason::code)).containsExactly("write-untested");
            assertThat(side.capabilities(LANE).get().holds(Field.ATTENDEES)).isTrue();
            assertThat(side.capabilities(LANE).get().holdsFence()).isTrue();
        }
    }

    @Test
    void onStockEveryMissingSetIsToldWithWhatItCosts() {
        SCENERY.sandbox.d365().use(D365Options.STOCK);
        try (D365Side side = SCENERY.open()) {
            assertThat(side.probe().get().limits().map(Reason::code))
                    .containsExactly(
                            "without-attachments",
                            "without-attendees",
                            "without-installations",
                            "without-links",
                            "without-occurrences",
                            "without-recurrences",
                            "without-versions");
            assertThat(side.capabilities(LANE).get().holds(Field.ATTENDEES)).isFalse();
            assertThat(side.capabilities(LANE).get().limits()).hasSize(7);
            assertThat(side.capabilities(LANE).get().holdsFence()).isFalse();
        }
    }

    @Test
    void aCompanionThatIsDemandedButMissingIsAnError() {
        SCENERY.sandbox.d365().use(D365Options.STOCK);
        try (D365Side side = D365Side.open(SCENERY.config().withProfile(Profile.COMPANION))) {
            PortFailure failure = side.capabilities(LANE).getLeft();
            assertThat(failure.reason().code()).isEqualTo("companion-missing");
            assertThat(failure.reason().text()).contains("AxpActivityAttendees");
        }
    }

    @Test
    void aSetWithAnotherNameIsLookedForUnderIt() {
        try (D365Side side =
                D365Side.open(SCENERY.config().withNames(HashMap.of("AxpActivityAttendees", "ContosoAttendees")))) {
            assertThat(side.probe().get().limits().map(Reason::text))
                    .anyMatch(text -> text.contains("ContosoAttendees"));
        }
    }

    @Test
    void entryIdsOfAnotherProgramAreARefusalUntilSomebodySaysThatHeKnows() {
        var ref = SCENERY.put(LANE, "Synchronised by another", "OutlookEntryId", "00000000ABCDEF");
        try (D365Side side = SCENERY.open()) {
            assertThat(side.probe().get().refusals().map(Reason::code)).containsExactly("foreign-entry-ids");
            assertThat(side.probe().get().warnings().map(Reason::code)).doesNotContain("foreign-entry-ids");
        }
        try (D365Side side = D365Side.open(SCENERY.config().withAcceptForeignEntryIds(true))) {
            assertThat(side.probe().get().refusals()).isEmpty();
            assertThat(side.probe().get().warnings().map(Reason::code)).contains("foreign-entry-ids");
        }
        SCENERY.sandbox.d365().delete("Activities", Scenery.keys(ref));
    }

    @Test
    void everyKindIsTaken() {
        try (D365Side side = SCENERY.open()) {
            assertThat(Kind.values())
                    .allMatch(kind -> side.capabilities(LANE.withKind(kind)).isRight());
        }
    }
}
