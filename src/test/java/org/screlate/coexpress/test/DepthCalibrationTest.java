package org.screlate.coexpress.test;

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
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.TDistribution;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.screlate.coexpress.fit.CopulaModel;
import org.screlate.coexpress.fit.Fit;
import org.screlate.coexpress.model.ModelFrame;
import org.screlate.coexpress.model.Parameter;
import org.screlate.coexpress.test.KnownPairs.Margin;
import org.screlate.data.CellMatrix;
import org.screlate.data.CoexpressionModel;
import org.screlate.matrix.Workers;

/**
 * How often the defaults err where depth or few subjects make it hard, on pairs of {@link KnownPairs}: {@code make
 * calibration}. Writes target/calibration/depth.summary.tsv, and the fits to depth.fits.tsv; depth_matched.summary.tsv has the
 * dependence of counts beside the same at matched depth.
 */
@Tag("calibration")
final class DepthCalibrationTest {
    private static final Path FOLDER = Path.of("target", "calibration");
    private static final int STUDIES = Integer.getInteger("calibration.studies", 4);
    private static final int PAIRS = 60;
    private static final long SEED = Long.getLong("calibration.seed", 201);
    private static final double ZERO = 0.005;
    private static final Workers WORKERS = new Workers(Integer.getInteger("calibration.threads", 2));
    private static final double DEEPER = Math.log(3);

    private static final Map<String, KnownPairs> SCENARIOS = scenarios();

    private static Map<String, KnownPairs> scenarios() {
        Map<String, KnownPairs> all = new LinkedHashMap<>();
        all.put("depth_lognormal_10", new KnownPairs(10, Margin.LOGNORMAL, 0.6, 0.1, 0, DEEPER, false, false));
        all.put("depth_gamma_10", new KnownPairs(10, Margin.GAMMA, 0.6, 0.1, 0, DEEPER, false, false));
        all.put("depth_counts_10", new KnownPairs(10, Margin.COUNTS, 0.6, 0.1, 0, DEEPER, false, false));
        all.put("few_counts_6_0.1", new KnownPairs(6, Margin.COUNTS, 0.2, 0.1, 0, 0, false, false));
        all.put("few_counts_6_0.3", new KnownPairs(6, Margin.COUNTS, 0.2, 0.3, 0, 0, false, false));
        all.put("few_gamma_6_0.1", new KnownPairs(6, Margin.GAMMA, 0.2, 0.1, 0, 0, false, false));
        all.put("few_gamma_6_0.3", new KnownPairs(6, Margin.GAMMA, 0.2, 0.3, 0, 0, false, false));
        all.put("batch_counts_10", new KnownPairs(10, Margin.COUNTS, 0.2, 0.1, 0, 0, true, false));
        all.put("plain_gamma_10", new KnownPairs(10, Margin.GAMMA, 0.2, 0.1, 0, 0, false, false));
        all.put("equal_gamma_6_0.1", new KnownPairs(6, Margin.GAMMA, 0.2, 0.1, 0, 0, false, true));
        all.put("changed_gamma_10", new KnownPairs(10, Margin.GAMMA, 0.2, 0.1, 0.3, 0, false, false));
        all.put("changed_gamma_6", new KnownPairs(6, Margin.GAMMA, 0.2, 0.1, 0.4, 0, false, true));
        return all;
    }

    @Test
    void errorsStayNearTheirLevelWhereDepthDiffersAndSubjectsAreFew() throws IOException {
        List<String> summary = new ArrayList<>(
                List.of("scenario\tpairs\tbelow_0.05\tcoverage\tbias\tfound_zero\tbelow_0.05_among_zero\tno_test"));
        List<String> fits = new ArrayList<>(List.of("scenario\testimate\tse\tdf\tp\tsd"));
        String only = System.getProperty("calibration.only", "");
        Files.createDirectories(FOLDER);
        for (Map.Entry<String, KnownPairs> entry : SCENARIOS.entrySet()) {
            if (entry.getKey().startsWith(only)) {
                List<Row> rows = new ArrayList<>();
                for (int study = 0; study < STUDIES; study++) {
                    rows.addAll(fit(entry.getValue(), SEED + study));
                }
                summary.add(entry.getKey() + "\t" + summary(rows, entry.getValue()));
                rows.forEach(row -> fits.add(entry.getKey() + "\t" + row.line()));
                Files.write(FOLDER.resolve("depth.summary.tsv"), summary);
                Files.write(FOLDER.resolve("depth.fits.tsv"), fits);
                long tested =
                        rows.stream().filter(row -> !Double.isNaN(row.p())).count();
                assertTrue(tested > 0.8 * rows.size() || entry.getKey().startsWith("depth_counts"), entry.getKey());
            }
        }
    }

