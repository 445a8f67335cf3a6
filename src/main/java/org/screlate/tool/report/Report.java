package org.screlate.tool.report;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.screlate.data.Page;
import org.screlate.io.FigureFiles;
import org.screlate.io.MultiqcFiles;
import org.screlate.io.PageFile;
import org.screlate.io.file.OutputFolder;
import org.screlate.report.Multiqc;
import org.screlate.report.ReportPage;
import org.screlate.report.Results;
import org.screlate.tool.CommonOptions;
import org.screlate.tool.OutputForm;
import org.screlate.tool.SeedOption;
import org.screlate.tool.Tools;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes one page of results. */
@Command(
        name = "screlate-report",
        description = "Makes one self-contained HTML page of whatever results there are: what came in, what was found,"
                + " with figures, tables and the steps of the run. It opens without a network. Results are told apart by what"
                + " they hold. In a folder, each folder within is a sample; the name of a single file gives its sample up"
                + " to the first dot.",
        footer = {"screlate-report --input counts.arrow clusters.tsv tests.arrow --output report.html"})
public final class Report implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("UnusedVariable") // --threads, --help and --version, as all tools have
    private CommonOptions common;

    @Mixin
    private SeedOption seed;

    @Option(
            names = "--input",
            required = true,
            arity = "1..*",
            paramLabel = "FILE|FOLDER",
            description =
                    "Results: Arrow files and tables (.tsv, .csv) of any tool, gene sets (.gmt), or folders of them.")
    private List<Path> inputs;

    @Option(names = "--output", required = true, paramLabel = "FILE", description = "HTML page to write.")
    @OutputForm.Of(OutputForm.HTML)
    private Path output;

    @Option(
            names = "--samples",
            split = ",",
            paramLabel = "NAME",
            description =
                    "Names of the samples that file names begin with, where these hold dots (default: a file's name"
                            + " up to its first dot).")
    private List<String> samples = List.of();

    @Option(names = "--title", description = "Title of the page (default: ${DEFAULT-VALUE}).")
    private String title = "Results of screlate";

    @Option(
            names = "--multiqc",
            paramLabel = "FOLDER",
            description = "Folder for tables that MultiQC shows (*_mqc.json) and versions (default: none).")
    private @Nullable Path multiqc;

    @Option(
            names = "--figures",
            paramLabel = "FOLDER",
            description =
                    "Folder for the figures as SVG and PNG, one of each for every value that the page lets its reader"
                            + " choose, twelve at most (default: none).")
    private @Nullable Path figures;

    /** Runs the tool. */
    public static void main(String[] args) {
        System.exit(Tools.run(new Report(), args));
    }

    @Override
    public Integer call() {
        ReportPage report = new ReportPage(Tools.options(spec, () -> new ReportPage.Options(title, seed.value())));
        prepare(multiqc, "--multiqc");
        prepare(figures, "--figures");
        Results results = ReportInputs.read(inputs, samples);
        Page page = report.of(results);
        PageFile.write(output, page, Tools.VERSION);
        if (multiqc != null) {
            for (Multiqc.Section part : Multiqc.of(results)) {
                MultiqcFiles.write(multiqc, part.id(), part.title(), part.description(), part.rows());
            }
            MultiqcFiles.writeVersions(multiqc, Multiqc.versions(results));
        }
        if (figures != null) {
            CommonOptions.say(
                    "drew " + FigureFiles.write(figures, page) + " figures, each as SVG and PNG, in " + figures);
        }
        CommonOptions.say("made a page of " + results.all().size() + " files");
        return 0;
    }

    private static void prepare(@Nullable Path folder, String option) {
        if (folder != null) {
            OutputForm.checkFolder(folder, option);
            OutputFolder.prepare(folder);
        }
    }
}
