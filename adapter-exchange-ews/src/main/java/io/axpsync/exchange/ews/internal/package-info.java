@NullMarked
package io.axpsync.exchange.ews.internal;

import org.jspecify.annotations.NullMarked;
