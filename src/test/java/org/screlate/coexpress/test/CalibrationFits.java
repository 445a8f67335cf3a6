package org.screlate.coexpress.test;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.screlate.coexpress.fit.CopulaModel;
import org.screlate.coexpress.fit.Fit;
import org.screlate.coexpress.fit.Margin;
import org.screlate.coexpress.model.Design;
import org.screlate.coexpress.model.Parameter;
import org.screlate.coexpress.test.StudyDesign.Structure;
import org.screlate.data.Column;
import org.screlate.data.Table;
import org.screlate.matrix.Workers;
import org.screlate.mixed.Smoothing;

/** Fits the cases of a scenario and keeps what its tests say, one row a case. */
final class CalibrationFits {
    private static final List<String> ESTIMATES =
            List.of("failed", "boundary", "subjects", "estimate", "se", "sd_0", "sd_1", "p_reference");

    private CalibrationFits() {}

    /**
     * For each structure rows with the estimate, its standard error, the spread of rho, and of each test its degrees of
     * freedom and p; and the p of {@link ResidualCorrelations}.
     */
    static Map<Structure, Table> fit(
            List<CalibrationCase> cases, List<Structure> structures, Smoothing smoothing, Workers workers) {
        CopulaModel model = new CopulaModel(
                CopulaModel.Options.DEFAULTS.with(smoothing).with(CopulaModel.Inference.LIKELIHOOD_RATIO));
        Map<Structure, Map<String, double[]>> columns = new LinkedHashMap<>();
        structures.forEach(structure -> columns.put(structure, columns(cases.size())));
        workers.forEach(cases.size(), i -> {
            CalibrationCase one = cases.get(i);
            Design design = StudyDesign.of(one.group(), one.subject(), one.offset());
            Margin first = model.margin(one.first(), design, true);
            Margin second = model.margin(one.second(), design, false);
            double reference = ResidualCorrelations.pValue(one);
            columns.forEach((structure, own) -> {
                put(own, i, model.fit(first, second, StudyDesign.with(design, structure)));
                own.get("p_reference")[i] = reference;
            });
        });
        Map<Structure, Table> tables = new LinkedHashMap<>();
        columns.forEach((structure, own) -> tables.put(structure, table(own, cases.size())));
        return tables;
    }

    private static Map<String, double[]> columns(int rows) {
        Map<String, double[]> columns = new LinkedHashMap<>();
        ESTIMATES.forEach(name -> columns.put(name, nan(rows)));
        for (CopulaModel.Inference inference : CopulaModel.Inference.values()) {
            columns.put("df_" + inference, nan(rows));
            columns.put("p_" + inference, nan(rows));
        }
        return columns;
    }

    private static Table table(Map<String, double[]> columns, int rows) {
        Table table = Table.ofRows(rows);
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
