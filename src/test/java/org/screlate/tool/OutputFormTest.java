package org.screlate.tool;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.screlate.data.InvalidInputException;
import org.screlate.tool.pairs.Pairs;
import org.screlate.tool.report.Report;
import org.screlate.tool.subset.Subset;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** An output whose name ends as files of another form do is refused, in all tools, before the work. */
final class OutputFormTest {
    private static final List<String> NAMES = List.of(
            "x",
            "x.dat",
            "dataset_12.dat",
            "x.v1.2",
            "x.arrow",
            "x.tsv",
            "x.csv.gz",
            "x.graphml",
            "x.gmt",
            "x.svg",
            "x.HTML",
            "x.h5ad",
            "x.mtx",
            "x.pdf",
            "x.parquet",
            "x.arrow.gz",
            "x.gz");
    /** Names that each form takes. */
    static final Map<OutputForm, List<String>> FITTING = Map.of(
            OutputForm.ARROW, List.of("x.arrow"),
            OutputForm.TABLE, List.of("x.arrow", "x.tsv", "x.csv.gz"),
            OutputForm.TEXT, List.of("x.tsv", "x.csv.gz"),
            OutputForm.NETWORK, List.of("x.arrow", "x.tsv", "x.csv.gz", "x.graphml"),
            OutputForm.GMT, List.of("x.gmt"),
            OutputForm.SVG, List.of("x.svg"),
            OutputForm.HTML, List.of("x.HTML"),
            OutputForm.EXPORT, List.of("x.tsv", "x.csv.gz", "x.h5ad", "x.mtx"));

    private static final List<String> SILENT = List.of("x", "x.dat", "dataset_12.dat", "x.v1.2");

    @TempDir
    private Path folder;

    static Stream<CommandSpec> commands() {
        return HelpTest.commands().stream();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyOutputSaysItsFormAndTakesNoNameOfAnother(CommandSpec command) {
        for (OptionSpec option : command.options()) {
            if (!option.longestName().endsWith("output")) {
                assertEquals(null, OutputForm.of(option), option.longestName());
                continue;
            }
            OutputForm form = OutputForm.of(option);
            assertNotNull(form, command.qualifiedName() + " " + option.longestName());
            for (String name : NAMES) {
                Path path = Path.of("folder.pdf", name);
                if (SILENT.contains(name) && form != OutputForm.TEXT
                        || FITTING.get(form).contains(name)) {
                    assertDoesNotThrow(() -> form.check(path, "--x"), form + " " + name);
                } else {
                    assertThrows(InvalidInputException.class, () -> form.check(path, "--x"), form + " " + name);
                }
            }
        }
    }

    @Test
    void aFolderHasNoNameOfAFile() {
        String cells = "test-data/tiny/counts.arrow";
        for (String name : List.of("x.tsv", "x.csv.gz", "x.arrow")) {
            String path = folder.resolve(name).toString();
            assertRefused(path, ToolRun.of(new Pairs(), "--cells", cells, "--chunk-size", "5", "--output", path));
            assertRefused(path, ToolRun.of(new Subset(), "--cells", cells, "--split-by", "group", "--output", path));
            String page = folder.resolve("r.html").toString();
            for (String option : List.of("--multiqc", "--figures")) {
                assertRefused(path, ToolRun.of(new Report(), "--input", cells, "--output", page, option, path));
            }
        }
    }

    private static void assertRefused(String path, ToolRun run) {
        assertEquals(2, run.code(), run.error());
        assertTrue(
                run.error().contains("is a folder of files; give it a name without")
                        || run.error().contains("--output is an Arrow file; end its name in"),
                run.error());
        assertFalse(Files.exists(Path.of(path)));
    }

    @Test
    void whatEndsANameIsToldInOneLine() {
        assertEquals(
                "cannot write r.pdf: --output is a page in HTML; end its name in .html or .htm",
                refusal(OutputForm.HTML));
        assertEquals(
                "cannot write r.pdf: --output is an Arrow file; end its name in .arrow", refusal(OutputForm.ARROW));
        assertEquals(
                "cannot write r.pdf: --output is a table; end its name in .arrow, .tsv or .csv (.gz)",
                refusal(OutputForm.TABLE));
    }

    private static String refusal(OutputForm form) {
        return assertThrows(InvalidInputException.class, () -> form.check(Path.of("r.pdf"), "--output"))
                .getMessage();
    }

    @Test
    void toolsRefuseBeforeTheyWork() {
        Path page = folder.resolve("r.pdf");
        ToolRun run = ToolRun.of(new Report(), "--input", "test-data/tiny/counts.arrow", "--output", page.toString());
        assertEquals(2, run.code());
        assertTrue(run.error().contains("end its name in .html or .htm"), run.error());
        assertFalse(Files.exists(page));
    }
}
