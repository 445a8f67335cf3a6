package org.screlate.tool.coexpress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.screlate.data.Column;
import org.screlate.data.Table;
import org.screlate.io.TableFile;
import org.screlate.testing.SharedData;
import org.screlate.tool.ToolRun;
import org.screlate.tool.import_.Import;
import org.screlate.tool.merge.Merge;

/** The first 31 pairs of GSE266919 as the published program fitted them, and as two stages fit them. */
@Tag("slow")
final class CoexpressReferenceTest {
    private static final Path MODEL = Path.of("workflows/assets/published_patients.yaml");

    @TempDir
    private Path folder;

    private void run(java.util.concurrent.Callable<Integer> tool, Object... args) {
        ToolRun run = ToolRun.of(tool, Arrays.stream(args).map(String::valueOf).toArray(String[]::new));
        assertEquals(0, run.code(), run.error());
    }

    private static double[] numbers(Table table, String name) {
        Column column = table.column(name);
        return column instanceof Column.Real real
                ? real.values()
                : Arrays.stream(((Column.Whole) column).values())
                        .asDoubleStream()
                        .toArray();
    }

    @Test
    void cellsAndPatientsAreThePublishedOnesAndTheEstimatesNear() throws Exception {
        Table reference = TableFile.read(SharedData.require("reference/sccosmix/gse266919_fits.csv"))
                .table();
        Path cells = folder.resolve("cells.arrow");
        run(
                new Import(),
                "--input",
                SharedData.require("data/gse266919.counts.csv.gz"),
                "--metadata",
                SharedData.require("data/gse266919.meta.csv.gz"),
                "--output",
                cells);
        List<String> lines = new ArrayList<>(List.of("gene_1\tgene_2"));
        String[] first = reference.labels("gene1");
        String[] second = reference.labels("gene2");
        for (int i = 0; i < first.length; i++) {
            lines.add(first[i] + "\t" + second[i]);
        }
        Path pairs = Files.write(folder.resolve("pairs.tsv"), lines);
        Table joint = fitted(cells, pairs, "joint");
        Table staged = fitted(cells, pairs, "two-stage");

        double[] published = numbers(reference, "rho.grp");
        double[] error = numbers(reference, "rho.grp.se");
        double[] away = new double[published.length];
        for (int i = 0; i < published.length; i++) {
            assertEquals(numbers(reference, "n_cells")[i], numbers(joint, "cells")[i]);
            assertEquals(numbers(reference, "n_patients")[i], numbers(joint, "subjects")[i]);
            away[i] = Math.abs(numbers(joint, "estimate")[i] - published[i]) / error[i];
            double logs = Math.log10(numbers(joint, "p_value")[i] / numbers(staged, "p_value")[i]);
            assertTrue(Math.abs(logs) < 0.2, first[i] + " " + second[i] + ": p differs by 10^" + logs);
        }
        Arrays.sort(away);
        assertTrue(away[15] < 0.2, "median of " + away[15] + " standard errors");
        assertTrue(away[30] < 0.6, "at most " + away[30] + " standard errors");
    }

    /** A file for each patient, whose name a table about the samples gives, in place of one file with a column. */
    @Test
    void filesOfPatientsGiveTheTableOfTheOneFile() throws Exception {
        Path counts = SharedData.require("data/gse266919.counts.csv.gz");
        Path metadata = SharedData.require("data/gse266919.meta.csv.gz");
        Path whole = folder.resolve("whole.arrow");
        run(new Import(), "--input", counts, "--metadata", metadata, "--output", whole);
        List<String> about = lines(metadata);
        Map<String, List<String>> cellsOf = new LinkedHashMap<>();
        Map<String, List<String>> aboutOf = new LinkedHashMap<>();
        Map<String, String> patientOf = new HashMap<>();
        for (String line : about.subList(1, about.size())) {
            String[] words = line.split(",", 3);
            patientOf.put(word(words[0]), word(words[1]));
            aboutOf.computeIfAbsent(word(words[1]), p -> new ArrayList<>(List.of(without(about.get(0)))))
                    .add(without(line));
        }
        List<String> rows = lines(counts);
        for (String row : rows.subList(1, rows.size())) {
            String patient = patientOf.get(word(row.substring(0, row.indexOf(','))));
            cellsOf.computeIfAbsent(patient, p -> new ArrayList<>(List.of(rows.get(0))))
                    .add(row);
        }
        assertEquals(8, cellsOf.size());
        List<String> samples = new ArrayList<>(List.of("sample\tpatient"));
        List<Object> merge = new ArrayList<>();
        for (String patient : cellsOf.keySet()) {
            Path sample = folder.resolve(patient + ".arrow");
            Path table = Files.write(folder.resolve(patient + ".csv"), cellsOf.get(patient));
            Path known = Files.write(folder.resolve(patient + ".meta.csv"), aboutOf.get(patient));
            run(new Import(), "--input", table, "--metadata", known, "--output", sample);
            merge.addAll(List.of("--cells", "s" + patient + "=" + sample));
            samples.add("s" + patient + "\t" + patient);
        }
        Path merged = folder.resolve("merged.arrow");
        Path sheet = Files.write(folder.resolve("samples.tsv"), samples);
        merge.addAll(List.of("--samples", sheet, "--output", merged));
        run(new Merge(), merge.toArray());
        Path pairs =
                Files.writeString(folder.resolve("pairs.tsv"), "gene_1\tgene_2\nAPOE\tAPOC1\nA2M\tAIF1\nAPOE\tANXA1\n");
        for (String estimation : List.of("joint", "two-stage")) {
            assertEquals(text(whole, pairs, estimation), text(merged, pairs, estimation), estimation);
        }
    }

    private String text(Path cells, Path pairs, String estimation) throws IOException {
        Path output = folder.resolve("table.tsv");
        test(cells, MODEL, pairs, estimation, output);
        return Files.readString(output);
    }

    private void test(Path cells, Path model, Path pairs, String estimation, Path output) {
        run(
                new Coexpress(),
                "--cells",
                cells,
                "--model",
                model,
                "--pairs",
                pairs,
                "--estimation",
                estimation,
                "--output",
                output);
    }

    private static List<String> lines(Path packed) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(packed))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    private static String word(String quoted) {
        return quoted.replace("\"", "");
    }

    /** A line about a cell without its second column, the patient. */
    private static String without(String line) {
        String[] words = line.split(",", 3);
        return words[0] + "," + words[2];
    }

    private Table fitted(Path cells, Path pairs, String estimation) throws Exception {
        // The published fits compare Post with Pre; by default the first level by name is the reference.
        Path model =
                Files.writeString(folder.resolve("model.yaml"), Files.readString(MODEL) + "reference: {group: Pre}\n");
        Path output = folder.resolve(estimation + ".arrow");
        test(cells, model, pairs, estimation, output);
        return TableFile.read(output).table();
    }
}
