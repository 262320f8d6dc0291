@NullMarked
package io.axpsync.d365.odata.internal.service;

import org.jspecify.annotations.NullMarked;
