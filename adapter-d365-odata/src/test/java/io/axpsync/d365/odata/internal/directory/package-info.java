@NullMarked
package io.axpsync.d365.odata.internal.directory;

import org.jspecify.annotations.NullMarked;
