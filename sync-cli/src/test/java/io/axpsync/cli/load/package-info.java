@NullMarked
package io.axpsync.cli.load;

import org.jspecify.annotations.NullMarked;
