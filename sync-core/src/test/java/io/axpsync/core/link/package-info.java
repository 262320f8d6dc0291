@NullMarked
package io.axpsync.core.link;

import org.jspecify.annotations.NullMarked;
