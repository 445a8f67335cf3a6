package org.screlate.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.screlate.data.CellMatrix;
import org.screlate.data.Layer;
import org.screlate.data.Page;
import org.screlate.data.Table;
import org.screlate.matrix.SparseMatrix;

/** What imputation does: the matrix before and after, and hidden values against those put in their places. */
final class Imputation {
    private static final int GENES = 25;
    private static final int CELLS = 60;

    private final Results results;
    private final long seed;
    private final Chapter chapter = new Chapter("imputation", "Imputation: before, after, and against hidden values");

    private Imputation(Results results, long seed) {
        this.results = results;
        this.seed = seed;
    }

    /** The chapter; empty where nothing was imputed. */
    static Chapter of(Results results, long seed) {
        Imputation imputation = new Imputation(results, seed);
        for (String sample : results.samples()) {
            imputation.beforeAndAfter(sample);
            imputation.recovery(sample);
            Reliability.add(imputation.chapter, results, sample, seed);
        }
        return imputation.chapter;
    }

    private void beforeAndAfter(String sample) {
        CellMatrix before = results.matrix(sample, Layer.LOGNORM).orElse(null);
        Map<String, CellMatrix> after = new LinkedHashMap<>();
        for (Layer layer :
                List.of(Layer.EXPECTED, Layer.CONDITIONAL, Layer.FILLED, Layer.SMOOTHED, Layer.RECONSTRUCTED)) {
            results.matrix(sample, layer).ifPresent(matrix -> after.put(layer.word(), matrix));
        }
        if (before == null || after.isEmpty()) {
            return;
        }
        Map<String, CellMatrix> panels = new LinkedHashMap<>();
        panels.put("log-normalised", before);
        panels.putAll(after);
        List<String> genes = genes(sample, before, after);
        List<String> cells = cells(sample, before);
        Values.RowList rows = new Values.RowList();
        panels.forEach((name, matrix) -> {
            Map<String, Integer> row = CellMatrix.index("cell", matrix.cells());
            Map<String, Integer> column = CellMatrix.index("gene", matrix.genes());
            for (String cell : cells) {
                for (String gene : genes) {
                    if (row.containsKey(cell) && column.containsKey(gene)) {
                        rows.add(
                                "panel",
                                name,
                                "gene",
                                gene,
                                "column",
                                cell,
                                "value",
                                matrix.values().get(row.get(cell), column.get(gene)));
                    }
                }
            }
        });
        Table drawn = rows.table();
        chapter.add(Page.Figure.of(
                Values.id("heat", sample),
                sample + ": the same cells and genes, before and after",
                String.format(
                        Locale.ROOT,
                        "%d genes in %d cells drawn at random, in the order of their clusters where these are known; one panel for each layer.",
                        genes.size(),
                        cells.size()),
                "heat",
                Parts.words(
                        "panels",
                        List.copyOf(panels.keySet()),
                        "xTitle",
                        "Cells",
                        "colourTitle",
                        "Log expression",
                        "colours",
                        Parts.SEQUENTIAL,
                        "xAxis",
                        Map.of("labels", false, "ticks", false),
                        "tooltip",
                        Parts.tooltip(
                                drawn, "panel", "Layer", "gene", "Gene", "column", "Cell", "value", "Log expression")),
                drawn));
    }

    private List<String> genes(String sample, CellMatrix before, Map<String, CellMatrix> after) {
        List<String> genes = new ArrayList<>();
        results.tables(Role.MARKERS, sample).forEach(table -> genes.addAll(Markers.top(table.table(), 4)));
        genes.addAll(before.genes());
        return genes.stream()
                .distinct()
                .filter(gene -> before.genes().contains(gene)
                        && after.values().stream()
                                .allMatch(matrix -> matrix.genes().contains(gene)))
                .limit(GENES)
                .toList();
    }

    private List<String> cells(String sample, CellMatrix before) {
        int[] some = Sampling.of(before.cells().size(), CELLS, seed);
        List<String> cells = new ArrayList<>(
                Arrays.stream(some).mapToObj(before.cells()::get).toList());
        results.tables(Role.CELL_COLUMNS, sample).stream().findFirst().ifPresent(named -> {
            Map<String, Integer> rows = CellMatrix.index("cell", List.of(Values.words(named.table(), "cell")));
            String column = named.table().names().stream()
                    .filter(name -> !name.equals("cell"))
                    .findFirst()
                    .orElse("cell");
            cells.sort((a, b) ->
                    word(named.table(), column, rows.get(a)).compareTo(word(named.table(), column, rows.get(b))));
        });
        return cells;
    }

    private static String word(Table table, String column, @org.jspecify.annotations.Nullable Integer row) {
        return row == null ? "" : table.column(column).text(row);
    }

