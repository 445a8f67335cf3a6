package org.screlate.tool;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.screlate.tool.cluster.Cluster;
import org.screlate.tool.coexpress.Coexpress;
import org.screlate.tool.enrich.Enrich;
import org.screlate.tool.evaluate.Evaluate;
import org.screlate.tool.import_.Import;
import org.screlate.tool.impute.Impute;
import org.screlate.tool.merge.Merge;
import org.screlate.tool.modules.Modules;
import org.screlate.tool.network.Network;
import org.screlate.tool.pairs.Pairs;
import org.screlate.tool.preprocess.Preprocess;

/** The mistakes that newcomers make: each ends with one line that says what to do, and with nothing written. */
final class MistakesTest {
    private static final Map<String, Supplier<Callable<Integer>>> TOOLS = Map.ofEntries(
            entry("screlate-import", Import::new),
            entry("screlate-coexpress", Coexpress::new),
            entry("screlate-merge", Merge::new),
            entry("screlate-modules", Modules::new),
            entry("screlate-enrich", Enrich::new),
            entry("screlate-evaluate", Evaluate::new),
            entry("screlate-network", Network::new),
            entry("screlate-pairs", Pairs::new),
            entry("screlate-impute", Impute::new),
            entry("screlate-cluster", Cluster::new),
            entry("screlate-preprocess", Preprocess::new));

    @TempDir
    private Path folder;

