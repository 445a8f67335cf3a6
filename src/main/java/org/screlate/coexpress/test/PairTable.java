package org.screlate.coexpress.test;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.screlate.coexpress.fit.CopulaModel;
import org.screlate.coexpress.fit.Fit;
import org.screlate.coexpress.model.Design;
import org.screlate.coexpress.model.ModelFrame;
import org.screlate.coexpress.model.Parameter;
import org.screlate.data.Column;
import org.screlate.data.GenePairs;
import org.screlate.data.Table;
import org.screlate.mixed.Predictor;
import org.screlate.mixed.RandomEffect;
import org.screlate.stats.copula.Copula;
import org.screlate.stats.test.StudentT;

/**
 * Results as rows of a table, one a pair. Which columns there are is known from the design of all cells; a coefficient
 * that the design of a pair does not have stays empty.
 */
public final class PairTable {
    private static final List<String> IN_LEVEL =
            List.of("cells_", "subjects_", "mean_1_", "mean_2_", "detected_1_", "detected_2_", "median_depth_");
    private static final String TWO_STAGE = "_two_stage";
    private static final String DEPTH_MATCHED = "_depth_matched";
    private static final double INTERVAL = 0.95;

    private final ModelFrame frame;
    private final List<String> names;
    private final PairwiseContrasts contrasts;
    private final Contents contents;
    private final List<String> differences;
    private final List<String> rhoNames;
    private final List<List<String>> inLevels;
    private final List<Map<String, Names>> known;

    /**
     * What the rows tell beside the test.
     *
     * @param screened whether pairs called in two stages are fitted again jointly
     * @param countsDepend whether counts depend, not the rates beneath them
     * @param depthMatched whether pairs are fitted again at equal depth
     */
    record Contents(boolean screened, boolean countsDepend, boolean depthMatched) {}

    /** Lays out the table. */
    PairTable(ModelFrame frame, Contents contents) {
        this.frame = frame;
        this.contents = contents;
        this.differences = GeneDifferences.names(frame);
        this.rhoNames = frame.rhoNames().stream().map(name -> "rho_" + name).toList();
        this.inLevels = frame.levels().stream()
                .map(level -> IN_LEVEL.stream().map(what -> what + level).toList())
                .toList();
        this.known = Stream.of(Parameter.values())
                .map(parameter -> (Map<String, Names>) new ConcurrentHashMap<String, Names>())
                .toList();
        this.contrasts = new PairwiseContrasts(frame.levels());
        Map<String, double[]> layout = columns(0);
        Design design = frame.all().design();
        for (Parameter parameter : Parameter.values()) {
            Predictor predictor = design.predictor(parameter);
            predictor.names().forEach(name -> {
                layout.put(coefficient(parameter, name), new double[0]);
                layout.put(standardError(parameter, name), new double[0]);
            });
        }
        for (Parameter parameter : Parameter.values()) {
            for (RandomEffect effect : design.predictor(parameter).random()) {
                layout.put(deviation(parameter, effect.name()), new double[0]);
            }
            for (RandomEffect effect : design.predictor(parameter).random()) {
                if (isCorrelated(design.predictor(parameter), effect)) {
                    layout.put(correlation(parameter, effect.name()), new double[0]);
                }
            }
        }
        this.names = List.copyOf(layout.keySet());
    }

    private Map<String, double[]> columns(int rows) {
        Map<String, double[]> columns = new LinkedHashMap<>();
        Stream.of("estimate", "estimate_low", "estimate_high", "se", "statistic", "df", "p_value")
                .forEach(name -> columns.put(name, new double[rows]));
        frame.rhoNames().forEach(name -> Stream.of("", "_low", "_high")
                .forEach(end -> columns.put("rho_" + name + end, new double[rows])));
        if (frame.rhoNames().size() == 2) {
            columns.put("rho_difference", new double[rows]);
        }
        if (contents.screened()) {
            columns.put("estimate" + TWO_STAGE, new double[rows]);
            columns.put("p_value" + TWO_STAGE, new double[rows]);
        }
        if (contents.depthMatched()) {
            columns.put("estimate" + DEPTH_MATCHED, new double[rows]);
            columns.put("p_value" + DEPTH_MATCHED, new double[rows]);
        }
        contrasts.names().forEach(name -> columns.put(name, new double[rows]));
        if (frame.levels().size() > 1) {
            inLevels.forEach(of -> of.forEach(name -> columns.put(name, new double[rows])));
            differences.forEach(name -> columns.put(name, new double[rows]));
        }
        Stream.of("log_likelihood", "penalised_log_likelihood", "effective_parameters")
                .forEach(name -> columns.put(name, new double[rows]));
        return columns;
    }

    // Of a block of several effects, all but the first have a correlation with it.
    private static boolean isCorrelated(Predictor predictor, RandomEffect effect) {
        return predictor.random().stream()
                .takeWhile(other -> !other.equals(effect))
                .anyMatch(other -> other.block() == effect.block());
    }

