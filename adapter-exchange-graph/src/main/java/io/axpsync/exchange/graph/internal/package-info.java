/** How lanes, reads, searches and writes become calls to Graph, and events become items. */
@NullMarked
package io.axpsync.exchange.graph.internal;

import org.jspecify.annotations.NullMarked;
