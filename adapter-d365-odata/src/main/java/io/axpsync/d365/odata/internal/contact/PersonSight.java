package io.axpsync.d365.odata.internal.contact;

import io.axpsync.core.change.Observed;
import io.axpsync.core.change.Observed.Place;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.NormalForm;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Withheld;
import io.axpsync.d365.odata.internal.appointment.CategoryText;
import io.axpsync.d365.odata.internal.service.Row;
import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import io.vavr.control.Option;
import java.time.Instant;

/** How a contact person shows through a lane. */
final class PersonSight {

    private PersonSight() {}

    /** Without what it says, but with what it is recognised by. */
    static Observed light(Person person, Lane lane) {
        return full(person, lane) instanceof Observed.Present p
                ? p.withItem(Option.none()).withContact(p.contact())
                : full(person, lane);
    }

    static Observed full(Person person, Lane lane) {
        try {
            Item item = PersonMapping.read(person, lane);
            return Observed.Present.builder()
                    .ref(person.ref())
                    .version(person.token(lane))
                    .marked(isMarked(person, lane))
                    .markable(person.isSelectable(lane))
                    .stamp(person.stamp(lane))
                    .item(Option.some(item))
                    .title(item.title())
                    .place(isInCompanies(person.row(), lane) ? Place.IN_LANE : Place.ELSEWHERE)
                    .withheld(withheld(person))
                    .modified(modified(person))
                    .build();
        } catch (Row.UnknownValue e) {
            return new Observed.Unreadable(
                    person.ref(),
                    person.token(lane),
                    lane.isPublished() || isCategorised(person.row(), lane) && person.isSelectedBy(lane),
                    NormalForm.line(person.row().text("ContactPersonName")),
                    Reason.of("unknown-value", e.text(), "update this program"));
        }
    }

    /** Selected by the lane's worker, with the category that lets it leave D365, and still in use. */
    static boolean isMarked(Person person, Lane lane) {
        if (lane.isPublished()) {
            return !person.isInactive(); // whether the query selects it is asked apart
        }
        return person.isSelectedBy(lane) && isCategorised(person.row(), lane) && !person.isInactive();
    }

    static boolean isCategorised(Row row, Lane lane) {
        String text = row.text("MicrosoftOutlookCategories");
        return CategoryText.isMarked(text, lane) || CategoryText.read(text).exists(lane.allowed()::contains);
    }

    static boolean isInCompanies(Row row, Lane lane) {
        return lane.mailbox().companies().isEmpty()
                || lane.mailbox().companies().exists(c -> c.equalsIgnoreCase(row.text("dataAreaId")));
    }

    /** Days that no calendar has. */
    private static Map<Field, Withheld> withheld(Person person) {
        Map<Field, Withheld> withheld = HashMap.empty();
        for (PersonDates dates : PersonDates.values()) {
            if (dates.isNoDay(person.row())) {
                withheld = withheld.put(dates.field(), Withheld.PROTECTED);
            }
        }
        return withheld;
    }

    private static Option<Instant> modified(Person person) {
        return person.version()
                .flatMap(v -> v.time("ModifiedDateTime"))
                .orElse(() -> person.row().time("LastEditDateTime"));
    }
}
