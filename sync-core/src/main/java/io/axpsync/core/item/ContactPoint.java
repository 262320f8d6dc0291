package io.axpsync.core.item;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a person is reached: an element of {@link Field#EMAILS}, {@link Field#PHONES}, {@link Field#FAXES} or
 * {@link Field#ASSISTANT_PHONES}. What is compared is the key of its {@link Value.Entry}: the address without regard to
 * case, the number in E.164. Slot and spelling stand in the label, which is carried and never compared: a value in
 * another slot, or written with other blanks, is no change.
 *
 * @param slot where it stands on the card, lower case: {@code business}, {@code business2}, {@code home},
 *     {@code mobile}, {@code email1}; empty when its side has no slots. A hint to whoever writes it to a free place
 * @param written as its user wrote it
 */
public record ContactPoint(String slot, String written) {

    /** Longer ones are no addresses and no numbers. */
    static final int MAX_KEY = 320;

    private static final Pattern LABEL = Pattern.compile("([a-z0-9-]*):(.*)", Pattern.DOTALL);

    public ContactPoint {
        if (!slot.matches("[a-z0-9-]*")) {
            throw new IllegalArgumentException("not the name of a slot: " + slot);
        }
    }

    /** An e-mail address. */
    public static Value.Entry email(String slot, String address) {
        String line = NormalForm.line(address);
        return entry(slot, cut(line), line);
    }

    /**
     * A telephone or fax number.
     *
     * @param country whose national numbers it may be one of, ISO 3166-1 alpha-2; empty when not known
     */
    public static Value.Entry phone(String slot, String number, String country) {
        String line = NormalForm.line(number);
        return entry(slot, cut(PhoneNumbers.normal(line, country)), line);
    }

    /** What the label of an entry says. */
    public static ContactPoint of(Value.Entry entry) {
        Matcher label = LABEL.matcher(entry.label());
        return label.matches()
                ? new ContactPoint(label.group(1), label.group(2))
                : new ContactPoint("", entry.label().isEmpty() ? entry.key() : entry.label());
    }

    private static Value.Entry entry(String slot, String key, String written) {
        ContactPoint point = new ContactPoint(slot, written);
        return new Value.Entry(key, "", point.slot + ":" + point.written);
    }

    private static String cut(String key) {
        return key.length() <= MAX_KEY ? key : key.substring(0, MAX_KEY);
    }
}
