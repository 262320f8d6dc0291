/** The EWS front end: SOAP 1.1 over {@code /EWS/Exchange.asmx}, built to the schema that Exchange 2019 publishes. */
@NullMarked
package io.axpsync.sandbox.ews;

import org.jspecify.annotations.NullMarked;
