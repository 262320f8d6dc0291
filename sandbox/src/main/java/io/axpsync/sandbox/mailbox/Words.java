package io.axpsync.sandbox.mailbox;

import java.util.Locale;
import java.util.Optional;

/** Enum constants as Graph writes them: {@code NOT_RESPONDED} is {@code notResponded}. */
public final class Words {

    private Words() {}

    /** The lower-camel word of a constant. */
    public static String of(Enum<?> constant) {
        StringBuilder word = new StringBuilder();
        boolean up = false;
        for (char c : constant.name().toCharArray()) {
            if (c == '_') {
                up = true;
            } else {
                word.append(up ? c : Character.toLowerCase(c));
                up = false;
            }
        }
        return word.toString();
    }

    /** The constant of a word; case counts only after the first letter, as in OData's enum literals. */
    public static <E extends Enum<E>> Optional<E> parse(Class<E> type, String word) {
        for (E constant : type.getEnumConstants()) {
            if (of(constant).toLowerCase(Locale.ROOT).equals(word.toLowerCase(Locale.ROOT))) {
                return Optional.of(constant);
            }
        }
        return Optional.empty();
    }
}
