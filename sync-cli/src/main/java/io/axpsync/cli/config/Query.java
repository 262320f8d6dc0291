package io.axpsync.cli.config;

import io.axpsync.core.item.Condition;
import io.axpsync.core.item.Publication;

/**
 * A named selection of persons.
 *
 * @param members of whom
 */
public record Query(String name, Publication.Members members, Condition condition) {}
