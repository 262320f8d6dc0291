package io.axpsync.cli.config;

import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.util.ArrayList;
import java.util.List;

/** Gathers what is wrong, so that a user hears all of it at once. */
final class Problems {

    private final List<Problem> found = new ArrayList<>();

    void add(int line, String key, String text, String remedy) {
        found.add(new Problem(line, key, text, remedy));
    }

    int count() {
        return found.size();
    }

    Seq<Problem> all() {
        return Vector.ofAll(found).sortBy(Problem::line);
    }
}
