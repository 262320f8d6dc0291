/** The fence in D365: which installations wrote to it, and how often. */
@NullMarked
package io.axpsync.d365.odata.internal.fence;

import org.jspecify.annotations.NullMarked;