    @Test
    void matchedDepthTakesAwayWhatDepthAddsToTheDependenceOfCounts() throws IOException {
        List<String> summary = new ArrayList<>(List.of("scenario\tbelow_0.05\tbias\tmatched_below_0.05\tmatched_bias"));
        Files.createDirectories(FOLDER);
        for (Margin margin : Margin.values()) {
            for (int subjects : new int[] {6, 10}) {
                KnownPairs known = new KnownPairs(subjects, margin, 0.6, 0.1, 0, DEEPER, false, false);
                List<Row> asTheyAre = new ArrayList<>();
                List<Row> matched = new ArrayList<>();
                for (int study = 0; study < STUDIES; study++) {
                    for (PairResult result : results(known, model(known, CoexpressionModel.COUNTS), SEED + study)) {
                        asTheyAre.add(row(result, result.fit()));
                        matched.add(row(result, result.depthMatched()));
                    }
                }
                String name = margin.name().toLowerCase(Locale.ROOT) + "_" + subjects;
                summary.add(name + "\t" + errorAndBias(asTheyAre) + "\t" + errorAndBias(matched));
                Files.write(FOLDER.resolve("depth_matched.summary.tsv"), summary);
                assertTrue(margin == Margin.COUNTS || below(matched) < below(asTheyAre), name);
            }
        }
    }

    private static String errorAndBias(List<Row> rows) {
        List<Row> tested = rows.stream().filter(row -> !Double.isNaN(row.p())).toList();
        double bias = tested.stream().mapToDouble(Row::estimate).average().orElse(Double.NaN);
        return String.format(Locale.ROOT, "%.3f\t%.3f", below(tested), bias);
    }

    private record Row(double estimate, double se, double df, double p, double sd) {
        String line() {
            return String.format(Locale.ROOT, "%.5f\t%.5f\t%.3f\t%.5g\t%.5f", estimate, se, df, p, sd);
        }

        boolean holds(double effect) {
            double quantile = TDistribution.of(Math.min(df, 1e6)).inverseSurvivalProbability(0.025);
            return Math.abs(estimate - effect) <= quantile * se;
        }
    }

    private static List<Row> fit(KnownPairs known, long seed) {
        return results(known, model(known, CoexpressionModel.EXPRESSION), seed).stream()
                .map(result -> row(result, result.fit()))
                .toList();
    }

    private static List<PairResult> results(KnownPairs known, CoexpressionModel model, long seed) {
        CellMatrix cells = known.draw(PAIRS, seed);
        ModelFrame frame = ModelFrame.of(model, cells.cellMetadata(), cells.cells());
        PairStudy study = new PairStudy(cells, frame, SubjectFilter.Preset.NONE.options());
        CopulaModel.Dependence dependence = CopulaModel.Dependence.of(model);
        var method = new DifferentialCoexpression(
                List.of(CopulaModel.Family.GAUSSIAN),
                CopulaModel.Options.DEFAULTS.with(dependence),
                new DifferentialCoexpression.Further(0, !dependence.isOfRates()));
        PairResult[] results = new PairResult[PAIRS];
        WORKERS.forEach(PAIRS, i -> results[i] = method.test(study, 2 * i, 2 * i + 1));
        return Arrays.asList(results);
    }

    private static Row row(PairResult result, @Nullable Fit fit) {
        if (fit == null || result.selection() == null || fit.tests().isEmpty()) {
            return new Row(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        }
        int tested = result.selection().design().tested()[0];
        double sd = fit.components().stream()
                .filter(component -> component.parameter() == Parameter.RHO)
                .findFirst()
                .orElseThrow()
                .standardDeviation();
        Fit.Estimates rho = fit.estimates(Parameter.RHO);
        Fit.Significance test = fit.tests().get(0);
        return new Row(rho.fixed()[tested], rho.standardError(tested), test.degreesOfFreedom(), test.pValue(), sd);
    }

    private static CoexpressionModel model(KnownPairs known, String dependence) {
        String groups = known.batches() ? "~ batch + group" : "~ group";
        String random = groups + " + (1 | subject)";
        Map<String, String> formulas = new LinkedHashMap<>();
        List.of("mu1", "mu2", "rho").forEach(parameter -> formulas.put(parameter, random));
        List.of("sigma1", "sigma2").forEach(parameter -> formulas.put(parameter, "~ group"));
        if (known.margin() == Margin.COUNTS) {
            List.of("zi1", "zi2").forEach(parameter -> formulas.put(parameter, "~ 1"));
        }
        return new CoexpressionModel(
                CoexpressionModel.NB,
                dependence,
                "gaussian",
                "log(n_counts)",
                formulas,
                "group",
                "subject",
                Map.of(),
                List.of());
    }

    private static String summary(List<Row> rows, KnownPairs known) {
        List<Row> tested = rows.stream().filter(row -> !Double.isNaN(row.p())).toList();
        List<Row> zero = tested.stream().filter(row -> row.sd() < ZERO).toList();
        double bias = tested.stream()
                .mapToDouble(row -> row.estimate() - known.effect())
                .average()
                .orElse(Double.NaN);
        double holds = tested.stream().filter(row -> row.holds(known.effect())).count() / (double) tested.size();
        return String.format(
                Locale.ROOT,
                "%d\t%.3f\t%.3f\t%.3f\t%.3f\t%.3f\t%d",
                tested.size(),
                below(tested),
                holds,
                bias,
                zero.size() / (double) tested.size(),
                below(zero),
                rows.size() - tested.size());
    }

    private static double below(List<Row> rows) {
        return IntStream.range(0, rows.size())
                        .filter(i -> rows.get(i).p() < 0.05)
                        .count()
                / (double) rows.size();
    }
}
