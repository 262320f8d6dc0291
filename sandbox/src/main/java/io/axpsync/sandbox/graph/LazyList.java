package io.axpsync.sandbox.graph;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.Function;

/** A list whose elements are made when they are asked for: a page of a long one costs no more than of a short one. */
final class LazyList<A, B> extends AbstractList<B> implements RandomAccess {

    private final List<A> of;
    private final Function<A, B> made;

    LazyList(List<A> of, Function<A, B> made) {
        this.of = of;
        this.made = made;
    }

    @Override
    public B get(int index) {
        return made.apply(of.get(index));
    }

    @Override
    public int size() {
        return of.size();
    }
}