    /** Hidden values against recovered ones; the baselines are computed here, on the same places. */
    private void recovery(String sample) {
        CellMatrix truth = null;
        CellMatrix masked = null;
        CellMatrix recovered = null;
        for (Result result : results.of(sample, Result.Cells.class).toList()) {
            CellMatrix matrix = ((Result.Cells) result.content()).matrix();
            if (matrix.layer() == Layer.MASK) {
                truth = matrix;
            } else if (Steps.isMasked(result.provenance())) {
                boolean filled =
                        Steps.last(result.provenance(), "impute").isPresent() && matrix.layer() != Layer.DETECTION;
                recovered = filled ? matrix : recovered;
                masked = !filled && matrix.layer() == Layer.LOGNORM ? matrix : masked;
            }
        }
        if (truth != null && recovered != null && truth.values() instanceof SparseMatrix hidden) {
            compared(sample, hidden, truth, masked, recovered);
        }
    }

    private void compared(
            String sample,
            SparseMatrix hidden,
            CellMatrix truth,
            @org.jspecify.annotations.Nullable CellMatrix masked,
            CellMatrix recovered) {
        Map<String, Integer> rows = CellMatrix.index("cell", recovered.cells());
        Map<String, Integer> columns = CellMatrix.index("gene", recovered.genes());
        double[] means = masked == null ? new double[0] : meansOfSeen(masked);
        double[] errors = new double[3];
        Map<Long, Integer> places = new LinkedHashMap<>();
        int n = 0;
        for (int c = 0; c < hidden.rows(); c++) {
            Integer row = rows.get(truth.cells().get(c));
            for (int k = hidden.offsets()[c]; row != null && k < hidden.offsets()[c + 1]; k++) {
                Integer column = columns.get(truth.genes().get(hidden.indices()[k]));
                if (column != null) {
                    double value = hidden.values()[k];
                    double found = recovered.values().get(row, column);
                    double mean = means.length == 0 ? 0 : means[hidden.indices()[k]];
                    errors[0] += (found - value) * (found - value);
                    errors[1] += value * value;
                    errors[2] += (mean - value) * (mean - value);
                    places.merge(place(value) * 100_000L + place(found), 1, Integer::sum);
                    n++;
                }
            }
        }
        sentences(sample, Arrays.stream(errors).map(Math::sqrt).toArray(), n, means.length > 0);
        picture(sample, places, n);
    }

    private void sentences(String sample, double[] roots, int n, boolean withMeans) {
        if (n == 0) {
            chapter.add(Parts.missing(sample + ": the recovered matrix holds none of the hidden values."));
            return;
        }
        double scale = Math.sqrt(n);
        double method = roots[0] / scale;
        double mean = roots[2] / scale;
        chapter.found(String.format(
                Locale.ROOT,
                "%s: %,d values were hidden on purpose and recovered with a root mean squared error of %s (log expression). Leaving them at 0 gives %s%s.",
                sample,
                n,
                Values.shown(method),
                Values.shown(roots[1] / scale),
                withMeans
                        ? ", the mean of each gene's seen values " + Values.shown(mean)
                                + (method > mean ? ": here the plain mean does better" : "")
                        : ""));
        if (withMeans && method > mean) {
            chapter.warn(sample + ": imputation recovers hidden values worse than the mean of each gene does ("
                    + Values.shown(method) + " against " + Values.shown(mean) + ").");
        }
    }

    private static int place(double value) {
        return (int) Math.max(0, Math.min(999, Math.rint(value * 10)));
    }

    /** Mean of each gene over the cells where it is not 0. */
    private static double[] meansOfSeen(CellMatrix masked) {
        double[] sums = new double[masked.genes().size()];
        int[] seen = new int[sums.length];
        SparseMatrix values = masked.values().toSparse();
        for (int k = 0; k < values.stored(); k++) {
            sums[values.indices()[k]] += values.values()[k];
            seen[values.indices()[k]]++;
        }
        return IntStream.range(0, sums.length)
                .mapToDouble(g -> seen[g] == 0 ? 0 : sums[g] / seen[g])
                .toArray();
    }

    private void picture(String sample, Map<Long, Integer> places, int n) {
        if (n == 0) {
            return;
        }
        Values.RowList rows = new Values.RowList();
        places.forEach(
                (place, count) -> rows.add("x", place / 100_000 / 10.0, "y", place % 100_000 / 10.0, "count", count));
        Table drawn = rows.table();
        chapter.add(Page.Figure.of(
                Values.id("recovery", sample),
                sample + ": hidden values and what was put in their places",
                "Each square is one step of 0.1 of log expression either way; the colour tells how many values lie there. The line is perfect recovery.",
                "recovery",
                Parts.words("tooltip", Parts.tooltip(drawn, "x", "Hidden", "y", "Recovered", "count", "Values")),
                drawn));
    }
}
