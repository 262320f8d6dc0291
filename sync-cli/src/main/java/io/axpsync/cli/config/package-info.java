/** The YAML configuration: strict keys, all problems at once with their lines, secrets only by reference. */
@NullMarked
package io.axpsync.cli.config;

import org.jspecify.annotations.NullMarked;
