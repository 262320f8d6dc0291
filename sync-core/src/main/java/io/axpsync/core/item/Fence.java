package io.axpsync.core.item;

import io.vavr.control.Option;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says who writes into a folder, or into a D365, so that a copy of our state or of a D365 does not write there too. On
 * Exchange it stands on the folder as {@code axf1;<installation>;<epoch>;<counter>;<D365 address>}, in the same
 * property on both backends, so that a swap keeps it.
 *
 * @param installation who writes there
 * @param epoch how often the place was taken over by a person's word
 * @param d365 host of the D365 that the folder is synchronised with; empty where the place is that D365
 * @param counter raised by each run that wrote there, and by each taking over; never falls
 */
public record Fence(String installation, long epoch, String d365, long counter) {

    private static final Pattern FORM = Pattern.compile("axf1;([^;]+);(\\d{1,18});(\\d{1,18});(.*)", Pattern.DOTALL);

    /** The text as it is stored on the folder. */
    public String text() {
        return "axf1;" + installation + ";" + epoch + ";" + counter + ";" + d365;
    }

    /** Reads a fence; none when the text is something else, which nobody may take for "no fence". */
    public static Option<Fence> parse(String text) {
        Matcher m = FORM.matcher(text);
        return m.matches()
                ? Option.some(new Fence(m.group(1), Long.parseLong(m.group(2)), m.group(4), Long.parseLong(m.group(3))))
                : Option.none();
    }

    /** Why a text that stands in a fence's place cannot be believed. */
    public static Reason unreadable(Lane lane) {
        return Reason.of(
                "fence-unreadable",
                "lane " + lane.id() + ": what stands as the fence on the folder of "
                        + lane.mailbox().address() + " was not written by this version",
                "If no newer version and nobody else writes there: axpsync takeover --lane " + lane.id());
    }
}
