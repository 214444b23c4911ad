package io.wardkeep.house;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.core.domain.JavaModifier.STATIC;
import static com.tngtech.archunit.core.domain.JavaModifier.SYNCHRONIZED;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The arrows of docs/ARCHITECTURE.md, held by the build. */
@AnalyzeClasses(
        packages = "io.wardkeep",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArrowsTest.NoTestJars.class})
class ArrowsTest {

    /** The fakes and laws that modules share as a jar are tests too. */
    static final class NoTestJars implements ImportOption {

        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar") && !location.contains("/test-classes/");
        }
    }

    private static final String[] LANGUAGE = {
        "java.lang..",
        "java.util",
        "java.util.function",
        "java.util.stream",
        "java.util.random",
        "java.util.regex",
        "java.util.zip",
        "java.math",
        "java.text",
        "java.time..",
        "java.nio",
        "java.nio.charset",
        "java.io",
        "java.security",
        "org.jspecify.."
    };

    private static final String[] CRDT_SYNC = {
        "io.wardkeep.lattice..", "io.wardkeep.ward..", "io.wardkeep.segment..", "io.wardkeep.sync.."
    };

    /** Programs, and the tools that drive them from outside, may read clocks and own threads as they like. */
    private static final String[] TOOLS = {
        "io.wardkeep.simulator..",
        "io.wardkeep.demo..",
        "io.wardkeep.soak..",
        "io.wardkeep.bench..",
        "io.wardkeep.train..",
        "io.wardkeep.provision"
    };

    @ArchTest
    static final ArchRule packagesAreAcyclic =
            slices().matching("io.wardkeep.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule latticesKnowOnlyTheLanguage = classes()
            .that()
            .resideInAPackage("io.wardkeep.lattice..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(LANGUAGE).or(resideInAnyPackage("io.wardkeep.lattice..")));

    @ArchTest
    static final ArchRule whatBothEndsAgreeOnKnowsOnlyTheLanguage = classes()
            .that()
            .resideInAnyPackage(CRDT_SYNC)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(LANGUAGE).or(resideInAnyPackage(CRDT_SYNC)));

    @ArchTest
    static final ArchRule driversKnowOnlyTheVocabulary = classes()
            .that()
            .resideInAPackage("io.wardkeep.driver..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(LANGUAGE)
                    .or(resideInAnyPackage("io.wardkeep.driver..", "io.wardkeep.ward", "io.wardkeep.lattice")));

    @ArchTest
    static final ArchRule theAlertEngineIsPure = classes()
            .that()
            .resideInAPackage("io.wardkeep.gateway.alert..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(LANGUAGE)
                    .or(resideInAnyPackage(CRDT_SYNC))
                    .or(resideInAnyPackage("io.wardkeep.driver", "io.wardkeep.gateway.alert..")));

    /** Siblings are strangers: only the composition root knows two of them. */
    @ArchTest
    static final ArchRule gatewaySiblingsAreStrangers =
            slices().matching("io.wardkeep.gateway.(*)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule hubSiblingsAreStrangers =
            slices().matching("io.wardkeep.hub.(*)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule gatewayAndHubMeetOnTheWire = noClasses()
            .that()
            .resideInAPackage("io.wardkeep.gateway..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.wardkeep.hub..")
            .orShould()
            .dependOnClassesThat()
            .resideInAPackage("io.wardkeep.simulator..");

    @ArchTest
    static final ArchRule hubKnowsNoGateway = noClasses()
            .that()
            .resideInAPackage("io.wardkeep.hub..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.wardkeep.gateway..", "io.wardkeep.simulator..", "io.wardkeep.driver..");

    /** What both programs share knows neither. */
    @ArchTest
    static final ArchRule whatIsSharedKnowsNoProgram = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.wardkeep.page..",
                    "io.wardkeep.password..",
                    "io.wardkeep.command..",
                    "io.wardkeep.configuration..",
                    "io.wardkeep.systemd..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.wardkeep.gateway..", "io.wardkeep.hub..", "io.wardkeep.simulator..");

    /** Who makes a thread owns it. Waiting and being interrupted is anybody's. */
    @ArchTest
    static final ArchRule threadsLiveInLoops = noClasses()
            .that(not(resideInAnyPackage(TOOLS)))
            .and()
            .haveSimpleNameNotEndingWith("Loop")
            .and()
            .haveSimpleNameNotEndingWith("Command")
            .should()
            .callMethod(Thread.class, "ofPlatform")
            .orShould()
            .callMethod(Thread.class, "ofVirtual")
            .orShould()
            .callMethod(Thread.class, "startVirtualThread", Runnable.class)
            .orShould()
            .callConstructor(Thread.class, Runnable.class)
            .orShould()
            .callConstructor(Thread.class, Runnable.class, String.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(ExecutorService.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Executors.class);

    @ArchTest
    static final ArchRule nothingIsSynchronized = noMethods().should().haveModifier(SYNCHRONIZED);

    @ArchTest
    static final ArchRule noStaticState =
            fields().that().haveModifier(STATIC).should().haveModifier(FINAL).allowEmptyShould(true);

    @ArchTest
    static final ArchRule timeAndChanceArePassedIn = noClasses()
            .that(not(resideInAnyPackage(TOOLS)))
            .and()
            .haveSimpleNameNotEndingWith("Loop")
            .and()
            .haveSimpleNameNotEndingWith("Command")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callConstructor(Random.class)
            .orShould()
            .callMethod(Thread.class, "sleep", long.class);

    /** A benchmark runs plain SQL beside a store, as its peer; the demo counts behind the hub's back. */
    @ArchTest
    static final ArchRule sqlStaysInStores = noClasses()
            .that(not(resideInAnyPackage(
                    "io.wardkeep.gateway.journal..",
                    "io.wardkeep.hub.record..",
                    "io.wardkeep.demo..",
                    "io.wardkeep.bench..")))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.sql..");
}
