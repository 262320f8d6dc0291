/** The whole product over real HTTP: engine, adapters and sandbox together. */
@NullMarked
package io.axpsync.cli.system;

import org.jspecify.annotations.NullMarked;
