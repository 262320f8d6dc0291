package io.axpsync.core.item;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Locale;

/** Telephone numbers as they are compared. The only place that asks the library. */
final class PhoneNumbers {

    private static final PhoneNumberUtil LIBRARY = PhoneNumberUtil.getInstance();

    private PhoneNumbers() {}

    /**
     * E.164, with {@code ;ext=} where there is an extension (RFC 3966). What is no number of the country, or of too few
     * digits (an extension of the company's own exchange), stays as it is, without blanks and punctuation.
     *
     * @param country ISO 3166-1 alpha-2; empty when not known
     */
    static String normal(String line, String country) {
        try {
            PhoneNumber number = LIBRARY.parse(line, country.isEmpty() ? "ZZ" : country.toUpperCase(Locale.ROOT));
            if (LIBRARY.isPossibleNumberWithReason(number) == ValidationResult.IS_POSSIBLE) {
                String extension = number.hasExtension() ? ";ext=" + number.getExtension() : "";
                return LIBRARY.format(number, PhoneNumberFormat.E164) + extension;
            }
        } catch (NumberParseException e) {
            // free text: compared as it stands
        }
        String bare = line.replaceAll("[\\s()/.\\-\\u2010-\\u2015]", "").toLowerCase(Locale.ROOT);
        return bare.isEmpty() ? line : bare;
    }
}
