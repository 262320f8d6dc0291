package io.axpsync.core.port;

/** What this installation knows of its own fences. */
public interface Fences {

    /** {@link FenceMark#NONE} where it never put one up. */
    FenceMark of(FencePlace place);

    /** Replaces the mark; one transaction; durable when it returns. */
    void save(FencePlace place, FenceMark mark);
}
