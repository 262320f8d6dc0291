package io.axpsync.sandbox.http;

/**
 * Answers requests of one front end. Called from several threads at once; an implementation serialises access to its
 * data itself. It never throws for bad input: what is wrong with a request is said in the answer.
 */
@FunctionalInterface
public interface Handler {
    Response handle(Request request);
}
