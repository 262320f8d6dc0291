package io.axpsync.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.axpsync.cli.command.Axpsync;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The disasters as a user starts them, and what they say of a product that loses, doubles or mails something. */
class DisasterIT {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int disaster(String... args) {
        String[] all = new String[args.length + 3];
        all[0] = "demo";
        all[1] = "--scenario";
        all[2] = "disaster";
        System.arraycopy(args, 0, all, 3, args.length);
        return Axpsync.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all);
    }

    @ParameterizedTest
    @CsvSource({"graph, companion", "ews, companion"})
    void nothingIsLostDoubledOrMailed(String exchange, String d365) {
        assertThat(disaster("--exchange", exchange, "--d365", d365))
                .as(out.toString())
                .isZero();
        assertThat(out.toString())
                .contains(
                        "$ axpsync sync",
                        "exit code 3",
                        "exit code 4",
                        "$ axpsync held list",
                        "[fence-ahead]",
                        "[fence-d365]")
                .doesNotContain("\tat ", "Exception");
        assertThat(out.toString().lines()).allMatch(line -> line.length() < 140);
        assertThat(out.toString().lines().filter(line -> line.matches("\\s*\\d+ ok .*")))
                .hasSize(8);
    }

    @Test
    void stockD365IsShownThroughGraph() throws JsonProcessingException {
        assertThat(disaster("--d365", "stock", "--json")).as(err.toString()).isZero();
        JsonNode result = new ObjectMapper().readTree(out.toString());
        assertThat(result.path("scenario").asText()).isEqualTo("disaster");
        assertThat(result.path("steps")).hasSize(8);
        assertThat(result.path("steps").get(4).path("shown").toString()).contains("exit code 3");
    }

    @ParameterizedTest
    @CsvSource({
        "lost-item, lost [Visit 01]",
        "empty-success, are not the same",
        "double, are not the same",
        "extra-mail, mails that nobody asked for"
    })
    void aProductThatDoesDamageIsFoundOut(String fault, String told) throws JsonProcessingException {
        assertThat(disaster("--inject", fault, "--json")).as(err.toString()).isEqualTo(1);
        JsonNode result = new ObjectMapper().readTree(out.toString());
        assertThat(result.path("ok").asBoolean()).isFalse();
        assertThat(result.path("failed").asText()).contains(told);
    }
}
