package io.axpsync.core.plan;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Category;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Value;
import io.axpsync.core.people.CompanyMatch;
import io.vavr.collection.HashSet;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/**
 * A contact becomes a contact person only of a company that D365 knows. Where it does not, or where several are as likely,
 * it waits, its user is told by a category on it, and it is tried again at each run.
 */
final class ContactImport {

    private final LaneView view;

    ContactImport(LaneView view) {
        this.view = view;
    }

    /** The create, for its company; or why it has to wait. */
    Decision forCompany(Decision.Create create) {
        Item contact = create.source().item().get();
        if (view.companies().isEmpty()) {
            return park(create, UNREAD, create.source().status());
        }
        Seq<String> addresses = contact.value(Field.EMAILS) instanceof Value.Entries e
                ? e.values().map(Value.Entry::key)
                : Vector.empty();
        String name = contact.value(Field.COMPANY) instanceof Value.Text t ? t.text() : "";
        CompanyMatch match = view.companies()
                .get()
                .match(name, addresses, view.lane().mailbox().company());
        if (match instanceof CompanyMatch.Found found) {
            CompanyMatch.Candidate winner = found.winner();
            Reason why = Reason.of(
                    create.reason().code(),
                    create.reason().text() + "; belongs to " + winner.company().name() + " ("
                            + winner.rule().words() + ")");
            return new Decision.Create(
                    create.link(),
                    create.on(),
                    create.source(),
                    create.item(),
                    create.projected(),
                    create.mail(),
                    create.stampSource(),
                    why,
                    Option.some(winner.company().entry()));
        }
        Set<Category> told = HashSet.ofAll(view.rules().companyUnknown());
        return match instanceof CompanyMatch.Disputed d
                ? park(create, disputed(d), told)
                : park(create, unknown(name), told);
    }

    private static Decision park(Decision.Create create, Reason why, Set<Category> status) {
        Observed.Present item = create.source();
        return new Decision.Park(
                create.link(),
                Decision.Parking.WAITING,
                create.items(),
                create.title(),
                why,
                item.status().equals(status) ? Option.none() : Option.some(new Decision.Tell(item, status)));
    }

    private static Reason unknown(String name) {
        return Reason.of(
                "company-unknown",
                name.isEmpty()
                        ? "names no company, and its addresses tell none"
                        : "its company is not known in D365: " + name,
                "Create the company in D365, or write its name on the contact as D365 has it; then it is imported.");
    }

    private static Reason disputed(CompanyMatch.Disputed d) {
        return Reason.of(
                "company-disputed",
                "could belong to any of " + d.candidates().size() + " companies: "
                        + d.candidates()
                                .map(c ->
                                        c.company().name() + " (" + c.company().key() + ")")
                                .mkString(", "),
                "Write the company's full name on the contact, or an e-mail address there.");
    }

    private static final Reason UNREAD = Reason.of(
            "companies-unread",
            "the companies of D365 could not be read",
            "`axpsync check` tells what is missing; it is tried again at the next run.");
}
