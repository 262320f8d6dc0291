/** Measures the engine: how fast it decides, and how much memory a large company takes. */
@NullMarked
package io.axpsync.cli.bench;

import org.jspecify.annotations.NullMarked;
