/**
 * The contract of {@link io.axpsync.core.port.SyncSide}, as tests that each adapter runs against a server: implement
 * {@link io.axpsync.core.contract.side.SideFixture} and a test class of three lines that implements
 * {@link io.axpsync.core.contract.side.SideContract}.
 */
@NullMarked
package io.axpsync.core.contract.side;

import org.jspecify.annotations.NullMarked;
