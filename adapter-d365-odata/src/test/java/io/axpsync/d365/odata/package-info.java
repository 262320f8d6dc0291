/** The D365 side against the sandbox over HTTP, and against servers that misbehave. */
@NullMarked
package io.axpsync.d365.odata;

import org.jspecify.annotations.NullMarked;
