package io.axpsync.sandbox.graph;

import static io.axpsync.sandbox.graph.GraphRig.ANNA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.graph.core.content.BatchRequestContentCollection;
import com.microsoft.graph.core.content.BatchResponseContentCollection;
import com.microsoft.graph.models.DateTimeTimeZone;
import com.microsoft.graph.models.Event;
import com.microsoft.graph.models.FreeBusyStatus;
import com.microsoft.graph.models.odataerrors.ODataError;
import com.microsoft.graph.serviceclient.GraphServiceClient;
import com.microsoft.graph.users.item.UserItemRequestBuilder;
import com.microsoft.graph.users.item.calendarview.delta.DeltaGetResponse;
import com.microsoft.kiota.RequestInformation;
import com.microsoft.kiota.authentication.AnonymousAuthenticationProvider;
import io.axpsync.sandbox.contract.ContractWatch;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Microsoft's own client understands this server. */
class GraphSdkTest {

    private static final String IMMUTABLE = "IdType=\"ImmutableId\"";

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    private final GraphRig rig = new GraphRig(WATCH);
    private final GraphServiceClient client = new GraphServiceClient(new AnonymousAuthenticationProvider());
    private final UserItemRequestBuilder anna = client.users().byUserId(ANNA);

    GraphSdkTest() {
        client.getRequestAdapter().setBaseUrl(rig.base());
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void createsPatchesAndFollowsADelta() {
        Event created = some(anna.events().post(event("One"), r -> r.headers.add("Prefer", IMMUTABLE)));
        DeltaGetResponse first = some(anna.calendarView().delta().get(r -> {
            some(r.queryParameters).startDateTime = "2026-03-01T00:00:00Z";
            some(r.queryParameters).endDateTime = "2026-04-01T00:00:00Z";
            r.headers.add("Prefer", IMMUTABLE);
        }));
        assertThat(some(first.getValue())).extracting(Event::getId).containsExactly(created.getId());

        Event change = new Event();
        change.setSubject("Two");
        change.setShowAs(FreeBusyStatus.WorkingElsewhere);
        anna.events().byEventId(some(created.getId())).patch(change);
        List<Event> changes = some(some(anna.calendarView()
                        .delta()
                        .withUrl(some(first.getOdataDeltaLink()))
                        .get(r -> r.headers.add("Prefer", IMMUTABLE)))
                .getValue());

        assertThat(changes).singleElement().satisfies(event -> {
            assertThat(event.getId()).isEqualTo(created.getId());
            assertThat(event.getSubject()).isEqualTo("Two");
            assertThat(event.getShowAs()).isEqualTo(FreeBusyStatus.WorkingElsewhere);
            assertThat(some(event.getStart()).getDateTime()).isEqualTo("2026-03-02T10:00:00.0000000");
        });
    }

    @Test
    void anErrorIsAnErrorOfTheClient() {
        assertThatThrownBy(() -> anna.events().byEventId("x".repeat(72)).get())
                .isInstanceOfSatisfying(ODataError.class, error -> {
                    assertThat(error.getResponseStatusCode()).isEqualTo(404);
                    assertThat(some(error.getError()).getCode()).isEqualTo("ErrorItemNotFound");
                });
    }

    @Test
    void aBatchOfTheClientIsAnswered() throws IOException {
        BatchRequestContentCollection batch = new BatchRequestContentCollection(client);
        RequestInformation create = anna.events().toPostRequestInformation(event("Batched"));
        RequestInformation read = anna.events().byEventId("x".repeat(72)).toGetRequestInformation();
        String createId = batch.addBatchRequestStep(create);
        String readId = batch.addBatchRequestStep(read);

        BatchResponseContentCollection answer =
                some(client.getBatchRequestBuilder().post(batch, null));

        assertThat(answer.getResponsesStatusCodes())
                .containsEntry(createId, 201)
                .containsEntry(readId, 404);
        assertThat(rig.anna.items(rig.annasCalendar())).hasSize(1);
    }

    private static Event event(String subject) {
        Event event = new Event();
        event.setSubject(subject);
        event.setStart(time("2026-03-02T10:00:00"));
        event.setEnd(time("2026-03-02T11:00:00"));
        return event;
    }

    private static DateTimeTimeZone time(String local) {
        DateTimeTimeZone time = new DateTimeTimeZone();
        time.setDateTime(local);
        time.setTimeZone("UTC");
        return time;
    }

    private static <T> T some(@org.jspecify.annotations.Nullable T value) {
        return Objects.requireNonNull(value);
    }
}
