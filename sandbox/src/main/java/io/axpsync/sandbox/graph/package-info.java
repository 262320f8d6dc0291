/**
 * Microsoft Graph's front end to the mailboxes: {@code /v1.0/users/{id}/…} as far as a synchroniser of calendars needs
 * it, with delta, {@code $batch} and the refusals that Graph is known for.
 */
@NullMarked
package io.axpsync.sandbox.graph;

import org.jspecify.annotations.NullMarked;
