package io.axpsync.core.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.vavr.collection.Vector;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A server that is out of order is left alone; a mailbox that is, stops nobody else. */
class CircuitTest {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-02T06:00:00Z"));
    private final InstantSource source = now::get;
    private final Circuit<String> circuit = new Circuit<>(source.withZone(ZoneOffset.UTC));

    private void fails(String... mailboxes) {
        Vector.of(mailboxes).forEach(m -> circuit.failed(Vector.of(m), 5, m + " failed"));
    }

    @Test
    void threeMailboxesInARowShutItAndTheLastSaysWhy() {
        fails("anna", "bob");
        assertThat(circuit.open()).isEmpty();
        fails("carol");
        assertThat(circuit.open()).contains("carol failed");
    }

    @Test
    void oneMailboxAloneStopsNobodyHoweverOftenItFails() {
        Vector.range(0, 100).forEach(i -> fails("anna"));
        assertThat(circuit.open()).isEmpty();
    }

    @Test
    void anAnswerInBetweenBeginsTheCountAnew() {
        fails("anna", "bob");
        circuit.worked();
        fails("carol", "dora");
        assertThat(circuit.open()).isEmpty();
    }

    @Test
    void oneRequestForManyThatWasSentOnceProvesNothing() {
        Vector<String> many = Vector.range(0, 20).map(i -> "mailbox " + i);
        circuit.failed(many, 1, "lost");
        assertThat(circuit.open()).isEmpty();
        circuit.failed(many, 5, "gone");
        assertThat(circuit.open()).contains("gone");
    }

    @Test
    void theNextRunAsksAnew() {
        fails("anna", "bob", "carol");
        circuit.begin();
        assertThat(circuit.open()).isEmpty();
    }

    @Test
    void withinARunItIsTriedAgainAfterAMinuteAndOneFailureShutsItAgain() {
        fails("anna", "bob", "carol");
        now.updateAndGet(t -> t.plusSeconds(59));
        assertThat(circuit.open()).isNotEmpty();
        now.updateAndGet(t -> t.plusSeconds(1));
        assertThat(circuit.open()).isEmpty();
        fails("dora");
        assertThat(circuit.open()).contains("dora failed");
        now.updateAndGet(t -> t.plusSeconds(60));
        circuit.worked();
        fails("anna");
        assertThat(circuit.open()).isEmpty();
    }

    /** Else three mailboxes at the head of the list, on a server of their own, would keep all others waiting for ever. */
    @Test
    void whoShutItInOneRunDoesNotInTheNext() {
        fails("anna", "bob", "carol");
        circuit.begin();
        fails("anna", "bob", "carol");
        assertThat(circuit.open()).as("the others get their turn").isEmpty();
        fails("dora", "emil", "fred");
        assertThat(circuit.open()).as("and may fail, too").isNotEmpty();
        circuit.begin();
        fails("anna", "bob", "carol");
        assertThat(circuit.open()).isNotEmpty();
    }
}
