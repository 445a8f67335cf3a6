package org.screlate;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.random.RandomGenerator;

/** Imports point one way: tool → {methods, io} → data → kernels. Each rule was seen to fail before it was trusted. */
@AnalyzeClasses(packages = "org.screlate", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    private static final String ROOT = "org.screlate.";
    private static final String METHODS =
            "preprocess|impute|embed|coexpress|cluster|network|enrich|simulate|evaluate|merge|subset|report";

    // spotless:off
    @ArchTest
    static final ArchRule importsPointOneWay = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("org.screlate..")
            .layer("tool").definedBy(ROOT + "tool..")
            .layer("methods").definedBy(ROOT + "preprocess..", ROOT + "impute..", ROOT + "embed..", ROOT + "coexpress..",
                    ROOT + "cluster..", ROOT + "network..", ROOT + "enrich..", ROOT + "simulate..", ROOT + "evaluate..",
                    ROOT + "merge..", ROOT + "subset..", ROOT + "report..")
            .layer("io").definedBy(ROOT + "io..")
            .layer("data").definedBy(ROOT + "data..")
            .layer("kernels").definedBy(ROOT + "matrix..", ROOT + "graph..", ROOT + "nn..", ROOT + "stats..",
                    ROOT + "mixed..")
            .whereLayer("tool").mayOnlyAccessLayers("methods", "io", "data", "kernels")
            .whereLayer("methods").mayOnlyAccessLayers("data", "kernels")
            .whereLayer("io").mayOnlyAccessLayers("data", "kernels")
            .whereLayer("data").mayOnlyAccessLayers("kernels")
            .whereLayer("kernels").mayNotAccessAnyLayer()
            .ensureAllClassesAreContainedInArchitectureIgnoring("org.screlate");
    // spotless:on

    @ArchTest
    static final ArchRule methodsDoNotKnowEachOther =
            slices().matching(ROOT + "(" + METHODS + ")..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule toolsDoNotKnowEachOther =
            slices().matching(ROOT + "tool.(*)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule roomsHaveNoCycles =
            slices().matching(ROOT + "(*)..").should().beFreeOfCycles();

    // spotless:off
    @ArchTest
    static final ArchRule roomsOfCoexpressPointOneWay = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage(ROOT + "coexpress..")
            .layer("module").definedBy(ROOT + "coexpress.module..")
            .layer("test").definedBy(ROOT + "coexpress.test..")
            .layer("fit").definedBy(ROOT + "coexpress.fit..")
            .layer("model").definedBy(ROOT + "coexpress.model..")
            .whereLayer("module").mayOnlyAccessLayers("test", "fit", "model")
            .whereLayer("test").mayOnlyAccessLayers("fit", "model")
            .whereLayer("fit").mayOnlyAccessLayers("model")
            .whereLayer("model").mayNotAccessAnyLayer();
    // spotless:on

    // spotless:off
    /** What a draw, a fit and a test are made of lies below them; they do not know each other. */
    @ArchTest
    static final ArchRule roomsOfStatsPointOneWay = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage(ROOT + "stats..")
            .layer("copula").definedBy(ROOT + "stats.copula..")
            .layer("count").definedBy(ROOT + "stats.count..")
            .layer("fit").definedBy(ROOT + "stats.fit..")
            .layer("test").definedBy(ROOT + "stats.test..")
            .layer("random").definedBy(ROOT + "stats.random..")
            .layer("math").definedBy(ROOT + "stats.math..")
            .whereLayer("copula").mayOnlyAccessLayers("count", "math")
            .whereLayer("count").mayOnlyAccessLayers("math")
            .whereLayer("fit").mayOnlyAccessLayers("math")
            .whereLayer("test").mayOnlyAccessLayers("math")
            .whereLayer("random").mayNotAccessAnyLayer()
            .whereLayer("math").mayNotAccessAnyLayer();
    // spotless:on

    @ArchTest
    static final ArchRule onlyToolsKnowPicocli = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "tool..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli..");

    @ArchTest
    static final ArchRule onlyIoKnowsFileFormats = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "io..")
            .and()
            .doNotHaveSimpleName("ShortestDecimal")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.arrow..", "io.jhdf..", "org.apache.commons.csv..", "com.fasterxml..");

    // spotless:off
    /** Doors (io itself) → {arrow, hdf5, text} → foreign → file; the three inner rooms do not know each other. */
    @ArchTest
    static final ArchRule roomsOfIoPointOneWay = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage(ROOT + "io..", ROOT + "tool..")
            .layer("users").definedBy(ROOT + "tool..")
            .layer("doors").definedBy(ROOT + "io")
            .layer("arrow").definedBy(ROOT + "io.arrow..")
            .layer("hdf5").definedBy(ROOT + "io.hdf5..")
            .layer("text").definedBy(ROOT + "io.text..")
            .layer("foreign").definedBy(ROOT + "io.foreign..")
            .layer("file").definedBy(ROOT + "io.file..")
            .whereLayer("users").mayOnlyAccessLayers("doors", "foreign", "file")
            .whereLayer("doors").mayOnlyAccessLayers("arrow", "hdf5", "text", "foreign", "file")
            .whereLayer("arrow").mayOnlyAccessLayers("foreign", "file")
            .whereLayer("hdf5").mayOnlyAccessLayers("foreign", "file")
            .whereLayer("text").mayOnlyAccessLayers("foreign", "file")
            .whereLayer("foreign").mayOnlyAccessLayers("file")
            .whereLayer("file").mayNotAccessAnyLayer();
    // spotless:on

    @ArchTest
    static final ArchRule nobodyWritesToStandardStreams = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    @ArchTest
    static final ArchRule nobodyIsUnseeded =
            noClasses().should().callMethod(Math.class, "random").because("every random choice comes from --seed");

    @ArchTest
    static final ArchRule streamsComeFromOnePlace = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(ROOT + "stats.random.Streams")
            .should()
            .callConstructorWhere(makesAGenerator())
            .orShould()
            .callMethodWhere(splitsAGenerator())
            .because("stats.random.Streams gives a stream for a seed, a purpose and numbers");

    private static DescribedPredicate<JavaConstructorCall> makesAGenerator() {
        return DescribedPredicate.describe(
                "a random generator is made", call -> call.getTargetOwner().isAssignableTo(RandomGenerator.class));
    }

    private static DescribedPredicate<JavaMethodCall> splitsAGenerator() {
        return DescribedPredicate.describe(
                "a random generator is split or asked for",
                call -> call.getTargetOwner().isAssignableTo(RandomGenerator.class)
                        && List.of("split", "splits", "of", "getDefault", "current")
                                .contains(call.getName()));
    }
}
