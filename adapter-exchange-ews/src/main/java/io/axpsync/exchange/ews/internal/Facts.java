package io.axpsync.exchange.ews.internal;

import io.axpsync.exchange.ews.internal.wire.Blanks;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Instant;
import java.util.Date;
import microsoft.exchange.webservices.data.core.service.item.Item;
import microsoft.exchange.webservices.data.core.service.schema.ItemSchema;
import microsoft.exchange.webservices.data.misc.OutParam;
import microsoft.exchange.webservices.data.property.complex.StringList;
import microsoft.exchange.webservices.data.property.definition.PropertyDefinition;

/** Reads properties of the library's items; one that the answer did not hold is none, never an exception. */
final class Facts {

    private Facts() {}

    static <T> Option<T> of(Item item, PropertyDefinition property, Class<T> type) {
        try {
            OutParam<Object> out = new OutParam<>();
            return item.tryGetProperty(property, out)
                    ? Option.of(out.getParam()).filter(type::isInstance).map(type::cast)
                    : Option.none();
        } catch (Exception notThere) {
            return Option.none();
        }
    }

    static String text(Item item, PropertyDefinition property) {
        return Blanks.shown(of(item, property, String.class).getOrElse(""));
    }

    static boolean flag(Item item, PropertyDefinition property) {
        return of(item, property, Boolean.class).getOrElse(false);
    }

    static Option<Instant> instant(Item item, PropertyDefinition property) {
        return of(item, property, Date.class).map(Date::toInstant);
    }

    static Seq<String> categories(Item item) {
        return of(item, ItemSchema.Categories, StringList.class)
                .<Seq<String>>map(list -> Vector.ofAll(list).map(Blanks::shown))
                .getOrElse(Vector.empty());
    }
}
