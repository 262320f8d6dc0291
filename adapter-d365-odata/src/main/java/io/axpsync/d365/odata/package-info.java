/** The D365 side over OData: one configuration, one factory, one Guice module; everything else is internal. */
@NullMarked
package io.axpsync.d365.odata;

import org.jspecify.annotations.NullMarked;
