package org.screlate.coexpress.test;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.screlate.data.CellMatrix;
import org.screlate.data.Column;
import org.screlate.data.Table;
import org.screlate.io.TableFile;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Workers;
import org.screlate.simulate.CoexpressionSimulation;
import org.screlate.simulate.PairCopula;
import org.screlate.simulate.PairParameters;

/** Where the data sets of the calibration come from. */
final class CalibrationNulls {
    private CalibrationNulls() {}

    /** Simulated pairs, each with effects of its own: {@code cells} of each subject in each group, droplet settings. */
    static List<CalibrationCase> simulated(int pairs, int subjects, int cells, double rhoSd, double effect, long seed) {
        var sampling = new CoexpressionSimulation.Sampling(
                subjects, cells, true, 0.5, PairParameters.Preset.DROPLET.depth(), 0);
        var options = new CoexpressionSimulation.Options(
                sampling, new CoexpressionSimulation.RhoChange(effect, 1, rhoSd), PairCopula.GAUSSIAN, true, seed);
        CellMatrix matrix = new CoexpressionSimulation(options)
                .simulate(List.of(PairParameters.Preset.DROPLET.pair()), pairs, Workers.ONE)
                .counts();
        RealCells cellsOfAll = RealCells.of(matrix, "group", "control", "subject");
        return IntStream.range(0, pairs)
                .mapToObj(p -> cellsOfAll.with(2 * p, 2 * p + 1, cellsOfAll.group))
                .toList();
    }

    /** Cells with their counts. */
    static final class RealCells {
        private final DenseMatrix counts;
        private final int[] group;
        private final int[] subject;
        private final double[] offset;

        private RealCells(DenseMatrix counts, int[] group, int[] subject, double[] offset) {
            this.counts = counts;
            this.group = group;
            this.subject = subject;
            this.offset = offset;
        }

        static RealCells of(CellMatrix matrix, String groupColumn, String reference, String subjectColumn) {
            return of(matrix.values().toDense(), matrix.cellMetadata(), groupColumn, reference, subjectColumn);
        }

        /** Reads tables of counts and of metadata, cells in the same order. */
        static RealCells read(Path counts, Path metadata, String groupColumn, String reference, String subjectColumn) {
            Table table = TableFile.read(counts).table();
            Table cells = TableFile.read(metadata).table();
            if (!Arrays.equals(table.labels("cell"), cells.labels("cell"))) {
                throw new IllegalArgumentException(counts + " and " + metadata + " have other cells");
            }
            List<String> genes =
                    table.names().stream().filter(name -> !name.equals("cell")).toList();
            DenseMatrix values = DenseMatrix.zeros(table.rows(), genes.size());
            for (int g = 0; g < genes.size(); g++) {
                long[] column = ((Column.Whole) table.column(genes.get(g))).values();
                for (int c = 0; c < column.length; c++) {
                    values.set(c, g, column[c]);
                }
            }
            return of(values, cells, groupColumn, reference, subjectColumn);
        }

        private static RealCells of(
                DenseMatrix counts, Table metadata, String groupColumn, String reference, String subjectColumn) {
            String[] groups = metadata.labels(groupColumn);
            String[] subjects = metadata.labels(subjectColumn);
            String[] names = Arrays.stream(subjects).distinct().sorted().toArray(String[]::new);
            long[] depths = ((Column.Whole) metadata.column("n_counts")).values();
            return new RealCells(
                    counts,
                    Arrays.stream(groups)
                            .mapToInt(group -> group.equals(reference) ? 0 : 1)
                            .toArray(),
                    Arrays.stream(subjects)
                            .mapToInt(subject -> Arrays.binarySearch(names, subject))
                            .toArray(),
                    Arrays.stream(depths).mapToDouble(Math::log).toArray());
        }

        /** The cells of the reference group only. */
        RealCells ofReference() {
            int[] own =
                    IntStream.range(0, group.length).filter(c -> group[c] == 0).toArray();
            return new RealCells(
                    counts.selectRows(own),
                    new int[own.length],
                    Arrays.stream(own).map(c -> subject[c]).toArray(),
                    Arrays.stream(own).mapToDouble(c -> offset[c]).toArray());
        }

        private CalibrationCase with(int first, int second, int[] groups) {
            int[] y1 = new int[groups.length];
            int[] y2 = new int[groups.length];
            for (int c = 0; c < groups.length; c++) {
                y1[c] = (int) counts.get(c, first);
                y2[c] = (int) counts.get(c, second);
            }
            return new CalibrationCase(y1, y2, groups, subject, offset);
        }

        /** Each cell in a group by chance, for random pairs of genes. */
        List<CalibrationCase> splitCells(int cases, long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            List<CalibrationCase> found = new ArrayList<>();
            while (found.size() < cases) {
                int[] groups = random.ints(subject.length, 0, 2).toArray();
                addIfTestable(found, pair(random), groups);
            }
            return found;
        }

        /** Half of the subjects in each group, all ways to choose them, for random pairs of genes. */
        List<CalibrationCase> assignSubjects(int pairs, long seed) {
            return halves(pairs, Integer.MAX_VALUE, seed, (own, swap) -> swap);
        }

        /** The groups of half of the subjects swapped, some of the ways to choose them, for random pairs of genes. */
        List<CalibrationCase> swapGroups(int pairs, int ways, long seed) {
            return halves(pairs, ways, seed, (own, swap) -> own ^ swap);
        }

        private interface Relabel {
            int group(int own, int swap);
        }

        private List<CalibrationCase> halves(int pairs, int most, long seed, Relabel relabel) {
            SplittableRandom random = new SplittableRandom(seed);
            List<int[]> all = halves(Arrays.stream(subject).max().orElse(-1) + 1);
            List<CalibrationCase> found = new ArrayList<>();
            for (int p = 0; p < pairs; ) {
                int[] pair = pair(random);
                int before = found.size();
                Collections.shuffle(all, new Random(random.nextLong()));
                for (int w = 0; w < Math.min(most, all.size()); w++) {
                    int[] way = all.get(w);
                    int[] groups = IntStream.range(0, subject.length)
                            .map(c -> relabel.group(group[c], way[subject[c]]))
                            .toArray();
                    addIfTestable(found, pair, groups);
                }
                p += found.size() > before ? 1 : 0;
            }
            return found;
        }

        private int[] pair(SplittableRandom random) {
            int first = random.nextInt(counts.columns());
            int second = random.nextInt(counts.columns() - 1);
            return new int[] {first, second < first ? second : second + 1};
        }

        private void addIfTestable(List<CalibrationCase> cases, int[] pair, int[] groups) {
            CalibrationCase filtered = with(pair[0], pair[1], groups).filtered();
            if (filtered.group().length > 0 && filtered.subjectsInSmallerGroup() >= 3) {
                cases.add(filtered);
            }
        }

        // Of n subjects half in each group; the first always in 0, so that no way is another's mirror image.
        private static List<int[]> halves(int n) {
            return IntStream.range(0, 1 << n)
                    .filter(mask -> Integer.bitCount(mask) == n / 2 && (mask & 1) == 0)
                    .mapToObj(mask ->
                            IntStream.range(0, n).map(s -> mask >> s & 1).toArray())
                    .collect(Collectors.toCollection(ArrayList::new));
        }
    }
}
