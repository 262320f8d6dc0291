/** Tests of the EWS front end; every message is held against the published schema. */
@NullMarked
package io.axpsync.sandbox.ews;

import org.jspecify.annotations.NullMarked;
