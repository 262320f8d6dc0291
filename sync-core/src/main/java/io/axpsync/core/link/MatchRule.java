package io.axpsync.core.link;

/** How two items were recognised as the same thing; in the order in which they are tried. */
public enum MatchRule {
    /** The store says so. */
    LINK("known pair"),
    /** Both carry our stamp of one link, or the Exchange item's stamp names the D365 row. */
    STAMP("same stamp"),
    /** The same iCal UID. */
    NATURAL_KEY("same iCal UID"),
    /** Same owner and subject, and same start and end, or of tasks the same due date. */
    PERIOD_AND_SUBJECT("same time and subject"),
    /** Contacts of an e-mail address that only one person of each side has, or of a shared one and the same name. */
    EMAIL("same e-mail address"),
    /** Contacts of the same name and company. */
    NAME_AND_COMPANY("same name and company");

    private final String words;

    MatchRule(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