    @BeforeEach
    void writeFiles() throws IOException {
        Files.writeString(folder.resolve("ids.txt"), "ENSG00000141510\nENSG00000012048\n");
        Files.writeString(folder.resolve("cut.arrow"), "ARROW1 and no more");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
            # a wrong column
            screlate-enrich differential --cells TINY/expression.arrow --group-column groups | no column 'groups'; there are: cell_type, subject, group, n_counts, n_genes, mito_percent, size_factor (did you mean 'group'?)
            # a wrong kind of file
            screlate-network build --profiles TINY/ppi.tsv | ppi.tsv is no Arrow file and must be imported first: screlate-import --input
            screlate-evaluate edges --edges TINY/counts.arrow --profiles a=TINY/expression.arrow | holds a sparse cell matrix, but a table is needed
            screlate-impute --cells OUT/cut.arrow | cut.arrow
            # h5ad where Arrow is wanted, and a folder of 10x
            screlate-preprocess --cells TINY/tiny.h5ad | tiny.h5ad is an HDF5 file (h5ad or 10x's .h5) and must be imported first: screlate-import --input TINY/tiny.h5ad --output tiny.arrow
            screlate-enrich over-representation --list TINY/pairs.tsv --background TINY/tiny.h5ad --gene-sets TINY/sets.gmt | tiny.h5ad is an HDF5 file (h5ad or 10x's .h5), not text; cells in it are imported by: screlate-import --input TINY/tiny.h5ad --output tiny.arrow
            screlate-evaluate clustering --clusters TINY/metadata.tsv --truth TINY/tiny.h5ad --truth-column cell_type | cells in it are imported by: screlate-import --input TINY/tiny.h5ad --output tiny.arrow
            screlate-network walk --network TINY/mtx --seeds A | mtx is a folder, not text; cells in it are imported by: screlate-import --input TINY/mtx
            screlate-cluster --graph TINY/tiny.h5ad | must be imported first: screlate-import --input TINY/tiny.h5ad --output tiny.arrow
            screlate-preprocess --cells TINY/mtx | mtx is a folder and must be imported first: screlate-import --input TINY/mtx --output mtx.arrow
            # a misspelt option, subcommand or value
            screlate-preprocess --cells TINY/counts.arrow --component 5 | Unknown option: '--component'; did you mean '--components'?
            screlate-enrich diferential --cells TINY/expression.arrow | Unknown subcommand: 'diferential'; there are: differential, gsea, over-representation; did you mean 'differential'?
            screlate-cluster --cells TINY/expression.arrow --method leidn | 'leidn' is none of kmeans, leiden; did you mean 'leiden'?
            # an option of another subcommand
            screlate-enrich gsea --ranking TINY/truth.tsv --gene-sets TINY/sets.gmt --subject-column subject | Unknown option: '--subject-column'; it is one of differential
            # gene ids of another kind
            screlate-pairs --cells TINY/counts.arrow --genes OUT/ids.txt | none of the genes of
            screlate-network walk --network TINY/ppi.tsv --seeds TP53 | none of the 1 seeds is in the network, such as 'TP53'; the network names genes like '
            # a missing required option
            screlate-evaluate clustering --clusters TINY/metadata.tsv --truth TINY/metadata.tsv | Missing required option: '--truth-column=COLUMN'
            # an unreadable file
            screlate-impute --cells OUT/none.arrow | no such file
            # an output in a missing folder
            screlate-impute --cells TINY/expression.arrow --output OUT/none/x.arrow | no such file or folder
            # no subcommand, a file without its option, a file without a name
            screlate-evaluate --clusters TINY/metadata.tsv | Missing subcommand: one of clustering, recovery,
            screlate-pairs TINY/counts.arrow | Unexpected argument: 'TINY/counts.arrow'; every file and value follows an option, such as --output PATH
            screlate-merge --cells TINY/counts.arrow | --cells takes NAME=FILE, not 'TINY/counts.arrow'; put a name and '=' before the file
            screlate-merge --cells =TINY/counts.arrow | --cells takes NAME=FILE, and nothing stands before '=' in: =TINY/counts.arrow
            screlate-network build --cells TINY/expression.arrow | Unknown option: '--cells' (see --help)
            # a number that another choice would use
            screlate-network build --profiles TINY/expression.arrow --top-k 5 | --top-k needs --rule top-k
            screlate-network build --profiles TINY/expression.arrow --rule backbone --percentile 95 | --percentile needs --rule percentile
            screlate-pairs --cells TINY/counts.arrow --subject-column subject | --subject-column needs --detected-share
            screlate-pairs --cells TINY/counts.arrow --detected-share 0.1 --detected-subjects 2 | --detected-subjects needs --subject-column
            screlate-coexpress --cells TINY/counts.arrow --model TINY/model.yaml --pairs TINY/pairs.tsv --bootstraps 9 | --bootstraps needs --test bootstrap
            screlate-coexpress --cells TINY/counts.arrow --model TINY/model.yaml --pairs TINY/pairs.tsv --method cscore --copula frank | --copula needs --method sccosmix
            screlate-coexpress --cells TINY/counts.arrow --model TINY/counts.arrow --pairs TINY/pairs.tsv | counts.arrow is not UTF-8 text; save it as such, or give the right file
            screlate-modules test --cells TINY/counts.arrow --model TINY/expression_model.yaml --permutations 99 | --permutations needs --null relabelling
            screlate-preprocess --cells TINY/counts.arrow --mito-genes OUT/ids.txt | none of the 2 listed mitochondrial genes is in the data, such as 'ENSG00000012048'; the data names genes like '
            screlate-import --input TINY/tiny.h5ad --metadata-cell-column cell | --metadata-cell-column needs --metadata
            screlate-import --input TINY/tiny.h5ad --feature-type Peaks | is read as h5ad, but --feature-type is for tenx-h5 and mtx
            screlate-preprocess --cells TINY/counts.arrow --components 5 | --components needs --pca-output, --pca-tsv-output or --graph-output
            screlate-preprocess --cells TINY/counts.arrow --pca-output OUT/p.arrow --neighbours 5 | --neighbours needs --graph-output
            screlate-preprocess --cells TINY/counts.arrow --qc-output OUT/q.tsv --pca-input scaled | --pca-input needs --pca-output, --pca-tsv-output or --graph-output
            screlate-preprocess --cells TINY/counts.arrow --max-value 5 | --max-value needs --scaled-output or --pca-input scaled
            # an output named as another kind of file
            screlate-preprocess --cells TINY/counts.arrow --output OUT/out.csv | out.csv: --output is an Arrow file; end its name in .arrow
            screlate-cluster --cells TINY/expression.arrow --output OUT/out.xlsx | out.xlsx: --output is a table; end its name in .arrow, .tsv or .csv (.gz)
            # a number out of range
            screlate-network build --profiles TINY/expression.arrow --percentile 101 | --percentile must be above 0 and below 100, not 101.0
            """)
    void eachEndsWithOneLineThatSaysWhatToDo(String command, String line) throws IOException {
        List<String> words = Stream.of(command.split(" "))
                .map(word -> word.replace("TINY", "test-data/tiny").replace("OUT", folder.toString()))
                .toList();
        boolean named = words.contains("--output");
        String[] arguments = Stream.concat(
                        words.stream().skip(1),
                        named
                                ? Stream.of()
                                : Stream.of("--output", folder.resolve("out").toString()))
                .toArray(String[]::new);
        ToolRun run = ToolRun.of(TOOLS.get(words.get(0)).get(), arguments);
        assertEquals(2, run.code(), run.error());
        assertEquals(
                1,
                run.error().lines().filter(said -> said.startsWith("screlate-")).count(),
                run.error());
        assertFalse(run.error().contains("\tat "), run.error());
        assertTrue(run.error().contains(line.replace("TINY", "test-data/tiny")), run.error());
        assertTrue(Arrays.stream(folder.toFile().list()).noneMatch(name -> name.startsWith("out")), "wrote something");
    }
}
