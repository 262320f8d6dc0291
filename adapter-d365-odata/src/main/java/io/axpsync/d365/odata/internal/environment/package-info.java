/** Which entity sets an environment publishes, and what their absence costs. */
@NullMarked
package io.axpsync.d365.odata.internal.environment;

import org.jspecify.annotations.NullMarked;
