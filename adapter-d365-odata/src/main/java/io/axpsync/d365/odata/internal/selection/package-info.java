/** Which persons a query selects: what D365 can evaluate is asked of it, the rest is finished here. */
@NullMarked
package io.axpsync.d365.odata.internal.selection;

import org.jspecify.annotations.NullMarked;
