package org.screlate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jhdf.HdfFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.screlate.io.file.Sha256;

/**
 * The pipeline in real Nextflow, on test-data/tiny: what it publishes, what it runs, what it says of wrong input.
 * {@code SCRELATE_PROFILE} chooses the profiles (default: test,local, with the launchers in target/dist/bin).
 */
@Tag("pipeline")
final class PipelineIT {
    private static final Path PROJECT = Path.of("").toAbsolutePath();
    private static final String PROFILE =
            Optional.ofNullable(System.getenv("SCRELATE_PROFILE")).orElse("test,local");
    private static final boolean IN_CONTAINERS = !PROFILE.contains("local");
    private static final int STEPS = 24;

    @TempDir
    private Path dir;

    @Test
    void publishesOneFolderASampleAndRunsNothingTwice() throws Exception {
        Run first = pipeline("--network", "--outdir", "out");
        assertEquals(0, first.exit(), first.said());
        for (String name : List.of(
                "tiny.counts.arrow",
                "tiny.expression.arrow",
                "tiny.pca.arrow",
                "tiny.graph.arrow",
                "tiny.imputed.arrow",
                "tiny.clusters.arrow",
                "tiny.clusters.tsv",
                "tiny.cell_qc.tsv",
                "tiny.clustering.tsv",
                "tiny.recovery.tsv",
                "tiny.coexpression.tsv",
                "tiny.embedded.genes.arrow",
                "tiny.embedded.scores.tsv",
                "tiny.markers.tsv",
                "tiny.network.edges.tsv",
                "hidden_values/tiny.masked.mask.arrow",
                "tiny.marker_sets.tsv",
                "tiny.network.arrow",
                "tiny.pathways.tsv",
                "tiny.embedded.network.arrow",
                "tiny.embedded.pathways.tsv",
                "tiny.h5ad")) {
            assertTrue(Files.size(dir.resolve("out/tiny").resolve(name)) > 0, name);
        }
        List<String> summary = Files.readAllLines(dir.resolve("out/summary.tsv"));
        assertEquals("sample\tdata\ttask\tname\tmetric\tvalue\tn", summary.get(0));
        for (String data : List.of(
                "components", "expected", "embedded\tclustering", "embedded\tpathways", "expression", "masked")) {
            assertTrue(summary.stream().anyMatch(line -> line.startsWith("tiny\t" + data + "\t")), data);
        }
        try (HdfFile h5ad = new HdfFile(dir.resolve("out/tiny/tiny.h5ad"))) {
            assertArrayEquals(
                    new int[] {300, 90}, h5ad.getDatasetByPath("/obsm/X_scnet").getDimensions());
            assertArrayEquals(
                    new int[] {150, 175}, h5ad.getDatasetByPath("/varm/scnet").getDimensions());
        }
        String page = Files.readString(dir.resolve("out/index.html"));
        assertTrue(page.contains("Time and memory of the steps"), page);
        assertTrue(page.contains("tested for differential coexpression"), "methods of tables");
        assertTrue(page.contains("running enrichment score"), "the gene sets come to the page");
        assertTrue(page.contains("reliability of detection probabilities"), "so do detection probabilities");
        assertTrue(Files.exists(dir.resolve("out/multiqc/screlate_clusters_mqc.json")));
        assertTrue(Files.readString(dir.resolve("out/summary.txt")).contains("clustering\n  sample"));
        assertEquals(STEPS + 1, count(statuses("out"), "COMPLETED"));

        // Values of the command line are words in Nextflow 26 and numbers before: the commands are the same, and only
        // the page, which tells of times too, is made anew.
        Files.writeString(
                dir.resolve("words.json"),
                "{\"hvg\": \"100\", \"components\": \"20\", \"resolution\": \"0.3\", \"markers\": \"true\", \"network\": \"true\","
                        + " \"coexpress_chunk_size\": \"5\", \"embed_epochs\": \"20\", \"skip_recovery\": \"false\", \"raw\": \"false\"}");
        Run words = pipeline("-params-file", "words.json", "--outdir", "out", "-resume");
        assertEquals(0, words.exit(), words.said());
        assertEquals(STEPS, count(statuses("out"), "CACHED"), words.said());
        assertEquals(summary, Files.readAllLines(dir.resolve("out/summary.tsv")));

        // What is in containers does not ask which Nextflow starts them.
        if (!IN_CONTAINERS) {
            Run newer = finished(start(
                    "workflows", PROFILE, List.of("-params-file", "words.json", "--outdir", "newer"), "newer-jars"));
            assertEquals(0, newer.exit(), newer.said());
            assertEquals(contents("out"), contents("newer"));
        }

        Run subjects = pipeline(
                "--network", "--outdir", "out", "-resume", "--marker_groups", "group", "--marker_subjects", "subject");
        assertEquals(0, subjects.exit(), subjects.said());
        assertEquals(STEPS - 2, count(statuses("out"), "CACHED"), subjects.said());
        assertTrue(Files.readAllLines(dir.resolve("out/tiny/tiny.markers.tsv"))
                .get(0)
                .contains("\tdf\t"));
        assertTrue(Files.readString(dir.resolve("out/index.html")).contains("treated"));
    }

