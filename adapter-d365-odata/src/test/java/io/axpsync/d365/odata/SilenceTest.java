package io.axpsync.d365.odata;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Window;
import io.axpsync.core.port.Look;
import io.axpsync.sandbox.contract.ContractWatch;
import io.axpsync.sandbox.d365.D365Options;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

/** With every logger wide open, neither tokens nor what items say reach a log. */
class SilenceTest {

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    @Test
    void neitherTokensNorContentsAreLogged() {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Level before = root.getLevel();
        ListAppender<ILoggingEvent> heard = new ListAppender<>();
        heard.start();
        var shown = Vector.ofAll(root::iteratorForAppenders);
        shown.forEach(root::detachAppender);
        root.setLevel(Level.TRACE);
        root.addAppender(heard);
        String token;
        try (Scenery scenery = new Scenery(D365Options.companion(), WATCH)) {
            Lane lane = scenery.newLane();
            ItemRef ref = scenery.put(lane, "Top secret merger", "OutlookText", "with whom");
            token = scenery.sandbox.d365Token();
            String fixed = token;
            try (D365Side side = D365Side.open(scenery.config().withLogin(new D365Login.Token(() -> fixed)))) {
                Window window =
                        new Window(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2027-01-01T00:00:00Z"));
                assertThat(side.fetch(Vector.of(new Look(lane, window, ref, Option.none())))
                                .head()
                                .isRight())
                        .isTrue();
            }
        } finally {
            root.detachAppender(heard);
            shown.forEach(root::addAppender);
            root.setLevel(before);
        }
        List<String> lines =
                heard.list.stream().map(ILoggingEvent::getFormattedMessage).toList();

        assertThat(lines).as("the loggers are open").anyMatch(line -> line.contains("Executing request"));
        assertThat(lines).noneMatch(line -> line.contains(token));
        assertThat(lines).noneMatch(line -> line.contains("merger") || line.contains("with whom"));
    }
}
