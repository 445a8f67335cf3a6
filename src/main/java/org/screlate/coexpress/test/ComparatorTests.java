package org.screlate.coexpress.test;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.screlate.coexpress.model.ModelFrame;
import org.screlate.data.Column;
import org.screlate.data.GenePairs;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Table;
import org.screlate.matrix.Workers;

/** The simpler measures of {@link CorrelationComparison} for a list of pairs, as rows like those of the model. */
public final class ComparatorTests {
    private final PairStudy study;
    private final CorrelationComparison method;

    /** Puts them together; the user's error unless two groups are compared. */
    public ComparatorTests(PairStudy study, CorrelationComparison method) {
        this.study = study;
        this.method = method;
        if (study.frame().levels().size() != 2) {
            throw new InvalidInputException("this method compares two groups; what is tested has "
                    + (study.frame().levels().size() == 1
                            ? "numbers"
                            : study.frame().levels().size() + " levels: "
                                    + String.join(", ", study.frame().levels())));
        }
    }

    /** Measures and compares the pairs. */
    public Table rows(GenePairs pairs, Workers workers) {
        int[] genes = PairTests.geneNumbers(study, pairs);
        int[] known = IntStream.range(0, pairs.size())
                .filter(i -> genes[pairs.first()[i]] >= 0
                        && genes[pairs.second()[i]] >= 0
                        && pairs.first()[i] != pairs.second()[i])
                .toArray();
        IndexPairs index = new IndexPairs(
                Arrays.stream(known).map(i -> genes[pairs.first()[i]]).toArray(),
                Arrays.stream(known).map(i -> genes[pairs.second()[i]]).toArray());
        CorrelationComparison.Result found = method.compare(cells(), index, workers);
        double[] p = spread(found.pValue(), known, pairs.size());
        Table table = pairs.table().with("status", status(p)).with("reason", reasons(pairs, genes, p));
        ModelFrame frame = study.frame();
        if (found.relabelings() > 0) {
            double[] smallest = new double[pairs.size()];
            Arrays.fill(smallest, found.smallestP());
            table = table.with("smallest_p_value", new Column.Real(smallest));
        }
        return table.with("statistic", new Column.Real(spread(found.statistic(), known, pairs.size())))
                .with("df", new Column.Real(spread(found.df(), known, pairs.size())))
                .with("p_value", new Column.Real(p))
                .with(
                        "rho_" + frame.levels().get(0),
                        spreadColumn(found.reference().rho(), known, pairs))
                .with("rho_" + frame.levels().get(1), spreadColumn(found.other().rho(), known, pairs))
                .with(
                        "p_rho_" + frame.levels().get(0),
                        spreadColumn(found.reference().pValue(), known, pairs))
                .with(
                        "p_rho_" + frame.levels().get(1),
                        spreadColumn(found.other().pValue(), known, pairs))
                .with("cells", repeated(frame.cells(), pairs.size()))
                .with("subjects", subjects(found.subjects(), known, pairs.size()));
    }

    private GroupedCells cells() {
        ModelFrame frame = study.frame();
        double[] depth = Arrays.stream(frame.offset()).map(Math::exp).toArray();
        return new GroupedCells(study.counts().transpose(), depth, frame.levelOfCell(), frame.subjectOfCell());
    }

    private static double[] spread(double[] values, int[] places, int size) {
        double[] all = new double[size];
        Arrays.fill(all, Double.NaN);
        for (int i = 0; i < places.length; i++) {
            all[places[i]] = values[i];
        }
        return all;
    }

    private static Column.Real spreadColumn(double[] values, int[] places, GenePairs pairs) {
        return new Column.Real(spread(values, places, pairs.size()));
    }

    private static Column.Whole repeated(long value, int size) {
        long[] values = new long[size];
        Arrays.fill(values, value);
        return new Column.Whole(values);
    }

    private static Column.Whole subjects(int[] values, int[] places, int size) {
        long[] all = new long[size];
        for (int i = 0; i < places.length; i++) {
            all[places[i]] = values[i];
        }
        return new Column.Whole(all);
    }

    private static Column.Text status(double[] p) {
        return new Column.Text(Arrays.stream(p)
                .mapToObj(value -> Double.isNaN(value) ? "failed" : "converged")
                .toArray(String[]::new));
    }

    private static Column.Text reasons(GenePairs pairs, int[] genes, double[] p) {
        @Nullable String[] reasons = new @Nullable String[p.length];
        for (int i = 0; i < p.length; i++) {
            boolean known = genes[pairs.first()[i]] >= 0 && genes[pairs.second()[i]] >= 0;
            if (!known) {
                reasons[i] = "the cells have no such gene";
            } else if (Double.isNaN(p[i])) {
                reasons[i] = "no test: a gene does not vary, the pair is one gene twice, or none was asked for";
            }
        }
        return new Column.Text(reasons);
    }
}
