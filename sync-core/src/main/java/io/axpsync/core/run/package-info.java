/** APPLY and record: turns decisions into writes, in an order that survives a crash at any point. */
@NullMarked
package io.axpsync.core.run;

import org.jspecify.annotations.NullMarked;
