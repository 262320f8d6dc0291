package io.axpsync.cli.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.axpsync.cli.config.Backend;
import io.axpsync.core.port.SyncSide;
import io.axpsync.core.run.LaneSetup;
import io.axpsync.core.run.RunReport;
import io.axpsync.sandbox.d365.Company;
import io.axpsync.sandbox.d365.D365Options;
import io.axpsync.sandbox.http.Fault;
import io.axpsync.sandbox.http.FaultRule;
import io.vavr.collection.Seq;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files of events become files of activities, and go with them; what users of D365 attach is theirs. */
class AttachmentsIT {

    private static final String OWNER = "worker000001@fabrikon.example";
    private static final String WORKER = "000001";
    private static final String FILES = "AxpActivityAttachments";

    private Fabrikon fabrikon = new Fabrikon(Company.generated(1), D365Options.companion());

    private int contents;

    private Backend over = Backend.GRAPH;

    @AfterEach
    void close() {
        fabrikon.close();
    }

    @ParameterizedTest
    @EnumSource
    void filesFlowChangeAndGoAndTheSecondRunDoesNothing(Backend backend) {
        over = backend;
        String event = event();
        attach(event, "Offer.pdf", "first", false);
        attach(event, "Plan's 50%.docx", "plan", false);
        attach(event, "logo.png", "picture", true);
        settle();
        assertThat(files()).containsExactly("Offer.pdf=first", "Plan's 50%.docx=plan");

        detach(event, "Offer.pdf");
        attach(event, "Offer.pdf", "the second", false);
        settle();
        assertThat(files()).containsExactly("Offer.pdf=the second", "Plan's 50%.docx=plan");

        detach(event, "Plan's 50%.docx");
        settle();
        assertThat(files()).containsExactly("Offer.pdf=the second");
    }

    @ParameterizedTest
    @EnumSource
    void anEditReadsNoContentsAndRemovesNothing(Backend backend) {
        over = backend;
        String event = event();
        attach(event, "Offer.pdf", "first", false);
        settle();
        int before = contents;
        users().outlook("PATCH", OWNER, "/events/" + event, "all", "{\"location\": {\"displayName\": \"Room 4\"}}");
        settle();
        users().edit(activity(), "Location", "Room 5");
        settle();
        assertThat(contents).isEqualTo(before).isPositive();
        assertThat(files()).containsExactly("Offer.pdf=first");
    }

    @Test
    void whatAUserOfD365AttachedIsNeverReplacedOrRemoved() {
        String event = event();
        settle();
        attachInD365("Offer.pdf", "theirs");
        attachInD365("Notes.txt", "theirs too");
        attach(event, "Offer.pdf", "ours", false);
        attach(event, "Plan.docx", "plan", false);
        RunReport report = fabrikon.run().sync(lanes());
        assertThat(report.lanes().head().cases().toString()).contains("no copy of Offer.pdf");
        assertThat(files()).containsExactly("Notes.txt=theirs too", "Offer.pdf=theirs", "Plan.docx=plan");
        detach(event, "Offer.pdf");
        detach(event, "Plan.docx");
        settle();
        assertThat(files()).containsExactly("Notes.txt=theirs too", "Offer.pdf=theirs");
    }

    @Test
    void whatIsBlockedIsNamedInTheNotes() {
        String event = event();
        attach(event, "Setup.exe", "program", false);
        attach(event, "Offer.pdf", "first", false);
        settle();
        assertThat(files()).containsExactly("Offer.pdf=first");
        assertThat(activity().path("Notes").asText())
                .contains("Attachment: Setup.exe (files of type exe are blocked)")
                .doesNotContain("Offer.pdf");
    }

    @Test
    void stockD365NamesTheFilesInTheNotes() {
        fabrikon.close();
        fabrikon = new Fabrikon(Company.generated(1), D365Options.STOCK);
        attach(event(), "Offer.pdf", "first", false);
        settle();
        assertThat(activity().path("Notes").asText()).contains("Attachment: Offer.pdf");
    }

    @Test
    void aCopyWhoseAnswerWasLostIsMadeOnce() {
        String event = event();
        settle();
        attach(event, "Offer.pdf", "first", false);
        fabrikon.sandbox
                .faults()
                .add(FaultRule.of(Fault.Kind.LOST_ANSWER)
                        .frontEnd("d365")
                        .body("POST [^ ]*" + FILES)
                        .build());
        fabrikon.run().sync(lanes());
        fabrikon.sandbox.faults().clear();
        fabrikon.settle(lanes());
        assertThat(files()).containsExactly("Offer.pdf=first");
    }

    private void settle() {
        fabrikon.settle(lanes());
        assertThat(fabrikon.run().plan(lanes()).operations()).isZero();
    }

    private Seq<LaneSetup> lanes() {
        return fabrikon.lanes(over == Backend.GRAPH ? fabrikon.graph : fabrikon.ews)
                .map(lane -> lane.withExchange(counting(lane.exchange())));
    }

    private SyncSide counting(SyncSide side) {
        return (SyncSide) Proxy.newProxyInstance(
                SyncSide.class.getClassLoader(), new Class<?>[] {SyncSide.class}, (proxy, method, arguments) -> {
                    contents += method.getName().equals("content") ? 1 : 0;
                    return method.invoke(side, arguments);
                });
    }

    private Users users() {
        return fabrikon.users;
    }

    private String event() {
        return users().quietEvent(OWNER, "Visit", 3, "").path("id").asText();
    }

    private void attach(String event, String name, String text, boolean inline) {
        String content = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        users().outlook(
                        "POST",
                        OWNER,
                        "/events/" + event + "/attachments",
                        "all",
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("@odata.type", "#microsoft.graph.fileAttachment")
                                .put("name", name)
                                .put("contentType", "application/octet-stream")
                                .put("isInline", inline)
                                .put("contentBytes", content)
                                .toString());
    }

    private void detach(String event, String name) {
        for (JsonNode file : users().outlook("GET", OWNER, "/events/" + event + "/attachments", "all", "")
                .path("value")) {
            if (file.path("name").asText().equals(name)) {
                users().outlook(
                                "DELETE",
                                OWNER,
                                "/events/" + event + "/attachments/"
                                        + file.path("id").asText(),
                                "all",
                                "");
            }
        }
    }

    private void attachInD365(String name, String text) {
        JsonNode row = activity();
        users().make(
                        FILES,
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("dataAreaId", row.path("dataAreaId").asText())
                                .put(
                                        "ActivityNumber",
                                        row.path("ActivityNumber").asText())
                                .put("FileName", name)
                                .put("MimeType", "text/plain")
                                .put(
                                        "Content",
                                        Base64.getUrlEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))));
    }

    private JsonNode activity() {
        return users().activitiesOf(WORKER)
                .find(row -> row.path("Purpose").asText().equals("Visit"))
                .get();
    }

    private Seq<String> files() {
        return users().parts(FILES, activity())
                .map(row -> row.path("FileName").asText() + "="
                        + new String(
                                Base64.getUrlDecoder()
                                        .decode(row.path("Content").asText()),
                                StandardCharsets.UTF_8))
                .sorted();
    }
}
