package org.screlate.coexpress;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.screlate.data.Column;
import org.screlate.data.Table;
import org.screlate.matrix.Workers;

/** Fits the cases of a scenario and keeps what its tests say, one row a case. */
final class CalibrationFits {
    /** A way to fit. */
    record Way(StudyDesign.Structure structure, CopulaModel.Options options) {
        String name() {
            return (structure + "_" + options.smoothing() + "_" + options.estimation())
                    .toLowerCase(java.util.Locale.ROOT);
        }
    }

    private CalibrationFits() {}

    /** Rows with the estimate, its standard error, the spread of rho, and of each test its degrees of freedom and p. */
    static Table fit(List<CalibrationCase> cases, Way way, Workers workers) {
        Map<String, double[]> columns = new LinkedHashMap<>();
        List<String> names = List.of("failed", "boundary", "subjects", "estimate", "se", "sd_0", "sd_1", "seconds");
        names.forEach(name -> columns.put(name, nan(cases.size())));
        for (CopulaModel.Inference inference : CopulaModel.Inference.values()) {
            columns.put("df_" + inference, nan(cases.size()));
            columns.put("p_" + inference, nan(cases.size()));
        }
        workers.forEach(cases.size(), i -> {
            CalibrationCase one = cases.get(i);
            Design design = StudyDesign.of(one.group(), one.subject(), one.offset(), way.structure());
            long start = System.nanoTime();
            Fit fit = new CopulaModel(way.options()).fit(one.first(), one.second(), design);
            put(columns, i, fit);
            columns.get("seconds")[i] = (System.nanoTime() - start) * 1e-9;
        });
        Table table = Table.ofRows(cases.size());
        for (Map.Entry<String, double[]> column : columns.entrySet()) {
            table = table.with(column.getKey(), new Column.Real(column.getValue()));
        }
        return table;
    }

    private static double[] nan(int size) {
        double[] values = new double[size];
        Arrays.fill(values, Double.NaN);
        return values;
    }

    private static void put(Map<String, double[]> columns, int row, Fit fit) {
        columns.get("failed")[row] = fit.status() == Fit.Status.FAILED ? 1 : 0;
        columns.get("boundary")[row] = fit.status() == Fit.Status.BOUNDARY ? 1 : 0;
        columns.get("subjects")[row] = fit.subjects();
        if (fit.status() == Fit.Status.FAILED) {
            return;
        }
        Fit.Estimates rho = fit.estimates(Parameter.RHO);
        columns.get("estimate")[row] = rho.fixed()[1];
        columns.get("se")[row] = rho.standardError(1);
        double[] sd = fit.components().stream()
                .filter(component -> component.parameter() == Parameter.RHO)
                .mapToDouble(Fit.VarianceComponent::standardDeviation)
                .toArray();
        columns.get("sd_0")[row] = sd[0];
        columns.get("sd_1")[row] = sd[1];
        for (Fit.Significance test : fit.tests()) {
            columns.get("df_" + test.inference())[row] = test.degreesOfFreedom();
            columns.get("p_" + test.inference())[row] = test.pValue();
        }
    }
}
