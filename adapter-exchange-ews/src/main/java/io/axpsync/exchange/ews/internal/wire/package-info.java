@NullMarked
package io.axpsync.exchange.ews.internal.wire;

import org.jspecify.annotations.NullMarked;
