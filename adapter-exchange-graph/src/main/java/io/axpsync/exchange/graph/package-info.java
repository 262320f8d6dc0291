/**
 * Appointments of Exchange Online through Microsoft Graph. Embedders need {@link io.axpsync.exchange.graph.GraphConfig}
 * and {@link io.axpsync.exchange.graph.GraphSide#open}; everything else is internal.
 */
@NullMarked
package io.axpsync.exchange.graph;

import org.jspecify.annotations.NullMarked;
