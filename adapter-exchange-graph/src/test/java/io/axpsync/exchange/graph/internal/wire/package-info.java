/** What goes over the wire. */
@NullMarked
package io.axpsync.exchange.graph.internal.wire;

import org.jspecify.annotations.NullMarked;
