package io.axpsync.cli.load.contact;

import io.axpsync.cli.demo.stage.Admin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Customers of D365 by the names that the cards say. Of every five the last, by the alphabet, stays unknown, so that both
 * is seen: a contact whose company is known, and one whose company is not.
 */
final class Organisations {

    /** Of {@code OrganizationName} in D365, in characters. */
    private static final int LONGEST = 100;

    private static final int ONE_UNKNOWN_OF = 5;

    private final Map<String, String> parties = new LinkedHashMap<>();

    Organisations(Admin admin, List<FileCard> cards) {
        List<String> names = new ArrayList<>(new TreeSet<>(
                cards.stream().map(card -> card.line(Line.ORGANISATION)).toList()));
        names.remove("");
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (i % ONE_UNKNOWN_OF != ONE_UNKNOWN_OF - 1 && name.length() <= LONGEST) {
                String number = String.format("%03d", i + 1);
                admin.createRow(
                        "CustomersV3",
                        Admin.object()
                                .put("dataAreaId", "nord")
                                .put("CustomerAccount", "K-9" + number)
                                .put("OrganizationName", name)
                                .put("PartyNumber", "P-019" + number)
                                .put("PartyType", "Organization")
                                .put("CustomerGroupId", "10"));
                parties.put(name, "P-019" + number);
            }
        }
    }

    /** The party number of the customer of that name. */
    Optional<String> party(String name) {
        return Optional.ofNullable(parties.get(name));
    }

    /** Whether somebody of that party belongs to a customer that was made for the cards. */
    boolean isOurs(String party) {
        return parties.containsValue(party);
    }
}
