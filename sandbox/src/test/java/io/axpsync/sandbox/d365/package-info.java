@NullMarked
package io.axpsync.sandbox.d365;

import org.jspecify.annotations.NullMarked;
