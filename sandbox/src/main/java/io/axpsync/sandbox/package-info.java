/**
 * The sandbox company: a D365 and an Exchange to train on and to test against. Depends on no other module and is
 * reached only over HTTP.
 */
@NullMarked
package io.axpsync.sandbox;

import org.jspecify.annotations.NullMarked;
