package io.axpsync.core.item;

import io.vavr.collection.HashMap;
import io.vavr.collection.HashSet;
import io.vavr.collection.LinkedHashSet;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A company's name as it is compared: without regard to case, accents, punctuation and legal form.
 *
 * @param cores what is left of it, with umlauts as plain letters and as pairs of letters (Müller, Muller, Mueller);
 *     empty for a name without letters and digits
 * @param firstWords the first word of each
 * @param form its legal form; empty when it names none
 */
public record CompanyName(Set<String> cores, Set<String> firstWords, String form) {

    /** As they stand at the end of a name, in normal form. */
    private static final Set<String> FORMS = HashSet.of(
            "gmbh",
            "gesmbh",
            "mbh",
            "ag",
            "kg",
            "og",
            "ohg",
            "eu",
            "ek",
            "ev",
            "ug",
            "se",
            "kgaa",
            "gbr",
            "egen",
            "inc",
            "incorporated",
            "corp",
            "corporation",
            "company",
            "co",
            "ltd",
            "limited",
            "llc",
            "llp",
            "lp",
            "plc",
            "sa",
            "sarl",
            "sas",
            "sasu",
            "snc",
            "eurl",
            "scs",
            "sca",
            "spa",
            "srl",
            "sapa",
            "sl",
            "slu",
            "sau",
            "lda",
            "ltda",
            "bv",
            "nv",
            "vof",
            "bvba",
            "ab",
            "hb",
            "oy",
            "oyj",
            "as",
            "asa",
            "aps",
            "sro",
            "doo",
            "dd",
            "kft",
            "zrt",
            "nyrt",
            "bt",
            "spzoo",
            "pty",
            "pte",
            "kk",
            "sia",
            "uab",
            "ou",
            "ood",
            "eood",
            "bhd",
            "sdn");

    /** One form written differently. */
    private static final Map<String, String> SAME_FORM = HashMap.of(
            "limited",
            "ltd",
            "incorporated",
            "inc",
            "corporation",
            "corp",
            "gesmbh",
            "gmbh",
            "mbh",
            "gmbh",
            "company",
            "co");

    private static final Set<String> LEADING = HashSet.of("the", "firma", "fa", "ooo", "oao", "zao", "pt");
    private static final Set<String> AND = HashSet.of("and", "und", "et", "y", "e", "en", "og", "och", "u");
    private static final String AMPERSAND = "&";

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern SP_ZOO = Pattern.compile("\\bsp\\.? ?z ?o\\.? ?o\\b\\.?");
    private static final Pattern INNER_DOT = Pattern.compile("\\.(?=\\p{L})|(?<=\\p{L})/(?=\\p{L}\\b)");
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}&]+");

    public static CompanyName of(String name) {
        String line = NormalForm.line(name).toLowerCase(Locale.ROOT).replace("ß", "ss");
        String paired = line.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue");
        Seq<String> words = words(line);
        Seq<String> core = core(words);
        Set<Seq<String>> spellings =
                LinkedHashSet.of(core, core(words(paired))).filter(spelling -> !spelling.isEmpty());
        return new CompanyName(
                spellings.map(spelling -> spelling.mkString("")),
                spellings.map(Seq::head),
                form(words.drop(core.size())));
    }

    private static String form(Seq<String> end) {
        String form = end.lastOption().filter(FORMS::contains).getOrElse("");
        return SAME_FORM.getOrElse(form, form);
    }

    public boolean isEmpty() {
        return cores.isEmpty();
    }

    /** Whether both may name the same company, but for its legal form. */
    public boolean meets(CompanyName other) {
        return !cores.intersect(other.cores).isEmpty();
    }

    /** Whether both name a legal form, and not the same. */
    public boolean contradicts(CompanyName other) {
        return !form.isEmpty() && !other.form.isEmpty() && !form.equals(other.form);
    }

    /** Whether their first words are the same, and no mere abbreviation. */
    public boolean beginsAs(CompanyName other) {
        return firstWords.exists(word -> word.length() > 3 && other.firstWords.contains(word));
    }

    private static Seq<String> words(String line) {
        String plain = MARKS.matcher(Normalizer.normalize(line, Normalizer.Form.NFKD))
                .replaceAll("")
                .replace("ø", "o")
                .replace("æ", "ae")
                .replace("œ", "oe")
                .replace("ł", "l")
                .replace("đ", "d")
                .replace("ı", "i")
                .replace("+", AMPERSAND);
        String spaced = INNER_DOT
                .matcher(SP_ZOO.matcher(plain).replaceAll("spzoo"))
                .replaceAll("")
                .replace(AMPERSAND, " & ");
        Seq<String> words =
                Vector.of(NO_WORD.split(spaced.replace("'", ""), -1)).filter(w -> !w.isEmpty());
        Seq<String> named = words.size() > 1 && LEADING.contains(words.head()) ? words.tail() : words;
        return joined(named);
    }

    /** Letters that stand alone are one word: S. A. is SA. */
    private static Seq<String> joined(Seq<String> words) {
        Seq<String> result = Vector.empty();
        boolean open = false;
        for (String word : words) {
            boolean letter = word.length() == 1 && Character.isLetter(word.charAt(0));
            result = letter && open ? result.init().append(result.last() + word) : result.append(word);
            open = letter;
        }
        return result;
    }

    /** Without the legal forms at its end, unless nothing else is left; with one word for "and". */
    private static Seq<String> core(Seq<String> words) {
        Seq<String> core = words;
        while (core.size() > 1 && (FORMS.contains(core.last()) || core.last().equals(AMPERSAND))) {
            core = core.init();
        }
        Seq<String> kept = core;
        return kept.zipWithIndex()
                .map(w -> w._2 > 0 && w._2 < kept.size() - 1 && AND.contains(w._1) ? AMPERSAND : w._1);
    }
}
