package org.screlate.coexpress.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.statistics.distribution.TDistribution;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.screlate.coexpress.fit.CopulaModel;
import org.screlate.coexpress.fit.CopulaModel.Inference;
import org.screlate.coexpress.test.StudyDesign.Structure;
import org.screlate.data.Column;
import org.screlate.data.Provenance;
import org.screlate.data.Table;
import org.screlate.io.TableFile;
import org.screlate.matrix.Workers;
import org.screlate.mixed.Smoothing;
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
    // Of a pair; swaps of one pair depend on each other, so that more pairs say more than more swaps.
    private static final int SWAPS = 3;
    private static final double LEVEL = 0.05;
    private static final List<Inference> TESTS = List.of(
            Inference.WALD, Inference.WALD_T, Inference.SUBJECT_T, Inference.INTEGRATED_T, Inference.LIKELIHOOD_RATIO);
    private static final List<Structure> PUBLISHED = List.of(Structure.INDEPENDENT);
    private static final List<Structure> ALL = List.of(Structure.values());
    private static final Workers WORKERS = new Workers(Integer.getInteger("calibration.threads", 2));
    private static final int[] SUBJECTS = {5, 10, 15};
    /** For each sd of rho between subjects, an effect that some half of the studies find, for 10 subjects; it shrinks with their root. */
    private static final Map<Double, Double> EFFECTS = new TreeMap<>(Map.of(0.05, 0.1, 0.3, 0.3));

    private final List<String> summary =
            new ArrayList<>(List.of("scenario\tstructure\tsmoothing\ttest\tfits\tbelow_0.05\tcoverage\tmedian_df"));
    private final List<String> powers = new ArrayList<>(
            List.of("scenario\tstructure\tsmoothing\ttest\teffect\tfits\tcritical_p\tpower\tbelow_0.05"));

    @Test
    void typeOneErrorsOnSimulatedNullsAreWithinTheirLimits() throws IOException {
        Map<String, Map<Structure, Table>> nulls = new LinkedHashMap<>();
        for (int subjects : SUBJECTS) {
            for (double sd : EFFECTS.keySet()) {
                List<CalibrationCase> cases = CalibrationNulls.simulated(REPEATS, subjects, CELLS, sd, 0, 101);
                nulls.put(name(subjects, sd), run(name(subjects, sd), cases, ALL, Smoothing.REML, 0));
                write("simulated", summary);
            }
        }
        for (int subjects : SUBJECTS) {
            for (double sd : EFFECTS.keySet()) {
                power(subjects, sd, nulls.get(name(subjects, sd)));
                write("power", powers);
            }
        }
        List<String> judged =
                summary.stream().filter(CalibrationTest::isOfTheDefaultTest).toList();
        assertEquals(SUBJECTS.length * EFFECTS.size() * ALL.size(), judged.size());
        judged.forEach(CalibrationTest::assertWithinLimits);
    }

    private static String name(int subjects, double sd) {
        return "sim_" + subjects + "_" + sd;
    }

    private static boolean isOfTheDefaultTest(String line) {
        return line.startsWith("sim_")
                && line.contains("\t" + Smoothing.REML + "\t" + CopulaModel.Testing.DEFAULTS.inference() + "\t");
    }

    private static void assertWithinLimits(String line) {
        String[] words = line.split("\t");
        double noise = 2 * Math.sqrt(LEVEL * (1 - LEVEL) / Integer.parseInt(words[4]));
        boolean few = words[0].startsWith("sim_5_");
        double below = Double.parseDouble(words[5]);
        assertTrue(below > (few ? 0.03 : 0.035) - noise, line);
        assertTrue(below < (few ? 0.08 : 0.065) + noise, line);
    }

    /** Of our fits and the published ones of the same studies, at the p-value below which 5 % of the nulls are. */
    private void power(int subjects, double sd, Map<Structure, Table> nulls) throws IOException {
        String name = name(subjects, sd);
        double effect = Math.rint(1000 * EFFECTS.get(sd) * Math.sqrt(10.0 / subjects)) / 1000;
        List<CalibrationCase> few = CalibrationNulls.simulated(REPEATS / 2, subjects, CELLS, sd, 0, 103);
        List<CalibrationCase> changed = CalibrationNulls.simulated(REPEATS * 2 / 5, subjects, CELLS, sd, effect, 102);
        for (Smoothing smoothing : Smoothing.values()) {
            List<Structure> structures = smoothing == Smoothing.REML ? ALL : PUBLISHED;
            Map<Structure, Table> without =
                    smoothing == Smoothing.REML ? nulls : run(name, few, structures, smoothing, 0);
            Map<Structure, Table> with = run("power_" + name, changed, structures, smoothing, effect);
            for (Structure structure : structures) {
                String way = name + "\t" + structure + "\t" + smoothing + "\t";
                TESTS.forEach(test ->
                        addPower(way + test + "\t" + effect, test, without.get(structure), with.get(structure)));
            }
        }
    }

    private void addPower(String what, Inference test, Table nulls, Table changed) {
        double[] rising = present(real(nulls, "p_" + test));
        Arrays.sort(rising);
        double critical = rising[(int) Math.floor(LEVEL * rising.length)];
        double[] p = present(real(changed, "p_" + test));
        powers.add(String.format(
                Locale.ROOT,
                "%s\t%d\t%.4f\t%.3f\t%.3f",
                what,
                p.length,
                critical,
                share(p, critical),
                share(p, LEVEL)));
    }

    private static double share(double[] p, double limit) {
        return Arrays.stream(p).filter(value -> value < limit).count() / (double) p.length;
    }

    @Test
    void pValuesOnRealNullsAreNearlyUniform() throws IOException {
        CalibrationNulls.RealCells all = realCells();
        Map<String, List<CalibrationCase>> scenarios = new LinkedHashMap<>();
        scenarios.put("cells", all.ofReference().splitCells(PAIRS * 20, 104));
        scenarios.put("subjects", all.ofReference().assignSubjects(PAIRS, 105));
        scenarios.put("swap", all.swapGroups(PAIRS * 8, SWAPS, 106));
        for (Map.Entry<String, List<CalibrationCase>> scenario : scenarios.entrySet()) {
            run(scenario.getKey(), scenario.getValue(), ALL, Smoothing.REML, 0);
            write("real", summary);
        }
    }

    private static CalibrationNulls.RealCells realCells() {
        Path counts = SharedData.require("data/gse266919.counts.csv.gz");
        Path metadata = SharedData.require("data/gse266919.meta.csv.gz");
        return CalibrationNulls.RealCells.read(counts, metadata, "group", "Pre", "patient");
    }

    private Map<Structure, Table> run(
            String scenario,
            List<CalibrationCase> cases,
            List<Structure> structures,
            Smoothing smoothing,
            double effect)
            throws IOException {
        Map<Structure, Table> fits = CalibrationFits.fit(cases, structures, smoothing, WORKERS);
        Files.createDirectories(FOLDER);
        // Knows nothing of the structures, and is the same beside each.
        double[] reference = present(real(fits.values().iterator().next(), "p_reference"));
        summary.add(String.format(
                Locale.ROOT, "%s\t\t\treference\t%d\t%.4f\t\t", scenario, reference.length, share(reference, LEVEL)));
        for (Map.Entry<Structure, Table> entry : fits.entrySet()) {
            Table table = entry.getValue();
            String name = (scenario + "." + entry.getKey() + "." + smoothing).toLowerCase(Locale.ROOT);
            TableFile.write(FOLDER.resolve(name + ".tsv"), table, "fits", Provenance.NONE);
            Map<String, double[]> series = new LinkedHashMap<>();
            for (Inference test : TESTS) {
                double[] p = present(real(table, "p_" + test));
                series.put(test.toString(), p);
                add(scenario, entry.getKey() + "\t" + smoothing, test, table, effect);
                assertTrue(p.length > 0.95 * table.rows(), name + " " + test + " has " + p.length);
            }
            Files.writeString(FOLDER.resolve(name + ".svg"), QqPlot.svg(scenario + ", " + entry.getKey(), series));
        }
        return fits;
    }

    private void add(String scenario, String way, Inference test, Table table, double effect) {
        double[] p = present(real(table, "p_" + test));
        double[] df = present(real(table, "df_" + test));
        Arrays.sort(df);
        summary.add(String.format(
                Locale.ROOT,
                "%s\t%s\t%s\t%d\t%.4f\t%.4f\t%.1f",
                scenario,
                way,
                test,
                p.length,
                share(p, LEVEL),
                coverage(table, test, effect),
                df[df.length / 2]));
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

    private static void write(String name, List<String> lines) throws IOException {
        Files.write(FOLDER.resolve(name + ".summary.tsv"), lines);
    }
}
