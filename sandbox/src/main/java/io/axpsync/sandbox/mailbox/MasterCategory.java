package io.axpsync.sandbox.mailbox;

/**
 * An entry of the mailbox's category list. Items may carry names that are not in it.
 *
 * @param color {@code none} or {@code preset0} to {@code preset24}
 */
public record MasterCategory(String id, String displayName, String color) {}
