package io.axpsync.cli.report;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** How much libraries may say. Those that would log tokens or whole items have a floor in {@code logback.xml}. */
public final class Logs {

    private Logs() {}

    /** @param verbose 0: errors; 1: our information; 2: the libraries' information, too */
    public static void verbosity(int verbose) {
        root("io.axpsync").setLevel(verbose >= 1 ? Level.DEBUG : Level.WARN);
        root(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(verbose >= 2 ? Level.INFO : Level.ERROR);
    }

    private static Logger root(String name) {
        return (Logger) LoggerFactory.getLogger(name);
    }
}
