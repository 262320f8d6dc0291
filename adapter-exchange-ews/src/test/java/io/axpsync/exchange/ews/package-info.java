@NullMarked
package io.axpsync.exchange.ews;

import org.jspecify.annotations.NullMarked;
