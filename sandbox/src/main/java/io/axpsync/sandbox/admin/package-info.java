/** The sandbox's own surface for tests and the demo; no part of what the two systems offer. */
@NullMarked
package io.axpsync.sandbox.admin;

import org.jspecify.annotations.NullMarked;
