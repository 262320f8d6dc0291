/** The adapter against the sandbox over HTTP, and against servers that misbehave. */
@NullMarked
package io.axpsync.exchange.graph;

import org.jspecify.annotations.NullMarked;
