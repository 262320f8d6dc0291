/**
 * {@code axpsync demo}: a working day in a sample company, over real HTTP, checked against the servers' raw state and
 * never through our own mappers.
 */
@NullMarked
package io.axpsync.cli.demo;

import org.jspecify.annotations.NullMarked;
