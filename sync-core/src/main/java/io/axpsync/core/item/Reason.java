package io.axpsync.core.item;

/**
 * Why something was decided, refused or left alone, for a person.
 *
 * @param code stable, lower case with dashes; what scripts and tests compare
 * @param text names the item, the field and what is wrong; never holds secrets or bodies
 * @param remedy what to do about it; empty when nothing needs to be done
 */
public record Reason(String code, String text, String remedy) {

    public static Reason of(String code, String text) {
        return new Reason(code, text, "");
    }

    public static Reason of(String code, String text, String remedy) {
        return new Reason(code, text, remedy);
    }

    @Override
    public String toString() {
        return remedy.isEmpty() ? text + " [" + code + "]" : text + " — " + remedy + " [" + code + "]";
    }
}
