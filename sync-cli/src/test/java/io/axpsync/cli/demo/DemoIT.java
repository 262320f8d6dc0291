package io.axpsync.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.axpsync.sandbox.contract.ContractWatch;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The demonstration as a user starts it, and what it says of a product that does not keep its word. */
class DemoIT {

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int demo(String... args) {
        return new CommandLine(new DemoCommand(WATCH))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args);
    }

    private JsonNode json() throws JsonProcessingException {
        String[] lines = out.toString().strip().split("\\R");
        return new ObjectMapper().readTree(lines[lines.length - 1]);
    }

    @ParameterizedTest
    @CsvSource({"graph, companion, 19", "graph, stock, 18", "ews, companion, 19", "ews, stock, 18"})
    void theDayHoldsAndFitsOneScreen(String exchange, String d365, int steps) {
        assertThat(demo("--exchange", exchange, "--d365", d365))
                .as(out.toString())
                .isZero();
        assertThat(out.toString().lines()).hasSizeLessThan(29).allMatch(line -> line.length() < 125);
        assertThat(out.toString().lines().filter(line -> line.matches("\\s*\\d+ ok .*")))
                .hasSize(steps);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void theReadmeShowsTheRealOutput() throws IOException {
        demo();

        assertThat(Files.readString(Path.of("../README.md"))).contains(out.toString());
    }

    @ParameterizedTest
    @CsvSource({"empty-success, are not the same", "double, are not the same", "extra-mail, mails that nobody asked for"
    })
    void aProductThatDoesNotKeepItsWordIsFoundOut(String fault, String told) throws JsonProcessingException {
        assertThat(demo("--inject", fault, "--json")).isEqualTo(1);
        assertThat(json().path("ok").asBoolean()).isFalse();
        assertThat(json().path("failed").asText()).contains(told);
        assertThat(err.toString()).contains("first sync");
    }

    @Test
    void aFolderThatIsNotThereIsWrongUsage() {
        assertThat(demo("--load", "no-such-folder")).isEqualTo(2);
        assertThat(err.toString()).contains("no folder no-such-folder");
    }
}
