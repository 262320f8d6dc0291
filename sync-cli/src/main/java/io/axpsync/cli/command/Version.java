package io.axpsync.cli.command;

import io.vavr.control.Option;
import picocli.CommandLine.IVersionProvider;

/** The version from the jar's manifest. */
public final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {
            "axpsync " + number(),
            "Java " + System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")",
            System.getProperty("os.name") + " " + System.getProperty("os.version") + " " + System.getProperty("os.arch")
        };
    }

    static String number() {
        return Option.of(Version.class.getPackage().getImplementationVersion()).getOrElse("(unpackaged)");
    }
}
