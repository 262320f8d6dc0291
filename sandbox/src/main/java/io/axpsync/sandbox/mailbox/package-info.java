/**
 * The one mailbox model of the sandbox. Both front ends, Graph and EWS, read and write it, so that what one does the
 * other sees. It holds what Exchange holds: folders, items with their two ids and their change key, a change log, the
 * master categories, and the outbox of every mail that Exchange would send.
 */
@NullMarked
package io.axpsync.sandbox.mailbox;

import org.jspecify.annotations.NullMarked;
