package io.axpsync.cli;

import io.axpsync.cli.command.Axpsync;

/** Where the program starts. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        System.exit(Axpsync.commandLine().execute(args));
    }
}
