package io.axpsync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vavr.Tuple;
import io.vavr.Tuple2;
import io.vavr.collection.HashSet;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * docs/guarantees.md and the tests of all modules say the same: each test that the page names is there, each promise
 * has one, and each test that is tagged with a promise ({@code promise-7}) is named under it.
 */
class GuaranteesTest {

    private static final Path CHECKOUT = Path.of("..");

    private static final Pattern PROMISE = Pattern.compile("(?m)^## (\\d+)\\. .*$");
    private static final Pattern NAMED = Pattern.compile("(?m)^- `(\\w+)\\.(\\w+)`$");
    private static final Pattern METHOD = Pattern.compile("(?m)^ {4}(?:public |static |default )*void (\\w+)\\(");
    private static final Pattern TEST =
            Pattern.compile("@(Test|ParameterizedTest|RepeatedTest|TestFactory|TestTemplate|Property)\\b");
    private static final Pattern TAG = Pattern.compile("@Tag\\(\"promise-(\\d+)\"\\)");

    /** What the page names: promise to tests. */
    private final Map<Integer, Seq<String>> promises = promises(read(CHECKOUT.resolve("docs/guarantees.md")));

    /** All tests of the checkout, with the promises that they are tagged with. */
    private final Map<String, Set<Integer>> tests = tests();

    @Test
    void thePageHasTheTwelvePromisesEachWithATest() {
        assertThat(promises.keySet().toVector()).isEqualTo(Vector.rangeClosed(1, 12));
        assertThat(promises.filterValues(Seq::isEmpty).keySet())
                .as("promises without a test")
                .isEmpty();
    }

    @Test
    void eachTestThatThePageNamesIsThere() {
        assertThat(promises.values().flatMap(named -> named).reject(tests::containsKey))
                .as("named in docs/guarantees.md, but in no module")
                .isEmpty();
    }

    @Test
    void eachTestThatIsTaggedWithAPromiseIsNamedUnderIt() {
        Seq<Tuple2<String, Integer>> tagged =
                tests.toVector().flatMap(t -> t._2.toVector().map(promise -> Tuple.of(t._1, promise)));
        assertThat(tagged).as("the tag is used at all").isNotEmpty();
        assertThat(tagged.reject(t -> promises.get(t._2).exists(named -> named.contains(t._1))))
                .as("tagged with a promise, but not named under it in docs/guarantees.md")
                .isEmpty();
    }

    /** Reading what is tried must not read past what it does not understand. */
    @Test
    void theTestsOfEveryModuleAreSeen() {
        assertThat(tests.keySet())
                .contains(
                        "GuaranteesTest.theTestsOfEveryModuleAreSeen",
                        "ConvergenceTest.afterQuietBothSidesAgree",
                        "CrashTest.aRunThatIsCutAnywhereIsFinishedByTheNext",
                        "LinksContract.aLinkComesBackWhole",
                        "UsageTest.wrongUsageEndsWithTwoAndSaysWhereHelpIs");
        assertThat(tests.size()).isGreaterThan(900);
    }

    private static Map<Integer, Seq<String>> promises(String page) {
        Map<Integer, Seq<String>> found = LinkedHashMap.empty();
        Matcher heading = PROMISE.matcher(page);
        while (heading.find()) {
            String rest = page.substring(heading.end());
            int end = rest.indexOf("\n## ");
            Matcher named = NAMED.matcher(end < 0 ? rest : rest.substring(0, end));
            Seq<String> names = Vector.empty();
            while (named.find()) {
                names = names.append(named.group(1) + "." + named.group(2));
            }
            found = found.put(Integer.valueOf(heading.group(1)), names);
        }
        return found;
    }

    private static Map<String, Set<Integer>> tests() {
        try (Stream<Path> modules = Files.list(CHECKOUT)) {
            return Vector.ofAll(modules.map(m -> m.resolve("src/test/java"))
                            .filter(Files::isDirectory)
                            .toList())
                    .flatMap(GuaranteesTest::sources)
                    .flatMap(GuaranteesTest::testsOf)
                    .toMap(t -> t);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Seq<Path> sources(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return Vector.ofAll(
                    files.filter(f -> f.toString().endsWith(".java")).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Methods with a test's annotation; what belongs to a method begins after the last empty line before it. */
    private static Seq<Tuple2<String, Set<Integer>>> testsOf(Path file) {
        String source = read(file);
        String type = file.getFileName().toString().replace(".java", "");
        Seq<Tuple2<String, Set<Integer>>> found = Vector.empty();
        Matcher method = METHOD.matcher(source);
        while (method.find()) {
            String before = source.substring(Math.max(0, source.lastIndexOf("\n\n", method.start())), method.start());
            if (TEST.matcher(before).find()) {
                found = found.append(Tuple.of(type + "." + method.group(1), tags(before)));
            }
        }
        return found;
    }

    private static Set<Integer> tags(String annotations) {
        Set<Integer> promises = HashSet.empty();
        Matcher tag = TAG.matcher(annotations);
        while (tag.find()) {
            promises = promises.add(Integer.valueOf(tag.group(1)));
        }
        return promises;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
