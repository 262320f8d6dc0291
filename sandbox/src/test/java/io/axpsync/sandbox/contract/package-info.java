/**
 * Checks of our traffic against the published contracts of both systems. Shipped as a test-jar: every test that talks
 * to the sandbox hangs a {@link io.axpsync.sandbox.contract.ContractWatch} on its traffic.
 */
@NullMarked
package io.axpsync.sandbox.contract;

import org.jspecify.annotations.NullMarked;
