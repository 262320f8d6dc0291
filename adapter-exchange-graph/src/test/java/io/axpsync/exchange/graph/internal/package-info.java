/** The mapping of events, both ways. */
@NullMarked
package io.axpsync.exchange.graph.internal;

import org.jspecify.annotations.NullMarked;