    @Test
    void stubRunMakesTheSameFiles() throws Exception {
        Run run = pipeline("--network", "--outdir", "out", "-stub-run");
        assertEquals(0, run.exit(), run.said());
        assertEquals(STEPS + 1, count(statuses("out"), "COMPLETED"));
        assertTrue(Files.exists(dir.resolve("out/tiny/tiny.h5ad")));
    }

    @Test
    void imputationStudyMakesItsTablesAndItsPage() throws Exception {
        Run run = finished(start(
                "workflows/imputation_study.nf",
                List.of("--outdir", "out", "--methods", "raw,sccr", "--cell_numbers=100")));
        assertEquals(0, run.exit(), run.said());
        assertRows("clustering.tsv", "tiny\t0\tsccr\t0\tkmeans\tari\t", "tiny\t0.4\traw\t0\tkmeans\tari\t");
        assertRows(
                "recovery.tsv",
                "tiny\tnormalised\tmcar\t0.4\t0\tsccr\tmasked\tmae\t",
                "tiny\tcounts\tmnar\t0.4\t0\traw\tmasked_and_zeros\tauroc\t0.5\t");
        assertRows("gene_relations.tsv", "tiny\t0\t", "tiny\t0.4\t");
        assertRows("times.tsv", "tiny\t100\tsccr\t");
        assertTrue(Files.readString(dir.resolve("out/index.html")).contains("Methods compared"));
    }

    @Test
    void stubRunOfTheImputationStudyCountsGeneRelationsToo() throws Exception {
        Run run = finished(start(
                "workflows/imputation_study.nf",
                List.of("--outdir", "out", "--methods", "raw,sccr", "--cell_numbers=100", "-stub-run")));
        assertEquals(0, run.exit(), run.said());
        assertRows("gene_relations.tsv", "tiny\t0\t0\t0\t0.0000", "tiny\t0.4\t0\t0\t0.0000");
        assertTrue(Files.exists(dir.resolve("out/index.html")));
    }

    @Test
    void simulationStudyMakesItsTablesAndItsPage() throws Exception {
        Run run = finished(start(
                "workflows/simulation_study.nf",
                List.of(
                        "--outdir",
                        "out",
                        "--simulated_subjects=4",
                        "--simulated_cells=25",
                        "--simulated_pairs=6",
                        "--seeds=0")));
        assertEquals(0, run.exit(), run.said());
        assertRows(
                "simulation.tsv",
                "gaussian\t4\t0\tjoint\tunchanged\ttype_1_error\t",
                "clayton-copula\t4\t0\tcscore\tchanged\tpower\t");
        assertRows("precision_recall.tsv", "extra-zeros\t4\t0\ttwo-stage\t");
        assertTrue(Files.readString(dir.resolve("out/index.html")).contains("Methods compared"));
    }

    private void assertRows(String table, String... starts) throws IOException {
        List<String> lines = Files.readAllLines(dir.resolve("out").resolve(table));
        for (String start : starts) {
            assertTrue(lines.stream().anyMatch(line -> line.startsWith(start)), table + ": " + lines);
        }
    }

