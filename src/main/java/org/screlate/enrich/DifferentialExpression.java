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
import org.screlate.stats.MultipleTesting;
import org.screlate.stats.RankSum;

/**
 * Genes whose expression differs between groups of cells, each cell taken as one observation: {@link RankSum} of each
 * gene, p-values adjusted by Benjamini and Hochberg over the genes of a comparison, and \[ \text{log2 fold change} =
 * \log_2 \frac{e^{\bar x_1} - 1 + 10^{-9}}{e^{\bar x_0} - 1 + 10^{-9}} \] of the mean log-normalised expressions, as
 * scanpy has it. Cells of one subject are not replicates: see {@link PseudobulkExpression}.
 */
public final class DifferentialExpression {
    /** As scanpy adds it, so that genes absent on one side have a fold change. */
    private static final double NEVER_ZERO = 1e-9;

    private final Options options;

    /**
     * What is compared with what.
     *
     * @param group the group to compare, or null for each in turn
     * @param reference the group to compare with, or null for all other cells
     */
    public record Options(@Nullable String group, @Nullable String reference) {
        /** Each group against the rest. */
        public static final Options DEFAULTS = new Options(null, null);
    }

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
     * @param labels the group of each cell
     * @return one row for each comparison and gene, comparisons by name, genes by falling score
     */
    public Table compare(CellMatrix cells, String[] labels, Workers workers) {
        if (cells.layer() != Layer.LOGNORM && !misleads(cells.layer())) {
            throw new InvalidInputException(
                    "the cells are of the layer '" + cells.layer().word()
                            + "': rank sums compare log-normalised expression, as preprocess writes it; counts need"
                            + " --subject-column");
        }
        SparseMatrix byGene = cells.values().toSparse().transpose();
        List<Table> tables = new ArrayList<>();
        for (Comparison comparison : Comparison.of(labels, options.group(), options.reference())) {
            tables.add(table(cells.genes(), byGene, comparison, workers));
        }
        return Table.stacked(tables);
    }

    /** What is found for each gene of a comparison. */
    private record Found(double[] z, double[] foldChange, double[] share, double[] referenceShare) {
        Found(int genes) {
            this(new double[genes], new double[genes], new double[genes], new double[genes]);
        }
    }

    private static Table table(List<String> genes, SparseMatrix byGene, Comparison comparison, Workers workers) {
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
        double[] p = Arrays.stream(found.z()).map(RankSum::pValue).toArray();
        int[] order = IntStream.range(0, genes.size())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer g) -> -found.z()[g]))
                .mapToInt(g -> g)
                .toArray();
        return Table.ofRows(genes.size())
                .with("group", repeated(comparison.group(), genes.size()))
                .with("reference", repeated(comparison.reference(), genes.size()))
                .with("gene", new Column.Text(genes.toArray(new @Nullable String[0])))
                .with("score", new Column.Real(found.z()))
                .with("log2_fold_change", new Column.Real(found.foldChange()))
                .with("p_value", new Column.Real(p))
                .with("q_value", new Column.Real(MultipleTesting.benjaminiHochberg(p)))
                .with("share_group", new Column.Real(found.share()))
                .with("share_reference", new Column.Real(found.referenceShare()))
                .with("n_group", count(sizes[0], genes.size()))
                .with("n_reference", count(sizes[1], genes.size()))
                .select(order);
    }

    private static void compareGene(SparseMatrix byGene, int gene, int[] sideOfCell, int[] sizes, Found found) {
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
        found.z()[gene] = RankSum.standardised(values, sides, kept, sizes)[0];
        found.foldChange()[gene] = Math.log(
                        (Math.expm1(sums[0] / sizes[0]) + NEVER_ZERO) / (Math.expm1(sums[1] / sizes[1]) + NEVER_ZERO))
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
