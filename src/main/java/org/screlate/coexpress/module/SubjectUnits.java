package org.screlate.coexpress.module;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.screlate.coexpress.model.Design;
import org.screlate.coexpress.model.ModelFrame;
import org.screlate.coexpress.model.Parameter;
import org.screlate.coexpress.test.Relabelings;
import org.screlate.data.InvalidInputException;
import org.screlate.mixed.Predictor;
import org.screlate.stats.test.SubjectPairing;

/**
 * The units of a test between subjects: each subject's cells in one level of what is tested. Their covariates are those of
 * the formula of rho; where enough subjects are in two levels or more ({@link SubjectPairing}), subjects are blocks.
 *
 * @param unitOfRow of each row of the design of all cells
 * @param subject of each unit
 * @param level of each unit
 * @param tested covariate that is tested, {@code [units]}
 * @param others covariates that are not, {@code [units][columns]}, the blocks among them
 * @param paired whether subjects are blocks
 */
record SubjectUnits(int[] unitOfRow, int[] subject, int[] level, double[] tested, double[][] others, boolean paired) {
    /** The units of a study; the user's error where what is tested is no matter of subjects. */
    static SubjectUnits of(ModelFrame frame) {
        Design design = frame.all().design();
        if (design.tested().length != 1) {
            throw new InvalidInputException("gene sets are tested for one coefficient of rho, but '"
                    + String.join("', '", testedNames(design)) + "' are tested; keep cells of two groups");
        }
        int[] levelOfRow = new int[design.rows()];
        for (int c = 0; c < design.cells(); c++) {
            levelOfRow[design.rowOfCell()[c]] = frame.levelOfCell()[c];
        }
        int levels = frame.levels().size();
        int[] keys = IntStream.range(0, design.rows())
                .map(r -> design.subjectOfRow()[r] * levels + levelOfRow[r])
                .toArray();
        int[] distinct = Arrays.stream(keys).sorted().distinct().toArray();
        int[] unitOfRow = Arrays.stream(keys)
                .map(key -> Arrays.binarySearch(distinct, key))
                .toArray();
        int[] subject = Arrays.stream(distinct).map(key -> key / levels).toArray();
        int[] level = Arrays.stream(distinct).map(key -> key % levels).toArray();
        boolean paired = SubjectPairing.isWithinSubjects(severalLevels(subject), largestLevel(level, levels));
        double[][] fixed = fixed(design.predictor(Parameter.RHO), unitOfRow, distinct.length);
        int tested = design.tested()[0];
        double[][] others = new double[distinct.length][];
        for (int u = 0; u < others.length; u++) {
            double[] blocks = new double[paired ? design.subjects() : 0];
            if (paired) {
                blocks[subject[u]] = 1;
            }
            others[u] = joined(without(fixed[u], tested), blocks);
        }
        double[] column = Arrays.stream(fixed).mapToDouble(row -> row[tested]).toArray();
        return new SubjectUnits(unitOfRow, subject, level, column, others, paired);
    }

    /**
     * The tested covariates of relabelled subjects: all other ways where there are no more than the limit, else as many drawn.
     * The user's error where labels cannot be exchanged.
     *
     * @param names of the levels; two
     */
    List<double[]> relabelled(List<String> names, int most, long seed) {
        int columns = others[0].length - (paired ? blocks() : 0);
        if (names.size() != 2 || columns > 1) {
            throw new InvalidInputException(
                    "subjects can be relabelled between two groups and without other covariates of rho"
                            + " only; --null rotation needs neither");
        }
        int[][] cells = new int[2][blocks()];
        for (int u = 0; u < count(); u++) {
            cells[level[u]][subject[u]] = 1;
        }
        Relabelings all = new Relabelings(cells[0], cells[1]);
        List<boolean[]> ways = all.count() - 1 <= most ? all.others(blocks()) : all.draw(most, blocks(), seed);
        double[] ofLevel = new double[2];
        for (int u = 0; u < count(); u++) {
            ofLevel[level[u]] = tested[u];
        }
        return ways.stream()
                .map(way -> IntStream.range(0, count())
                        .mapToDouble(u -> ofLevel[way[subject[u]] ? 1 - level[u] : level[u]])
                        .toArray())
                .toList();
    }

    /** Number of subjects. */
    private int blocks() {
        return Arrays.stream(subject).max().orElse(-1) + 1;
    }

    private static List<String> testedNames(Design design) {
        List<String> names = design.predictor(Parameter.RHO).names();
        return Arrays.stream(design.tested()).mapToObj(names::get).toList();
    }

    /** Subjects with several units. */
    private static long severalLevels(int[] subject) {
        return Arrays.stream(subject)
                .distinct()
                .filter(s -> Arrays.stream(subject).filter(other -> other == s).count() > 1)
                .count();
    }

    /** Subjects of the level that has most. */
    private static int largestLevel(int[] level, int levels) {
        int[] sizes = new int[levels];
        Arrays.stream(level).forEach(l -> sizes[l]++);
        return Arrays.stream(sizes).max().orElse(0);
    }

    /** Covariates of each unit; they must be the same in all its rows. */
    private static double[][] fixed(Predictor rho, int[] unitOfRow, int units) {
        double[][] fixed = new double[units][];
        for (int r = 0; r < unitOfRow.length; r++) {
            double[] row = rho.fixed()[r];
            double[] known = fixed[unitOfRow[r]];
            if (known == null) {
                fixed[unitOfRow[r]] = row;
            } else if (!Arrays.equals(known, row)) {
                int column = IntStream.range(0, row.length)
                        .filter(c -> known[c] != row[c])
                        .findFirst()
                        .orElse(0);
                throw new InvalidInputException("'" + rho.names().get(column)
                        + "' of rho differs between cells of one subject, but gene sets are tested between subjects;"
                        + " leave it out of rho");
            }
        }
        return fixed;
    }

    private static double[] without(double[] row, int column) {
        return IntStream.range(0, row.length)
                .filter(c -> c != column)
                .mapToDouble(c -> row[c])
                .toArray();
    }

    private static double[] joined(double[] one, double[] other) {
        double[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    int count() {
        return subject.length;
    }

    /** The test's directions among the units, each with its weight. */
    Contrast contrast(double[] weights) {
        double[] roots = Arrays.stream(weights).map(Math::sqrt).toArray();
        List<double[]> basis = new ArrayList<>();
        for (int column = 0; column < others[0].length; column++) {
            int c = column;
            double[] vector = new double[count()];
            Arrays.setAll(vector, u -> roots[u] * others[u][c]);
            Contrast.addDirection(basis, vector);
        }
        double[] direction = new double[count()];
        Arrays.setAll(direction, u -> roots[u] * tested[u]);
        return Contrast.of(basis, roots, direction);
    }
}
