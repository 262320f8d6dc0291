package io.axpsync.exchange.ews;

import static io.axpsync.exchange.ews.Words.ANNA;
import static io.axpsync.exchange.ews.Words.YEAR;
import static io.axpsync.exchange.ews.Words.find;
import static io.axpsync.exchange.ews.Words.observe;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.change.Observed;
import io.axpsync.core.change.Snapshot;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Publication;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.SyncSide;
import io.axpsync.exchange.ews.ScriptedEws.Answer;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What servers say of public folders when they do not say what we asked for. */
class EwsPublicTroubleTest {

    private static final Lane LANE = PublicFolderInEws.published(ANNA, Publication.Place.PUBLIC_FOLDERS);
    private static final Answer SALES = level("Sales", "IPF.Note");
    private static final Answer WEST = level("West", "IPF.Contact");
    private static final Answer MARKS = Answer.soap("GetFolder", message("GetFolder", folder("West", "")));

    private static String message(String operation, String folder) {
        return "<m:" + operation + "ResponseMessage ResponseClass=\"Success\"><m:ResponseCode>NoError</m:ResponseCode>"
                + "<m:Folders>" + folder + "</m:Folders></m:" + operation + "ResponseMessage>";
    }

    private static String folder(String name, String type) {
        return "<t:Folder><t:FolderId Id=\"f" + name + "\" ChangeKey=\"k\"/>" + type + "<t:DisplayName>" + name
                + "</t:DisplayName></t:Folder>";
    }

    private static Answer level(String name, String type) {
        return Answer.soap(
                "FindFolder",
                "<m:FindFolderResponseMessage ResponseClass=\"Success\"><m:ResponseCode>NoError</m:ResponseCode>"
                        + "<m:RootFolder TotalItemsInView=\"1\" IncludesLastItemInRange=\"true\"><t:Folders>"
                        + folder(name, "<t:FolderClass>" + type + "</t:FolderClass>")
                        + "</t:Folders></m:RootFolder></m:FindFolderResponseMessage>");
    }

    private static Answer page(boolean last, String... ids) {
        StringBuilder items = new StringBuilder();
        for (String id : ids) {
            items.append(contact(id));
        }
        return Answer.soap(
                "FindItem",
                "<m:FindItemResponseMessage ResponseClass=\"Success\"><m:ResponseCode>NoError</m:ResponseCode>"
                        + "<m:RootFolder IndexedPagingOffset=\"1\" TotalItemsInView=\"9\" IncludesLastItemInRange=\""
                        + last + "\"><t:Items>" + items + "</t:Items></m:RootFolder></m:FindItemResponseMessage>");
    }

    private static String contact(String id) {
        return "<t:Contact><t:ItemId Id=\"" + id + "\" ChangeKey=\"k\"/></t:Contact>";
    }

    private static Either<PortFailure, Snapshot> look(ScriptedEws server) {
        try (SyncSide side = EwsSide.open(server.config().pageSize(2).build())) {
            return observe(side, LANE, YEAR, Option.none());
        }
    }

    private static PortFailure failing(Answer... answers) {
        try (ScriptedEws server = new ScriptedEws(answers)) {
            return look(server).getLeft();
        }
    }

    @Test
    void aListingThatTellsTheSamePageAgainFails() {
        PortFailure failure = failing(SALES, WEST, MARKS, page(false, "a", "b", "c"), page(false, "c", "a", "b"));
        assertThat(failure).isInstanceOf(PortFailure.Unavailable.class);
        assertThat(failure.reason().code()).isEqualTo("ews-listing-stuck");
        assertThat(failure.reason().text()).contains("public folder \"Sales/West\"");
    }

    @Test
    void aListingThatNeverMeetsWhatItKnowsFails() {
        try (ScriptedEws server = new ScriptedEws(
                SALES, WEST, MARKS, page(false, "a", "b", "c"), page(false, "x", "y", "z"), page(false))) {
            assertThat(look(server).getLeft().reason().code()).isEqualTo("ews-listing-stuck");
            assertThat(server.requests()).isLessThan(20);
        }
    }

    @Test
    void anItemThatSpoilsItsPageIsReadByItself() {
        Answer spoilt = Answer.soap("FindItem", Answer.refused("FindItem", "ErrorCorruptData", ""));
        Answer single = Answer.soap(
                "GetItem",
                "<m:GetItemResponseMessage ResponseClass=\"Success\"><m:ResponseCode>NoError</m:ResponseCode><m:Items>"
                        + contact("a") + "</m:Items></m:GetItemResponseMessage>",
                Answer.refused("GetItem", "ErrorCorruptData", ""));
        try (ScriptedEws server = new ScriptedEws(SALES, WEST, MARKS, spoilt, page(true, "a", "b"), single)) {
            Snapshot seen = look(server).get();
            assertThat(seen.isFull()).isTrue();
            assertThat(find(seen, ItemRef.exchange("a"))).isInstanceOf(Observed.Present.class);
            assertThat(find(seen, ItemRef.exchange("b"))).isInstanceOf(Observed.Unreadable.class);
        }
    }

    @Test
    void aServerThatDoesNotTellWhenAFolderWasChangedIsAskedForEverything() {
        try (ScriptedEws server = new ScriptedEws(SALES, WEST, MARKS, page(true, "a"), MARKS, page(true, "a", "b"));
                SyncSide side = EwsSide.open(server.config().build())) {
            Snapshot first = observe(side, LANE, YEAR, Option.none()).get();
            Snapshot second =
                    observe(side, LANE, YEAR, Option.some(first.next())).get();
            assertThat(second.isFull()).isTrue();
            assertThat(second.items()).hasSize(2);
        }
    }

    @Test
    void aFolderThatWeOnlySeeIsDenied() {
        StringBuilder none = new StringBuilder("<t:EffectiveRights>");
        for (String right :
                List.of("CreateAssociated", "CreateContents", "CreateHierarchy", "Delete", "Modify", "Read")) {
            none.append("<t:" + right + ">false</t:" + right + ">");
        }
        String seen = folder("West", "").replace("</t:Folder>", none + "</t:EffectiveRights></t:Folder>");
        assertThat(failing(SALES, WEST, Answer.soap("GetFolder", message("GetFolder", seen)), page(true)))
                .isInstanceOf(PortFailure.Denied.class);
    }

    @Test
    void aFolderForOtherItemsIsRefused() {
        PortFailure failure = failing(SALES, level("West", "IPF.Note"));
        assertThat(failure).isInstanceOf(PortFailure.Rejected.class);
        assertThat(failure.reason().toString()).contains("Sales/West", "IPF.Note", "IPF.Contact");
    }

    @ParameterizedTest
    @CsvSource({
        "ErrorAccessDenied, Denied",
        "ErrorPublicFolderMailboxDiscoveryFailed, Unavailable",
        "ErrorFolderNotFound, Missing",
        "ErrorNonExistentMailbox, Missing"
    })
    void whateverGoesWrongIsAFailureAndNeverAnEmptyFolder(String code, String failure) {
        for (PortFailure met : new PortFailure[] {
            failing(Answer.soap("FindFolder", Answer.refused("FindFolder", code, ""))),
            failing(SALES, WEST, Answer.soap("GetFolder", Answer.refused("GetFolder", code, ""))),
            failing(SALES, WEST, MARKS, Answer.soap("FindItem", Answer.refused("FindItem", code, "")))
        }) {
            assertThat(met.getClass().getSimpleName()).isEqualTo(failure);
            assertThat(met.reason().text()).contains("public folder \"Sales/West\"");
        }
    }
}
