/** What commands tell: tables for people, JSON for programs, progress on a terminal. */
@NullMarked
package io.axpsync.cli.report;

import org.jspecify.annotations.NullMarked;
