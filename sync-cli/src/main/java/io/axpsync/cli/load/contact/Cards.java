package io.axpsync.cli.load.contact;

import com.fasterxml.jackson.databind.JsonNode;
import io.axpsync.cli.demo.stage.Admin;
import io.axpsync.cli.demo.stage.LaneTerms;
import io.axpsync.cli.demo.stage.Snapshot;
import io.axpsync.cli.load.part.Differences;
import io.axpsync.cli.load.part.Part;
import io.axpsync.core.item.Reason;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The vCards of a folder in a mailbox, put there as a user imports them, each with the marker; and what became of them.
 */
public final class Cards {

    private final String mailbox;
    private final List<CardFiles.LeftOut> leftOut;
    private final Map<String, FileCard> cards = new LinkedHashMap<>();
    private final Organisations organisations;
    private final Map<String, Integer> parked = new TreeMap<>();
    private final List<String> reasons = new ArrayList<>();
    private int synchronised;

    /** Puts them into the mailbox, and makes customers of some of the companies that they name. */
    public Cards(Admin admin, List<Path> files, String mailbox) {
        this.mailbox = mailbox;
        CardFiles read = new CardFiles(files);
        leftOut = new ArrayList<>(read.leftOut());
        organisations = new Organisations(admin, read.cards());
        for (FileCard card : read.cards()) {
            try {
                cards.put(admin.createContact(mailbox, GraphContact.of(card, LaneTerms.MARKER)), card);
            } catch (Admin.Refused e) {
                leftOut.add(new CardFiles.LeftOut(
                        card.source(), "refused-by-exchange", "Exchange does not take the contact: " + e.getMessage()));
            }
        }
    }

    public boolean isEmpty() {
        return cards.isEmpty();
    }

    /**
     * Compares them with D365's rows.
     *
     * @param after the raw state
     * @param cases tells the reason of an item's open case, if it has one, by Exchange's id
     * @param found takes what D365 says otherwise
     * @param problems takes contact persons that no card explains
     */
    public Part judge(
            Snapshot after, Function<JsonNode, @Nullable Reason> cases, Differences found, List<String> problems) {
        leftOut.forEach(out -> park(out.source(), out.reason(), out.why()));
        PersonRows persons = new PersonRows(after);
        PersonJudge judge = new PersonJudge(organisations, found);
        for (JsonNode item : after.contacts(mailbox)) {
            FileCard card = cards.remove(item.path("id").asText());
            if (card != null) {
                judge(card, item, cases.apply(item), persons, judge, found);
            }
        }
        cards.values().forEach(card -> unaccounted(card, found, "it is not in the mailbox any more"));
        persons.unclaimed()
                .filter(row ->
                        organisations.isOurs(row.path("AssociatedPartyNumber").asText()))
                .forEach(row -> problems.add("D365 has a contact person that no file explains: "
                        + row.path("ContactPersonId").asText() + " “"
                        + row.path("ContactPersonName").asText() + "”"));
        return new Part(
                synchronised
                        + parked.values().stream().mapToInt(Integer::intValue).sum(),
                synchronised,
                parked);
    }

    private void judge(
            FileCard card,
            JsonNode item,
            @Nullable Reason reason,
            PersonRows persons,
            PersonJudge judge,
            Differences found) {
        List<PersonRows.Person> of = persons.of(item);
        if (of.size() == 1) {
            synchronised++;
            judge.compare(card, of.get(0));
        } else if (reason != null) {
            park(card.source() + " " + card.title(), reason.code(), reason.toString());
        } else {
            unaccounted(card, found, "D365 has " + of.size() + " contact persons of it, and no reason is known");
        }
    }

    private void unaccounted(FileCard card, Differences found, String why) {
        park(card.source() + " " + card.title(), "unaccounted", why);
        found.add(card.source() + ": " + why);
    }

    private void park(String source, String reason, String why) {
        parked.merge(reason, 1, Integer::sum);
        reasons.add(source + ": " + reason + ": " + why);
    }

    /** One line for each card that D365 does not hold. */
    public List<String> reasons() {
        return reasons;
    }
}
