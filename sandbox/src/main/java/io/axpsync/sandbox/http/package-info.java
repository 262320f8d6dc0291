/** The HTTP shell of the sandbox: requests, answers, faults and the traffic hook. */
@NullMarked
package io.axpsync.sandbox.http;

import org.jspecify.annotations.NullMarked;
