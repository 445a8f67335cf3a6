package org.screlate.tool.import_;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.screlate.data.CellMatrix;
import org.screlate.data.Layer;
import org.screlate.data.Provenance;
import org.screlate.io.CellMatrixFile;
import org.screlate.io.ForeignDescription;
import org.screlate.io.ForeignFile;
import org.screlate.io.TableFile;
import org.screlate.io.file.Compression;
import org.screlate.io.foreign.CellMetadata;
import org.screlate.io.foreign.ForeignChecks;
import org.screlate.io.foreign.ForeignMatrix;
import org.screlate.io.foreign.ForeignOptions;
import org.screlate.io.foreign.Rounding;
import org.screlate.tool.CommonOptions;
import org.screlate.tool.JavaMemory;
import org.screlate.tool.OutputForm;
import org.screlate.tool.SeedOption;
import org.screlate.tool.Tools;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Reads counts of other programs into a cell matrix of ours. */
@Command(
        name = "screlate-import",
        description = {
            "Reads counts from h5ad, h5mu, loom, 10x HDF5, an MTX folder or a table, checks them, and writes them as"
                    + " a cell matrix.",
            "Writes one row a cell: counts (or log-normalised expression), with the metadata of cells and genes."
        },
        footer = {
            "screlate-import --input tiny.h5ad --output counts.arrow",
            "screlate-import --input mtx --metadata metadata.tsv --output counts.arrow"
        })
public final class Import implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("UnusedVariable") // read by picocli
    private CommonOptions common;

    @Mixin
    private SeedOption random;

    @Option(names = "--input", required = true, paramLabel = "PATH", description = "File or folder to read.")
    private Path input;

    @Option(
            names = "--describe",
            paramLabel = "PATH",
            help = true,
            description = "Say what a file or folder is and what would be imported, write nothing.")
    @SuppressWarnings("deprecation") // the one way in picocli to do without the required options
    private @Nullable Path described;

    @Option(names = "--output", required = true, paramLabel = "FILE", description = "Cell matrix to write.")
    @OutputForm.Of(OutputForm.ARROW)
    private Path output;

    @Option(
            names = "--format",
            paramLabel = "KIND",
            description =
                    "Kind of the input: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}, told from the name).")
    private ForeignOptions.Format format = ForeignOptions.DEFAULTS.format();

    @Option(names = "--layer", paramLabel = "NAME", description = "Layer of the h5ad to read in place of X.")
    private @Nullable String layer;

    @Option(names = "--raw", description = "Read raw/X of the h5ad in place of X.")
    private boolean raw;

    @Option(
            names = "--values",
            paramLabel = "LAYER",
            description = "What the values are: counts or lognorm, which is log(1 + normalised counts)"
                    + " (default: ${DEFAULT-VALUE}).")
    private String values = Layer.COUNTS.word();

    @Option(
            names = "--orientation",
            paramLabel = "ROWS",
            description = "What the rows of a table or Matrix Market file are: ${COMPLETION-CANDIDATES}"
                    + " (default: cells in rows of a table, genes in rows of a Matrix Market file).")
    private ForeignOptions.@Nullable Orientation orientation;

    @Option(
            names = "--metadata",
            paramLabel = "TABLE",
            description = "Table about the cells: .tsv or .csv (.gz), or Arrow. It must hold every cell.")
    private @Nullable Path metadata;

    @Option(
            names = "--metadata-cell-column",
            paramLabel = "COLUMN",
            description = "Column of the metadata that names the cells (default: the first).")
    private @Nullable String metadataCellColumn;

    @Option(
            names = "--gene-column",
            paramLabel = "COLUMN",
            description = "Column that names the genes: one of var in an h5ad; gene_ids or gene_symbols of 10x"
                    + " (default: the index; gene_symbols).")
    private @Nullable String geneColumn;

    @Option(
            names = "--feature-type",
            paramLabel = "TYPE",
            description = "Type of the 10x features to keep (default: ${DEFAULT-VALUE}).")
    private String featureType = ForeignOptions.DEFAULTS.featureType();

    @Option(
            names = "--modality",
            paramLabel = "NAME",
            description = "Modality of an h5mu file to read (default: the only one).")
    private @Nullable String modality;

    @Option(
            names = "--genome",
            paramLabel = "NAME",
            description =
                    "Genome to keep, of several in 10x HDF5, 10x folders or Parse (default: all but in Cell Ranger 2).")
    private @Nullable String genome;

    @Option(
            names = "--separator",
            paramLabel = "CHAR",
            description = "What separates the columns of a table: tab, comma, semicolon, space or any character"
                    + " (default: found out).")
    private @Nullable String separator;

    @Option(
            names = "--round",
            paramLabel = "HOW",
            description = "How to round fractions among counts, as left by ambient RNA correction or by sharing out"
                    + " multi-mapping reads: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}, they are refused).")
    private Rounding.Kind round = Rounding.Kind.NONE;

    @Option(names = "--make-unique", description = "Append -1, -2, ... to gene names that repeat.")
    private boolean makeUnique;

    @Option(names = "--compress", description = "Compress the output (ZSTD).")
    private boolean compress;

    public static void main(String[] args) {
        System.exit(Tools.run(new Import(), args));
    }

    @Override
    public Integer call() {
        if (described != null) {
            ForeignDescription.of(described).forEach(spec.commandLine().getOut()::println);
            return 0;
        }
        if (metadata == null) {
            Tools.need(spec, "--metadata", "--metadata-cell-column");
        }
        var options = Tools.options(
                spec,
                () -> new ForeignOptions(
                        format,
                        layer,
                        raw,
                        orientation,
                        geneColumn,
                        featureType,
                        modality,
                        genome,
                        ForeignOptions.separator(separator)));
        var rounding = new Rounding(round, random.value());
        var checks = Tools.options(spec, () -> new ForeignChecks(Layer.of(values), makeUnique, rounding));
        ForeignMatrix foreign =
                joined(ForeignFile.read(input, options, bytes -> CommonOptions.sayMemory(JavaMemory.READING, bytes)));
        foreign.notes().forEach(CommonOptions::say);
        CellMatrix matrix = checks.check(foreign).withProvenance(history());
        CellMatrixFile.write(output, matrix, compress ? Compression.ZSTD : Compression.NONE);
        CommonOptions.say(String.format(
                Locale.ROOT,
                "imported %,d cells × %,d genes, %,d values above zero (%s)",
                matrix.cells().size(),
                matrix.genes().size(),
                foreign.values().stored(),
                values));
        return 0;
    }

    private ForeignMatrix joined(ForeignMatrix foreign) {
        return metadata == null
                ? foreign
                : new CellMetadata(metadata.toString(), TableFile.read(metadata).table(), metadataCellColumn)
                        .joinTo(foreign);
    }

    private Provenance history() {
        Map<String, Path> inputs = new HashMap<>(Map.of("input", input));
        if (metadata != null) {
            inputs.put("metadata", metadata);
        }
        return Provenance.NONE.then(Tools.step(spec, inputs));
    }
}
