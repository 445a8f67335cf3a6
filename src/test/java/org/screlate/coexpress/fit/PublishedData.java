package org.screlate.coexpress.fit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.screlate.coexpress.model.Design;
import org.screlate.mixed.Predictor;
import org.screlate.mixed.RandomEffect;
import org.screlate.testing.SharedData;

/** The two data sets of the published analysis and the published implementation's fits of some of their pairs. */
final class PublishedData {
    final String name;
    private final String reference;
    final List<Map<String, String>> meta;
    private final Map<String, int[]> counts = new HashMap<>();

    PublishedData(String name, String reference) {
        this.name = name;
        this.reference = reference;
        meta = table("data/" + name + ".meta.csv.gz");
        List<String[]> rows = rows("data/" + name + ".counts.csv.gz");
        String[] header = rows.get(0);
        for (int g = 1; g < header.length; g++) {
            int[] values = new int[rows.size() - 1];
            for (int c = 0; c < values.length; c++) {
                values[c] = Integer.parseInt(rows.get(c + 1)[g]);
            }
            counts.put(header[g], values);
        }
    }

    static PublishedData droplet() {
        return new PublishedData("gse266919", "Pre");
    }

    static PublishedData plate() {
        return new PublishedData("gse108989", "CD4");
    }

    int[] counts(String gene) {
        return counts.get(gene);
    }

    /** Patients with enough cells with and without each gene in both groups, by the published limits. */
    List<String> kept(String gene1, String gene2) {
        boolean plate = name.equals("gse108989");
        Map<String, int[]> tallies = new TreeMap<>();
        for (int c = 0; c < meta.size(); c++) {
            for (String gene : List.of(gene1, gene2)) {
                String key = meta.get(c).get("patient") + " " + meta.get(c).get("group") + " " + gene;
                tallies.computeIfAbsent(key, k -> new int[2])[counts(gene)[c] > 0 ? 1 : 0]++;
            }
        }
        Map<String, Integer> passed = new TreeMap<>();
        tallies.forEach((key, zerosAndOthers) -> {
            int zeros = zerosAndOthers[0];
            int others = zerosAndOthers[1];
            boolean enough = others > 0.3 * (zeros + others) && others > (plate ? 30 : 25) && zeros > (plate ? 3 : 2);
            passed.merge(key.substring(0, key.indexOf(' ')), enough ? 1 : 0, Integer::sum);
        });
        return passed.keySet().stream()
                .filter(patient -> passed.get(patient) == 4)
                .toList();
    }

    /** Numbers of the cells of some patients. */
    int[] cells(List<String> patients) {
        List<Integer> cells = new ArrayList<>();
        for (int c = 0; c < meta.size(); c++) {
            if (patients.contains(meta.get(c).get("patient"))) {
                cells.add(c);
            }
        }
        return cells.stream().mapToInt(Integer::intValue).toArray();
    }

    int[] counts(String gene, int[] cells) {
        int[] all = counts(gene);
        int[] chosen = new int[cells.length];
        for (int i = 0; i < cells.length; i++) {
            chosen[i] = all[cells[i]];
        }
        return chosen;
    }

    /** The published model of some cells. */
    Design design(int[] cells) {
        String[] patients = new String[cells.length];
        boolean[] other = new boolean[cells.length];
        double[] offset = new double[cells.length];
        for (int i = 0; i < cells.length; i++) {
            Map<String, String> row = meta.get(cells[i]);
            patients[i] = row.get("patient");
            other[i] = !row.get("group").equals(reference);
            offset[i] = Math.log(Double.parseDouble(row.get("n_counts")));
        }
        return publishedDesign(patients, other, offset);
    }

    /** {@code ~ group + (0 + group || patient)} for mu and rho, {@code ~ group} for sigma, one patient effect for zi. */
    static Design publishedDesign(String[] patients, boolean[] other, double[] offset) {
        List<String> levels = new ArrayList<>(new TreeSet<>(List.of(patients)));
        int n = levels.size();
        int[] rowOfCell = new int[patients.length];
        for (int i = 0; i < patients.length; i++) {
            rowOfCell[i] = levels.indexOf(patients[i]) + (other[i] ? n : 0);
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
        return new Design(
                rowOfCell,
                offset,
                List.of(byGroup, byGroup, plain, plain, byGroup, shared, shared),
                new int[] {1},
                subject,
                n);
    }

    static List<Map<String, String>> table(String path) {
        List<String[]> rows = rows(path);
        List<Map<String, String>> table = new ArrayList<>();
        for (String[] row : rows.subList(1, rows.size())) {
            Map<String, String> entry = new HashMap<>();
            for (int i = 0; i < row.length; i++) {
                entry.put(rows.get(0)[i], row[i]);
            }
            table.add(entry);
        }
        return table;
    }

    static List<String[]> rows(String path) {
        Path file = SharedData.require(path);
        try (var in = Files.newInputStream(file);
                var reader = new BufferedReader(new InputStreamReader(
                        path.endsWith(".gz") ? new GZIPInputStream(in) : in, StandardCharsets.UTF_8))) {
            return reader.lines()
                    .map(line -> line.replace("\"", "").split(",", -1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static double number(Map<String, String> row, String column) {
        String text = row.get(column);
        return text == null || text.isEmpty() || text.equals("NA") ? Double.NaN : Double.parseDouble(text);
    }
}
