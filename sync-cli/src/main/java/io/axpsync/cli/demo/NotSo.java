package io.axpsync.cli.demo;

/** Something that the demonstration promises did not hold; the message says what. */
final class NotSo extends RuntimeException {

    private static final long serialVersionUID = 1;

    NotSo(String what) {
        super(what);
    }

    /** @throws NotSo when it does not hold */
    static void unless(boolean holds, String what) {
        if (!holds) {
            throw new NotSo(what);
        }
    }

    static void unlessEqual(String what, Object expected, Object actual) {
        unless(expected.equals(actual), what + " should be “" + expected + "”, but is “" + actual + "”");
    }
}
