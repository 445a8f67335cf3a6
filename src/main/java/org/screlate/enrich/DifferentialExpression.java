package org.screlate.enrich;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.screlate.data.CellMatrix;
import org.screlate.data.Column;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Layer;
import org.screlate.data.Table;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;
import org.screlate.stats.test.MultipleTesting;
import org.screlate.stats.test.RankSum;
import org.screlate.stats.test.TiedRanks;

/**
 * Genes whose expression differs between groups of cells, each cell taken as one observation: {@link RankSum} of each
 * gene, p-values adjusted by Benjamini and Hochberg over the genes of a comparison, and \[ \text{log2 fold change} =
 * \log_2 \frac{e^{\bar x_1} - 1 + \epsilon}{e^{\bar x_0} - 1 + \epsilon} \] of the mean log-normalised expressions and a
 * pseudocount, as scanpy has it. Cells of one subject are not replicates: see {@link PseudobulkExpression}.
 */
public final class DifferentialExpression {
    private final Options options;

    /**
     * What is compared with what.
     *
     * @param group the group to compare, or null for each in turn
     * @param reference the group to compare with, or null for all other cells
     * @param leastCells comparisons with fewer cells on a side are not done
     * @param pseudocount added to both sides of fold changes, in the unit of the normalised counts
     */
    public record Options(@Nullable String group, @Nullable String reference, int leastCells, double pseudocount) {
        /** Each group against the rest; the pseudocount is scanpy's. */
        public static final Options DEFAULTS = new Options(null, null, 3, 1e-9);

        /** Checks the numbers. */
        public Options {
            if (leastCells < 1) {
                throw new IllegalArgumentException("least cells of a group < 1: " + leastCells);
            }
            if (!(pseudocount > 0) || Double.isInfinite(pseudocount)) {
                throw new IllegalArgumentException("pseudocount not > 0: " + pseudocount);
            }
        }
    }

    /**
     * What was found.
     *
     * @param table one row for each comparison and gene, comparisons by name, genes by falling score
     * @param leftOut what was left out and why, and what is there twice, one line each
     */
    public record Result(Table table, List<String> leftOut) {}

    public DifferentialExpression(Options options) {
        this.options = options;
    }

    /** Whether the values of a layer were averaged over cells or filled in, so that p-values on them mean little. */
    public static boolean misleads(Layer layer) {
        return layer != Layer.DETECTION && layer.isEstimated();
    }

    /**
     * Compares.
     *
     * @param cells on the scale of lognorm
     * @param labels the group of each cell, empty where it has none
     */
    public Result compare(CellMatrix cells, String[] labels, Workers workers) {
        if (cells.layer() != Layer.LOGNORM && !misleads(cells.layer())) {
            throw new InvalidInputException(
                    "the cells are of the layer '" + cells.layer().word()
                            + "': rank sums compare log-normalised expression, as preprocess writes it; counts need"
                            + " --subject-column");
        }
        SparseMatrix byGene = cells.values().toSparse().transpose();
        List<String> leftOut = new ArrayList<>(Comparison.withoutGroup(cells.cells(), labels));
        List<Comparison> all = Comparison.of(cells.cells(), labels, options.group(), options.reference());
        leftOut.addAll(Comparison.mirrored(all));
        List<Table> tables = new ArrayList<>();
        for (Comparison comparison : Comparison.large(all, options.leastCells(), leftOut)) {
            tables.add(table(cells.genes(), byGene, comparison, workers));
        }
        return new Result(Table.stacked(tables), leftOut);
    }

    /** What is found for each gene of a comparison. */
    private record Found(RankSum[] tests, double[] foldChange, double[] share, double[] referenceShare) {
        Found(int genes) {
            this(new RankSum[genes], new double[genes], new double[genes], new double[genes]);
        }
    }

    private Table table(List<String> genes, SparseMatrix byGene, Comparison comparison, Workers workers) {
        int[] sizes = {comparison.inGroup().length, comparison.inReference().length};
        int[] sideOfCell = new int[byGene.columns()];
        Arrays.fill(sideOfCell, -1);
        Arrays.stream(comparison.inGroup()).forEach(c -> sideOfCell[c] = 0);
        Arrays.stream(comparison.inReference()).forEach(c -> sideOfCell[c] = 1);
        Found found = new Found(genes.size());
        workers.forBlocks(genes.size(), 64, (from, to) -> {
            for (int g = from; g < to; g++) {
                compareGene(byGene, g, sideOfCell, sizes, found);
            }
        });
        double[] z = Arrays.stream(found.tests()).mapToDouble(RankSum::z).toArray();
        double[] p = Arrays.stream(found.tests()).mapToDouble(RankSum::pValue).toArray();
        double[] log10P =
                Arrays.stream(found.tests()).mapToDouble(RankSum::log10P).toArray();
        int[] order = IntStream.range(0, genes.size())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer g) -> -z[g]))
                .mapToInt(g -> g)
                .toArray();
        return Table.ofRows(genes.size())
                .with("group", repeated(comparison.group(), genes.size()))
                .with("reference", repeated(comparison.reference(), genes.size()))
                .with("gene", new Column.Text(genes.toArray(new @Nullable String[0])))
                .with("score", new Column.Real(z))
                .with("log2_fold_change", new Column.Real(found.foldChange()))
                .with("p_value", new Column.Real(p))
                .with("log10_p", new Column.Real(log10P))
                .with("q_value", new Column.Real(MultipleTesting.benjaminiHochberg(p)))
                .with("share_group", new Column.Real(found.share()))
                .with("share_reference", new Column.Real(found.referenceShare()))
                .with("n_group", count(sizes[0], genes.size()))
                .with("n_reference", count(sizes[1], genes.size()))
                .select(order);
    }

    private void compareGene(SparseMatrix byGene, int gene, int[] sideOfCell, int[] sizes, Found found) {
        int from = byGene.offsets()[gene];
        int to = byGene.offsets()[gene + 1];
        float[] values = new float[to - from];
        int[] sides = new int[to - from];
        double[] sums = new double[2];
        int[] detected = new int[2];
        int kept = 0;
        for (int k = from; k < to; k++) {
            int side = sideOfCell[byGene.indices()[k]];
            if (side >= 0 && byGene.values()[k] != 0) {
                values[kept] = byGene.values()[k];
                sides[kept++] = side;
                sums[side] += byGene.values()[k];
                detected[side]++;
            }
        }
        found.tests()[gene] = RankSum.test(TiedRanks.of(values, sides, kept, sizes));
        found.foldChange()[gene] = Math.log((StrictMath.expm1(sums[0] / sizes[0]) + options.pseudocount())
                        / (StrictMath.expm1(sums[1] / sizes[1]) + options.pseudocount()))
                / Math.log(2);
        found.share()[gene] = (double) detected[0] / sizes[0];
        found.referenceShare()[gene] = (double) detected[1] / sizes[1];
    }

    static Column.Text repeated(String word, int times) {
        @Nullable String[] words = new @Nullable String[times];
        Arrays.fill(words, word);
        return new Column.Text(words);
    }

    static Column.Whole count(int number, int times) {
        long[] numbers = new long[times];
        Arrays.fill(numbers, number);
        return new Column.Whole(numbers);
    }
}
