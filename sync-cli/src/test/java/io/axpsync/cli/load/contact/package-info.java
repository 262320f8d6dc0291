@NullMarked
package io.axpsync.cli.load.contact;

import org.jspecify.annotations.NullMarked;
