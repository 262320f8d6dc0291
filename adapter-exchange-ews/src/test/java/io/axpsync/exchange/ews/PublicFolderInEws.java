package io.axpsync.exchange.ews;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.axpsync.core.contract.side.CardBox;
import io.axpsync.core.contract.side.Persons;
import io.axpsync.core.item.Condition;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Publication;
import io.axpsync.core.port.SyncSide;
import io.axpsync.sandbox.graph.GraphService;
import io.axpsync.sandbox.http.Headers;
import io.axpsync.sandbox.http.Request;
import io.axpsync.sandbox.http.Response;
import io.axpsync.sandbox.http.Traffic;
import io.axpsync.sandbox.mailbox.Deletion;
import io.axpsync.sandbox.mailbox.Folder;
import io.axpsync.sandbox.mailbox.FolderKind;
import io.axpsync.sandbox.mailbox.FolderPath;
import io.axpsync.sandbox.mailbox.Kept;
import io.axpsync.sandbox.mailbox.Mailbox;
import io.axpsync.sandbox.mailbox.OtherItem;
import io.axpsync.sandbox.mailbox.PermissionLevel;
import io.vavr.control.Option;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A public folder over EWS. Graph reaches none: what its users say in words of Graph is said to a card of a mailbox, which
 * is then put in its place.
 */
final class PublicFolderInEws implements CardBox {

    static final String PATH = "Sales/West";

    private static final String USER = "user@contoso.example";
    private static final ObjectMapper JSON = new ObjectMapper();

    final SandboxEws sandbox;
    final Lane lane;
    final SyncSide side;
    private final GraphService graph;
    private final Mailbox desk;

    PublicFolderInEws(Traffic traffic) {
        sandbox = new SandboxEws(traffic);
        lane = published(sandbox.open("000101", "anna"), Publication.Place.PUBLIC_FOLDERS);
        sandbox.open("000102", "user");
        desk = sandbox.boxes.find(USER).orElseThrow();
        side = sandbox.side();
        graph = new GraphService(sandbox.boxes);
    }

    static Lane published(Lane of, Publication.Place place) {
        return Persons.contacts(of)
                .withFolder(Option.some(PATH))
                .withPublication(Option.some(new Publication(
                        "west", Publication.Members.CONTACT_PERSONS, Condition.EVERYBODY, place, true)));
    }

    Mailbox store() {
        return sandbox.boxes.publicFolders();
    }

    /** The folder, made where it is missing. */
    Folder folder() {
        return new FolderPath(store(), PATH).make();
    }

    List<OtherItem> all() {
        return store().others().in(folder().id());
    }

    void grant(String user, PermissionLevel level) {
        store().rights().grant(folder().id(), Map.of(user, level));
    }

    @Override
    public SyncSide side() {
        return side;
    }

    @Override
    public Lane lane() {
        return lane;
    }

    @Override
    public ItemRef make(String body) {
        String id = call("POST", "", body).get("id").asText();
        OtherItem made = store().others().create(folder().id(), "Contact", taken(id));
        return ItemRef.exchange(made.identity().classicId());
    }

    @Override
    public void edit(ItemRef ref, String body) {
        String id = laid(ref);
        call("PATCH", "/" + encoded(id), body);
        Kept after = taken(id);
        UnaryOperator<Kept> edited = before -> after;
        store().others().update(ref.id(), null, edited);
    }

    void delete(ItemRef ref) {
        store().others().delete(ref.id(), null, Deletion.SOFT);
    }

    @Override
    public String see(ItemRef ref, String member) {
        String id = laid(ref);
        String seen = call("GET", "/" + encoded(id), "").get(member).toString();
        taken(id);
        return seen;
    }

    @Override
    public String property(ItemRef ref, String property) {
        String id = laid(ref);
        String expand = "?$expand=" + encoded("singleValueExtendedProperties($filter=id eq '" + property + "')");
        String value = call("GET", "/" + encoded(id) + expand, "")
                .path("singleValueExtendedProperties")
                .path(0)
                .path("value")
                .asText();
        taken(id);
        return value;
    }

    /** A card of the public folder, laid on the user's desk. */
    private String laid(ItemRef ref) {
        OtherItem item = store().others().find(ref.id()).orElseThrow();
        return desk.others()
                .create(desk.folder(FolderKind.CONTACTS).id(), item.kind(), item.content())
                .identity()
                .classicId()
                .replace('/', '-')
                .replace('+', '_');
    }

    private Kept taken(String graphId) {
        String id = graphId.replace('-', '/').replace('_', '+');
        OtherItem item = desk.others().find(id).orElseThrow();
        desk.others().delete(id, null, Deletion.HARD);
        return item.content();
    }

    private JsonNode call(String method, String path, String body) {
        Response answer = graph.handle(new Request(
                "user",
                method,
                URI.create("http://127.0.0.1/v1.0/users/" + USER + "/contacts" + path),
                new Headers(Map.of("Content-Type", List.of("application/json"))),
                body.replace('`', '"').getBytes(StandardCharsets.UTF_8)));
        assertThat(answer.status()).as("%s", answer.text()).isBetween(200, 299);
        try {
            return answer.text().isEmpty() ? JSON.createObjectNode() : JSON.readTree(answer.text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
