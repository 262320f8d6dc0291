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

    /** Kinds of items and folders that the sandbox does not hold, and names of folders that it does not have. */
    private static final Set<String> REFUSED_AS_A_WHOLE = Set.of("ErrorInvalidOperation");

    private final EwsClient ews = new EwsClient(watch);

    @Test
    void everyRequestSampleGetsAValidAnswer() throws IOException {
        Map<String, Integer> answered = new TreeMap<>();
        Map<String, Integer> codes = new TreeMap<>();
        int faults = 0;
        for (Path sample : samples()) {
            // some samples write the SOAP namespace with https, which no SOAP server knows
            String text = Files.readString(sample).replace("https://schemas.xmlsoap.org", "http://schemas.xmlsoap.org");
            Xml operation = XmlReading.read(text.getBytes(StandardCharsets.UTF_8))
                    .required("s:Body")
                    .only();
            String name = operation.localName();
            if (name.contains("Response") || name.equals("Fault")) {
                continue;
            }
            Response response = send(text);
            if (response.status() == 200) {
                answered.merge(name, 1, Integer::sum);
                messages(response).forEach(m -> codes.merge(EwsClient.code(m), 1, Integer::sum));
            } else {
                faults++;
                assertThat(REFUSED_AS_A_WHOLE)
                        .as(sample + " " + response.text())
                        .contains(ews.fault(response));
            }
        }

        assertThat(answered.keySet())
                .contains(
                        "ConvertId",
                        "CreateFolder",
                        "CreateItem",
                        "DeleteItem",
                        "FindFolder",
                        "FindItem",
                        "GetFolder",
                        "GetItem",
                        "GetUserConfiguration",
                        "MoveItem",
                        "ResolveNames",
                        "SyncFolderHierarchy",
                        "SyncFolderItems",
                        "UpdateFolder",
                        "UpdateItem",
                        "UpdateUserConfiguration");
        assertThat(answered.values().stream().mapToInt(i -> i).sum() + faults).isEqualTo(111);
        assertThat(codes.get("NoError")).isGreaterThan(10);
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
        return XmlReading.read(response.body())
                .required("s:Body")
                .only()
                .required("m:ResponseMessages")
                .children();
    }
}
