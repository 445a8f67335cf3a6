package org.screlate.tool.pairs;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.screlate.coexpress.test.DetectedGenes;
import org.screlate.coexpress.test.PairChoice;
import org.screlate.coexpress.test.PairChunks;
import org.screlate.data.CellMatrix;
import org.screlate.data.GenePairs;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Provenance;
import org.screlate.io.CellMatrixFile;
import org.screlate.io.GenePairsFile;
import org.screlate.io.NamesFile;
import org.screlate.tool.CommonOptions;
import org.screlate.tool.GeneChoice;
import org.screlate.tool.OutputForm;
import org.screlate.tool.SeedOption;
import org.screlate.tool.Tools;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Lists the pairs of genes to test. */
@Command(
        name = "screlate-pairs",
        description = {
            "Lists pairs of genes for coexpress: all pairs of some genes, or those of a network or list;"
                    + " in one table, or split into chunks that can be worked on apart.",
            "Writes one row per pair: pair (its number in the whole list), gene_1, gene_2."
        },
        footer = {"screlate-pairs --cells counts.arrow --network pairs.tsv --output list.arrow"})
public final class Pairs implements Callable<Integer> {
    /** In which order genes are paired. */
    enum Order {
        FILE,
        NAME;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Spec
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("UnusedVariable") // read by picocli
    private CommonOptions common;

    @Mixin
    private SeedOption seed;

    @Option(
            names = "--cells",
            paramLabel = "FILE",
            description = "Cell matrix whose genes are paired; with --genes or --network, the genes that both of a pair"
                    + " must be among.")
    private @Nullable Path cells;

    @Option(
            names = "--genes",
            paramLabel = "FILE",
            description = "List of the genes to pair: one name a line, or a table.")
    private @Nullable Path genes;

    @Option(
            names = "--with",
            paramLabel = "FILE",
            description = "Take only pairs with a gene of this list, such as transcription factors with all others.")
    private @Nullable Path with;

    @Option(
            names = "--detected-share",
            paramLabel = "SHARE",
            description =
                    "Pair only genes detected in more than this share of the cells of --detected-subjects subjects"
                            + " (with --cells; default: all genes).")
    private @Nullable Double detectedShare;

    @Option(
            names = "--detected-subjects",
            paramLabel = "N",
            description = "Subjects in which a gene must be detected (--detected-share with --subject-column; default:"
                    + " ${DEFAULT-VALUE}).")
    private int detectedSubjects = DetectedGenes.Options.SUBJECTS;

    @Option(
            names = "--subject-column",
            paramLabel = "COLUMN",
            description = "Column that names the subjects (--detected-share; without it all cells count together).")
    private @Nullable String subjectColumn;

    @Option(
            names = "--network",
            paramLabel = "FILE",
            description = "Pairs to take: a graph, or a table with gene_1 and gene_2 or the genes in its first two"
                    + " columns.")
    private @Nullable Path network;

    @Option(
            names = "--order",
            paramLabel = "WHICH",
            description = "Order of the genes that are paired: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Order order = Order.FILE;

    @Option(names = "--sample", paramLabel = "N", description = "Draw so many of the pairs at random.")
    private @Nullable Integer sample;

    @Option(
            names = "--chunk-size",
            paramLabel = "N",
            description = "Split into chunks of at most so many pairs; --output is then a folder of tables.")
    private @Nullable Integer chunkSize;

    @Option(
            names = "--output",
            required = true,
            paramLabel = "PATH",
            description = "Table of pairs to write; with --chunk-size a new folder of chunk_0001.arrow and so on.")
    @OutputForm.Of(OutputForm.TABLE)
    private Path output;

    public static void main(String[] args) {
        System.exit(Tools.run(new Pairs(), args));
    }

    @Override
    public Integer call() {
        boolean none = cells == null && genes == null && network == null;
        if (none || (genes != null && network != null)) {
            throw new ParameterException(
                    spec.commandLine(), "give --cells, or one of --genes and --network (and --cells with either)");
        }
        if (network != null) {
            Tools.refuse(spec, "--network", "--with", "--order");
        }
        if (cells == null) {
            Tools.need(spec, "--cells", "--detected-share", "--detected-subjects", "--subject-column");
        }
        if (chunkSize != null) {
            OutputForm.checkFolder(output, "--output with --chunk-size");
        }
        if (detectedShare == null) {
            Tools.need(spec, "--detected-share", "--detected-subjects", "--subject-column");
        }
        if (subjectColumn == null) {
            Tools.need(spec, "--subject-column", "--detected-subjects");
        }
        GenePairs whole = chosen();
        Integer size = chunkSize;
        List<GenePairs> chunks =
                size == null ? List.of(whole) : Tools.options(spec, () -> PairChoice.chunks(whole, size));
        Provenance.Step step = Tools.step(spec, inputs());
        List<GenePairs> named = IntStream.range(0, chunks.size())
                .mapToObj(c -> chunks.get(c)
                        .withProvenance(whole.provenance().then(PairChunks.step(step, c + 1, chunks.size()))))
                .toList();
        if (chunkSize == null) {
            GenePairsFile.write(output, named.get(0));
        } else {
            GenePairsFile.writeChunks(output, named);
        }
        CommonOptions.say(String.format(
                Locale.ROOT,
                "wrote %,d pairs of %,d genes as %,d of at most %,d",
                whole.size(),
                whole.genes().size(),
                chunks.size(),
                chunks.get(0).size()));
        return 0;
    }

    private GenePairs chosen() {
        CellMatrix matrix = cells == null ? null : CellMatrixFile.read(cells);
        List<String> known = matrix == null ? null : detected(matrix);
        GenePairs pairs =
                network == null ? paired(ordered(known)) : PairChoice.each(GenePairsFile.read(network), known);
        GenePairs from = matrix == null
                ? pairs
                : pairs.withProvenance(matrix.provenance().with(pairs.provenance()));
        return sample == null ? from : PairChoice.sample(from, sample, seed.value());
    }

    private List<String> detected(CellMatrix matrix) {
        Double share = detectedShare;
        if (share == null) {
            return matrix.genes();
        }
        var options = Tools.options(spec, () -> new DetectedGenes.Options(share, detectedSubjects));
        List<String> kept = new DetectedGenes(options).of(matrix, subjectColumn);
        CommonOptions.say(String.format(
                Locale.ROOT,
                "%,d of %,d genes are detected in enough cells",
                kept.size(),
                matrix.genes().size()));
        if (kept.size() < 2) {
            throw new InvalidInputException(
                    "--detected-share " + share + " leaves " + kept.size() + " genes, and pairs need two; lower it");
        }
        return kept;
    }

    private GenePairs paired(List<String> ordered) {
        return with == null
                ? PairChoice.all(ordered)
                : PairChoice.with(ordered, java.util.Set.copyOf(NamesFile.read(with)));
    }

    /** The genes to pair, those of the list that the cells have. */
    private List<String> ordered(@Nullable List<String> known) {
        List<String> kept;
        if (genes == null) {
            kept = Objects.requireNonNull(known);
        } else {
            kept = known == null ? NamesFile.read(genes) : GeneChoice.present(genes, known);
        }
        return order == Order.NAME ? kept.stream().sorted().toList() : kept;
    }

    private Map<String, Path> inputs() {
        Map<String, Path> inputs = new HashMap<>();
        if (cells != null) {
            inputs.put("cells", cells);
        }
        if (genes != null) {
            inputs.put("genes", genes);
        }
        if (with != null) {
            inputs.put("with", with);
        }
        if (network != null) {
            inputs.put("network", network);
        }
        return inputs;
    }
}
