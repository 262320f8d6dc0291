@NullMarked
package io.axpsync.d365.odata.internal.appointment;

import org.jspecify.annotations.NullMarked;
