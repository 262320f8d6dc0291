/** Real vCards in a sandbox mailbox, as {@code io.axpsync.cli.load} has it for calendars. */
@NullMarked
package io.axpsync.cli.load.contact;

import org.jspecify.annotations.NullMarked;
