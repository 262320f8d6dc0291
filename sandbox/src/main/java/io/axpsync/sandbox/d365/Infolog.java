package io.axpsync.sandbox.d365;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The Infolog speaks the language of the calling user; only what stands before it stays English. Clients must not read
 * meaning from these words.
 */
final class Infolog {

    private static final Map<Pattern, String> GERMAN = new LinkedHashMap<>();

    static {
        german("Error: ", "Fehler: ");
        german("Warning: ", "Warnung: ");
        german(
                "The value '(.*?)' in field '(.*?)' is not found in the related table '(.*?)'",
                "Der Wert '$1' im Feld '$2' wurde in der verknüpften Tabelle '$3' nicht gefunden");
        german("Field '(.*?)' must be filled in", "Feld '$1' muss ausgefüllt werden");
        german("Field '(.*?)' does not allow editing", "Feld '$1' kann nicht bearbeitet werden");
        german(
                "The text in field '(.*?)' is longer than (\\d+) characters",
                "Der Text im Feld '$1' ist länger als $2 Zeichen");
        german(
                "The end date and time must not be earlier than the start date and time",
                "Das Ende darf nicht vor dem Anfang liegen");
        german(
                "Cannot create a record in (.*?)\\. The record already exists",
                "Ein Datensatz in $1 kann nicht angelegt werden. Der Datensatz ist bereits vorhanden");
        german(
                "update conflict due to another user process.*",
                "Aktualisierungskonflikt mit einem anderen Benutzerprozess");
    }

    private static void german(String pattern, String words) {
        GERMAN.put(Pattern.compile(pattern), words);
    }

    private Infolog() {}

    /** The message with its Infolog in that language. */
    static String in(String language, String message) {
        int at = message.indexOf("Infolog: ");
        if (!language.equals("de") || at < 0) {
            return message;
        }
        String log = message.substring(at);
        for (Map.Entry<Pattern, String> words : GERMAN.entrySet()) {
            log = words.getKey().matcher(log).replaceAll(words.getValue());
        }
        return message.substring(0, at) + log;
    }
}
