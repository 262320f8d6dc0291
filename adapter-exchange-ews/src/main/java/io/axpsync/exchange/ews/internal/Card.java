package io.axpsync.exchange.ews.internal;

import io.axpsync.core.item.Lane;
import io.axpsync.core.item.NormalForm;
import io.axpsync.exchange.ews.internal.wire.Blanks;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import microsoft.exchange.webservices.data.core.service.item.Contact;
import microsoft.exchange.webservices.data.core.service.schema.ContactSchema;
import microsoft.exchange.webservices.data.property.complex.StringList;
import microsoft.exchange.webservices.data.property.definition.PropertyDefinition;

/**
 * What a write must know of a contact.
 *
 * @param shown the display name
 * @param nameless whether it has a display name and no name
 * @param children in the order of the card
 */
record Card(CardPlaces places, String shown, boolean nameless, Seq<String> children) {

    /** Of what is no contact, or is still to be made. */
    static final Card NONE = new Card(CardPlaces.NONE, "", false, Vector.empty());

    private static final Seq<PropertyDefinition> NAMES = Vector.of(
            ContactSchema.GivenName, ContactSchema.Surname, ContactSchema.NickName, ContactSchema.CompanyName);

    static Card of(Contact contact, Lane lane) {
        return new Card(CardPlaces.of(contact, lane), shown(contact), isNameless(contact), children(contact));
    }

    static String shown(Contact contact) {
        return NormalForm.line(Facts.text(contact, ContactSchema.DisplayName));
    }

    static boolean isNameless(Contact contact) {
        return NAMES.forAll(name -> Facts.text(contact, name).isBlank());
    }

    static Seq<String> children(Contact contact) {
        return Facts.of(contact, ContactSchema.Children, StringList.class)
                .<Seq<String>>map(list -> Vector.ofAll(list).map(Blanks::shown))
                .getOrElse(Vector.empty())
                .map(NormalForm::line)
                .filter(name -> !name.isEmpty());
    }
}
