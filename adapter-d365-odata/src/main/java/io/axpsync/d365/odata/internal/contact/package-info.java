/** Contact persons of D365 as contacts: persons whom employees took into their private contacts. */
@NullMarked
package io.axpsync.d365.odata.internal.contact;

import org.jspecify.annotations.NullMarked;
