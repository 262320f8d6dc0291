package io.axpsync.sandbox.ews;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.sandbox.contract.ContractWatch;
import io.axpsync.sandbox.http.Headers;
import io.axpsync.sandbox.http.Request;
import io.axpsync.sandbox.http.Response;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Microsoft's own request samples, each answered in a form that the schema allows. */
class SamplesTest {

    @RegisterExtension
    static final ContractWatch watch = ContractWatch.open();

    /** The operations of the service that the samples show. */
    private static final Set<String> OFFERED = Set.of(
            "ConvertId",
            "CreateAttachment",
            "CreateFolder",
            "CreateItem",
            "DeleteAttachment",
            "DeleteFolder",
            "DeleteItem",
            "EmptyFolder",
            "FindFolder",
            "FindItem",
            "GetAttachment",
            "GetEvents",
            "GetFolder",
            "GetItem",
            "GetStreamingEvents",
            "GetUserAvailabilityRequest",
            "GetUserConfiguration",
            "MoveFolder",
            "MoveItem",
            "ResolveNames",
            "SendItem",
            "Subscribe",
            "SyncFolderHierarchy",
            "SyncFolderItems",
            "UpdateFolder",
            "UpdateItem",
            "UpdateUserConfiguration");

    private final EwsClient ews = new EwsClient(watch);

    /** What became of the request samples: counts by operation or code. */
    private record Tally(Map<String, Integer> answered, Map<String, Integer> codes, Map<String, Integer> leftOut) {
        Tally() {
            this(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
        }

        int requests() {
            return Stream.of(answered, leftOut)
                    .flatMap(counts -> counts.values().stream())
                    .mapToInt(i -> i)
                    .sum();
        }
    }

    @Test
    void everyRequestSampleGetsTheRightAnswer() throws IOException {
        Tally tally = new Tally();
        for (Path sample : samples()) {
            // some samples write the SOAP namespace with https, which no SOAP server knows
            String text = Files.readString(sample).replace("https://schemas.xmlsoap.org", "http://schemas.xmlsoap.org");
            Xml operation = XmlReading.read(text.getBytes(StandardCharsets.UTF_8))
                    .required("s:Body")
                    .only();
            String name = operation.localName();
            if (!name.contains("Response") && !name.equals("Fault")) {
                judge(sample.getFileName().toString(), name, text, tally);
            }
        }
        System.out.println("EWS request samples: " + tally.requests() + ", answered: " + tally.answered() + ", codes: "
                + tally.codes() + ", left out (not offered): " + tally.leftOut());
        assertThat(tally.requests()).isEqualTo(111);
        assertThat(tally.answered().keySet()).containsExactlyInAnyOrderElementsOf(OFFERED);
    }

    private void judge(String sample, String operation, String text, Tally tally) {
        Response response = send(text);
        if (OFFERED.contains(operation)) {
            assertThat(response.status()).as(sample + " " + response.text()).isEqualTo(200);
            RightAnswers.Rule rule = RightAnswers.of(text);
            List<String> codes =
                    messages(response).stream().map(EwsClient::code).toList();
            assertThat(rule.codes()).as("%s asks %s", sample, rule.why()).containsAll(codes);
            assertThat(codes).as(sample).isNotEmpty();
            tally.answered().merge(operation, 1, Integer::sum);
            codes.forEach(code -> tally.codes().merge(code, 1, Integer::sum));
        } else {
            assertThat(ews.fault(response)).as(sample).isEqualTo("ErrorInvalidOperation");
            tally.leftOut().merge(operation, 1, Integer::sum);
        }
    }

    @Test
    void theAppointmentSamplesAreStored() throws IOException {
        ContractWatch.required();
        List<String> subjects = new ArrayList<>();
        for (Path sample : samples()) {
            String name = sample.getFileName().toString();
            if (name.startsWith("how-to-create-a") && name.endsWith(".0.xml")) {
                Response response =
                        send(Files.readString(sample).replace("https://schemas.xmlsoap", "http://schemas.xmlsoap"));
                assertThat(response.text()).as(name).contains("NoError");
                subjects.add(name);
            }
        }
        assertThat(ews.anna.items(ews.calendarId())).hasSameSizeAs(subjects).hasSizeGreaterThan(2);
    }

    private static List<Path> samples() throws IOException {
        try (Stream<Path> files = Files.list(ContractWatch.requiredFolder().resolve("ews/samples"))) {
            return files.filter(f -> f.toString().endsWith(".xml")).sorted().toList();
        }
    }

    private Response send(String text) {
        Request request = new Request(
                "c1",
                "POST",
                URI.create("http://localhost/EWS/Exchange.asmx"),
                Headers.EMPTY.with("Content-Type", "text/xml; charset=utf-8").with(EwsService.USER, ews.user),
                text.getBytes(StandardCharsets.UTF_8));
        Response response = ews.service.handle(request);
        watch.seen("ews", request, response);
        return response;
    }

    private static List<Xml> messages(Response response) {
        Xml answer = XmlReading.read(response.body()).required("s:Body").only();
        return answer.child("m:FreeBusyResponseArray")
                .map(views -> views.children().stream()
                        .map(view -> view.required("m:ResponseMessage"))
                        .toList())
                .orElseGet(() -> answer.required("m:ResponseMessages").children());
    }
}
