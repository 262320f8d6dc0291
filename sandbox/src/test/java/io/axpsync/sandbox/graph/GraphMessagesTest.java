package io.axpsync.sandbox.graph;

import static io.axpsync.sandbox.graph.GraphEventsTest.url;
import static io.axpsync.sandbox.graph.GraphRig.ANNA;
import static io.axpsync.sandbox.graph.GraphRig.error;
import static io.axpsync.sandbox.graph.GraphRig.json;
import static io.axpsync.sandbox.graph.GraphRig.value;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.axpsync.sandbox.contract.ContractWatch;
import io.axpsync.sandbox.mailbox.Delivery;
import io.axpsync.sandbox.mailbox.OtherItem;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class GraphMessagesTest {

    private static final String USER = "/users/" + ANNA;
    private static final String IMMUTABLE = "IdType=\"ImmutableId\"";
    private static final String STAMP = "String {6b1d5fdc-5a0c-4f0e-9d5b-6f6c3f0a4a51} Name AxpStamp";
    private static final String HTML_MAIL = """
            From: Otto Huber <otto@example.org>
            To: Anna Gruber <anna@contoso.example>, b@example.org
            Cc: c@example.org
            Subject: Offer
            Date: Mon, 2 Mar 2026 07:00:00 +0000
            Message-ID: <offer@example.org>
            References: <r@example.org>
            Content-Type: multipart/mixed; boundary=x

            --x
            Content-Type: text/html

            <p>Dear Anna,</p><p>please find it <b>attached</b>.</p>
            --x
            Content-Type: application/pdf; name=offer.pdf
            Content-Disposition: attachment

            PDF
            --x--
            """;

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    private final GraphRig rig = new GraphRig(WATCH);

    @AfterEach
    void close() {
        rig.close();
    }

    private OtherItem deliver(String folder, String mime, String received, String... categories) {
        return new Delivery(
                        folder,
                        mime.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8),
                        Instant.parse(received),
                        List.of(categories))
                .into(rig.anna);
    }

    private static String mail(String subject) {
        return "Subject: " + subject + "\nMessage-ID: <" + subject + "@x>\n\nText";
    }

    @Test
    void markedMessagesOfAllFoldersAreListedWithOneQuestion() {
        deliver("inbox", mail("one"), "2026-03-01T10:00:00Z", "D365", "Blue");
        deliver("sentitems", mail("two"), "2026-03-02T10:00:00Z", "d365");
        deliver("deleteditems", mail("three"), "2026-02-01T10:00:00Z", "D365");
        deliver("inbox", mail("four"), "2026-03-01T10:00:00Z", "Blue");
        String any = "categories/any(c:c eq 'D365')";
        assertThat(value(rig.get(USER + "/messages?$filter=" + url(any))))
                .extracting(m -> m.path("subject").asText())
                .containsExactlyInAnyOrder("one", "two", "three");
        String since = any + " and receivedDateTime ge 2026-03-01T00:00:00Z";
        HttpResponse<String> some = rig.get(USER
                + "/messages?$select=id,changeKey,categories,receivedDateTime,subject,parentFolderId,isDraft&$top=1&$filter="
                + url(since));
        JsonNode first = value(some).get(0);
        assertThat(first.properties()).extracting(f -> f.getKey()).doesNotContain("body", "from");
        JsonNode second =
                value(rig.get(json(some).path("@odata.nextLink").asText())).get(0);
        assertThat(List.of(first, second))
                .extracting(m -> m.path("subject").asText())
                .containsExactlyInAnyOrder("one", "two");
        assertThat(value(rig.get(USER + "/mailFolders/sentitems/messages?$filter=" + url(any))))
                .hasSize(1);
    }

    @Test
    void aMessageIsReadInFullAsTextOrHtml() {
        String id =
                deliver("inbox", HTML_MAIL, "2026-03-02T07:00:05Z").identity().immutableId();
        String select = "?$select=subject,body,internetMessageId,internetMessageHeaders,from,sender,toRecipients,"
                + "ccRecipients,conversationId,hasAttachments,sentDateTime,receivedDateTime,isDraft";
        JsonNode text = json(rig.get(
                USER + "/messages/" + id + select, "Prefer", IMMUTABLE + ", outlook.body-content-type=\"text\""));
        assertThat(text.at("/body/contentType").asText()).isEqualTo("text");
        assertThat(text.at("/body/content").asText()).isEqualTo("Dear Anna,\r\n\r\nplease find it attached.");
        assertThat(text.path("internetMessageId").asText()).isEqualTo("<offer@example.org>");
        assertThat(text.path("internetMessageHeaders"))
                .extracting(h -> h.path("name").asText() + "=" + h.path("value").asText())
                .contains("References=<r@example.org>");
        assertThat(text.at("/from/emailAddress/address").asText()).isEqualTo("otto@example.org");
        assertThat(text.path("toRecipients")).hasSize(2);
        assertThat(text.path("sentDateTime").asText()).startsWith("2026-03-02T07:00:00");
        assertThat(text.path("receivedDateTime").asText()).startsWith("2026-03-02T07:00:05");
        assertThat(text.path("hasAttachments").asBoolean()).isTrue();
        assertThat(text.path("isDraft").asBoolean()).isFalse();
        JsonNode html = json(rig.get(USER + "/messages/" + id, "Prefer", IMMUTABLE));
        assertThat(html.at("/body/content").asText()).contains("<b>attached</b>");
        assertThat(html.has("internetMessageHeaders")).isFalse();
        assertThat(rig.get(USER + "/messages/" + id + "/$value").body()).startsWith("From: Otto Huber");
    }

    @Test
    void filesAreListedExpandedAndRead() {
        String id =
                deliver("inbox", HTML_MAIL, "2026-03-02T07:00:05Z").identity().immutableId();
        JsonNode file = value(
                        rig.get(USER + "/messages/" + id + "/attachments?$select=id,name,contentType,size,isInline"))
                .get(0);
        assertThat(file.path("name").asText()).isEqualTo("offer.pdf");
        assertThat(file.has("contentBytes")).isFalse();
        String path =
                USER + "/messages/" + id + "/attachments/" + file.path("id").asText();
        assertThat(json(rig.get(path)).path("contentBytes").asText()).isNotEmpty();
        assertThat(rig.get(path + "/$value").body()).isEqualTo("PDF");
        JsonNode expanded = json(rig.get(USER + "/messages/" + id + "?$select=subject&$expand=attachments"));
        assertThat(expanded.at("/attachments/0/name").asText()).isEqualTo("offer.pdf");
        assertThat(expanded.has("body")).isFalse();
    }

    @Test
    void categoriesAndTheStampAreWrittenAndNothingElseOfWhatArrived() {
        String id = deliver("inbox", HTML_MAIL, "2026-03-02T07:00:05Z", "D365")
                .identity()
                .immutableId();
        String path = USER + "/messages/" + id;
        JsonNode before = json(rig.get(path, "Prefer", IMMUTABLE));
        JsonNode after = json(rig.send(
                "PATCH",
                path,
                "{\"categories\": [\"D365: imported\"], \"singleValueExtendedProperties\": [{\"id\": \"" + STAMP
                        + "\", \"value\": \"axp1\"}]}",
                "If-Match",
                before.path("@odata.etag").asText(),
                "Prefer",
                IMMUTABLE));
        assertThat(after.path("changeKey")).isNotEqualTo(before.path("changeKey"));
        assertThat(after.path("id").asText()).isEqualTo(id);
        assertThat(after.path("isRead").asBoolean()).isFalse();
        String stamped = "singleValueExtendedProperties/Any(ep: ep/id eq '" + STAMP + "' and ep/value eq 'axp1')";
        JsonNode found = value(rig.get(USER + "/messages?$filter=" + url(stamped) + "&$expand="
                        + url("singleValueExtendedProperties($filter=id eq '" + STAMP + "' or id eq 'String 0x1A')")))
                .get(0);
        assertThat(found.path("singleValueExtendedProperties"))
                .extracting(p -> p.path("value").asText())
                .containsExactlyInAnyOrder("axp1", "IPM.Note");
        HttpResponse<String> refused = rig.send("PATCH", path, "{\"subject\": \"Mine\"}");
        assertThat(error(refused).path("code").asText()).isEqualTo("ErrorInvalidPropertySet");
        HttpResponse<String> stale = rig.send(
                "PATCH",
                path,
                "{\"categories\": []}",
                "If-Match",
                before.path("@odata.etag").asText());
        assertThat(stale.statusCode()).isEqualTo(412);
    }

    @Test
    void aMovedMessageKeepsItsImmutableIdOnly() {
        OtherItem item = deliver("inbox", mail("one"), "2026-03-01T10:00:00Z");
        JsonNode moved = json(rig.post(
                USER + "/messages/" + item.identity().immutableId() + "/move", "{\"destinationId\": \"drafts\"}"));
        assertThat(moved.path("id").asText())
                .isNotEqualTo(EventJson.restId(item.identity().classicId()));
        JsonNode same = json(rig.get(USER + "/messages/" + item.identity().immutableId(), "Prefer", IMMUTABLE));
        assertThat(same.path("parentFolderId").asText())
                .isEqualTo(
                        json(rig.get(USER + "/mailFolders/drafts")).path("id").asText());
        rig.post(USER + "/messages/" + item.identity().immutableId() + "/copy", "{\"destinationId\": \"inbox\"}");
        assertThat(value(rig.get(USER + "/messages?$filter=" + url("internetMessageId eq '<one@x>'"))))
                .hasSize(2);
    }

    @Test
    void aFolderIsFollowed() {
        deliver("inbox", mail("one"), "2026-03-01T10:00:00Z");
        HttpResponse<String> all = rig.get(USER + "/mailFolders/inbox/messages/delta?$select=subject");
        assertThat(value(all)).hasSize(1);
        String link = json(all).path("@odata.deltaLink").asText();
        OtherItem two = deliver("inbox", mail("two"), "2026-03-01T11:00:00Z");
        deliver("drafts", mail("elsewhere"), "2026-03-01T11:00:00Z");
        assertThat(value(rig.get(link)))
                .extracting(m -> m.path("subject").asText())
                .containsExactly("two");
        rig.send("DELETE", USER + "/messages/" + two.identity().immutableId(), "");
        assertThat(value(rig.get(link))).isEmpty();
        assertThat(value(rig.get(USER + "/mailFolders/deleteditems/messages"))).hasSize(1);
        assertThat(json(rig.get(USER + "/mailFolders/inbox"))
                        .path("unreadItemCount")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void aFeedIsNarrowedByTheTimeOfReceiptOnly() {
        deliver("inbox", mail("old"), "2026-01-01T10:00:00Z");
        deliver("inbox", mail("new"), "2026-03-01T10:00:00Z");
        String delta = USER + "/mailFolders/inbox/messages/delta?$filter=";
        HttpResponse<String> some = rig.get(delta + url("receivedDateTime ge 2026-02-01T00:00:00Z"));
        assertThat(value(some)).extracting(m -> m.path("subject").asText()).containsExactly("new");
        deliver("inbox", mail("older"), "2026-01-02T10:00:00Z");
        assertThat(value(rig.get(json(some).path("@odata.deltaLink").asText()))).isEmpty();
        HttpResponse<String> refused = rig.get(delta + url("categories/any(c:c eq 'D365')"));
        assertThat(error(refused).path("code").asText()).isEqualTo("ErrorInvalidUrlQuery");
    }

    @Test
    void foldersAreFoundByTheirWellKnownNamesAndBelowEachOther() {
        JsonNode made = json(rig.post(USER + "/mailFolders/inbox/childFolders", "{\"displayName\": \"Deals\"}"));
        deliver(made.path("id").asText(), mail("one"), "2026-03-01T10:00:00Z", "D365");
        assertThat(value(rig.get(USER + "/mailFolders/inbox/childFolders")))
                .extracting(f -> f.path("displayName").asText()
                        + f.path("totalItemCount").asInt())
                .containsExactly("Deals1");
        assertThat(value(rig.get(USER + "/messages?$filter=" + url("categories/any(c:c eq 'D365')"))))
                .extracting(m -> m.path("parentFolderId").asText())
                .containsExactly(made.path("id").asText());
        assertThat(rig.get(USER + "/mailFolders/searchfolders").statusCode()).isEqualTo(404);
    }
}
