package io.axpsync.cli.config;

import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.nio.file.Path;
import java.util.function.Supplier;

/** A configuration that cannot be used; names all that is wrong with it. Ends the program with exit code 2. */
public final class BadConfiguration extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private final transient Seq<Problem> problems;

    public BadConfiguration(String file, Seq<Problem> problems) {
        super(file + ":\n" + problems.map(p -> "  " + p).mkString("\n"));
        this.problems = problems;
    }

    /** Opens something; what it cannot use of the configuration ({@code IllegalArgumentException}) is a problem of it. */
    public static <T> T orElse(Path file, Supplier<T> open) {
        try {
            return open.get();
        } catch (IllegalArgumentException e) {
            Problem problem = new Problem(0, "", String.valueOf(e.getMessage()), "");
            throw new BadConfiguration(file.toString(), Vector.of(problem));
        }
    }

    public Seq<Problem> problems() {
        return problems;
    }
}
