/** The edges: what adapters provide. Each Javadoc is the contract; the suites in the test-jar hold adapters to it. */
@NullMarked
package io.axpsync.core.port;

import org.jspecify.annotations.NullMarked;
