package org.screlate.tool.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.screlate.data.Column;
import org.screlate.data.GeneSet;
import org.screlate.data.Table;
import org.screlate.io.GeneSetsFile;
import org.screlate.io.TableFile;
import org.screlate.tool.ToolRun;

/** The tasks of evaluate that know genes by name, on test-data/tiny. */
final class EvaluateBiologyTest {
    private static final String TINY = "test-data/tiny/";

    @TempDir
    Path folder;

    /** The sets of tiny, and an ontology whose terms have the same genes. */
    @BeforeEach
    void writeOntology() throws IOException {
        List<GeneSet> sets = GeneSetsFile.read(Path.of(TINY + "sets.gmt"));
        StringBuilder terms = new StringBuilder("[Term]\nid: all\nnamespace: biological_process\n");
        StringBuilder annotations = new StringBuilder("!gaf-version: 2.2\n");
        for (GeneSet set : sets) {
            terms.append("\n[Term]\nid: " + set.name() + "\nnamespace: biological_process\nis_a: all\n");
            set.genes()
                    .forEach(
                            gene -> annotations.append("\t\t" + gene + "\t\t" + set.name() + "\t\t\t\t\t\t\t\t\t\t\n"));
        }
        Files.writeString(folder.resolve("tiny.obo"), terms);
        Files.writeString(folder.resolve("tiny.gaf"), annotations);
        Files.writeString(
                folder.resolve("terms.gaf"), annotations.toString().replaceAll("\t\t[a-z]+_[a-z0-9_]+", "\t\tGO:1"));
        Files.writeString(folder.resolve("two.gmt"), "a\tb\n");
        Files.writeString(folder.resolve("foreign.tsv"), "Q1\tQ2\nQ2\tQ3\n");
        for (String name : List.of("gmt", "obo", "gaf")) {
            cut("cut." + name + ".gz", annotations.toString());
        }
    }

    /** The first half of a gzip file. */
    private void cut(String name, String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        Files.write(folder.resolve(name), Arrays.copyOf(packed.toByteArray(), packed.size() / 2));
    }

    private ToolRun run(String args) {
        return ToolRun.of(
                new Evaluate(),
                Stream.concat(
                                Arrays.stream(args.split(" ")).map(arg -> arg.replace("OUT/", folder + "/")
                                        .replace("TINY/", TINY)),
                                Stream.of("--output", folder.resolve("out.tsv").toString()))
                        .toArray(String[]::new));
    }

    private Table table(String args) {
        ToolRun run = run(args);
        assertEquals(0, run.code(), run.error());
        return TableFile.read(folder.resolve("out.tsv")).table();
    }

    private static final String ANNOTATIONS = "annotations --profiles e=TINY/expression.arrow --network"
            + " ppi=TINY/ppi.tsv --min-size 5 --epochs 5 --sets-output OUT/sets.tsv ";

    @Test
    void setsAndAnOntologyOfTheSameGenesArePredictedAlike() {
        Table bySets = table(ANNOTATIONS + "--gene-sets TINY/sets.gmt");
        assertEquals(
                List.of("e", "e", "degree in ppi", "degree in ppi", "chance", "chance"),
                List.of(bySets.labels("name")));
        Table each = TableFile.read(folder.resolve("sets.tsv")).table();
        assertEquals(3 * 13, each.rows());
        Table byTerms = table(ANNOTATIONS + "--ontology OUT/tiny.obo --annotations OUT/tiny.gaf");
        assertEquals(List.of(bySets.labels("n")), List.of(byTerms.labels("n")));
        double[] one = ((Column.Real) bySets.column("value")).values();
        double[] other = ((Column.Real) byTerms.column("value")).values();
        assertEquals(one[2], other[2], 1e-12); // of the degrees, which the order of the terms does not touch
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            annotations --profiles e=TINY/expression.arrow | give either --gene-sets or --ontology and --annotations
            annotations --gene-sets TINY/sets.gmt | Missing required option: '--profiles=NAME=FILE'
            annotations --gene-sets OUT/cut.gmt.gz --profiles e=TINY/expression.arrow | cut.gmt.gz is damaged or cut short
            annotations --gene-sets OUT/two.gmt --profiles e=TINY/expression.arrow | two.gmt: line 1 has 2 columns; GMT needs
            annotations --ontology OUT/cut.obo.gz --annotations OUT/tiny.gaf --profiles e=TINY/expression.arrow | cut.obo.gz is damaged or cut short
            annotations --ontology OUT/tiny.obo --annotations OUT/cut.gaf.gz --profiles e=TINY/expression.arrow | cut.gaf.gz is damaged or cut short
            ontology --ontology OUT/two.gmt --annotations OUT/tiny.gaf --profiles e=TINY/expression.arrow | two.gmt: holds no [Term]
            ontology --ontology OUT/tiny.obo --annotations OUT/two.gmt --profiles e=TINY/expression.arrow | two.gmt: line 1 has 2 columns
            ontology --ontology OUT/tiny.obo --annotations OUT/terms.gaf --profiles e=TINY/expression.arrow | name terms like 'GO:1', and the namespace 'biological_process'
            ontology --ontology OUT/tiny.obo --annotations OUT/tiny.gaf --gene-clusters 500 --profiles e=TINY/expression.arrow | --gene-clusters must be from 1 to the number of genes, 102, not 500
            annotations --gene-sets TINY/sets.gmt --min-size 5 --network n=OUT/foreign.tsv --profiles e=TINY/expression.arrow | the network 'n' has none of the 102 genes; it names them like 'Q1'
            pathways --gene-sets TINY/sets.gmt --network n=OUT/foreign.tsv | not one of their genes is among these; do both name genes alike?
            markers --gene-sets TINY/sets.gmt --layer c=TINY/counts.arrow --truth TINY/metadata.tsv --truth-column cell_type | none of the gene sets is named as a type of cells
            edges --edges TINY/ppi.tsv --profiles e=TINY/expression.arrow | no column 'gene_1'
            annotations --gene-sets TINY/sets.gmt --profiles e=TINY/expression.arrow --folds 1 | --folds must be at least 2, not 1
            annotations --gene-sets TINY/sets.gmt --profiles e=TINY/expression.arrow --min-size 100 | none of 13 gene sets has 100 to 500 of the 150 genes
            """)
    void badInputEndsWithOneLineAndNoOutput(String args, String message) {
        ToolRun run = run(args);
        assertEquals(2, run.code());
        assertTrue(run.error().contains(message), run.error());
        assertEquals(1, run.error().lines().count(), run.error());
        assertFalse(Files.exists(folder.resolve("out.tsv")));
    }
}
