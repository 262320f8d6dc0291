@NullMarked
package io.axpsync.cli.config;

import org.jspecify.annotations.NullMarked;
