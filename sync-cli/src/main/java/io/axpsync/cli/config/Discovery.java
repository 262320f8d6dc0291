package io.axpsync.cli.config;

import io.vavr.collection.Seq;
import java.util.regex.Pattern;

/**
 * Which mailboxes are found in D365 instead of being listed: those whose address fits, of workers in these companies.
 *
 * @param addresses SMTP addresses, lower case, in which {@code *} stands for anything
 * @param companies default companies of the workers' users, lower case; empty = all
 * @param except addresses that are left out, as {@code addresses}
 * @param settings of each of them; its address is empty
 */
public record Discovery(Seq<String> addresses, Seq<String> companies, Seq<String> except, MailboxSettings settings) {

    /**
     * @param address lower case
     * @param company of the worker's user, lower case; empty when unknown
     */
    public boolean takes(String address, String company) {
        return addresses.exists(a -> fits(a, address))
                && except.forAll(a -> !fits(a, address))
                && (companies.isEmpty() || companies.contains(company));
    }

    private static boolean fits(String glob, String address) {
        String[] fixed = glob.split("\\*", -1);
        StringBuilder pattern = new StringBuilder();
        for (int i = 0; i < fixed.length; i++) {
            pattern.append(i == 0 ? "" : ".*").append(Pattern.quote(fixed[i]));
        }
        return address.matches(pattern.toString());
    }
}
