package io.axpsync.cli.run;

/**
 * One thing that an administrator grants to our account.
 *
 * @param system {@code Graph}, {@code EWS} or {@code D365}
 * @param on what it is about: for D365 the entity set under its name there
 * @param reading what {@code check}, {@code plan} and {@code why} need
 * @param synchronising what {@code sync}, {@code undo} and {@code takeover} need; covers {@code reading}
 */
public record Grant(String system, String on, String reading, String synchronising) {}
