package io.axpsync.exchange.ews;

import static io.axpsync.exchange.ews.EwsCheck.Right.CREATE;
import static io.axpsync.exchange.ews.EwsCheck.Right.DELETE;
import static io.axpsync.exchange.ews.EwsCheck.Right.DELETE_SOME;
import static io.axpsync.exchange.ews.EwsCheck.Right.EDIT;
import static io.axpsync.exchange.ews.EwsCheck.Right.EDIT_SOME;
import static io.axpsync.exchange.ews.EwsCheck.Right.MAKE_FOLDERS;
import static io.axpsync.exchange.ews.EwsCheck.Right.READ;
import static io.axpsync.exchange.ews.Words.create;
import static io.axpsync.exchange.ews.Words.written;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.contract.side.Persons;
import io.axpsync.core.item.Publication;
import io.axpsync.core.item.Reason;
import io.axpsync.sandbox.contract.ContractWatch;
import io.axpsync.sandbox.mailbox.FolderPath;
import io.axpsync.sandbox.mailbox.PermissionLevel;
import io.vavr.collection.Vector;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What our account may do in published folders, as a check tells before anything is synchronised. */
class EwsFolderRightsTest {

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    private static final String ANNA = "anna@contoso.example";

    private final PublicFolderInEws box = new PublicFolderInEws(WATCH);
    private final EwsCheck check = EwsCheck.open(box.sandbox.config().build());

    @AfterEach
    void close() {
        check.close();
        box.close();
    }

    private EwsCheck.FolderFinding finding() {
        return check.folders(Vector.of(box.lane)).get(0);
    }

    @Test
    void anOwnerMayDoEverything() {
        box.make("{`surname`:`Huber`}");
        assertThat(finding().rights()).containsExactly(READ, CREATE, EDIT, DELETE, MAKE_FOLDERS);
        assertThat(finding().problems()).isEmpty();
        assertThat(finding().hints()).isEmpty();
    }

    @Test
    void aReaderIsToldWhatItLacksAndWhoGivesIt() {
        box.make("{`surname`:`Huber`}");
        box.grant(ANNA, PermissionLevel.REVIEWER);
        assertThat(finding().rights()).containsExactly(READ);
        Reason problem = finding().problems().get(0);
        assertThat(problem.code()).isEqualTo("ews-read-only");
        assertThat(problem.toString())
                .contains("Sales/West", ANNA, "add, edit every contact, delete every contact", "PublishingEditor");
    }

    @Test
    void anAuthorMayEditItsOwnOnly() {
        box.make("{`surname`:`Huber`}");
        box.grant(ANNA, PermissionLevel.AUTHOR);
        written(box.side, create(box.lane, "l1", Persons.person()));
        assertThat(finding().rights()).containsExactly(READ, CREATE, EDIT_SOME, DELETE_SOME);
        assertThat(finding().problems().get(0).toString()).contains("may not edit every contact");
    }

    @Test
    void aFolderThatMayNotBeReadIsAProblem() {
        box.folder();
        box.grant(ANNA, PermissionLevel.CONTRIBUTOR);
        assertThat(finding().rights()).containsExactly(CREATE);
        assertThat(finding().problems().get(0).code()).isEqualTo("ews-denied");
    }

    @Test
    void ofAnEmptyFolderNobodyKnowsWhatBecomesOfItsContacts() {
        box.folder();
        assertThat(finding().rights()).containsExactly(READ, CREATE, MAKE_FOLDERS);
        assertThat(finding().problems()).isEmpty();
        assertThat(finding().hints().get(0).code()).isEqualTo("ews-rights-unknown");
    }

    @Test
    void aFolderThatIsMissingIsMadeLaterOrCannotBeAndACheckMakesNone() {
        assertThat(finding().hints().get(0).code()).isEqualTo("ews-folder-to-make");
        assertThat(finding().problems()).isEmpty();
        box.store()
                .rights()
                .grant(new FolderPath(box.store(), "Sales").make().id(), Map.of(ANNA, PermissionLevel.EDITOR));
        assertThat(finding().problems().get(0).code()).isEqualTo("ews-no-folder");
        assertThat(new FolderPath(box.store(), PublicFolderInEws.PATH).find()).isEmpty();
    }

    @Test
    void theFolderOfASharedMailboxIsLookedAtThere() {
        EwsCheck.FolderFinding finding = check.folders(Vector.of(
                        PublicFolderInEws.published(SandboxEws.lane("000101", "anna"), Publication.Place.MAILBOX)))
                .get(0);
        assertThat(finding.hints().get(0).toString())
                .contains("contact folder \"Sales/West\" of " + ANNA)
                .contains("is made with the first contact");
    }
}
