package io.axpsync.core.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.item.DirectoryEntry;
import io.axpsync.core.item.DirectoryEntry.Type;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AddressBookTest {

    private static final Instant OLD = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant NEW = Instant.parse("2026-02-01T00:00:00Z");

    @Test
    void theFirstDirectoryThatKnowsTheAddressAnswers() {
        DirectoryEntry person = entry(Type.CONTACT_PERSON, "nord", "C1", OLD);
        DirectoryEntry customer = entry(Type.CUSTOMER, "nord", "K1", NEW);
        assertThat(book(customer, person).find("Bo@Client.example", "nord")).isEqualTo(new Association.Known(person));
    }

    @Test
    void theActivitysOwnCompanyGoesFirst() {
        DirectoryEntry own = entry(Type.CUSTOMER, "nord", "K1", OLD);
        DirectoryEntry other = entry(Type.CUSTOMER, "sued", "K2", NEW);
        assertThat(book(other, own).find("bo@client.example", "nord")).isEqualTo(new Association.Known(own));
    }

    @Test
    void amongEqualsTheOneEditedLastIsTaken() {
        DirectoryEntry old = entry(Type.CUSTOMER, "nord", "K1", OLD);
        DirectoryEntry newer = entry(Type.CUSTOMER, "nord", "K2", NEW);
        assertThat(book(old, newer).find("bo@client.example", "nord")).isEqualTo(new Association.Known(newer));
    }

    @Test
    void aTieIsAmbiguousAndAssociatesNobody() {
        DirectoryEntry one = entry(Type.CUSTOMER, "nord", "K1", OLD);
        DirectoryEntry two = entry(Type.CUSTOMER, "nord", "K2", OLD);
        AddressBook book = book(one, two);
        assertThat(book.find("bo@client.example", "nord")).isInstanceOf(Association.Ambiguous.class);
        assertThat(book.known(Vector.of("bo@client.example"), "nord")).isEmpty();
    }

    @Test
    void nobodyIsUnknown() {
        assertThat(AddressBook.empty().find("x@y.example", "nord")).isEqualTo(new Association.Unknown("x@y.example"));
    }

    private static AddressBook book(DirectoryEntry... entries) {
        return new AddressBook(Vector.of(entries), AddressBook.ORDER);
    }

    private static DirectoryEntry entry(Type type, String company, String key, Instant edited) {
        return new DirectoryEntry(type, "bo@client.example", company, key, "P" + key, "Bo", Option.some(edited));
    }
}
