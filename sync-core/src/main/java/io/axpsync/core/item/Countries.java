package io.axpsync.core.item;

import io.vavr.control.Option;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;

/** Countries by code and by name: D365 has codes, Outlook has whatever its user typed. */
public final class Countries {

    private static final String[] LANGUAGES = {
        "en", "de", "fr", "it", "es", "pt", "nl", "pl", "cs", "sk", "sl", "hr", "hu", "ro", "da", "sv", "nb", "fi", "tr"
    };

    private static final Map<String, String> CODES = codes();

    private Countries() {}

    /** ISO 3166-1 alpha-2 of a country's alpha-2 or alpha-3 code, or of its name in one of the usual languages. */
    public static Option<String> code(String country) {
        return Option.of(CODES.get(key(country)));
    }

    /** The alpha-2 code, or the name in normal form where there is no such country. */
    static String normal(String country) {
        return code(country).getOrElse(() -> key(country));
    }

    private static Map<String, String> codes() {
        Map<String, String> codes = new HashMap<>();
        for (String code : Locale.getISOCountries()) {
            Locale country = new Locale.Builder().setRegion(code).build();
            for (String language : LANGUAGES) {
                codes.putIfAbsent(key(country.getDisplayCountry(Locale.forLanguageTag(language))), code);
            }
            try {
                codes.put(key(country.getISO3Country()), code);
            } catch (MissingResourceException e) {
                // a code without one of three letters
            }
            codes.put(key(code), code);
        }
        codes.put("usa", "US");
        codes.put("u.s.a.", "US");
        codes.put("uk", "GB");
        codes.put("england", "GB");
        codes.put("holland", "NL");
        return Map.copyOf(codes);
    }

    private static String key(String country) {
        String plain = Normalizer.normalize(NormalForm.line(country), Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "");
        return plain.toLowerCase(Locale.ROOT);
    }
}