    @Test
    void refusesWrongParametersBeforeAnyStep() throws Exception {
        Run run = pipeline("--mode", "slow", "--hvg", "0", "--tiny", "1");
        assertEquals(1, run.exit(), run.said());
        assertTrue(run.said().contains("--mode must be one of recover, smooth, not 'slow'"), run.said());
        assertTrue(run.said().contains("--hvg must be at least 1, not '0'"), run.said());
        assertTrue(run.said().contains("--tiny is not a parameter of this pipeline"), run.said());
        assertFalse(run.said().contains("Submitted"), run.said());
    }

    @Test
    void tellsAllFaultsOfASamplesheetAtOnceBeforeAnyStep() throws Exception {
        Files.createDirectory(dir.resolve("m"));
        Files.writeString(dir.resolve("cells.tsv"), "cell\tcelltype\n");
        String sheet =
                """
                sample,input,format,metadata,label,Stduy
                a,m,mtx2,,,
                b,b.tsv,table,,,
                c,m,mtx,cells.tsv,cell_type,
                a,m,mtx,,,
                a=b,m,mtx,,,
                d e,m,mtx,,,
                d_e,m,mtx,,,
                f,m,mtx
                g,m,mtx
                h,"m,mtx,,,
                """;
        assertEquals(
                List.of(
                        "sheet.csv: column 'Stduy' is called 'study' here: rename it",
                        "sheet.csv, line 2: format 'mtx2' is none of auto, h5ad, tenx-h5, loom, mtx, table",
                        "sheet.csv, line 3: input 'b.tsv' does not exist",
                        "sheet.csv, line 4: label 'cell_type' is no column of the sample's cells (celltype, ...)",
                        "sheet.csv, line 6: sample 'a=b' needs a name without '='",
                        "sheet.csv, line 9: 3 values for 6 columns: quote those with commas",
                        "sheet.csv, line 10: 3 values for 6 columns: quote those with commas",
                        "sheet.csv, line 11: a quote is not closed: write a value with commas or quotes as \"a, b\", and a quote in it twice",
                        "sheet.csv: sample a is there more than once: samples need names of their own",
                        "sheet.csv: samples 'd e', 'd_e' would share the folder d_e; rename one"),
                complaints(sheet));
    }

    @Test
    void namesTheColumnThatASamplesheetLacks() throws Exception {
        assertEquals(
                List.of(
                        "sheet.csv: no column input (there are: sample, file); the header is sample,input,format,metadata,label,study,"
                                + " parted by commas, of which the last four may be missing, and further columns about the samples"),
                complaints("sample,file\na,a.tsv\n"));
    }

    @Test
    void refusesATableThatIsTooLargeForASamplesheet() throws Exception {
        String line = "a,a.tsv" + " ".repeat(1000) + "\n";
        assertEquals(
                List.of(
                        "sheet.csv: 4233613 bytes are too many for a samplesheet, which may have 4194304 and names one sample a"
                                + " line; is it a table of cells or counts?"),
                complaints("sample,input\n" + line.repeat(4200)));
    }

    @Test
    void studyFindsTheChangeInTheTypeInWhichItWasPlantedAndInNoOther() throws Exception {
        Run run = finished(start("workflows", "study,local", List.of("--outdir", "out")));
        assertEquals(0, run.exit(), run.said());
        List<String> rows = Files.readAllLines(dir.resolve("out/tiny/tiny.coexpression_by_type.tsv"));
        List<String> header = List.of(rows.get(0).split("\t"));
        Map<String, Integer> called = new LinkedHashMap<>();
        for (String row : rows.subList(1, rows.size())) {
            String[] cells = row.split("\t", -1);
            String rate = cells[header.indexOf("fdr_study")];
            called.merge(cells[0], !rate.isEmpty() && Double.parseDouble(rate) <= 0.05 ? 1 : 0, Integer::sum);
        }
        // Of each kind of change, gain, loss and flip, two pairs were planted in type_2.
        assertEquals(Map.of("type_1", 0, "type_2", 6, "type_3", 0), called);
        assertTrue(
                Files.readString(dir.resolve("out/index.html")).contains("tiny, within type_2: 6 of 10 pairs differ"));
        String summary = Files.readString(dir.resolve("out/summary.txt"));
        assertTrue(summary.contains("  type_1 (481 cells)\n    pairs: 0 of 10 differ at 0.05\n"), summary);
        assertTrue(summary.contains("edges gained"), summary);
        assertTrue(Files.readString(dir.resolve("out/index.html"))
                .matches("(?s).*within type_2: treated gained [0-9,]+ edges and lost [0-9,]+ against control.*"));
        assertTrue(Files.size(dir.resolve("out/tiny/tiny.pca.tsv")) > 0);
        assertTrue(Files.size(dir.resolve("out/tiny/tiny.clusters.umap.tsv")) > 0);
        assertTrue(Files.size(dir.resolve("out/tiny/types/type_2/tiny.type_2.compared.genes.tsv")) > 0);
        assertTrue(Files.readAllLines(dir.resolve("out/tiny/tiny.networks_by_type.tsv"))
                .get(0)
                .startsWith("type\tfrom\tto\tgene\t"));
        assertEquals(
                3,
                Files.readAllLines(dir.resolve("out/tiny/tiny.difference_by_type.tsv")).stream()
                        .skip(1)
                        .map(row -> row.split("\t", -1)[0])
                        .distinct()
                        .count());
    }

