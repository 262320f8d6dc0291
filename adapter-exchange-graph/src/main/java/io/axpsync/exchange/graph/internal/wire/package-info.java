/** The wire: TLS, proxy, tokens, {@code $batch}, and the one place where failures are translated. */
@NullMarked
package io.axpsync.exchange.graph.internal.wire;

import org.jspecify.annotations.NullMarked;
