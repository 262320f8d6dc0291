@NullMarked
package io.axpsync.cli.demo;

import org.jspecify.annotations.NullMarked;
