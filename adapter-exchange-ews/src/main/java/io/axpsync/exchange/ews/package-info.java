/**
 * Appointments of Exchange on-premises through Exchange Web Services. Embedders need
 * {@link io.axpsync.exchange.ews.EwsConfig} and {@link io.axpsync.exchange.ews.EwsSide#open}; everything else is
 * internal.
 */
@NullMarked
package io.axpsync.exchange.ews;

import org.jspecify.annotations.NullMarked;
