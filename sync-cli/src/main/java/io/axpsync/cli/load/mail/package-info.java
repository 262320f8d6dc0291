/** Real mails in a sandbox mailbox, as {@code io.axpsync.cli.load} has it for calendars. */
@NullMarked
package io.axpsync.cli.load.mail;

import org.jspecify.annotations.NullMarked;
