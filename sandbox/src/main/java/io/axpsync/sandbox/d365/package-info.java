/** The sandbox's Dynamics 365 Finance &amp; Operations: an OData service at {@code /data} over rows in memory. */
@NullMarked
package io.axpsync.sandbox.d365;

import org.jspecify.annotations.NullMarked;
