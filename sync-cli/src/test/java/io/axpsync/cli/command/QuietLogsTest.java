package io.axpsync.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.read.ListAppender;
import io.axpsync.cli.report.Logs;
import io.axpsync.sandbox.Sandbox;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Promise 10 of the safety page: secrets never get into logs, whatever level somebody chooses. */
class QuietLogsTest {

    @Test
    @Tag("promise-10")
    void noHeaderOrSecretIsLoggedEvenWhenTheRootIsAtItsLoudest(@TempDir Path folder) throws JoranException {
        configure("/logback.xml"); // the program's own, not that of the tests
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        ListAppender<ILoggingEvent> heard = new ListAppender<>();
        heard.start();
        Appender<ILoggingEvent> console = root.getAppender("STDERR");
        root.detachAppender(console);
        root.addAppender(heard);
        try (Sandbox sandbox = Sandbox.start()) {
            String config = Cli.configure(sandbox, folder).toString();
            Cli.run("check", "-c", config);
            Logs.verbosity(2);
            root.setLevel(Level.ALL);
            try (io.axpsync.cli.run.Synchronisation sync = io.axpsync.cli.run.Synchronisation.open(
                    io.axpsync.cli.config.ConfigurationFile.read(Path.of(config)), new RunProgress(true))) {
                sync.sync(io.axpsync.cli.run.LaneFilter.ALL);
            }
            List<String> lines =
                    heard.list.stream().map(ILoggingEvent::getFormattedMessage).toList();

            assertThat(lines).as("the run was logged at all").isNotEmpty();
            String all = String.join("\n", lines);
            assertThat(all)
                    .doesNotContain("Bearer ")
                    .doesNotContain("client_secret")
                    .doesNotContain(sandbox.client().clientSecret())
                    .doesNotContain("Besuch Hafenlogistik Albers");
        } finally {
            Logs.verbosity(0);
            configure("/logback.xml");
        }
    }

    private static void configure(String resource) throws JoranException {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(Objects.requireNonNull(QuietLogsTest.class.getResource(resource)));
    }
}
