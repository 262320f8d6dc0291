/** Configurations for the sandbox. */
@NullMarked
package io.axpsync.cli.sandbox;

import org.jspecify.annotations.NullMarked;