    private static String coefficient(Parameter parameter, String name) {
        return "coef_" + word(parameter) + "_" + plain(name);
    }

    private static String standardError(Parameter parameter, String name) {
        return "se_" + word(parameter) + "_" + plain(name);
    }

    private static String deviation(Parameter parameter, String effect) {
        return "sd_" + word(parameter) + "_" + effect;
    }

    private static String correlation(Parameter parameter, String effect) {
        return "cor_" + word(parameter) + "_" + effect;
    }

    private static String word(Parameter parameter) {
        return parameter.name().toLowerCase(Locale.ROOT);
    }

    private static String plain(String name) {
        return name.replace("(Intercept)", "intercept");
    }

    /** The rows of some pairs and what was found of them. */
    public Table rows(GenePairs pairs, List<PairResult> results) {
        int rows = results.size();
        Map<String, double[]> numbers = new LinkedHashMap<>();
        for (String name : names) {
            double[] column = new double[rows];
            Arrays.fill(column, Double.NaN);
            numbers.put(name, column);
        }
        for (int r = 0; r < rows; r++) {
            put(new Row(numbers, r), results.get(r));
        }
        Table table = pairs.table()
                .with("status", words(results, result -> word(result.status())))
                .with("reason", words(results, PairTable::reason))
                .with("cells", whole(results, PairResult::cells))
                .with("subjects", whole(results, PairResult::subjects))
                .with("subjects_in_several_groups", whole(results, PairResult::subjectsInSeveral))
                .with("variance_found_zero", words(results, PairTable::varianceFoundZero))
                .with("excluded", words(results, result -> String.join("; ", result.excluded())))
                .with("copula", words(results, result -> result.copula().toString()));
        if (contents.screened()) {
            table = table.with("estimation", words(results, result -> result.screen() == null ? "two-stage" : "joint"));
        }
        if (contents.countsDepend()) {
            table = table.with("groups_unlike", words(results, UnlikeGroups::of));
        }
        for (Map.Entry<String, double[]> column : numbers.entrySet()) {
            table = table.with(column.getKey(), new Column.Real(column.getValue()));
        }
        return table;
    }

    private void put(Row row, PairResult result) {
        Fit fit = result.fit();
        ModelFrame.Selection selection = result.selection();
        if (selection == null) {
            return;
        }
        putLevels(row, result.levels(), selection.depths());
        for (int i = 0; i < result.differences().length; i++) {
            row.put(differences.get(i), result.differences()[i]);
        }
        if (fit != null && fit.status() != Fit.Status.FAILED) {
            int[] tested = selection.design().tested();
            if (contents.screened()) {
                putTest(row, TWO_STAGE, result.screen() == null ? fit : result.screen(), tested);
            }
            putTest(row, DEPTH_MATCHED, result.depthMatched(), tested);
            putValues(row, fit, selection, result.copula());
        }
    }

