package io.axpsync.d365.odata.internal.contact;

import io.axpsync.core.item.Lane;
import io.axpsync.core.port.Outcome;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.Write;
import io.axpsync.d365.odata.internal.http.Trouble;
import io.axpsync.d365.odata.internal.service.Key;
import io.axpsync.d365.odata.internal.service.Row;
import io.vavr.collection.HashSet;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/** One write on its way: what is known of its person so far, and what became of it. */
final class PersonJob {

    final Write write;
    private Option<Key> key = Option.none();
    private Option<Person> before = Option.none();
    private Option<Outcome> outcome = Option.none();
    private Option<PortFailure> refusal = Option.none();
    private boolean effective;
    private boolean unsure;

    PersonJob(Write write) {
        this.write = write;
        if (write instanceof Write.Update update) {
            key = Person.key(update.ref());
        } else if (write instanceof Write.Remove remove) {
            key = Person.key(remove.ref());
        }
    }

    Lane lane() {
        return write.lane();
    }

    String what() {
        return key.map(Person::what)
                .getOrElse(
                        () -> "a contact person for worker " + lane().mailbox().personnelNumber());
    }

    boolean isOpen() {
        return outcome.isEmpty();
    }

    Option<Key> key() {
        return key;
    }

    /** The person before the write; of one that was made just now what it was made as. */
    Option<Person> before() {
        return before;
    }

    void knows(Person person) {
        key = Option.some(person.row().key());
        before = Option.some(person);
    }

    void madeAs(Row row) {
        knows(new Person(
                row, Option.none(), Vector.empty(), Vector.empty(), Vector.empty(), HashSet.empty(), false, "", ""));
        effective = true;
    }

    void hasEffect() {
        effective = true;
    }

    /** Nobody knows whether a step took effect: what became of it shows when it is read back. */
    void isUnsure() {
        effective = true;
        unsure = true;
    }

    /** Before the steps are tried once more. */
    void triesAgain() {
        unsure = false;
    }

    boolean wasUnsure() {
        return unsure;
    }

    /** Whether something of it may not have been done. */
    boolean mayLackSteps() {
        return unsure || refusal.isDefined();
    }

    /** A step was refused; the others go on. */
    void lacks(PortFailure failure) {
        refusal = refusal.orElse(Option.some(failure));
    }

    Option<PortFailure> refusal() {
        return refusal;
    }

    /** Why nothing at all was written, if nothing was. */
    Option<PortFailure> refusedWhole() {
        return effective ? Option.none() : refusal;
    }

    void ends(Outcome end) {
        outcome = Option.some(end);
    }

    void refused(PortFailure failure) {
        ends(new Outcome.Refused(failure));
    }

    /** A request that was sent without an answer may have taken effect; one that was refused has not. */
    void failed(Trouble trouble) {
        ends(
                trouble.isUncertain()
                        ? new Outcome.Lost(trouble.failure().reason())
                        : new Outcome.Refused(trouble.failure()));
    }

    Outcome outcome() {
        return outcome.getOrElseThrow(() -> new IllegalStateException("a write was forgotten: " + what()));
    }
}
