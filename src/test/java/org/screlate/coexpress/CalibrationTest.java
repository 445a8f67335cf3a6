package org.screlate.coexpress;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.commons.statistics.distribution.TDistribution;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.screlate.coexpress.CopulaModel.Inference;
import org.screlate.coexpress.CopulaModel.Smoothing;
import org.screlate.coexpress.StudyDesign.Structure;
import org.screlate.data.Column;
import org.screlate.data.Provenance;
import org.screlate.data.Table;
import org.screlate.io.TableFile;
import org.screlate.matrix.Workers;
import org.screlate.testing.SharedData;

/**
 * How often each test of the model errs, on simulated and on real nulls: {@code make calibration}. Writes the p-values, a
 * summary and quantile plots to target/calibration.
 */
@Tag("calibration")
final class CalibrationTest {
    private static final Path FOLDER = Path.of("target", "calibration");
    private static final int REPEATS = Integer.getInteger("calibration.repeats", 1000);
    private static final int PAIRS = Integer.getInteger("calibration.pairs", 40);
    private static final int CELLS = 125;
    private static final List<Inference> TESTS = List.of(Inference.WALD, Inference.WALD_T, Inference.SUBJECT_T);
    private static final Workers WORKERS = new Workers(Runtime.getRuntime().availableProcessors());

    private final List<String> summary =
            new ArrayList<>(List.of("scenario\tstructure\tsmoothing\ttest\tfits\tbelow_0.05\tcoverage\tmedian_df"));

    @Test
    void typeOneErrorsOnSimulatedNullsAreWithinTheirLimits() throws IOException {
        for (int subjects : new int[] {5, 10, 15}) {
            for (double sd : new double[] {0.05, 0.3}) {
                String name = "sim_" + subjects + "_" + sd;
                Supplier<List<CalibrationCase>> cases =
                        () -> CalibrationNulls.simulated(REPEATS, subjects, CELLS, sd, 0, 1);
                run(name, cases, Structure.INDEPENDENT, Smoothing.REML, 0);
            }
        }
        for (double[] at : new double[][] {{0.05, 0.12}, {0.3, 0.4}}) {
            for (Smoothing smoothing : Smoothing.values()) {
                run(
                        "power_10_" + at[0],
                        () -> CalibrationNulls.simulated(REPEATS / 2, 10, CELLS, at[0], at[1], 2),
                        Structure.INDEPENDENT,
                        smoothing,
                        at[1]);
            }
            run(
                    "sim_10_" + at[0],
                    () -> CalibrationNulls.simulated(REPEATS, 10, CELLS, at[0], 0, 1),
                    Structure.INDEPENDENT,
                    Smoothing.UBRE,
                    0);
        }
        write("simulated");
    }

    @Test
    void pValuesOnRealNullsAreNearlyUniform() throws IOException {
        CalibrationNulls.RealCells all = realCells();
        for (Structure structure : List.of(Structure.INDEPENDENT, Structure.SHARED)) {
            run("cells", () -> all.ofReference().splitCells(PAIRS * 10, 1), structure, Smoothing.REML, 0);
            run("subjects", () -> all.ofReference().assignSubjects(PAIRS, 2), structure, Smoothing.REML, 0);
            run("swap", () -> all.swapGroups(PAIRS, 3), structure, Smoothing.REML, 0);
        }
        write("real");
    }

    private static CalibrationNulls.RealCells realCells() {
        Path counts = SharedData.require("data/gse266919.counts.csv.gz");
        Path metadata = SharedData.require("data/gse266919.meta.csv.gz");
        return CalibrationNulls.RealCells.read(counts, metadata, "group", "Pre", "patient");
    }

    private void run(
            String scenario,
            Supplier<List<CalibrationCase>> cases,
            Structure structure,
            Smoothing smoothing,
            double effect)
            throws IOException {
        var way = new CalibrationFits.Way(structure, CopulaModel.Options.DEFAULTS.withSmoothing(smoothing));
        Table fits = CalibrationFits.fit(cases.get(), way, WORKERS);
        String name = scenario + "." + way.name();
        Files.createDirectories(FOLDER);
        TableFile.write(FOLDER.resolve(name + ".tsv"), fits, "fits", Provenance.NONE);
        Map<String, double[]> series = new LinkedHashMap<>();
        for (Inference test : TESTS) {
            double[] p = present(real(fits, "p_" + test));
            series.put(test.toString(), p);
            double below = Arrays.stream(p).filter(value -> value < 0.05).count() / (double) p.length;
            double[] df = present(real(fits, "df_" + test));
            Arrays.sort(df);
            summary.add(String.join(
                    "\t",
                    scenario,
                    structure.toString(),
                    smoothing.toString(),
                    test.toString(),
                    Integer.toString(p.length),
                    Double.toString(below),
                    Double.toString(coverage(fits, test, effect)),
                    df.length == 0 ? "" : Double.toString(df[df.length / 2])));
            assertTrue(p.length > 0.98 * fits.rows(), name + " " + test + " has " + p.length + " of " + fits.rows());
        }
        Files.writeString(FOLDER.resolve(name + ".svg"), QqPlot.svg(scenario + ", " + structure, series));
    }

    private static double[] real(Table table, String column) {
        return ((Column.Real) table.column(column)).values();
    }

    private static double[] present(double[] values) {
        return Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
    }

    private static double coverage(Table fits, Inference test, double effect) {
        double[] estimate = real(fits, "estimate");
        double[] se = real(fits, "se");
        double[] df = real(fits, "df_" + test);
        int covered = 0;
        int all = 0;
        for (int i = 0; i < df.length; i++) {
            if (!Double.isNaN(df[i])) {
                double quantile = TDistribution.of(Math.min(df[i], 1e6)).inverseSurvivalProbability(0.025);
                covered += Math.abs(estimate[i] - effect) <= quantile * se[i] ? 1 : 0;
                all++;
            }
        }
        return covered / (double) all;
    }

    private void write(String name) throws IOException {
        Files.write(FOLDER.resolve(name + ".summary.tsv"), summary);
    }
}
