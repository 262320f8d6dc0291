@NullMarked
package io.axpsync.cli.run;

import org.jspecify.annotations.NullMarked;
