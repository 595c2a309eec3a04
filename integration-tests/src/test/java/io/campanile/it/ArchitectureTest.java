package io.campanile.it;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The arrows between the modules, and what core may not touch. {@code bench}, {@code examples} and
 * {@code spring-boot} are not among them: their own poms let them see nothing beyond {@code slave}, {@code bench} also
 * {@code load}, and no other names them.
 */
@AnalyzeClasses(packages = "io.campanile", importOptions = WithoutTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule arrowsRunOneWay = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("core")
            .definedBy("io.campanile.core..")
            .layer("clock")
            .definedBy("io.campanile.clock..")
            .layer("proto")
            .definedBy("io.campanile.proto..")
            .layer("os")
            .definedBy("io.campanile.os..")
            .layer("slave")
            .definedBy("io.campanile.slave..")
            .layer("master")
            .definedBy("io.campanile.master..")
            .layer("group")
            .definedBy("io.campanile.group..")
            .layer("admin")
            .definedBy("io.campanile.admin..")
            .layer("simulator")
            .definedBy("io.campanile.simulator..")
            .layer("recording")
            .definedBy("io.campanile.recording..")
            .layer("load")
            .definedBy("io.campanile.load..")
            .layer("cli")
            .definedBy("io.campanile.cli..")
            .layer("junit")
            .definedBy("io.campanile.junit..")
            .layer("testcontainers")
            .definedBy("io.campanile.testcontainers..")
            .whereLayer("cli")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("junit")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("testcontainers")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("admin")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("group")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("master")
            .mayOnlyBeAccessedByLayers("group", "admin", "junit", "cli")
            .whereLayer("simulator")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("recording")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("load")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("slave")
            .mayOnlyBeAccessedByLayers("master", "admin", "load", "junit", "cli")
            .whereLayer("os")
            .mayOnlyBeAccessedByLayers("admin", "cli")
            .whereLayer("proto")
            .mayOnlyBeAccessedByLayers("os", "slave", "master", "group", "admin", "load", "junit", "cli")
            .whereLayer("clock")
            .mayOnlyBeAccessedByLayers("os", "slave", "master", "admin", "simulator", "load", "junit", "cli");

    @ArchTest
    static final ArchRule coreIsPureJava = classes()
            .that()
            .resideInAPackage("io.campanile.core..")
            .should()
            // A span of time in a configuration is no clock.
            .onlyDependOnClassesThat(type(Duration.class)
                    .or(resideInAnyPackage(
                            "io.campanile.core..",
                            "java.lang..",
                            "java.math",
                            "java.util..",
                            "java.nio.charset",
                            "org.jspecify.annotations")));

    @ArchTest
    static final ArchRule coreReadsNoClock = noClasses()
            .that()
            .resideInAPackage("io.campanile.core..")
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Instant.class);

    /** What it simulates is core and the served clock: no network but its own, no clock but its own. */
    @ArchTest
    static final ArchRule simulatorIsVirtual = noClasses()
            .that()
            .resideInAPackage("io.campanile.simulator..")
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage("io.netty..", "io.campanile.proto..");

    /** A recording is files of what core decided from: of whatever master, and read without one. */
    @ArchTest
    static final ArchRule recordingKnowsCoreAlone = noClasses()
            .that()
            .resideInAPackage("io.campanile.recording..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("io.campanile..", "io.netty..")
                    .and(not(resideInAnyPackage("io.campanile.recording..", "io.campanile.core.."))));

    /** Whoever reads the time needs no network; a file may say whether the machine was moved. */
    @ArchTest
    static final ArchRule clockNeedsNoNetwork = noClasses()
            .that()
            .resideInAPackage("io.campanile.clock..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("io.netty..", "java.net..", "java.nio.channels..")
                    .and(not(nameMatching("java\\.nio\\.channels\\.FileChannel.*"))));

    @ArchTest
    static final ArchRule roomsOfCoreKnowEachOtherOneWay =
            slices().matching("io.campanile.core.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule roomsOfProtoKnowEachOtherOneWay =
            slices().matching("io.campanile.proto.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule roomsOfTheSimulatorKnowEachOtherOneWay =
            slices().matching("io.campanile.simulator.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule coreStartsNoThread = noClasses()
            .that()
            .resideInAPackage("io.campanile.core..")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Thread.class)
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage("java.util.concurrent..");

    @ArchTest
    static final ArchRule coreIsNeverRandomWithoutASeed = noClasses()
            .that()
            .resideInAPackage("io.campanile.core..")
            .should()
            .callConstructor(Random.class)
            .orShould()
            .callConstructor(SplittableRandom.class)
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(ThreadLocalRandom.class);

    /** A slave's process needs no class of a master: not even to show how it is. */
    @ArchTest
    static final ArchRule slavesAdminKnowsNoMaster = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.campanile.admin.slave..", "io.campanile.admin.metrics..", "io.campanile.admin.web..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.campanile.master..", "io.campanile.admin.master..");

    /** Serving pages is one thing, what they say another. */
    @ArchTest
    static final ArchRule webServerKnowsNoPage = noClasses()
            .that()
            .resideInAPackage("io.campanile.admin.web..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.campanile.admin.slave..", "io.campanile.admin.metrics..", "io.campanile.core..");

    /** It runs a master's image, of any version. */
    @ArchTest
    static final ArchRule containersKnowNothingOfWhatIsInThem = noClasses()
            .that()
            .resideInAPackage("io.campanile.testcontainers..")
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage("io.campanile..").and(not(resideInAnyPackage("io.campanile.testcontainers.."))));

    /** A master without a group loads no class of it. */
    @ArchTest
    static final ArchRule onlyTheGroupKnowsRaft = noClasses()
            .that()
            .resideOutsideOfPackage("io.campanile.group..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.ratis..");

    /** Elections are about members; what their clocks say is decided below. */
    @ArchTest
    static final ArchRule groupKeepsNoTime = noClasses()
            .that()
            .resideInAPackage("io.campanile.group..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.campanile.core..", "io.campanile.clock..", "io.campanile.slave..", "io.netty..");

    @ArchTest
    static final ArchRule librariesTakeNarrowDependencies = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.campanile.core..",
                    "io.campanile.clock..",
                    "io.campanile.proto..",
                    "io.campanile.slave..",
                    "io.campanile.master..",
                    "io.campanile.recording..",
                    "io.campanile.group..")
            // Who has Micrometer binds these to a registry; nobody else loads the class.
            .and()
            .doNotHaveFullyQualifiedName("io.campanile.slave.CampanileMetrics")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.netty.handler.codec.http..",
                    "com.fasterxml..",
                    "io.micrometer..",
                    "io.prometheus..",
                    "picocli..",
                    "ch.qos.logback..");

    @ArchTest
    static final ArchRule nothingStaticChanges = fields().that()
            .areStatic()
            .and()
            .areDeclaredInClassesThat()
            .resideOutsideOfPackages("io.campanile.proto.v1..", "io.campanile.recording.v1..")
            .should()
            .beFinal();
}
