import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.screlate.coexpress.fit.CopulaModel;
import org.screlate.coexpress.model.Design;
import org.screlate.coexpress.fit.Fit;
import org.screlate.coexpress.fit.Margin;
import org.screlate.mixed.Predictor;
import org.screlate.mixed.RandomEffect;

/**
 * CPU milliseconds of one thread for a gene's margin, a joint fit and a two-stage fit, of all pairs of the first genes of a
 * table of counts, with the published model. Arguments: counts.csv.gz, meta.csv.gz (columns patient, group, n_counts),
 * reference group, number of genes, and how often each cell is repeated (for the scaling in cells).
 */
final class Pairs {
    private Pairs() {}

    public static void main(String[] arguments) throws IOException {
        List<String[]> counts = rows(Path.of(arguments[0]));
        List<String[]> meta = rows(Path.of(arguments[1]));
        int genes = Integer.parseInt(arguments[3]);
        int repeats = Integer.parseInt(arguments[4]);
        Design design = design(meta, arguments[2], repeats);
        for (int warm = 0; warm < 2; warm++) {
            String line = measure(counts, design, genes, repeats);
            if (warm == 1) {
                System.out.println(design.cells() + " cells: " + line);
            }
        }
    }

    private static String measure(List<String[]> counts, Design design, int genes, int repeats) {
        CopulaModel joint = new CopulaModel(CopulaModel.Options.DEFAULTS);
        CopulaModel two = new CopulaModel(
                CopulaModel.Options.DEFAULTS.with(CopulaModel.Estimation.TWO_STAGE));
        Margin[] margins = new Margin[genes];
        double start = cpu();
        for (int g = 0; g < genes; g++) {
            margins[g] = two.margin(gene(counts, g, repeats), design, true);
        }
        double perMargin = (cpu() - start) / genes;
        List<Double> jointTimes = new ArrayList<>();
        double twoStage = 0;
        int failed = 0;
        for (int i = 0; i < genes; i++) {
            for (int j = i + 1; j < genes; j++) {
                start = cpu();
                failed += joint.fit(margins[i], margins[j], design).status() == Fit.Status.FAILED ? 1 : 0;
                jointTimes.add(cpu() - start);
                start = cpu();
                two.fit(margins[i], margins[j], design);
                twoStage += cpu() - start;
            }
        }
        double mean = jointTimes.stream().mapToDouble(t -> t).average().orElse(0);
        double[] sorted = jointTimes.stream().mapToDouble(t -> t).sorted().toArray();
        return String.format(
                "%d pairs, joint mean %.1f median %.1f longest %.1f ms, two-stage %.2f ms, margin %.1f ms, failed %d",
                sorted.length,
                mean,
                sorted[sorted.length / 2],
                sorted[sorted.length - 1],
                twoStage / sorted.length,
                perMargin,
                failed);
    }

    private static double cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e6;
    }

    private static int[] gene(List<String[]> counts, int g, int repeats) {
        int cells = counts.size() - 1;
        int[] values = new int[cells * repeats];
        for (int i = 0; i < values.length; i++) {
            values[i] = Integer.parseInt(counts.get(1 + i % cells)[1 + g]);
        }
        return values;
    }

    private static Design design(List<String[]> meta, String reference, int repeats) {
        List<String> header = Arrays.asList(meta.get(0));
        int cells = meta.size() - 1;
        List<String> patients = new ArrayList<>(new TreeSet<>(
                meta.stream().skip(1).map(row -> row[header.indexOf("patient")]).toList()));
        int n = patients.size();
        int[] rowOfCell = new int[cells * repeats];
        double[] offset = new double[rowOfCell.length];
        for (int i = 0; i < rowOfCell.length; i++) {
            String[] row = meta.get(1 + i % cells);
            boolean other = !row[header.indexOf("group")].equals(reference);
            rowOfCell[i] = patients.indexOf(row[header.indexOf("patient")]) + (other ? n : 0);
            offset[i] = Math.log(Double.parseDouble(row[header.indexOf("n_counts")]));
        }
        double[][] fixed = new double[2 * n][];
        int[] subject = new int[2 * n];
        int[] inReference = new int[2 * n];
        int[] inOther = new int[2 * n];
        double[] ones = new double[2 * n];
        for (int r = 0; r < 2 * n; r++) {
            fixed[r] = new double[] {1, r < n ? 0 : 1};
            subject[r] = r % n;
            inReference[r] = r < n ? r : -1;
            inOther[r] = r < n ? -1 : r - n;
            ones[r] = 1;
        }
        List<String> names = List.of("(Intercept)", "group");
        Predictor byGroup = new Predictor(
                fixed,
                names,
                List.of(
                        new RandomEffect("reference", n, inReference, ones, 0),
                        new RandomEffect("other", n, inOther, ones, 1)));
        Predictor plain = new Predictor(fixed, names, List.of());
        Predictor shared = new Predictor(fixed, names, List.of(new RandomEffect("patient", n, subject, ones, 0)));
        List<Predictor> all = List.of(byGroup, byGroup, plain, plain, byGroup, shared, shared);
        return new Design(rowOfCell, offset, all, new int[] {1}, subject, n);
    }

    private static List<String[]> rows(Path path) throws IOException {
        try (var in = new GZIPInputStream(Files.newInputStream(path));
                var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines()
                    .map(line -> line.replace("\"", "").split(",", -1))
                    .toList();
        }
    }
}
