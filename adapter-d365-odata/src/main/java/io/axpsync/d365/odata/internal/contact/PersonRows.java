package io.axpsync.d365.odata.internal.contact;

import io.axpsync.core.item.DirectoryEntry;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemVersion;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Value;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.Write;
import io.axpsync.d365.odata.internal.appointment.CategoryText;
import io.axpsync.d365.odata.internal.service.EntitySet;
import io.axpsync.d365.odata.internal.service.OData;
import io.axpsync.d365.odata.internal.service.Operation;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.control.Option;

/** What a write does to the person's own row of {@code ContactPersons}. */
final class PersonRows {

    private static final String CATEGORIES = "MicrosoftOutlookCategories";
    private static final String RESPONSIBLE = "ContactPersonResponsiblePersonnelNumber";

    private final OData odata;
    private final PersonFeatures features;

    PersonRows(OData odata, PersonFeatures features) {
        this.odata = odata;
        this.features = features;
    }

    /** A person is made for an organisation, or not at all. */
    static Option<PortFailure> objection(Write.Create create) {
        Option<DirectoryEntry> company = create.associations().headOption();
        return company.exists(c -> !c.party().isEmpty() && !c.company().isEmpty())
                ? Option.none()
                : Option.some(new PortFailure.Rejected(Reason.of(
                        "no-company",
                        "the contact '" + create.item().title() + "' of "
                                + create.lane().id()
                                + " cannot become a contact person: COMPANY is no customer, vendor or prospect",
                        "write the company's name on the contact as D365 has it")));
    }

    /**
     * With the change feed it is known whether anything of the person moved since it was read. Without it the row's own
     * etag is sent along; addresses are compared one by one anyway.
     */
    Option<PortFailure> stale(PersonJob job) {
        Option<Person> now = job.before();
        ItemVersion expected =
                job.write instanceof Write.Update u ? u.expected() : ((Write.Remove) job.write).expected();
        return features.versions()
                        && now.exists(p -> !Person.digest(p.token(job.lane())).equals(Person.digest(expected)))
                ? Option.some(new PortFailure.Stale(
                        Reason.of("stale", job.what() + " was changed meanwhile", "nothing to do: it is read again")))
                : Option.none();
    }

    /** A person cannot be selected who is not in use any more, or who on stock D365 is somebody else's. */
    Option<PortFailure> unselectable(PersonJob job) {
        if (!(job.write instanceof Write.Update update) || !update.marked().contains(true)) {
            return Option.none();
        }
        Option<Person> person = job.before();
        Option<String> other = person.map(p -> p.row().text(RESPONSIBLE))
                .filter(r -> !features.selections()
                        && !r.isEmpty()
                        && !r.equalsIgnoreCase(update.lane().mailbox().personnelNumber()));
        if (person.exists(Person::isInactive)) {
            return Option.some(new PortFailure.Rejected(Reason.of(
                    "inactive",
                    job.what() + " cannot be taken into the private contacts of "
                            + update.lane().id() + ": it is inactive",
                    "make it active again in D365, or take the category off the contact")));
        }
        return other.map(worker -> new PortFailure.Rejected(Reason.of(
                "not-responsible",
                job.what() + " cannot be taken into the private contacts of "
                        + update.lane().id() + ": worker " + worker
                        + " is responsible for it, and without AxpPrivateContacts it is nobody else's",
                "import the companion model, or change the responsible worker in D365")));
    }

    /** None when the row itself stays as it is. */
    Option<Operation> of(PersonJob job) {
        if (job.write instanceof Write.Create create) {
            return job.before().isDefined()
                    ? Option.none()
                    : Option.some(Operation.post(
                            odata.at().set(EntitySet.CONTACT_PERSONS),
                            EntitySet.CONTACT_PERSONS,
                            row(create),
                            job.what()));
        } else if (job.write instanceof Write.Remove remove) {
            return job.key()
                    .map(key -> Operation.delete(
                            odata.at().row(key),
                            EntitySet.CONTACT_PERSONS,
                            Person.etag(remove.expected()),
                            job.what()));
        }
        Write.Update update = (Write.Update) job.write;
        Map<String, Object> row =
                job.before().map(person -> row(update, person)).getOrElse(LinkedHashMap.empty());
        return job.key()
                .filter(key -> !row.isEmpty())
                .map(key -> Operation.patch(
                        odata.at().row(key),
                        EntitySet.CONTACT_PERSONS,
                        Person.etag(update.expected()),
                        row,
                        job.what()));
    }

    /** {@code ContactPersonId} and the person's party are left out: number sequences give them. */
    private Map<String, Object> row(Write.Create create) {
        DirectoryEntry company = create.associations().head();
        Item item = create.item();
        Map<String, Object> row = LinkedHashMap.<String, Object>of(
                        "dataAreaId", company.company(), "AssociatedPartyNumber", company.party())
                .merge(PersonMapping.row(item.values()))
                .put(CATEGORIES, categories(create.marked(), "", item.value(Field.CATEGORIES), create.lane()));
        return features.selections() || !create.marked()
                ? row
                : row.put(RESPONSIBLE, create.lane().mailbox().personnelNumber());
    }

    private Map<String, Object> row(Write.Update update, Person person) {
        Map<Field, Value> changes = changes(update);
        Map<String, Object> row = PersonMapping.row(changes);
        String before = person.row().text(CATEGORIES);
        boolean categorised = PersonSight.isCategorised(person.row(), update.lane());
        boolean keeps = features.selections() && categorised;
        boolean marked = update.marked().map(m -> m || keeps).getOrElse(categorised);
        if (marked != categorised || changes.containsKey(Field.CATEGORIES)) {
            Value users = changes.get(Field.CATEGORIES).getOrElse(() -> CategoryText.users(before, update.lane()));
            users = marked ? users : withoutAllowed(users, update.lane());
            row = row.put(CATEGORIES, categories(marked, before, users, update.lane()));
        }
        boolean nobodys = person.row().text(RESPONSIBLE).isEmpty();
        return !features.selections() && update.marked().contains(true) && nobodys
                ? row.put(RESPONSIBLE, update.lane().mailbox().personnelNumber())
                : row;
    }

    /** Who is taken out of the selection carries nothing any more that would let him leave D365. */
    private static Value withoutAllowed(Value users, Lane lane) {
        return users instanceof Value.Entries e
                ? Value.Entries.of(e.values()
                        .reject(v -> lane.allowed().exists(c -> c.key().equals(v.key()))))
                : users;
    }

    private String categories(boolean marked, String before, Value users, Lane lane) {
        return CategoryText.write(marked, before, users, lane, odata.config().categorySeparator());
    }

    /** What an update asks for, without what must be left alone. */
    static Map<Field, Value> changes(Write.Update update) {
        return update.changes()
                .filterKeys(f -> !update.withheld().contains(f)
                        && PersonMapping.writable().contains(f));
    }
}
