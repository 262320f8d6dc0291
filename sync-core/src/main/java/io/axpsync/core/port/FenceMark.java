package io.axpsync.core.port;

import io.vavr.collection.HashSet;
import io.vavr.collection.Set;

/**
 * What our store knows of a fence that we put up. It is marked as intended before it is put up and as confirmed
 * afterwards, so that a crash in between is never taken for somebody else's doing.
 *
 * @param epoch how often we took the place over
 * @param intended the highest counter that we may have put there
 * @param confirmed the highest counter that stood there for certain
 * @param predecessors installations that were taken over here: their stamps count as ours
 */
public record FenceMark(long epoch, long intended, long confirmed, Set<String> predecessors) {

    /** A place that we never wrote to. */
    public static final FenceMark NONE = new FenceMark(0, 0, 0, HashSet.empty());

    /** With a counter that is about to be put up: the same again where it is not known whether it stands there. */
    public FenceMark intending() {
        return isOpen() ? this : new FenceMark(epoch, intended + 1, confirmed, predecessors);
    }

    public FenceMark confirming() {
        return new FenceMark(epoch, intended, intended, predecessors);
    }

    /** Whether it is not known if the fence that was intended stands there. */
    public boolean isOpen() {
        return intended > confirmed;
    }
}
