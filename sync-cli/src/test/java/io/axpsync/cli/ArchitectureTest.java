package io.axpsync.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The arrows between modules and packages. A rule about nothing is a failure: each package it names has classes. */
class ArchitectureTest {

    private static final String CORE = "io.axpsync.core.";
    private static final Seq<String> ADAPTERS = Vector.of(
            "io.axpsync.exchange.ews", "io.axpsync.exchange.graph", "io.axpsync.d365.odata", "io.axpsync.store.jdbc");

    /** Not the whole of {@code io.axpsync}: with its tens of thousands of classes Graph would take minutes. */
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("microsoft") && !location.contains("-tests.jar"))
            .importPackages("io.axpsync");

    private static void notEmpty(String name) {
        String root = name.replaceFirst("\\.\\.$", "");
        assertThat(OURS.stream()
                        .map(JavaClass::getPackageName)
                        .anyMatch(p -> p.equals(root) || p.startsWith(root + ".")))
                .as("classes in " + name)
                .isTrue();
    }

    private static String[] packages(String names) {
        String[] all = Vector.of(names.split(" ")).map(n -> CORE + n).toJavaArray(String[]::new);
        Vector.of(all).forEach(ArchitectureTest::notEmpty);
        return all;
    }

    /** item ← change ← link ← plan, item ← people ← plan; port knows item, change, link; expand port; run all but memory. */
    @ParameterizedTest
    @CsvSource({
        "item,   item",
        "change, item change",
        "link,   item change link",
        "people, item people",
        "plan,   item change link people plan",
        "port,   item change link port",
        "memory, item change link port memory",
        "expand, item change link port expand",
        "run,    item change link people plan port expand run"
    })
    void aPackageOfTheCoreKnowsOnlyThoseBeforeIt(String from, String known) {
        notEmpty(CORE + from);
        classes()
                .that()
                .resideInAPackage(CORE + from)
                .should()
                .onlyDependOnClassesThat(
                        resideOutsideOfPackages("io.axpsync..").or(resideInAnyPackage(packages(known))))
                .check(OURS);
    }

    @Test
    void theDecidingCoreIsPure() {
        String[] pure = packages("item change link people plan");
        classes()
                .that()
                .resideInAnyPackage(pure)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "io.axpsync.core..",
                        "java..",
                        "javax.crypto..",
                        "io.vavr..",
                        "org.immutables..",
                        "org.jspecify..",
                        "org.dmfs.rfc5545..",
                        "com.google.i18n.phonenumbers.."))
                .check(OURS);
        noClasses()
                .that()
                .haveNameNotMatching("io\\.axpsync\\.core\\.item\\.Recurrence.*")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.dmfs..")
                .because("what a recurrence library says is asked in one place")
                .check(OURS);
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(CORE + "item.PhoneNumbers")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.google.i18n..")
                .because("so is a library of telephone numbers")
                .check(OURS);
        noClasses()
                .that()
                .resideInAnyPackage(pure)
                .should()
                .dependOnClassesThat()
                .haveNameMatching(
                        "java\\.(io|net|nio\\.file|nio\\.channels|sql)\\..*|java\\.time\\.Clock|java\\.util\\.(UUID|Random)")
                .because("it has no clock, no ids and no I/O")
                .check(OURS);
    }

    @Test
    void theCoreLogsNothingAndKnowsNoFramework() {
        noClasses()
                .that()
                .resideInAPackage("io.axpsync.core..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.slf4j..", "java.util.logging..", "com.google.inject..", "ch.qos..", "picocli..")
                .check(OURS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.axpsync.exchange.ews",
                "io.axpsync.exchange.graph",
                "io.axpsync.d365.odata",
                "io.axpsync.store.jdbc"
            })
    void anAdapterKnowsTheWordsAndThePortsAndNothingElseOfOurs(String adapter) {
        notEmpty(adapter);
        notEmpty(adapter + ".internal");
        classes()
                .that()
                .resideInAPackage(adapter + "..")
                .should()
                .onlyDependOnClassesThat(resideOutsideOfPackages("io.axpsync..")
                        .or(resideInAnyPackage(packages("item change link port")))
                        .or(resideInAnyPackage(adapter + "..")))
                .check(OURS);
    }

    @Test
    void whatAnAdapterKeepsToItselfIsUsedByNobodyElse() {
        for (String adapter : ADAPTERS) {
            noClasses()
                    .that()
                    .resideOutsideOfPackage(adapter + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(adapter + ".internal..")
                    .check(OURS);
        }
    }

    @Test
    void theSandboxStandsAlone() {
        notEmpty("io.axpsync.sandbox");
        classes()
                .that()
                .resideInAPackage("io.axpsync.sandbox..")
                .should()
                .onlyDependOnClassesThat(
                        resideOutsideOfPackages("io.axpsync..").or(resideInAnyPackage("io.axpsync.sandbox..")))
                .check(OURS);
    }

    @Test
    void onlyTheCommandLineKnowsAllModules() {
        notEmpty("io.axpsync.cli");
        noClasses()
                .that()
                .resideOutsideOfPackage("io.axpsync.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.axpsync.cli..")
                .check(OURS);
    }

    /** As released it accepts self-signed certificates; the adapter's subclass does not. */
    @Test
    void nothingOutsideTheEwsAdapterMakesAnExchangeService() {
        assertThat(OURS.stream()
                        .filter(c -> c.getPackageName().startsWith("io.axpsync.exchange.ews"))
                        .flatMap(c -> c.getDirectDependenciesFromSelf().stream())
                        .anyMatch(d -> d.getTargetClass().getName().startsWith("microsoft.exchange.webservices")))
                .as("the EWS adapter uses the library at all")
                .isTrue();
        noClasses()
                .that()
                .resideOutsideOfPackage("io.axpsync.exchange.ews..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("microsoft.exchange.webservices..")
                .check(OURS);
    }

    @Test
    void aConfigurationSectionIsReadNowhereElse() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.axpsync.cli.config")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.yaml..")
                .check(OURS);
    }
}
