/** D365's OData service: entity sets, literals, addresses, rows, batches, listings, error bodies. */
@NullMarked
package io.axpsync.d365.odata.internal.service;

import org.jspecify.annotations.NullMarked;