    @Test
    void oneSampleThatFailsIsNamedAndTheOthersFinish() throws Exception {
        Files.writeString(dir.resolve("cut.h5ad"), "not HDF5");
        Path tiny = PROJECT.resolve("test-data/tiny");
        Files.writeString(
                dir.resolve("sheet.csv"),
                "sample,input,format,metadata,label\ncut,cut.h5ad,h5ad,,\ntiny," + tiny.resolve("mtx") + ",mtx,"
                        + tiny.resolve("metadata.tsv") + ",cell_type\n");
        Run run = pipeline("--input", "sheet.csv", "--qc", "mad", "--mads", "2", "--outdir", "out");
        assertEquals(1, run.exit(), run.said());
        assertTrue(run.said().contains("  cut, IMPORT (exit 2): screlate-import: "), run.said());
        assertFalse(run.said().contains("Execution is retried"), run.said());
        assertFalse(run.said().contains("closure"), run.said());
        assertTrue(Files.size(dir.resolve("out/tiny/tiny.h5ad")) > 0);
        assertTrue(
                Files.readString(dir.resolve("out/tiny/tiny.cell_qc.tsv")).contains(" MAD"), "no outlier was dropped");
        assertTrue(Files.readString(dir.resolve("out/summary.txt")).contains("cut, IMPORT"));
        assertTrue(Files.readString(dir.resolve("out/index.html")).contains("did not complete"));
    }

    @Test
    void oneTypeThatFailsIsNamedAndTheOthersAreTested() throws Exception {
        Path tiny = PROJECT.resolve("test-data/tiny");
        // A depth of 0, which no model can take, in one cell of one type.
        List<String> cells = new ArrayList<>(Files.readAllLines(tiny.resolve("metadata.tsv")));
        cells.replaceAll(line -> line + (line.startsWith("cell\t") ? "\tdepth" : "\t1"));
        int poor = IntStream.range(0, cells.size())
                .filter(i -> cells.get(i).contains("\ttype_3\t"))
                .findFirst()
                .orElseThrow();
        cells.set(poor, cells.get(poor).replaceFirst("1$", "0"));
        Files.write(dir.resolve("cells.tsv"), cells);
        String model = Files.readString(tiny.resolve("model.yaml"));
        Files.writeString(dir.resolve("model.yaml"), model.replace("log(n_counts)", "log(depth)"));
        Files.writeString(
                dir.resolve("sheet.csv"),
                "sample,input,format,metadata\ntiny," + tiny.resolve("mtx") + ",mtx,cells.tsv\n");
        List<String> arguments =
                new ArrayList<>(List.of("--input", "sheet.csv", "--outdir", "out", "--by", "cell_type"));
        arguments.addAll(List.of("--coexpress_model", "model.yaml", "--coexpress_preset", "none", "--skip_recovery"));
        arguments.addAll(
                List.of("--coexpress_network", tiny.resolve("pairs.tsv").toString()));
        arguments.addAll(List.of("--min_subject_cells=3", "--hvg=100", "--components=20", "--resolution=0.3"));
        Run run = finished(start("workflows", PROFILE.replace("test,", ""), arguments));
        assertEquals(1, run.exit(), run.said());
        String summary = Files.readString(dir.resolve("out/summary.txt"));
        assertTrue(
                summary.matches(
                        "(?s).*\n  type_3 [^\n]*\n    genes: [^\n]*\n    failed: COEXPRESS \\(exit 2\\): screlate-coexpress: [^\n]*a depth is above 0.*"),
                summary);
        assertEquals(summary.indexOf("COEXPRESS"), summary.lastIndexOf("COEXPRESS"), "a failure is told once");
        assertEquals(
                List.of("type_1", "type_2"),
                Files.readAllLines(dir.resolve("out/tiny/tiny.coexpression_by_type.tsv")).stream()
                        .skip(1)
                        .map(row -> row.split("\t", -1)[0])
                        .distinct()
                        .sorted()
                        .toList());
    }

