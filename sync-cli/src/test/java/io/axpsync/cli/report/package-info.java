@NullMarked
package io.axpsync.cli.report;

import org.jspecify.annotations.NullMarked;
