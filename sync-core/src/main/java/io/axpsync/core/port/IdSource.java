package io.axpsync.core.port;

/** Makes identifiers that were never used before: 128 random bits or better, URL-safe, at most 40 characters. */
@FunctionalInterface
public interface IdSource {
    String next();
}