    @Test
    void namesAndLevelsOfAnyKindStayTextAsTheyAreWritten() throws Exception {
        Path study = PROJECT.resolve("test-data/tiny-study");
        Files.copy(study.resolve("cell_types.tsv"), dir.resolve("cell types (1) & 'more'.tsv"));
        List<String> names =
                List.of("it's", "$(touch pwned)", "a; touch pwned", "say \"\"hi\"\"", "007", "1e3", "No", "a, b");
        StringBuilder sheet =
                new StringBuilder("sample,input,format,metadata,label,study,sub;ject $(touch pwned),the 'group'\n");
        for (int s = 1; s <= 4; s++) {
            for (int g = 0; g < 2; g++) {
                sheet.append("\"%s\",%s,mtx,cell types (1) & 'more'.tsv,cell_type,my study,\"%s\",%s\n"
                        .formatted(
                                names.get(2 * (s - 1) + g),
                                study.resolve("mtx/S" + s + (g == 0 ? "_control" : "_treated")),
                                List.of("No", "a, b", "01", "$HOME").get(s - 1),
                                g == 0 ? "007" : "1e3"));
            }
        }
        Files.writeString(dir.resolve("sheet.csv"), sheet);
        Files.writeString(
                dir.resolve("params.json"),
                "{\"by\": \"cell_type\", \"marker_groups\": \"the 'group'\", \"marker_subjects\": \"sub;ject $(touch pwned)\","
                        + " \"skip_recovery\": true, \"min_subject_cells\": 5, \"hvg\": 100, \"components\": 20, \"resolution\": 0.3}");
        Run run = finished(start(
                "workflows",
                PROFILE.replace("test,", ""),
                List.of("--input", "sheet.csv", "-params-file", "params.json", "--outdir", "out")));
        assertEquals(0, run.exit(), run.said());
        List<String> groups = Files.readAllLines(dir.resolve("out/my_study/my_study.difference_by_type.tsv")).stream()
                .skip(1)
                .map(row -> row.split("\t", -1)[1])
                .distinct()
                .sorted()
                .toList();
        assertEquals(List.of("007", "1e3"), groups);
        try (HdfFile h5ad = new HdfFile(dir.resolve("out/my_study/my_study.h5ad"))) {
            assertArrayEquals(
                    new String[] {"$(touch pwned)", "007", "1e3", "No", "a, b", "a; touch pwned", "it's", "say \"hi\""},
                    (Object[]) h5ad.getDatasetByPath("/obs/sample/categories").getData());
            assertArrayEquals(new String[] {"$HOME", "01", "No", "a, b"}, (Object[])
                    h5ad.getDatasetByPath("/obs/sub;ject $(touch pwned)/categories")
                            .getData());
        }
        try (Stream<Path> files = Files.walk(dir)) {
            assertEquals(List.of(), files.filter(file -> file.endsWith("pwned")).toList());
        }
    }

    @Test
    void anotherPipelineIncludesOurSubworkflowsWithoutOurConfiguration() throws Exception {
        Run run = finished(start("src/test/nextflow/foreign", "standard", List.of()));
        assertEquals(0, run.exit(), run.said());
        assertTrue(run.said().contains("pairs of foreign: "), run.said());
        assertTrue(run.said().contains("genes of foreign: "), run.said());
        assertTrue(run.said().contains("page: index.html"), run.said());
        assertTrue(run.said().contains("joined edges: source, target, weight, from"), run.said());
    }

