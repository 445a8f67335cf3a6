package org.screlate.tool.embed;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.screlate.data.GeneNames;
import org.screlate.data.GeneNetwork;
import org.screlate.data.InteractionSplit;
import org.screlate.data.Interactions;
import org.screlate.data.InvalidInputException;
import org.screlate.data.NamePairs;
import org.screlate.data.Table;
import org.screlate.io.InteractionsFile;
import org.screlate.io.NamePairsFile;
import org.screlate.io.OrthologuesFile;
import org.screlate.io.TableFile;
import org.screlate.tool.CommonOptions;
import org.screlate.tool.Tools;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options by which a tool takes a network of interactions and finds the genes of a matrix in it. */
final class InteractionOptions {
    @Option(
            names = "--ppi",
            paramLabel = "FILE",
            description = "List of interactions: a table, STRING's protein.links, BioGRID's tab or SIF, packed or not"
                    + " (required, unless --split is given).")
    private @Nullable Path ppi;

    @Option(
            names = "--split",
            paramLabel = "FILE",
            description =
                    "Instead of --ppi: table of interactions with the column 'set', which says what each is for"
                            + " (train, validation, test), and perhaps 'kind' (edge, uniform, matched), as --edges-output writes it.")
    private @Nullable Path split;

    @Option(
            names = "--ppi-format",
            paramLabel = "FORMAT",
            description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}, told from the first line).")
    private InteractionsFile.Format format = InteractionsFile.Options.DEFAULTS.format();

    @Option(
            names = "--ppi-columns",
            paramLabel = "COLUMN",
            split = ",",
            description = "Of a table: two columns of genes and perhaps one of scores, by name or position, with commas"
                    + " between (default: the first two, and the third if it holds numbers).")
    private List<String> columns = InteractionsFile.Options.DEFAULTS.columns();

    @Option(
            names = "--min-score",
            paramLabel = "NUMBER",
            description = "Least score of an interaction, such as 0.5, or of STRING 700 (default: all are taken).")
    private @Nullable Double minScore;

    @Option(
            names = "--taxon",
            paramLabel = "NUMBER",
            description = "Species to take from a list of STRING or BioGRID, such as 9606 (default: all).")
    private String taxon = InteractionsFile.Options.DEFAULTS.taxon();

    @Option(
            names = "--aliases",
            paramLabel = "FILE",
            description =
                    "Table of pairs of names of one gene, such as STRING's protein.info or identifiers and symbols.")
    private @Nullable Path aliases;

    @Option(
            names = "--alias-columns",
            paramLabel = "COLUMN",
            split = ",",
            description = "The two columns of --aliases, by name or position (default: the first two).")
    private List<String> aliasColumns = List.of();

    @Option(
            names = "--orthologues",
            paramLabel = "FILE",
            description = "Table of genes of the network's species and of the cells', where these are two: pairs, MGI's"
                    + " homology report or HomoloGene.")
    private @Nullable Path orthologues;

    @Option(
            names = "--orthologue-columns",
            paramLabel = "COLUMN",
            split = ",",
            description = "The two columns of --orthologues, by name or position (default: the first two).")
    private List<String> orthologueColumns = List.of();

    @Option(names = "--strip-versions", description = "Take ENSG00000141510.18 for ENSG00000141510, everywhere.")
    private boolean stripVersions;

    @Option(
            names = "--min-overlap",
            paramLabel = "N",
            description = "Fewer genes of the cells in the network are an error (default: ${DEFAULT-VALUE}).")
    private int minOverlap = 50;

    @Option(
            names = "--keep-isolated",
            description = "Embed expressed genes without an interaction too, by their expression alone.")
    private boolean keepIsolated;

    /** Whether genes without an interaction stay. */
    boolean keepIsolated() {
        return keepIsolated;
    }

    /** The files read, by option. */
    Map<String, Path> inputs() {
        Map<String, Path> inputs = new LinkedHashMap<>();
        put(inputs, "ppi", ppi);
        put(inputs, "split", split);
        put(inputs, "aliases", aliases);
        put(inputs, "orthologues", orthologues);
        return inputs;
    }

    /**
     * What was read.
     *
     * @param network of the genes
     * @param split how its interactions are parted; null if that is to be drawn
     * @param rules by which genes are found in it
     */
    record Found(GeneNetwork network, @Nullable InteractionSplit split, GeneNames rules) {}

    /** Refuses options that do not go together, before anything is read. */
    void check(CommandSpec spec) {
        if (split != null) {
            Tools.refuse(
                    spec,
                    "--split, which has the interactions and what each is for",
                    "--ppi",
                    "--ppi-format",
                    "--ppi-columns",
                    "--min-score",
                    "--taxon",
                    "--test-share",
                    "--validation-share");
        } else if (ppi == null) {
            throw new ParameterException(
                    spec.commandLine(), "Missing required option: '--ppi=FILE' (or '--split=FILE')");
        }
    }

    private Interactions listed(CommandSpec spec, @Nullable InteractionSplit parted) {
        if (parted != null) {
            return parted.interactions();
        }
        double least = minScore == null ? Double.NaN : minScore;
        InteractionsFile.Options options =
                Tools.options(spec, () -> new InteractionsFile.Options(format, columns, least, taxon));
        return InteractionsFile.read(Objects.requireNonNull(ppi), options);
    }

    private static InteractionSplit parted(Path file) {
        Table table = TableFile.read(file).table();
        try {
            return InteractionSplit.of(table);
        } catch (InvalidInputException e) {
            throw new InvalidInputException(file + ": " + e.getMessage(), e);
        }
    }

    /** Reads the network of these genes and says what was found. */
    Found read(CommandSpec spec, List<String> genes) {
        InteractionSplit parted = split == null ? null : parted(split);
        Interactions listed = listed(spec, parted);
        GeneNames plain = new GeneNames(stripVersions, NamePairs.NONE, NamePairs.NONE);
        Set<String> cells = keys(plain, genes);
        Set<String> network = keys(plain, listed.names());
        Path aliasTable = aliases;
        NamePairs named = aliasTable == null
                ? NamePairs.NONE
                : Tools.options(
                        spec,
                        () -> NamePairsFile.read(
                                aliasTable,
                                aliasColumns,
                                plain::key,
                                name -> cells.contains(name) || network.contains(name)));
        GeneNames rules = new GeneNames(stripVersions, named, orthologues(spec, plain, named, cells, network));
        GeneNetwork found = GeneNetwork.match(genes, listed, rules, minOverlap);
        found.account().forEach(CommonOptions::say);
        return new Found(found, parted, rules);
    }

    private static Set<String> keys(GeneNames plain, List<String> names) {
        return names.stream().flatMap(name -> plain.keys(name).stream()).collect(Collectors.toSet());
    }

    private NamePairs orthologues(
            CommandSpec spec, GeneNames plain, NamePairs named, Set<String> cells, Set<String> network) {
        if (orthologues == null) {
            return NamePairs.NONE;
        }
        Path table = orthologues;
        return Tools.options(
                spec,
                () -> OrthologuesFile.read(
                        table, orthologueColumns, plain::key, known(network, named), known(cells, named)));
    }

    /** Whether a name, or an alias of it, is one of these. */
    private static Predicate<String> known(Set<String> names, NamePairs aliases) {
        return name -> names.contains(name) || aliases.besides(name).stream().anyMatch(names::contains);
    }

    private static void put(Map<String, Path> inputs, String option, @Nullable Path path) {
        if (path != null) {
            inputs.put(option, path);
        }
    }
}
