package io.axpsync.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.vavr.collection.Seq;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WrongConfigurationTest {

    private final Yaml yaml;

    WrongConfigurationTest(@TempDir Path folder) {
        this.yaml = new Yaml(folder);
    }

    @Test
    void allProblemsAreToldAtOnceWithTheirLines() {
        Seq<Problem> problems = yaml.problems("""
                marker: D365
                d365:
                  url: http://fabrikon.example
                  token: ${NOT_SET}
                exchange:
                  backend: grahp
                timeouts:
                  read: soon
                mailboxes:
                  - address: nobody
                  - adress: anna@fabrikon.example
                """);

        assertThat(problems.map(p -> p.line() + " " + p.key()))
                .containsExactly(
                        "3 d365.url",
                        "4 d365.token",
                        "5 exchange.graph",
                        "6 exchange.backend",
                        "8 timeouts.read",
                        "10 mailboxes[0].address",
                        "11 mailboxes[1].address",
                        "11 mailboxes[1].adress");
    }

    @Test
    void directoriesAreNamedOnceAndExist() {
        for (String bad : new String[] {"[workers, wokrers]", "[customers, customers]"}) {
            assertThat(yaml.problems(Yaml.SMALLEST.replace("d365:\n", "d365:\n  directories: " + bad + "\n"))
                            .map(Problem::key))
                    .containsExactly("d365.directories");
        }
    }

    @Test
    void anUnknownKeyComesWithTheNearestKnownOne() {
        Problem problem = yaml.problems(Yaml.SMALLEST + "makrer: D365\n").single();

        assertThat(problem.toString()).isEqualTo("line 9: makrer: is no known key — Did you mean marker?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "store: {fiel: x}",
                "journal: {retenshun: 30d}",
                "tls: {trsut: x}",
                "proxy: {adress: 'x:1'}",
                "timeouts: {conect: 1s}",
                "lanes: {appointment: {}}",
                "lanes: {appointments: {bak: 1d}}",
                "lanes: {appointments: {policies: {subjekt: d365}}}",
                "lanes: {appointments: {limits: {create_: 1/2%}}}"
            })
    void everySectionIsStrict(String section) {
        assertThat(yaml.problems(Yaml.SMALLEST + section + "\n").map(Problem::text))
                .contains("is no known key");
    }

    @Test
    void aSecretInPlainTextIsRefusedAndNotRepeated() {
        Problem problem = yaml.problems(Yaml.SMALLEST.replaceFirst("\\$\\{TOKEN}", "hunter2"))
                .single();

        assertThat(problem.key()).isEqualTo("d365.token");
        assertThat(problem.text()).isEqualTo("holds a secret in plain text");
        assertThat(problem.toString()).doesNotContain("hunter2");
    }

    @Test
    void aSecretFileThatIsEmptyOrMissingIsAProblem() {
        yaml.file("empty", "\n");

        assertThat(yaml.problems(Yaml.SMALLEST
                                .replaceFirst("\\$\\{TOKEN}", "file:empty")
                                .replaceFirst("\\$\\{TOKEN}", "file:missing"))
                        .map(Problem::key))
                .containsExactly("d365.token", "exchange.graph.token");
    }

    @Test
    void aKeyThatStandsTwiceIsAProblem() {
        Problem problem =
                yaml.problems(Yaml.SMALLEST + "marker: A\nmarker: B\n").single();

        assertThat(problem.line()).isEqualTo(10);
        assertThat(problem.text()).isEqualTo("stands twice");
    }

    @Test
    void oneMailboxOrOneWorkerCannotStandTwice() {
        Seq<Problem> problems = yaml.problems("""
                d365: {url: https://fabrikon.example, token: '${TOKEN}'}
                exchange: {graph: {token: '${TOKEN}'}}
                mailboxes:
                  - {address: anna@fabrikon.example, personnelNumber: "1"}
                  - {address: ANNA@fabrikon.example}
                  - {address: urs@fabrikon.example, personnelNumber: "1"}
                """);

        assertThat(problems.map(Problem::line)).containsExactly(5, 6);
    }

    @Test
    void aBackendThatAMailboxUsesMustBeConfigured() {
        Problem problem = yaml.problems(Yaml.SMALLEST + "    backend: ews\n").single();

        assertThat(problem.toString()).contains("exchange.ews").contains("mailboxes use it");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "timeZone: Mars/Olympus | mailboxes[0].timeZone",
                "backend: imap          | mailboxes[0].backend",
                "companies: nord        | mailboxes[0].companies",
                "appointments: 30d      | mailboxes[0].appointments"
            })
    void aValueThatCannotBeUnderstoodNamesItsKey(String line, String key) {
        assertThat(yaml.problems(Yaml.SMALLEST + "    " + line + "\n").map(Problem::key))
                .contains(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing\n", "- a\n- b\n", "just text", "a: [", "a: 'b", "\u0001", "a: *b"})
    void whatIsNoConfigurationIsAProblemAndNoCrash(String text) {
        assertThat(yaml.problems(text)).isNotEmpty();
    }

    @Test
    void aLoginNeedsEitherASecretOrACertificate() {
        String login = Yaml.SMALLEST.replaceFirst("token: \\$\\{TOKEN}", "login: {tenant: t, clientId: c}");

        assertThat(yaml.problems(login).single().key()).isEqualTo("d365.login.secret");
    }

    @Test
    void aStoreIsEitherAFileOrPostgres() {
        assertThat(yaml.problems(Yaml.SMALLEST + "store: {file: a, url: 'jdbc:postgresql://localhost/a'}\n")
                        .map(Problem::key))
                .contains("store.url");
        assertThat(yaml.problems(Yaml.SMALLEST + "store: {url: 'jdbc:mysql://localhost/a', secret: x}\n")
                        .map(Problem::key))
                .contains("store");
    }
}
