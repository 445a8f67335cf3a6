package org.screlate.tool.export;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.screlate.data.CellMatrix;
import org.screlate.io.CellMatrixFile;
import org.screlate.io.EmbeddingFile;
import org.screlate.io.ExportFile;
import org.screlate.io.GraphFile;
import org.screlate.io.TableFile;
import org.screlate.io.foreign.AnnotatedMatrix;
import org.screlate.tool.CommonOptions;
import org.screlate.tool.OutputForm;
import org.screlate.tool.Tools;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes cell matrices of ours, with all that belongs to them, for other programs. */
@Command(
        name = "screlate-export",
        description = {
            "Writes a cell matrix as h5ad, with further layers, columns, coordinates and graphs of its cells;"
                    + " or alone as a 10x MTX folder or as text.",
            "In h5ad: X is the matrix of --cells; counts are in layers['counts'] too;"
                    + " uns['screlate'] says in words what each layer is, uns['screlate_provenance'] is the history as JSON."
        },
        footer = {"screlate-export --cells counts.arrow --layer lognorm=expression.arrow --output study.h5ad"})
public final class Export implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("UnusedVariable") // read by picocli
    private CommonOptions common;

    @Option(names = "--cells", required = true, paramLabel = "FILE", description = "Cell matrix to write.")
    private Path cells;

    @Option(
            names = "--output",
            required = true,
            paramLabel = "PATH",
            description = "File to write: .h5ad, .csv or .tsv (.gz); any other name becomes an MTX folder.")
    @OutputForm.Of(OutputForm.EXPORT)
    private Path output;

    @Option(
            names = "--format",
            paramLabel = "KIND",
            description =
                    "Kind of the output: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}, told from the name).")
    private ExportFile.Format format = ExportFile.Format.AUTO;

    @Option(
            names = "--layer",
            paramLabel = "NAME=FILE",
            description =
                    "Further matrix of the same cells, for layers; may be given several times. A NAME that says another thing than"
                            + " the file holds is refused: averages over cells are not 'imputed'.")
    private Map<String, Path> layers = new LinkedHashMap<>();

    @Option(
            names = "--cell-table",
            paramLabel = "FILE",
            description = "Table with a column 'cell', whose others are joined into obs; may be given several times.")
    private List<Path> cellTables = new ArrayList<>();

    @Option(
            names = "--obsm",
            paramLabel = "NAME=FILE",
            description = "Embedding of the same cells, such as X_pca=pca.arrow; may be given several times.")
    private Map<String, Path> obsm = new LinkedHashMap<>();

    @Option(
            names = "--obsp",
            paramLabel = "NAME=FILE",
            description = "Graph of the same cells, such as connectivities=graph.arrow; may be given several times.")
    private Map<String, Path> obsp = new LinkedHashMap<>();

    @Option(
            names = "--varm",
            paramLabel = "NAME=FILE",
            description = "Embedding of genes, such as scnet=genes.arrow; genes that it has not are NaN; may be given"
                    + " several times.")
    private Map<String, Path> varm = new LinkedHashMap<>();

    @Option(
            names = "--genes",
            paramLabel = "WHICH",
            description = "Genes where layers have fewer than --cells: ${COMPLETION-CANDIDATES}. all: such a layer is"
                    + " NaN elsewhere and var['in_NAME'] tells its genes; shared: only the genes that every matrix has"
                    + " (default: ${DEFAULT-VALUE}).")
    private ExportFile.Genes genes = ExportFile.Genes.ALL;

    public static void main(String[] args) {
        System.exit(Tools.run(new Export(), args));
    }

    @Override
    public Integer call() {
        ExportFile.checkName(output, format);
        CellMatrix matrix = CellMatrixFile.read(cells);
        var all = new AnnotatedMatrix(matrix, genes == ExportFile.Genes.SHARED);
        CommonOptions.sayCaution(matrix.layer());
        layers.forEach((name, path) -> {
            CellMatrix layer = CellMatrixFile.read(path);
            CommonOptions.sayCaution(layer.layer());
            all.addLayer(name, layer);
        });
        obsm.forEach((name, path) -> all.addCoordinates(name, EmbeddingFile.read(path)));
        obsp.forEach((name, path) -> all.addGraph(name, GraphFile.read(path)));
        varm.forEach((name, path) -> all.addGeneCoordinates(name, EmbeddingFile.readGenes(path)));
        for (Path path : cellTables) {
            TableFile.Contents table = TableFile.read(path);
            all.addCellColumns(path.toString(), table.table(), table.provenance());
        }
        all.addStep(Tools.step(spec, inputs()));
        all.notes().forEach(CommonOptions::say);
        ExportFile.write(output, all, format);
        CommonOptions.say(String.format(
                Locale.ROOT,
                "exported %,d cells × %,d genes with %d layers, %d obsm, %d obsp, %d varm and %d columns of obs",
                all.main().cells().size(),
                all.main().genes().size(),
                layers.size(),
                obsm.size(),
                obsp.size(),
                varm.size(),
                all.main().cellMetadata().names().size()));
        return 0;
    }

    private Map<String, Path> inputs() {
        Map<String, Path> inputs = new HashMap<>(Map.of("cells", cells));
        layers.forEach((name, path) -> inputs.put("layer " + name, path));
        obsm.forEach((name, path) -> inputs.put("obsm " + name, path));
        obsp.forEach((name, path) -> inputs.put("obsp " + name, path));
        varm.forEach((name, path) -> inputs.put("varm " + name, path));
        cellTables.forEach(path -> inputs.put("cell-table " + (cellTables.indexOf(path) + 1), path));
        return inputs;
    }
}
