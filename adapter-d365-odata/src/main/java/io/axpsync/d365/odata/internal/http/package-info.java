/** One HTTP connection to D365: strict TLS, proxy, tokens, limits, retries. Knows nothing of OData. */
@NullMarked
package io.axpsync.d365.odata.internal.http;

import org.jspecify.annotations.NullMarked;
