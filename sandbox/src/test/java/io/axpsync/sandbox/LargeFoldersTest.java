package io.axpsync.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.axpsync.sandbox.ews.EwsBehaviour;
import io.axpsync.sandbox.ews.EwsService;
import io.axpsync.sandbox.graph.GraphService;
import io.axpsync.sandbox.http.Handler;
import io.axpsync.sandbox.http.Headers;
import io.axpsync.sandbox.http.Request;
import io.axpsync.sandbox.http.Response;
import io.axpsync.sandbox.mailbox.ContactFields;
import io.axpsync.sandbox.mailbox.ContactItem;
import io.axpsync.sandbox.mailbox.ExtendedProperty;
import io.axpsync.sandbox.mailbox.Folder;
import io.axpsync.sandbox.mailbox.FolderPath;
import io.axpsync.sandbox.mailbox.Mailbox;
import io.axpsync.sandbox.mailbox.Mailboxes;
import io.axpsync.sandbox.mailbox.PropertyKey;
import io.axpsync.sandbox.mailbox.PropertyType;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A page of a large folder costs about what a page of a small one costs, so that walking it is not quadratic. */
class LargeFoldersTest {

    private static final String STAMP = "6b1d5fdc-5a0c-4f0e-9d5b-6f6c3f0a4a51";
    private static final PropertyKey KEY = PropertyKey.named(PropertyType.STRING, UUID.fromString(STAMP), "AxpStamp");
    private static final int SMALL = 500;
    private static final int LARGE = 10 * SMALL;

    private final Mailboxes boxes = new Mailboxes(Clock.systemUTC());
    private final Mailbox sales = boxes.add("sales@own.example", "Sales", "UTC");
    private final Handler ews = new EwsService(boxes, new EwsBehaviour());
    private final Handler graph = new GraphService(boxes);

    private static Folder filled(Mailbox mailbox, String name, int contacts) {
        Folder folder = new FolderPath(mailbox, name).make();
        for (int i = 0; i < contacts; i++) {
            ContactItem contact = ContactItem.EMPTY
                    .with(ExtendedProperty.of(KEY, "s" + (i * 7919 % contacts)))
                    .with(new ExtendedProperty(ContactFields.CATEGORIES, List.of("VIP")));
            mailbox.others().create(folder.id(), "Contact", contact);
        }
        return folder;
    }

    /** Bytes, which unlike seconds do not depend on what else the machine does. */
    private static long cost(Runnable page) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        page.run(); // classes are loaded, and the search is made
        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        page.run();
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
    }

    private void find(Folder folder) {
        String text = "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\""
                + " xmlns:t=\"http://schemas.microsoft.com/exchange/services/2006/types\""
                + " xmlns:m=\"http://schemas.microsoft.com/exchange/services/2006/messages\"><s:Header>"
                + "<t:RequestServerVersion Version=\"Exchange2016\"/></s:Header><s:Body>"
                + "<m:FindItem Traversal=\"Shallow\"><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape></m:ItemShape>"
                + "<m:IndexedPageItemView MaxEntriesReturned=\"10\" Offset=\"300\" BasePoint=\"Beginning\"/>"
                + "<m:SortOrder><t:FieldOrder Order=\"Ascending\"><t:ExtendedFieldURI PropertySetId=\"" + STAMP
                + "\" PropertyName=\"AxpStamp\" PropertyType=\"String\"/></t:FieldOrder></m:SortOrder>"
                + "<m:ParentFolderIds><t:FolderId Id=\"" + folder.id()
                + "\"/></m:ParentFolderIds></m:FindItem></s:Body></s:Envelope>";
        Response answer = ews.handle(new Request(
                "c",
                "POST",
                URI.create("http://localhost/EWS/Exchange.asmx"),
                Headers.EMPTY.with("Content-Type", "text/xml").with(EwsService.USER, sales.address()),
                text.getBytes(StandardCharsets.UTF_8)));
        assertThat(answer.text().split("<t:ItemId ", -1)).hasSize(11);
    }

    private void get(Folder folder, String query, String link) {
        Response answer = graph.handle(new Request(
                "c",
                "GET",
                URI.create("http://localhost/v1.0/users/sales@own.example/contactFolders/" + folder.id() + "/contacts"
                        + query),
                Headers.EMPTY.with("Prefer", "odata.maxpagesize=10"),
                new byte[0]));
        assertThat(answer.text()).contains(link);
        assertThat(answer.text().split("@odata.etag", -1)).hasSize(11);
    }

    @Test
    void aSortedPageOfFindItemIsCutOutOfASearchThatIsMadeOnce() {
        Folder small = filled(boxes.publicFolders(), "Small", SMALL);
        Folder large = filled(boxes.publicFolders(), "Large", LARGE);

        assertThat(cost(() -> find(large))).isLessThan(2 * cost(() -> find(small)));
    }

    @Test
    void aPageOfGraphMakesItsOwnRowsOnly() {
        Folder small = filled(sales, "Small", SMALL);
        Folder large = filled(sales, "Large", LARGE);

        assertThat(cost(() -> get(large, "?$top=10&$skip=300", "nextLink")))
                .isLessThan(2 * cost(() -> get(small, "?$top=10&$skip=300", "nextLink")));
        assertThat(cost(() -> get(large, "/delta", "nextLink")))
                .isLessThan(2 * cost(() -> get(small, "/delta", "nextLink")));
    }
}
