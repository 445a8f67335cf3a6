package org.screlate.coexpress.test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.screlate.data.CellMatrix;
import org.screlate.data.InvalidInputException;
import org.screlate.matrix.SparseMatrix;

/** Genes that are detected in enough cells of enough subjects for their coexpression to be told. */
public final class DetectedGenes {
    private final Options options;

    /** Creates the choice. */
    public DetectedGenes(Options options) {
        this.options = options;
    }

    /**
     * What is asked for.
     *
     * @param share of a subject's cells, which must be exceeded
     * @param subjects in so many subjects, at least; in all cells together where no subjects are known
     */
    public record Options(double share, int subjects) {
        /** As many subjects as a group must keep. */
        public static final int SUBJECTS = 3;

        /** Checks the numbers. */
        public Options {
            if (!(share >= 0 && share < 1)) {
                throw new IllegalArgumentException("--detected-share must be in [0, 1), not " + share);
            }
            if (subjects < 1) {
                throw new IllegalArgumentException("--detected-subjects must be at least 1, not " + subjects);
            }
        }
    }

    /**
     * The names, in the order of the matrix.
     *
     * @param subjectColumn of the cells' metadata, or null for all cells together
     */
    public List<String> of(CellMatrix cells, @Nullable String subjectColumn) {
        int[] subject = new int[cells.cells().size()];
        int subjects = subjectColumn == null ? 1 : number(cells.cellMetadata().labels(subjectColumn), subject);
        int needed = subjectColumn == null ? 1 : options.subjects();
        if (needed > subjects) {
            throw new InvalidInputException("--detected-subjects " + needed + ": column '" + subjectColumn + "' names "
                    + subjects + " subjects only");
        }
        int[] all = new int[subjects];
        Arrays.stream(subject).forEach(s -> all[s]++);
        SparseMatrix counts = cells.values().toSparse().transpose();
        List<String> kept = new ArrayList<>();
        for (int g = 0; g < cells.genes().size(); g++) {
            int[] seen = new int[subjects];
            for (int k = counts.offsets()[g]; k < counts.offsets()[g + 1]; k++) {
                seen[subject[counts.indices()[k]]] += counts.values()[k] > 0 ? 1 : 0;
            }
            int enough = 0;
            for (int s = 0; s < subjects; s++) {
                enough += seen[s] > options.share() * all[s] ? 1 : 0;
            }
            if (enough >= needed) {
                kept.add(cells.genes().get(g));
            }
        }
        return kept;
    }

    private static int number(String[] names, int[] numbers) {
        Map<String, Integer> known = new LinkedHashMap<>();
        for (int c = 0; c < names.length; c++) {
            numbers[c] = known.computeIfAbsent(names[c], name -> known.size());
        }
        return known.size();
    }
}
