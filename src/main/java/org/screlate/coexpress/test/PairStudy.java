package org.screlate.coexpress.test;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.screlate.coexpress.model.ModelFrame;
import org.screlate.data.CellMatrix;
import org.screlate.data.InvalidInputException;
import org.screlate.matrix.SparseMatrix;

/** Counts, covariates and the choice of subjects, from which the data of each pair are taken. */
public final class PairStudy {
    /** Cells whose designs are kept, in all; what goes beyond is made anew. */
    static final int KEPT_CELLS = 20_000_000;

    private static final int KEPT_CELLS_OF_GENES = 5 * KEPT_CELLS;

    private final List<String> genes;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final SparseMatrix counts;
    private final ModelFrame frame;
    private final SubjectFilter filter;
    private final GroupCounts groups;
    private final GeneDifferences differences;
    private final Map<String, ModelFrame.Selection> selections = new ConcurrentHashMap<>();
    // Those of whole genes, which outlive a clearing of the others: margins are known by them.
    private final Map<Integer, ModelFrame.Selection> ofGenes = new ConcurrentHashMap<>();

    /** Puts data and model together; the user's error where what they test cannot be tested with any pair. */
    public PairStudy(CellMatrix cells, ModelFrame frame, SubjectFilter.Options options) {
        this.genes = cells.genes();
        this.frame = frame;
        this.counts = cells.values().toSparse().transpose();
        checkCounts(cells);
        for (int g = 0; g < genes.size(); g++) {
            numbers.put(genes.get(g), g);
        }
        this.groups = new GroupCounts(frame, counts);
        this.differences = new GeneDifferences(new GeneMoments(frame, counts));
        this.filter = new SubjectFilter(options, frame, genes, groups);
        boolean[] all = new boolean[frame.subjects().size()];
        Arrays.fill(all, true);
        String shortage = filter.shortage(all);
        if (!shortage.isEmpty()) {
            throw new InvalidInputException(
                    "what is tested cannot be told from the subjects, before any is excluded: " + shortage);
        }
    }

    private void checkCounts(CellMatrix cells) {
        for (int g = 0; g < genes.size(); g++) {
            for (int k = counts.offsets()[g]; k < counts.offsets()[g + 1]; k++) {
                float count = counts.values()[k];
                if (!(count >= 0 && count == Math.rint(count) && count < Integer.MAX_VALUE)) {
                    throw new InvalidInputException("cell '" + cells.cells().get(counts.indices()[k]) + "' has " + count
                            + " of gene '" + genes.get(g) + "'; counts are whole numbers from 0");
                }
            }
        }
    }

    /** The number of a gene, or -1 where the cells have none of that name. */
    public int gene(String name) {
        return numbers.getOrDefault(name, -1);
    }

    /** Names of the genes, by number. */
    public List<String> geneNames() {
        return genes;
    }

    /** The model with the covariates of the cells. */
    public ModelFrame frame() {
        return frame;
    }

    /** Subjects, cells and counts in each level. */
    GroupCounts groups() {
        return groups;
    }

    /** Means and variability of genes compared between levels. */
    GeneDifferences differences() {
        return differences;
    }

    /** Counts of all genes, {@code [genes × cells]}. */
    public SparseMatrix counts() {
        return counts;
    }

    /**
     * What is known of a pair before it is fitted.
     *
     * @param selection cells and their design; null where the pair cannot be fitted
     * @param kept whether each subject is left
     * @param subjects how many are left
     * @param excluded subjects that were left out, each with the reason
     * @param problem why the pair cannot be fitted; empty where it can
     */
    public record Sample(
            ModelFrame.@Nullable Selection selection,
            boolean[] kept,
            int subjects,
            List<String> excluded,
            String problem) {}

    /** The data of a pair of genes. */
    public Sample sample(int first, int second) {
        SubjectFilter.Kept kept = filter.keep(first, second);
        String problem = kept.shortage();
        ModelFrame.Selection selection = null;
        if (problem.isEmpty()) {
            try {
                selection = selection(kept.subjects());
            } catch (InvalidInputException e) {
                problem = e.getMessage() + " (after subjects were excluded)";
            }
        }
        if (selection == null) {
            return new Sample(null, kept.subjects(), kept.count(), kept.excluded(), problem);
        }
        return new Sample(selection, kept.subjects(), kept.count(), kept.excluded(), problem);
    }

    /**
     * All cells that serve in any pair of a gene: those of the subjects that it is told by; null where these are too few.
     */
    ModelFrame.@Nullable Selection cellsOf(int gene) {
        ModelFrame.Selection known = ofGenes.get(gene);
        if (known != null) {
            return known;
        }
        SubjectFilter.Kept kept = filter.keep(gene);
        if (!kept.shortage().isEmpty()) {
            return null;
        }
        ModelFrame.Selection made = selection(kept.subjects());
        if ((ofGenes.size() + 1L) * frame.cells() > KEPT_CELLS_OF_GENES) {
            return made;
        }
        // Of two threads that made the same, one's serves both.
        ModelFrame.Selection before = ofGenes.putIfAbsent(gene, made);
        return before == null ? made : before;
    }

    /** The cells of a pair as they are once groups are matched in depth; the same object for the same subjects. */
    ModelFrame.Selection depthMatched(Sample sample) {
        return kept(
                "depth matched " + Arrays.toString(sample.kept()),
                () -> DepthMatching.of(frame, Objects.requireNonNull(sample.selection())));
    }

    /** The subjects that a gene is told by. */
    BitSet subjectsOf(int gene) {
        BitSet subjects = new BitSet();
        boolean[] kept = filter.keep(gene).subjects();
        for (int s = 0; s < kept.length; s++) {
            subjects.set(s, kept[s]);
        }
        return subjects;
    }

    /** How many cells some subjects have; 0 where they are too few for a test. */
    int cells(BitSet subjects) {
        boolean[] kept = new boolean[frame.subjects().size()];
        subjects.stream().forEach(s -> kept[s] = true);
        return filter.shortage(kept).isEmpty()
                ? (int) Arrays.stream(frame.subjectOfCell())
                        .filter(s -> kept[s])
                        .count()
                : 0;
    }

    private ModelFrame.Selection selection(boolean[] subjects) {
        return kept(Arrays.toString(subjects), () -> frame.select(subjects));
    }

    private ModelFrame.Selection kept(String key, Supplier<ModelFrame.Selection> make) {
        ModelFrame.Selection known = selections.get(key);
        if (known != null) {
            return known;
        }
        ModelFrame.Selection made = make.get();
        if ((selections.size() + 1L) * frame.cells() > KEPT_CELLS) {
            selections.clear();
        }
        // Of two threads that made the same, one's serves both.
        ModelFrame.Selection before = selections.putIfAbsent(key, made);
        return before == null ? made : before;
    }

    /** Counts of a gene in some cells, which are named in rising order. */
    int[] counts(int gene, int[] cells) {
        int[] all = new int[frame.cells()];
        for (int k = counts.offsets()[gene]; k < counts.offsets()[gene + 1]; k++) {
            all[counts.indices()[k]] = (int) counts.values()[k];
        }
        return Arrays.stream(cells).map(c -> all[c]).toArray();
    }

    /** Why counts of a gene tell nothing; empty where they vary. */
    String constant(int gene, int[] values) {
        boolean varies = Arrays.stream(values).anyMatch(value -> value != values[0]);
        return varies ? "" : "gene " + genes.get(gene) + " has " + values[0] + " in every cell used";
    }
}
