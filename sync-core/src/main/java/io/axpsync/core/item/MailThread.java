package io.axpsync.core.item;

import io.vavr.collection.Seq;

/**
 * By what the earlier messages of a thread are looked for.
 *
 * @param ancestors beginnings of natural keys ({@link MailKey#id}), asked of D365: its rows whose key begins so
 * @param conversation asked of a mailbox: its messages of that conversation that carry our stamp; empty asks for none
 */
public record MailThread(Seq<String> ancestors, String conversation) {}
