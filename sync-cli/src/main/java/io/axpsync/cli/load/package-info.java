/**
 * Real calendar files in a sandbox mailbox: read by a library, put there as a user would import them, synchronised by
 * our adapters, and compared with what D365 then holds.
 */
@NullMarked
package io.axpsync.cli.load;

import org.jspecify.annotations.NullMarked;
