package org.screlate.coexpress.test;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
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
import org.screlate.stats.Copula;

/**
 * Results as rows of a table, one a pair. Which columns there are is known from the design of all cells; a coefficient
 * that the design of a pair does not have stays empty.
 */
public final class PairTable {
    private final ModelFrame frame;
    private final List<String> names;

    /** Lays out the table. */
    public PairTable(ModelFrame frame) {
        this.frame = frame;
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
        Stream.of("estimate", "se", "statistic", "df", "p_value").forEach(name -> columns.put(name, new double[rows]));
        frame.rhoNames().forEach(name -> columns.put("rho_" + name, new double[rows]));
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
            Fit fit = results.get(r).fit();
            ModelFrame.Selection selection = results.get(r).selection();
            if (fit != null && selection != null && fit.status() != Fit.Status.FAILED) {
                int row = r;
                values(fit, selection, results.get(r).copula()).forEach((name, value) -> {
                    double[] column = numbers.get(name);
                    if (column != null) {
                        column[row] = value;
                    }
                });
            }
        }
        Table table = pairs.table()
                .with("status", words(results, result -> word(result.status())))
                .with("reason", words(results, PairResult::reason))
                .with("cells", whole(results, PairResult::cells))
                .with("subjects", whole(results, PairResult::subjects))
                .with("excluded", words(results, result -> String.join("; ", result.excluded())))
                .with("copula", words(results, result -> result.copula().toString()));
        for (Map.Entry<String, double[]> column : numbers.entrySet()) {
            table = table.with(column.getKey(), new Column.Real(column.getValue()));
        }
        return table;
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

    private Map<String, Double> values(Fit fit, ModelFrame.Selection selection, CopulaModel.Family copula) {
        Map<String, Double> values = new LinkedHashMap<>();
        Design design = selection.design();
        putTest(values, fit, design.tested());
        Fit.Estimates rho = fit.estimates(Parameter.RHO);
        Copula family = new CopulaModel(CopulaModel.Options.DEFAULTS.with(copula)).copula();
        for (int level = 0; level < selection.rhoRows().length; level++) {
            double predictor = 0;
            for (int c = 0; c < rho.fixed().length; c++) {
                predictor += selection.rhoRows()[level][c] * rho.fixed()[c];
            }
            values.put("rho_" + frame.rhoNames().get(level), family.parameter(predictor));
        }
        values.put("log_likelihood", fit.logLikelihood());
        values.put("penalised_log_likelihood", fit.penalisedLogLikelihood());
        values.put("effective_parameters", fit.effectiveParameters());
        for (Parameter parameter : Parameter.values()) {
            List<String> coefficients = design.predictor(parameter).names();
            for (int c = 0; c < coefficients.size(); c++) {
                Fit.Estimates estimates = fit.estimates(parameter);
                values.put(
                        coefficient(parameter, coefficients.get(c)), estimates.fixed()[c]);
                values.put(standardError(parameter, coefficients.get(c)), estimates.standardError(c));
            }
        }
        for (Fit.VarianceComponent component : fit.components()) {
            values.put(deviation(component.parameter(), component.effect()), component.standardDeviation());
            values.put(correlation(component.parameter(), component.effect()), component.correlation());
        }
        return values;
    }

    private static void putTest(Map<String, Double> values, Fit fit, int[] tested) {
        if (tested.length == 1) {
            Fit.Estimates rho = fit.estimates(Parameter.RHO);
            values.put("estimate", rho.fixed()[tested[0]]);
            values.put("se", rho.standardError(tested[0]));
        }
        if (!fit.tests().isEmpty()) {
            Fit.Significance test = fit.tests().get(0);
            values.put("statistic", test.statistic());
            values.put("df", test.degreesOfFreedom());
            values.put("p_value", test.pValue());
        }
    }
}