    private static String reason(PairResult result) {
        String replaced = result.selection() == null ? "" : result.selection().replacedReferences();
        return Stream.of(result.reason(), replaced)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("; "));
    }

    private interface ToWord {
        String of(PairResult result);
    }

    private interface ToNumber {
        long of(PairResult result);
    }

    private static Column.Text words(List<PairResult> results, ToWord word) {
        return new Column.Text(results.stream()
                .map(word::of)
                .map(text -> text.isEmpty() ? null : text)
                .toArray(String[]::new));
    }

    private static Column.Whole whole(List<PairResult> results, ToNumber number) {
        return new Column.Whole(results.stream().mapToLong(number::of).toArray());
    }

    /** A constant as the table has it. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** One row of the columns that are there. */
    private record Row(Map<String, double[]> numbers, int at) {
        void put(String name, double value) {
            double[] column = numbers.get(name);
            if (column != null) {
                column[at] = value;
            }
        }
    }

    private void putValues(Row row, Fit fit, ModelFrame.Selection selection, CopulaModel.Family copula) {
        Fit.Estimates rho = fit.estimates(Parameter.RHO);
        double reach = reach(fit);
        putTest(row, fit, selection.design().tested(), reach);
        putDependence(row, rho, selection.rhoRows(), copula, reach);
        if (!fit.tests().isEmpty()) {
            contrasts
                    .values(rho, selection.rhoRows(), fit.tests().get(0).degreesOfFreedom())
                    .forEach(row::put);
        }
        row.put("log_likelihood", fit.logLikelihood());
        row.put("penalised_log_likelihood", fit.penalisedLogLikelihood());
        row.put("effective_parameters", fit.effectiveParameters());
        for (Parameter parameter : Parameter.values()) {
            putCoefficients(row, fit.estimates(parameter), parameter, selection);
        }
        for (Fit.VarianceComponent component : fit.components()) {
            Names of = namesOf(component.parameter(), component.effect());
            row.put(of.deviation(), component.standardDeviation());
            row.put(of.correlation(), component.correlation());
        }
    }

    /** Dependence in each group, and the difference of two. */
    private void putDependence(Row row, Fit.Estimates rho, double[][] rows, CopulaModel.Family copula, double reach) {
        Copula family = new CopulaModel(CopulaModel.Options.DEFAULTS.with(copula)).copula();
        double[] found = new double[rows.length];
        for (int level = 0; level < rows.length; level++) {
            double predictor = 0;
            for (int c = 0; c < rho.fixed().length; c++) {
                predictor += rows[level][c] * rho.fixed()[c];
            }
            String name = rhoNames.get(level);
            double error = reach * Math.sqrt(variance(rows[level], rho.covariance()));
            found[level] = family.parameter(predictor);
            row.put(name, found[level]);
            row.put(name + "_low", family.parameter(predictor - error));
            row.put(name + "_high", family.parameter(predictor + error));
        }
        if (found.length == 2) {
            row.put("rho_difference", found[1] - found[0]);
        }
    }

    private void putCoefficients(
            Row row, Fit.Estimates estimates, Parameter parameter, ModelFrame.Selection selection) {
        List<String> coefficients = selection.design().predictor(parameter).names();
        for (int c = 0; c < coefficients.size(); c++) {
            if (selection.isComparable(coefficients.get(c))) {
                Names of = namesOf(parameter, coefficients.get(c));
                row.put(of.coefficient(), estimates.fixed()[c]);
                row.put(of.standardError(), estimates.standardError(c));
            }
        }
    }

    /** Columns of a coefficient or random effect; put together once. */
    private Names namesOf(Parameter parameter, String name) {
        return known.get(parameter.place()).computeIfAbsent(name, missing -> Names.of(parameter, missing));
    }

    private record Names(String coefficient, String standardError, String deviation, String correlation) {
        static Names of(Parameter parameter, String name) {
            return new Names(
                    PairTable.coefficient(parameter, name),
                    PairTable.standardError(parameter, name),
                    PairTable.deviation(parameter, name),
                    PairTable.correlation(parameter, name));
        }
    }

    /** Estimate and p-value of a further fit of the pair. */
    private static void putTest(Row row, String name, @Nullable Fit fit, int[] tested) {
        if (fit != null && !fit.tests().isEmpty()) {
            row.put("p_value" + name, fit.tests().get(0).pValue());
            if (tested.length == 1) {
                row.put("estimate" + name, fit.estimates(Parameter.RHO).fixed()[tested[0]]);
            }
        }
    }

    private void putLevels(Row row, List<GroupCounts.Summary> levels, double[] depths) {
        for (int level = 0; level < levels.size(); level++) {
            GroupCounts.Summary of = levels.get(level);
            double[] values = {
                of.cells(), of.subjects(), of.mean()[0], of.mean()[1], of.detected()[0], of.detected()[1], depths[level]
            };
            for (int i = 0; i < values.length; i++) {
                row.put(inLevels.get(level).get(i), values[i]);
            }
        }
    }

    /** Whether no difference of dependence between subjects was found, where the model allows for one; else empty. */
    private static String varianceFoundZero(PairResult result) {
        Fit fit = result.fit();
        List<Fit.VarianceComponent> components = fit == null
                ? List.of()
                : fit.components().stream()
                        .filter(component -> component.parameter() == Parameter.RHO)
                        .toList();
        if (components.isEmpty()) {
            return "";
        }
        return components.stream().allMatch(Fit.VarianceComponent::isZero) ? "yes" : "no";
    }

    /** Half the length of a 95 % interval in standard errors, by the degrees of freedom of the test; NaN without one. */
    private static double reach(Fit fit) {
        if (fit.tests().isEmpty()) {
            return Double.NaN;
        }
        return StudentT.quantile(fit.tests().get(0).degreesOfFreedom(), (1 - INTERVAL) / 2);
    }

    static double variance(double[] row, double[][] covariance) {
        double sum = 0;
        for (int i = 0; i < row.length; i++) {
            for (int j = 0; j < row.length; j++) {
                sum += row[i] * covariance[i][j] * row[j];
            }
        }
        return sum;
    }

    private static void putTest(Row row, Fit fit, int[] tested, double reach) {
        if (tested.length == 1) {
            Fit.Estimates rho = fit.estimates(Parameter.RHO);
            double estimate = rho.fixed()[tested[0]];
            double error = rho.standardError(tested[0]);
            row.put("estimate", estimate);
            row.put("se", error);
            row.put("estimate_low", estimate - reach * error);
            row.put("estimate_high", estimate + reach * error);
        }
        if (!fit.tests().isEmpty()) {
            Fit.Significance test = fit.tests().get(0);
            row.put("statistic", test.statistic());
            row.put("df", Double.isInfinite(test.degreesOfFreedom()) ? Double.NaN : test.degreesOfFreedom());
            row.put("p_value", test.pValue());
        }
    }
}
