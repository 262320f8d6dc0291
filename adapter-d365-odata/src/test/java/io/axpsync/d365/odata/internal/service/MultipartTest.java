package io.axpsync.d365.odata.internal.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.axpsync.d365.odata.internal.http.Answer;
import io.axpsync.d365.odata.internal.http.Trouble;
import io.vavr.collection.HashMap;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Vector;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.apache.olingo.client.core.ODataClientFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartTest {

    private static final URI ROW = URI.create("https://d365.example/data/Activities?cross-company=true");
    private final Json json = new Json(ODataClientFactory.getClient(), new Names(HashMap.empty()));

    private String write(Operation... operations) {
        return new String(Multipart.write(Vector.of(operations), json), StandardCharsets.UTF_8);
    }

    private static Vector<Answer> read(String body) {
        return Multipart.read(new Answer(
                        200,
                        HashMap.of("content-type", "multipart/mixed; boundary=b"),
                        body.getBytes(StandardCharsets.UTF_8)))
                .flatMap(part -> part);
    }

    private static String part(String status, String body) {
        return "--b\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\nHTTP/1.1 " + status
                + "\r\nContent-Type: application/json\r\n\r\n" + body + "\r\n";
    }

    @Test
    void noTextOfAUserCanEndItsPart() {
        String evil = "x\r\n--" + Multipart.BOUNDARY + "--\r\n\r\nDELETE /data/Activities HTTP/1.1";
        String batch = write(Operation.post(ROW, EntitySet.ACTIVITIES, LinkedHashMap.of("Purpose", evil), "it"));

        assertThat(batch.lines().filter(l -> l.startsWith("--" + Multipart.BOUNDARY)))
                .containsExactly("--" + Multipart.BOUNDARY, "--" + Multipart.BOUNDARY + "--");
        assertThat(batch.lines()).noneMatch(l -> l.startsWith("DELETE"));
    }

    @Test
    void anEtagWithALineEndIsNotSent() {
        String batch = write(Operation.delete(ROW, EntitySet.ACTIVITIES, "W/\"a\r\nX-Evil: 1\"", "it"));

        assertThat(batch).doesNotContain("X-Evil").doesNotContain("If-Match");
    }

    @Test
    void partsAddressTheServerThatWasAsked() {
        assertThat(write(Operation.get(ROW, EntitySet.ACTIVITIES, "it")))
                .contains("GET /data/Activities?cross-company=true HTTP/1.1")
                .doesNotContain("https://");
    }

    @Test
    void eachWriteHasItsOwnChangeSetAndContentId() {
        String batch = write(
                Operation.delete(ROW, EntitySet.ACTIVITIES, "", "one"),
                Operation.delete(ROW, EntitySet.ACTIVITIES, "", "two"));

        assertThat(batch).contains("boundary=changeset_axp1", "boundary=changeset_axp2");
        assertThat(batch).contains("Content-ID: 1", "Content-ID: 2");
    }

    @Test
    void aWriteThatJoinsAnotherSharesItsChangeSet() {
        Operation first = Operation.delete(ROW, EntitySet.ACTIVITIES, "", "one");
        Operation read = Operation.get(ROW, EntitySet.ACTIVITIES, "two");
        String batch = write(first, first.joining(), first, read, first.joining());

        assertThat(batch.split("Content-Type: multipart/mixed", -1))
                .as("change sets")
                .hasSize(1 + 3);
        assertThat(batch.split("--changeset_axp1\r\n", -1))
                .as("parts of the first")
                .hasSize(1 + 2);
        assertThat(batch).contains("Content-ID: 1", "Content-ID: 2", "Content-ID: 3", "Content-ID: 5");
    }

    @Test
    void answersOfChangeSetsAndReadsStandInOrder() {
        String nested = "--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n"
                + part("204 No Content", "").replace("--b", "--c") + "--c--\r\n";
        Vector<Answer> answers =
                read(part("200 OK", "{\"a\":\"ü漢\"}") + nested + part("404 Not Found", "{}") + "--b--");

        assertThat(answers.map(Answer::status)).containsExactly(200, 204, 404);
        assertThat(answers.get(0).text()).isEqualTo("{\"a\":\"ü漢\"}");
    }

    @Test
    void lineFeedsAloneAreUnderstood() {
        assertThat(read((part("200 OK", "{}") + "--b--").replace("\r\n", "\n")).map(Answer::status))
                .containsExactly(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--b\r\n", "--b\r\nContent-Type: application/http\r\n\r\nHTTP/1.1 200 OK\r\n\r\n{}"})
    void whatIsNotClosedWasCutOff(String body) {
        assertThatThrownBy(() -> read(body))
                .isInstanceOfSatisfying(
                        Trouble.class, t -> assertThat(t.isUncertain()).isTrue());
    }

    @Test
    void aPartThatIsNoAnswerIsNonsense() {
        assertThatThrownBy(() -> read("--b\r\nContent-Type: application/http\r\n\r\nhello\r\n--b--"))
                .isInstanceOf(Trouble.class);
    }
}
