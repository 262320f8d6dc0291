package io.axpsync.cli.demo;

import java.io.PrintWriter;

/** Our program as a user starts it: the same commands, words and exit codes, in this process. */
public interface Program {

    /** @return the exit code */
    int execute(PrintWriter out, PrintWriter err, String... args);
}
