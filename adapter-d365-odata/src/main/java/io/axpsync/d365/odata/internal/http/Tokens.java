package io.axpsync.d365.odata.internal.http;

/** Where bearer tokens come from. */
interface Tokens {

    /** A token that is not known to be refused; from memory while it lives. */
    String token();

    /** The server refused the last one: the next must be new. */
    default void forget() {}
}
