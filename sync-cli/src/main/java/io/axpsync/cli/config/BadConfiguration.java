package io.axpsync.cli.config;

import io.vavr.collection.Seq;

/** A configuration that cannot be used; names all that is wrong with it. Ends the program with exit code 2. */
public final class BadConfiguration extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private final transient Seq<Problem> problems;

    public BadConfiguration(String file, Seq<Problem> problems) {
        super(file + ":\n" + problems.map(p -> "  " + p).mkString("\n"));
        this.problems = problems;
    }

    public Seq<Problem> problems() {
        return problems;
    }
}
