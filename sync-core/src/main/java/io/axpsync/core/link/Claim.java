package io.axpsync.core.link;

import io.axpsync.core.item.Kind;

/** What a lane takes before it creates a D365 row that another lane could create too. Unique in the store. */
public record Claim(Kind kind, String company, String naturalKey) {}
