package io.axpsync.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.vavr.collection.Stream;
import org.junit.jupiter.api.Test;

class RandomIdsTest {

    @Test
    void idsAreShortUrlSafeAndNeverTheSame() {
        RandomIds ids = new RandomIds();
        assertThat(Stream.continually(ids::next).take(10_000).toSet())
                .hasSize(10_000)
                .allSatisfy(id -> assertThat(id).matches("[A-Za-z0-9_-]{24}"));
    }

    @Test
    void countedIdsCanBeForetold() {
        CountingIds ids = new CountingIds("link-");
        assertThat(ids.next()).isEqualTo("link-1");
        assertThat(ids.next()).isEqualTo("link-2");
    }
}
