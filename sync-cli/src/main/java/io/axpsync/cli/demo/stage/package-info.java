/** The stage of the demonstration: the sandbox, its users, and our adapters over real HTTP with a store of their own. */
@NullMarked
package io.axpsync.cli.demo.stage;

import org.jspecify.annotations.NullMarked;