    @Test
    void chunksOfPairsThatWereFittedBeforeAKillAreNotFittedAgain() throws Exception {
        List<String> arguments = List.of("--outdir", "out", "--coexpress_chunk_size", "1");
        Process process = start("workflows/coexpression.nf", arguments);
        long fitted = 0;
        for (int i = 0; i < 3000 && process.isAlive() && fitted < 4; i++) {
            Thread.sleep(100);
            fitted = Files.exists(dir.resolve("out/pipeline_info/trace.txt")) ? count(statuses("out"), "COMPLETED") : 0;
        }
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
        assertTrue(fitted >= 4 && fitted < 13, () -> "killed too early or too late: " + said());

        Run again = finished(start(
                "workflows/coexpression.nf",
                Stream.concat(arguments.stream(), Stream.of("-resume")).toList()));
        assertEquals(0, again.exit(), again.said());
        Map<String, String> statuses = statuses("out");
        assertEquals(13, statuses.size(), again.said());
        assertTrue(count(statuses, "CACHED") >= fitted, again.said());
        assertEquals(
                11,
                Files.readAllLines(dir.resolve("out/tiny/tiny.coexpression.tsv"))
                        .size());
    }

    /** What the pipeline says of a samplesheet before any step, without Nextflow's own lines; long lists of columns are cut. */
    private List<String> complaints(String sheet) throws Exception {
        Files.writeString(dir.resolve("sheet.csv"), sheet);
        Run run = pipeline("--input", "sheet.csv", "--outdir", "out");
        assertEquals(1, run.exit(), run.said());
        assertFalse(run.said().contains("Submitted"), run.said());
        assertFalse(run.said().contains("closure"), run.said());
        return run.said()
                .lines()
                .filter(line -> line.startsWith("sheet.csv"))
                .map(line -> line.replaceFirst("[(](\\w+), .*[)]$", "($1, ...)"))
                .toList();
    }

    private Run pipeline(String... arguments) throws IOException, InterruptedException {
        return finished(start("workflows", List.of(arguments)));
    }

    private Process start(String script, List<String> arguments) throws IOException {
        return start(script, PROFILE, arguments);
    }

    /** The bytes of all results by name, but for those that tell of the run itself. */
    private Map<String, String> contents(String outdir) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        Path folder = dir.resolve(outdir);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = folder.relativize(file).toString();
                if (!name.matches("(pipeline_info|multiqc)/.*|index\\.html")) {
                    contents.put(name, Sha256.of(file));
                }
            }
        }
        return contents;
    }

    private Process start(String script, String profile, List<String> arguments) throws IOException {
        return start(script, profile, arguments, "jars");
    }

    /** @param nextflow which Nextflow, as the launcher has it */
    private Process start(String script, String profile, List<String> arguments, String nextflow) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                PROJECT.resolve("workflows/launcher/nextflow").toString(),
                "run",
                PROJECT.resolve(script).toString(),
                "-profile",
                profile));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(dir.toFile())
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("said.txt").toFile());
        builder.environment().put("SCRELATE_NEXTFLOW", nextflow);
        builder.environment().put("NXF_HOME", dir.resolve("nextflow").toString());
        return builder.start();
    }

    private Run finished(Process process) throws InterruptedException {
        if (!process.waitFor(10, TimeUnit.MINUTES)) {
            process.destroy();
            throw new AssertionError("no end after 10 minutes: " + said());
        }
        return new Run(process.exitValue(), said());
    }

    private String said() {
        try {
            return Files.readString(dir.resolve("said.txt"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The status of each step in the trace, by its hash. */
    private Map<String, String> statuses(String outdir) throws IOException {
        Map<String, String> statuses = new LinkedHashMap<>();
        try (Stream<String> lines = Files.lines(dir.resolve(outdir).resolve("pipeline_info/trace.txt"))) {
            lines.skip(1).map(line -> line.split("\t")).forEach(row -> statuses.put(row[1], row[4]));
        }
        return statuses;
    }

    private static long count(Map<String, String> statuses, String status) {
        return statuses.values().stream().filter(status::equals).count();
    }

    private record Run(int exit, String said) {}
}
