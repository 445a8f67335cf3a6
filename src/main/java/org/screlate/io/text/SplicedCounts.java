package org.screlate.io.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Table;
import org.screlate.io.foreign.CompressedRows;
import org.screlate.io.foreign.ForeignMatrix;
import org.screlate.io.foreign.ForeignOptions;
import org.screlate.matrix.SparseMatrix;

/** Counts of alevin-fry's USA mode: each gene three times, spliced, unspliced (-U) and ambiguous (-A). */
final class SplicedCounts {
    private static final List<String> PARTS = List.of("spliced", "unspliced", "ambiguous");
    private static final String USUAL = "spliced+ambiguous";

    private SplicedCounts() {}

    /**
     * The genes once, with the counts of the parts asked for added up.
     *
     * @param wanted names of parts with + between them; the usual feature type stands for spliced and ambiguous
     */
    static ForeignMatrix choose(ForeignMatrix matrix, String wanted) {
        int genes = matrix.genes().size() / 3;
        if (matrix.genes().size() % 3 != 0 || !isThreefold(matrix.genes(), genes)) {
            return matrix;
        }
        String said = wanted.equals(ForeignOptions.DEFAULTS.featureType()) ? USUAL : wanted;
        List<String> chosen = List.of(said.split("\\+", -1));
        if (!PARTS.containsAll(chosen)) {
            throw new InvalidInputException("it holds spliced, unspliced and ambiguous counts; '" + wanted
                    + "' names none of them; give --feature-type spliced+ambiguous, for example");
        }
        List<String> notes = new ArrayList<>(matrix.notes());
        notes.add("counts of each gene: " + said + " (choose with --feature-type, such as " + String.join("+", PARTS)
                + ")");
        return new ForeignMatrix(
                matrix.source(),
                matrix.cells(),
                matrix.genes().subList(0, genes),
                summed(matrix.values(), genes, chosen),
                matrix.cellMetadata(),
                Table.ofRows(genes),
                matrix.elsewhere(),
                matrix.turned(),
                notes);
    }

    private static boolean isThreefold(List<String> names, int genes) {
        return genes > 0
                && IntStream.range(0, genes)
                        .allMatch(g -> names.get(genes + g).equals(names.get(g) + "-U")
                                && names.get(2 * genes + g).equals(names.get(g) + "-A"));
    }

    private static SparseMatrix summed(SparseMatrix all, int genes, List<String> chosen) {
        CompressedRows.Builder builder = new CompressedRows.Builder(genes);
        for (int r = 0; r < all.rows(); r++) {
            for (int k = all.offsets()[r]; k < all.offsets()[r + 1]; k++) {
                if (chosen.contains(PARTS.get(all.indices()[k] / genes))) {
                    builder.add(all.indices()[k] % genes, all.values()[k]);
                }
            }
            builder.endRow();
        }
        return builder.build().toMatrix();
    }
}
