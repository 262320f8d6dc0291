package io.axpsync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.axpsync.sandbox.Sandbox;
import io.axpsync.sandbox.SandboxOptions;
import io.axpsync.sandbox.http.Fault;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages name what there is, and their links lead somewhere. */
class DocumentationTest {

    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s:]+)(?:#[^)]*)?\\)");

    @Test
    void everyLinkBetweenPagesLeadsSomewhere() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(CHECKOUT.resolve("README.md"), CHECKOUT.resolve("CONTRIBUTING.md")));
        try (Stream<Path> docs = Files.walk(CHECKOUT.resolve("docs"))) {
            docs.filter(p -> p.toString().endsWith(".md")).forEach(pages::add);
        }
        List<String> broken = new ArrayList<>();
        int links = 0;
        for (Path page : pages) {
            Matcher m = LINK.matcher(Files.readString(page));
            for (; m.find(); links++) {
                if (!Files.exists(page.resolveSibling(m.group(1)))) {
                    broken.add(CHECKOUT.relativize(page) + " -> " + m.group(1));
                }
            }
        }
        assertThat(broken).isEmpty();
        assertThat(links).isGreaterThan(10);
    }

    @Test
    void everyFaultAndEverySwitchOfTheSandboxIsExplained() throws Exception {
        String page = Files.readString(CHECKOUT.resolve("docs/sandbox.md"));
        for (Fault.Kind kind : Fault.Kind.values()) {
            assertThat(page)
                    .contains("| `" + kind.name().toLowerCase(Locale.ROOT).replace('_', '-') + "` |");
        }
        try (Sandbox sandbox = Sandbox.start(SandboxOptions.builder().build())) {
            JsonNode switches = new ObjectMapper()
                    .readTree(HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(
                                                    URI.create(sandbox.client().adminBase() + "/switches"))
                                            .header(
                                                    "X-Sandbox-Token",
                                                    sandbox.client().adminToken())
                                            .build(),
                                    BodyHandlers.ofString())
                            .body());
            assertThat(switches).hasSizeGreaterThan(20);
            for (JsonNode one : switches) {
                assertThat(page).contains("`" + one.path("name").asText() + "`");
            }
        }
    }
}
