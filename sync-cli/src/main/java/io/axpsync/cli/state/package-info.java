/** What an administrator does with the state of an installation. No server is asked. */
@NullMarked
package io.axpsync.cli.state;

import org.jspecify.annotations.NullMarked;
