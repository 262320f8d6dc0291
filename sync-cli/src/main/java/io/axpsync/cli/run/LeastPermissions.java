package io.axpsync.cli.run;

import io.axpsync.cli.config.Backend;
import io.axpsync.cli.config.Configuration;
import io.axpsync.cli.config.Discovery;
import io.axpsync.cli.config.MailboxSettings;
import io.axpsync.core.plan.ImportRules;
import io.axpsync.d365.odata.D365Config;
import io.axpsync.d365.odata.D365Report;
import io.axpsync.d365.odata.Profile;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.util.function.Predicate;

/**
 * The least that the configured lanes need. A test holds a whole day's traffic to it in both directions: no call needs
 * more, and nothing is asked for that no call needs.
 */
public final class LeastPermissions {

    private static final String READ = "read";

    /** Sets that every environment has, and what synchronising does with them. */
    private static final Seq<Grant> STOCK = Vector.of(d365("Activities", "read, create, update, delete"))
            .appendAll(Vector.of(
                            "LegalEntities",
                            "Workers",
                            "PersonUsers",
                            "SystemUsers",
                            "PartyContactsV3",
                            "ContactPersons",
                            "CustomersV3",
                            "VendorsV2",
                            "Prospects")
                    .map(set -> d365(set, READ)));

    private static final Seq<Grant> COMPANION = Vector.of(
            d365("AxpActivityAttendees", "read, create, update, delete"),
            d365("AxpActivityLinks", "read, create"),
            d365("AxpActivityRecurrences", "read, create, update, delete"),
            d365("AxpActivityOccurrences", "read, create, update, delete"),
            d365("AxpActivityVersions", READ),
            d365("AxpActivityAttachments", "read, create, update, delete"),
            d365("AxpStamps", "read, create, delete"),
            d365("AxpInstallations", "read, create, update"));

    private static final Seq<Grant> OF_CONTACTS = Vector.of(
            d365("ContactPersons", "read, create, update"),
            d365("PartyContactsV3", "read, create, update, delete"),
            d365("PartyLocationPostalAddressesV2", "read, create, update, delete"));

    private static final Seq<Grant> COMPANION_OF_CONTACTS =
            Vector.of(d365("AxpContactVersions", READ), d365("AxpPrivateContacts", "read, create, delete"));

    private LeastPermissions() {}

    private static Grant d365(String set, String synchronising) {
        return new Grant("D365", set, READ, synchronising);
    }

    /**
     * @param environment what D365 told; where it told nothing, all sets that the profile may use
     */
    public static Seq<Grant> of(Configuration configuration, Option<D365Report> environment) {
        return configuration
                .backends()
                .flatMap(b -> exchange(b, configuration))
                .appendAll(d365(configuration, environment));
    }

    private static Seq<Grant> exchange(Backend backend, Configuration configuration) {
        if (backend == Backend.GRAPH) {
            Vector<Grant> calendars = Vector.of(
                    new Grant("Graph", "events and calendars", "Calendars.Read", "Calendars.ReadWrite"),
                    new Grant(
                            "Graph",
                            "names of categories",
                            "MailboxSettings.Read",
                            configuration.offerMarker() ? "MailboxSettings.ReadWrite" : "MailboxSettings.Read"));
            return calendars
                    .appendAll(
                            uses(configuration, m -> m.tasks().isDefined())
                                    ? Vector.of(new Grant(
                                            "Graph", "To Do lists and tasks", "Tasks.Read.All", "Tasks.ReadWrite.All"))
                                    : Vector.empty())
                    .appendAll(
                            uses(configuration, m -> m.contacts().isDefined())
                                    ? Vector.of(new Grant("Graph", "contacts", "Contacts.Read", "Contacts.ReadWrite"))
                                    : Vector.empty())
                    .appendAll(
                            uses(configuration, m -> m.mail().isDefined())
                                    ? Vector.of(new Grant("Graph", "messages", "Mail.Read", mail(configuration)))
                                    : Vector.empty());
        }
        return configuration.ews().exists(ews -> !ews.impersonate())
                ? Vector.of(new Grant("EWS", "each calendar folder", "Reviewer", "Owner"))
                : Vector.of(new Grant("EWS", "the mailboxes", "ApplicationImpersonation", "ApplicationImpersonation"));
    }

    /** Where nobody is told of the import, nothing is written. */
    private static String mail(Configuration configuration) {
        return uses(
                        configuration,
                        m -> m.mail().exists(s -> s.rules().imports().onImported() != ImportRules.OnImported.LEFT))
                ? "Mail.ReadWrite"
                : "Mail.Read";
    }

    private static boolean uses(Configuration configuration, Predicate<MailboxSettings> what) {
        return settings(configuration).exists(m -> m.backend() == Backend.GRAPH && what.test(m));
    }

    /** Whether anybody's contacts are synchronised. */
    static boolean contacts(Configuration configuration) {
        return settings(configuration).exists(m -> m.contacts().isDefined());
    }

    private static Seq<MailboxSettings> settings(Configuration configuration) {
        return configuration.mailboxes().appendAll(configuration.discovery().map(Discovery::settings));
    }

    private static Seq<Grant> d365(Configuration configuration, Option<D365Report> environment) {
        D365Config d365 = configuration.d365();
        boolean contacts = contacts(configuration);
        return STOCK.reject(g -> contacts && OF_CONTACTS.exists(c -> c.on().equals(g.on())))
                .appendAll(contacts ? OF_CONTACTS : Vector.empty())
                .appendAll(d365.profile() == Profile.STOCK ? Vector.empty() : COMPANION)
                .appendAll(contacts && d365.profile() != Profile.STOCK ? COMPANION_OF_CONTACTS : Vector.empty())
                .map(g -> new Grant(g.system(), d365.names().getOrElse(g.on(), g.on()), g.reading(), g.synchronising()))
                .filter(g -> environment.forAll(e -> e.sets().contains(g.on())));
    }
}
