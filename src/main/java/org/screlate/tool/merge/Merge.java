package org.screlate.tool.merge;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.screlate.data.CellFrame;
import org.screlate.data.InvalidInputException;
import org.screlate.data.NamePairs;
import org.screlate.data.Provenance;
import org.screlate.io.CellMatrixParts;
import org.screlate.io.NamePairsFile;
import org.screlate.io.TableFile;
import org.screlate.merge.GeneRenaming;
import org.screlate.merge.SampleMerge;
import org.screlate.merge.SampleMerge.Conflicts;
import org.screlate.merge.SampleMerge.Join;
import org.screlate.merge.SampleMerge.Rename;
import org.screlate.merge.SampleMerge.Sample;
import org.screlate.tool.CommonOptions;
import org.screlate.tool.OutputForm;
import org.screlate.tool.Tools;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes one cell matrix of the samples of a study. */
@Command(
        name = "screlate-merge",
        description = {
            "Merges the cell matrices of several samples into one, with what is known of each sample given to its"
                    + " cells; one batch of cells is in memory at a time.",
            "Writes one row a cell, samples in the order given; the column 'sample' names where a cell is from."
        },
        footer = {"screlate-merge --cells A=counts.arrow B=fewer.arrow --output merged.arrow"})
public final class Merge implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("UnusedVariable") // read by picocli
    private CommonOptions common;

    @Option(
            names = "--cells",
            required = true,
            arity = "1..*",
            paramLabel = "NAME=FILE",
            description = "Cell matrices of counts or of lognorm, each under the name of its sample.")
    private Map<String, Path> cells = new LinkedHashMap<>();

    @Option(names = "--output", required = true, paramLabel = "FILE", description = "Cell matrix to write.")
    @OutputForm.Of(OutputForm.ARROW)
    private Path output;

    @Option(
            names = "--samples",
            paramLabel = "TABLE",
            description =
                    "Table about the samples: a column that names them (called as --sample-column says, else the first),"
                            + " and columns to give to their cells, such as subject, condition, batch.")
    private @Nullable Path samples;

    @Option(
            names = "--join",
            paramLabel = "GENES",
            description =
                    "Genes to keep: ${COMPLETION-CANDIDATES} of the samples (default: ${DEFAULT-VALUE}; a gene that a"
                            + " sample lacks is 0 there).")
    private Join join = SampleMerge.Options.DEFAULTS.join();

    @Option(
            names = "--conflicts",
            paramLabel = "CHOICE",
            description = "What becomes of words about a gene that differ between samples, such as its Ensembl id:"
                    + " ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Conflicts conflicts = SampleMerge.Options.DEFAULTS.conflicts();

    @Option(
            names = "--rename",
            paramLabel = "WHEN",
            description = "When cells are named <sample><separator><cell>: ${COMPLETION-CANDIDATES} (default:"
                    + " ${DEFAULT-VALUE}, if two samples have a cell of one name).")
    private Rename rename = SampleMerge.Options.DEFAULTS.rename();

    @Option(
            names = "--separator",
            paramLabel = "TEXT",
            description = "Text between the names of sample and cell (default: ${DEFAULT-VALUE}).")
    private String separator = SampleMerge.Options.DEFAULTS.separator();

    @Option(
            names = "--sample-column",
            paramLabel = "COLUMN",
            description = "Column of the cells that will name their sample (default: ${DEFAULT-VALUE}).")
    private String sampleColumn = SampleMerge.Options.DEFAULTS.sampleColumn();

    @Option(
            names = "--gene-names",
            paramLabel = "TABLE",
            description =
                    "Table of two columns, a name of the data and the name wanted, to rename genes before they are"
                            + " compared: for samples of which some are named by Ensembl id and some by symbol.")
    private @Nullable Path geneNames;

    public static void main(String[] args) {
        System.exit(Tools.run(new Merge(), args));
    }

    @Override
    public Integer call() {
        var method = new SampleMerge(
                Tools.options(spec, () -> new SampleMerge.Options(join, conflicts, rename, separator, sampleColumn)));
        Map<String, CellMatrixParts.Outline> outlines = outlines();
        var plan = method.plan(named(outlines), samples == null ? null : TableFile.readLabels(samples));
        Provenance.Step step = Tools.step(spec, inputs(), digests(outlines));
        refuseTwins(step);
        plan.account().forEach(CommonOptions::say);
        CellFrame merged =
                plan.merged().withProvenance(plan.merged().provenance().then(step));
        write(merged, List.copyOf(outlines.values()), plan.places());
        return 0;
    }

    private Map<String, CellMatrixParts.Outline> outlines() {
        Map<String, CellMatrixParts.Outline> outlines = new LinkedHashMap<>();
        Map<List<String>, List<String>> lists = new HashMap<>();
        cells.forEach((name, path) -> {
            CellMatrixParts.Outline outline = CellMatrixParts.outline(path).sharing(lists);
            if (!outline.isSparse()) {
                throw new InvalidInputException(path + " holds a dense matrix of "
                        + outline.frame().layer().word()
                        + "; samples are merged as counts or lognorm, before imputation");
            }
            outlines.put(name, outline);
        });
        return outlines;
    }

    private List<Sample> named(Map<String, CellMatrixParts.Outline> outlines) {
        List<Sample> named = new ArrayList<>();
        outlines.forEach((name, outline) -> named.add(new Sample(name, outline.frame())));
        if (geneNames == null) {
            return named;
        }
        Set<String> genes = new HashSet<>();
        named.forEach(sample -> sample.frame().genes().forEach(gene -> genes.add(GeneRenaming.key(gene))));
        NamePairs pairs = NamePairsFile.read(geneNames, List.of(), GeneRenaming::key, genes::contains);
        List<String> account = new ArrayList<>();
        List<Sample> renamed = GeneRenaming.of(named, pairs, account);
        account.forEach(CommonOptions::say);
        return renamed;
    }

    /** One file under two names would count every cell twice. */
    private void refuseTwins(Provenance.Step step) {
        Map<String, String> seen = new HashMap<>();
        for (String name : cells.keySet()) {
            String before = seen.put(step.inputs().get("cells " + name), name);
            if (before != null) {
                throw new InvalidInputException("samples '" + before + "' and '" + name + "' are the same file: "
                        + cells.get(name) + " would be counted twice");
            }
        }
    }

    private static Map<String, String> digests(Map<String, CellMatrixParts.Outline> outlines) {
        Map<String, String> digests = new HashMap<>();
        outlines.forEach((name, outline) -> digests.put("cells " + name, outline.sha256()));
        return digests;
    }

    private Map<String, Path> inputs() {
        Map<String, Path> inputs = new HashMap<>();
        if (samples != null) {
            inputs.put("samples", samples);
        }
        if (geneNames != null) {
            inputs.put("gene-names", geneNames);
        }
        return inputs;
    }

    private void write(CellFrame merged, List<CellMatrixParts.Outline> outlines, List<int[]> places) {
        List<CellMatrixParts.Part> parts = new ArrayList<>();
        List<int[]> stored = new ArrayList<>();
        cells.forEach((name, path) -> {
            int[] place = places.get(parts.size());
            CellMatrixParts.Outline outline = outlines.get(parts.size());
            var part =
                    new CellMatrixParts.Part(path, outline.frame(), null, SampleMerge.isIdentity(place) ? null : place);
            parts.add(part);
            stored.add(CellMatrixParts.stored(part, outline.stored()));
        });
        int[] all = stored.stream().flatMapToInt(Arrays::stream).toArray();
        CellMatrixParts.write(output, merged, parts, all);
    }
}
