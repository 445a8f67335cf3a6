package org.screlate.coexpress.test;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.screlate.coexpress.model.ModelFrame;
import org.screlate.data.CellMatrix;
import org.screlate.data.CoexpressionModel;
import org.screlate.data.Column;
import org.screlate.data.Layer;
import org.screlate.data.Table;
import org.screlate.matrix.DenseMatrix;

/** Cells of some subjects, each with as many in Pre as in Post, and models of them. */
public final class SmallStudy {
    public static final String RANDOM = "~ group + (1 | group:subject)";

    private SmallStudy() {}

    /** Metadata of so many cells of each subject in each group: subject, group, age (of the subject), n_counts, batch. */
    public static Table metadata(int subjects, int cells) {
        int n = subjects * 2 * cells;
        String[] subject = new String[n];
        String[] group = new String[n];
        long[] age = new long[n];
        long[] depth = new long[n];
        long[] batch = new long[n];
        for (int c = 0; c < n; c++) {
            int s = c / (2 * cells);
            subject[c] = "S" + (s + 1);
            group[c] = c % 2 == 0 ? "Pre" : "Post";
            age[c] = 40 + 3L * s;
            depth[c] = 1000 + 10L * c;
            batch[c] = 1 + c / 2 % 2;
        }
        return Table.ofRows(n)
                .with("subject", new Column.Text(subject))
                .with("group", new Column.Text(group))
                .with("age", new Column.Whole(age))
                .with("n_counts", new Column.Whole(depth))
                .with("batch", new Column.Whole(batch));
    }

    public static List<String> names(int cells) {
        return IntStream.range(0, cells).mapToObj(c -> "c" + c).toList();
    }

    /** A model with one formula for everything but sigma, which is constant. */
    public static CoexpressionModel model(String formula, String test) {
        return model(formula, test, null);
    }

    public static CoexpressionModel model(String formula, String test, @Nullable String subject) {
        return new CoexpressionModel(
                "nb",
                "counts",
                "gaussian",
                "log(n_counts)",
                Map.of("mu1", formula, "mu2", formula, "sigma1", "~ 1", "sigma2", "~ 1", "rho", formula),
                test,
                subject,
                formula.contains("group") ? Map.of("group", "Pre") : Map.of(),
                List.of());
    }

    public static ModelFrame frame(String formula, String test) {
        return frame(formula, test, null);
    }

    public static ModelFrame frame(String formula, String test, @Nullable String subject) {
        Table table = metadata(4, 5);
        return ModelFrame.of(model(formula, test, subject), table, names(table.rows()));
    }

    /** Counts of genes A, B, ... with means of 2 and more, in so many cells of each of 6 subjects and group. */
    public static CellMatrix cells(int genes, int cells, long seed) {
        Table table = metadata(6, cells);
        SplittableRandom random = new SplittableRandom(seed);
        DenseMatrix counts = DenseMatrix.zeros(table.rows(), genes);
        for (int i = 0; i < counts.values().length; i++) {
            double mean = 2 + i % genes;
            counts.values()[i] = (float) Math.floor(-mean * Math.log1p(-random.nextDouble()));
        }
        List<String> names =
                IntStream.range(0, genes).mapToObj(g -> "" + (char) ('A' + g)).toList();
        return CellMatrix.of(names(table.rows()), names, counts, Layer.COUNTS).withCellMetadata(table);
    }
}
