package org.screlate.tool.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.screlate.tool.ToolRun;
import org.screlate.tool.enrich.Enrich;

final class ReportTest {
    private static final String TINY = "test-data/tiny/counts.arrow";

    @TempDir
    private Path folder;

    @Test
    void tellsWhatCameInAndHowItWasMade() throws IOException {
        String page = page(TINY);
        assertTrue(page.contains("data with 300 cells and 150 genes"), "cells and genes");
        assertTrue(page.contains(" was run with "), "methods paragraph");
        assertTrue(page.contains("no map of the cells is among the results"), "what is missing, in a sentence");
    }

    @Test
    void sameInputsGiveTheSameBytes() throws IOException {
        page(TINY);
        byte[] first = Files.readAllBytes(folder.resolve("page.html"));
        page(TINY);
        assertArrayEquals(first, Files.readAllBytes(folder.resolve("page.html")));
    }

    @Test
    void markupInNamesIsText() throws IOException {
        String name = "</script><script>alert('1')</script>";
        Path table = folder.resolve("odd.coexpression.tsv");
        Files.writeString(
                table,
                "gene_1\tgene_2\tstatus\tp_value\trho_a\trho_b\n" + name
                        + "\t\"quoted \"\"gene\"\"\"\tconverged\t0.001\t0\t0.5\n");
        String page = page(table.toString());
        assertFalse(page.contains(name), "the name stands as markup");
        assertTrue(page.contains("&lt;/script&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;"), "in a sentence");
        assertTrue(tables(page).contains("</script><script>alert('1')"), "in the data");
    }

    /** The tables of a page, as its script unpacks them. */
    private static String tables(String page) throws IOException {
        Matcher packed = Pattern.compile("\"packed\":\"([^\"]+)\"").matcher(page);
        assertTrue(packed.find(), "no tables");
        try (var gzip =
                new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(packed.group(1))))) {
            return new String(gzip.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void numbersWithAnExponentStayOnOneLine() throws IOException {
        Path table = folder.resolve("tiny.coexpression.tsv");
        Files.writeString(
                table,
                "gene_1\tgene_2\tstatus\tp_value\tfdr_bh\trho_a\trho_b\nA-1e-2\tB\tconverged\t1.4e-09\t1.4e-09\t0\t0.5\n");
        String page = page(table.toString());
        assertTrue(page.contains("<span class=\"whole\">1.4e-09</span>"), "a number");
        assertFalse(page.contains("A<span"), "the name of a gene");
    }

    @Test
    void aFolderGivesEachOfItsFoldersAsASample() throws IOException {
        for (String sample : List.of("one", "two.b")) {
            Files.createDirectories(folder.resolve("results").resolve(sample));
            Files.copy(Path.of(TINY), folder.resolve("results/" + sample + "/" + sample + ".counts.arrow"));
        }
        String page = page(folder.resolve("results").toString());
        assertTrue(page.contains("one with 300 cells and 150 genes and two.b with 300 cells"), "both samples");
    }

    @Test
    void filesBesideTheFoldersOfSamplesAreOfTheRun() throws IOException {
        Path results = Files.createDirectories(folder.resolve("results"));
        for (String place : List.of("one/one.counts.arrow", "two/two.counts.arrow")) {
            Files.createDirectories(results.resolve(place).getParent());
            Files.copy(Path.of(TINY), results.resolve(place));
        }
        Files.writeString(results.resolve("summary.tsv"), "sample\tvalue\none\t1\n");
        Files.createDirectories(results.resolve("pipeline_info"));
        Files.writeString(results.resolve("pipeline_info/study.csv"), "sample,subject\none,1\n");
        assertTrue(page(results.toString()).contains("4 files of 2 samples came in"), "only folders are samples");
    }

    @Test
    void ofATableAsArrowAndAsTextTheArrowFileIsReadForItsHistory() throws IOException {
        Path results = Files.createDirectories(folder.resolve("results"));
        String[] asked = ("differential --cells test-data/tiny/expression.arrow --group-column group --output "
                        + results + "/tiny.markers.arrow --tsv-output " + results + "/tiny.markers.tsv")
                .split(" ");
        assertEquals(0, ToolRun.of(new Enrich(), asked).code());
        String page = page(results.toString());
        assertTrue(page.contains("1 file of 1 sample came in"), "read once");
        assertTrue(page.contains("Steps that were run: ") && page.contains("enrich differential"), "history");
    }

    @Test
    void aFileWhoseNameTellsNoSampleIsOfTheOnlyOne() throws IOException {
        Path results = Files.createDirectories(folder.resolve("results"));
        Files.copy(Path.of(TINY), results.resolve("baron.counts.arrow"));
        Files.writeString(results.resolve("clusters.tsv"), "cell\tcluster\n");
        assertTrue(page(results.toString()).contains("2 files of 1 sample came in"), "one sample");
    }

    @Test
    void refusesWhatIsNotThereInOneLine() {
        ToolRun run = ToolRun.of(
                new Report(),
                "--input",
                "nowhere.tsv",
                "--output",
                folder.resolve("page.html").toString());
        assertEquals(2, run.code());
        assertEquals(1, run.error().lines().count(), run.error());
        assertTrue(run.error().contains("nowhere.tsv"), run.error());
        assertFalse(Files.exists(folder.resolve("page.html")));
    }

    @Test
    void refusesAFolderWithoutResults() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        ToolRun run = ToolRun.of(
                new Report(),
                "--input",
                empty.toString(),
                "--output",
                folder.resolve("page.html").toString());
        assertEquals(2, run.code());
        assertTrue(run.error().contains("no result to report"), run.error());
    }

    @Test
    void samplesAreToldByNamesOfFiles() {
        assertAllEqual("tiny", "embedded", "tiny.embedded.clusters.umap.arrow", "");
        assertAllEqual("tiny", "", "tiny.counts.arrow", "");
        assertEquals(Optional.empty(), ReportInputs.sample("counts.arrow", "", List.of()));
        assertAllEqual("a.b", "", "a.b.counts.arrow", "a.b");
        assertEquals(Optional.of("a.b"), ReportInputs.sample("a.b.counts.arrow", "", List.of("a", "a.b")));
    }

    @Test
    void writesTablesForMultiqc() throws IOException {
        Path scores = folder.resolve("1e3.recovery.tsv");
        Files.writeString(scores, "task\tname\tmetric\tvalue\tn\nrecovery\tmasked\trmse\t0.5\t9\n");
        Path multiqc = folder.resolve("multiqc");
        String output = folder.resolve("page.html").toString();
        ToolRun run = ToolRun.of(
                new Report(), "--input", scores.toString(), "--output", output, "--multiqc", multiqc.toString());
        assertEquals(0, run.code(), run.error());
        String written = Files.readString(multiqc.resolve("screlate_recovery_mqc.json"));
        assertTrue(written.contains("\"plot_type\" : \"table\""), written);
        assertTrue(written.replaceAll("\\s", "").contains("\"data\":{\"1e3\":{\"maskedrmse\":0.5}}"), written);
    }

    private static void assertAllEqual(String sample, String label, String file, String in) {
        assertEquals(Optional.of(sample), ReportInputs.sample(file, in, List.of()));
        assertEquals(label, ReportInputs.label(file, sample));
    }

    private String page(String input) throws IOException {
        Path output = folder.resolve("page.html");
        ToolRun run = ToolRun.of(new Report(), "--input", input, "--output", output.toString());
        assertEquals(0, run.code(), run.error());
        return Files.readString(output);
    }
}
