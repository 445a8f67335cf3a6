package org.screlate.coexpress.test;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import org.screlate.coexpress.fit.Margin;
import org.screlate.coexpress.model.Design;
import org.screlate.coexpress.model.Parameter;
import org.screlate.mixed.Predictor;

/**
 * Bytes that tests of pairs hold at once. Genes and subjects say before any fit which cells each pair has, so that designs and
 * margins can be counted; how long the series of a gene will be is guessed from its counts.
 */
final class PairMemory {
    // Matrix, its turned copy: an index and a value each.
    private static final long BYTES_OF_VALUE = 16;
    // Number, offset and row of a cell of a design.
    private static final long BYTES_OF_DESIGN = 16;
    // Seven numbers, a head and a reference.
    private static final long BYTES_OF_INTERVAL = 76;
    // Of a row of a design and one predictor.
    private static final long BYTES_OF_ROW = 90;
    // Names, numbers and texts of a pair in the list.
    private static final long BYTES_OF_PAIR = 24;
    // A result until it is written, but for its coefficients; and its row.
    private static final long BYTES_OF_RESULT = 6_000;
    private static final long BYTES_OF_DIFFERENCE = 500;
    // Matrices that a margin keeps of its estimate, each as large as a factor.
    private static final int MATRICES = 6;
    private static final double MARGINS_WITH_ANOTHER_MAXIMUM = 1.3;

    private final PairStudy study;
    private final int[] first;
    private final int[] second;
    private final IntFunction<BitSet> kept;
    private final Design everything;
    private final Map<BitSet, Integer> cellsOf = new HashMap<>();

    PairMemory(PairStudy study, int[] first, int[] second) {
        this.study = study;
        this.first = first;
        this.second = second;
        Map<Integer, BitSet> known = new HashMap<>();
        kept = gene -> known.computeIfAbsent(gene, study::subjectsOf);
        everything = study.frame().all().design();
    }

    /**
     * The bytes.
     *
     * @param kind what is fitted
     * @param families of copulas
     * @param most bytes of margins that are kept
     * @param batch pairs whose results are held at once
     */
    long bytes(RunCost.Kind kind, int families, long most, int batch) {
        int[] genes = Arrays.stream(new int[][] {first, second})
                .flatMapToInt(Arrays::stream)
                .filter(gene -> gene >= 0)
                .distinct()
                .toArray();
        for (int gene : genes) {
            add(kept.apply(gene));
        }
        Set<Long> ofGenes = new HashSet<>();
        Map<BitSet, Integer> numbers = new HashMap<>();
        long margins = 0;
        for (int i = 0; i < first.length && ofGenes.size() < GeneDifferences.MOST_KEPT; i++) {
            if (first[i] >= 0 && second[i] >= 0) {
                BitSet both = (BitSet) kept.apply(first[i]).clone();
                both.and(kept.apply(second[i]));
                int cells = add(both);
                if (cells > 0) {
                    int number = numbers.computeIfAbsent(both, missing -> numbers.size());
                    for (int gene : new int[] {first[i], second[i]}) {
                        if (ofGenes.add((long) number << Integer.SIZE | gene) && kind != RunCost.Kind.EXPRESSION) {
                            margins += bytesOfMargin(cells, kind == RunCost.Kind.TWO_STAGE ? BYTES_OF_INTERVAL : 0);
                        }
                    }
                }
            }
        }
        if (kind == RunCost.Kind.EXPRESSION) {
            for (int gene : genes) {
                int cells = cellsOf.getOrDefault(kept.apply(gene), 0);
                margins += bytesOfMargin(cells, 4L * terms(gene));
            }
        }
        long results =
                Math.min(batch, first.length) * (BYTES_OF_RESULT + 8L * coefficients(List.of(Parameter.values())));
        return BYTES_OF_VALUE * study.counts().values().length
                + 12L
                        * study.geneNames().size()
                        * study.frame().subjects().size()
                        * study.frame().rhoNames().size()
                + Math.min(most, families * margins)
                + bytesOfDesigns()
                + BYTES_OF_PAIR * first.length
                + BYTES_OF_DIFFERENCE * ofGenes.size()
                + results;
    }

    /** Counts the cells of a set of subjects; 0 where they are too few for a test. */
    private int add(BitSet subjects) {
        return cellsOf.computeIfAbsent(subjects, study::cells);
    }

    /** Designs are kept up to a number of cells. */
    private long bytesOfDesigns() {
        long cells = 0;
        long designs = 0;
        for (int of : cellsOf.values()) {
            cells += of;
            designs += of > 0 ? 1 : 0;
        }
        designs = Math.min(
                designs, PairStudy.KEPT_CELLS / Math.max(1, study.frame().cells()) + 1);
        return BYTES_OF_DESIGN * Math.min(cells, PairStudy.KEPT_CELLS)
                + designs * everything.rows() * BYTES_OF_ROW * Parameter.COUNT;
    }

    private long bytesOfMargin(int cells, long bytesOfCell) {
        if (cells == 0) {
            return 0;
        }
        List<Predictor> own =
                Parameter.OF_FIRST.stream().map(everything::predictor).toList();
        long fixed =
                own.stream().mapToLong(predictor -> predictor.names().size()).sum();
        long random = coefficients(Parameter.OF_FIRST) - fixed;
        long inSubject = random / Math.max(1, everything.subjects()) + 1;
        double share = (double) cells / everything.cells();
        double matrices = MARGINS_WITH_ANOTHER_MAXIMUM
                * share
                * (8.0 * MATRICES * (random * (inSubject + fixed) + fixed * fixed)
                        + 4.0 * BYTES_OF_ROW * everything.rows());
        return cells * (bytesOfCell + Integer.BYTES) + (long) matrices;
    }

    private long coefficients(List<Parameter> parameters) {
        return parameters.stream()
                .mapToLong(parameter -> everything.predictor(parameter).size())
                .sum();
    }

    /** Terms that the series of a gene will have, by its highest count and the variability of its expression. */
    private int terms(int gene) {
        double dispersion = Arrays.stream(study.differences().variability(gene))
                .filter(value -> value > 0)
                .average()
                .orElse(1);
        double most = 0;
        for (int k = study.counts().offsets()[gene]; k < study.counts().offsets()[gene + 1]; k++) {
            most = Math.max(most, study.counts().values()[k]);
        }
        return Margin.termsOfRates(most, dispersion);
    }
}
