package org.screlate.tool.embed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.screlate.data.CellMatrix;
import org.screlate.embed.ScNetCheckpoint;
import org.screlate.io.CellMatrixFile;
import org.screlate.io.TrainedModelFile;
import org.screlate.tool.ToolRun;

/** What real processes leave that end before their time. */
@Tag("slow")
final class EmbedBrokenOffTest {
    private static final Path TINY = Path.of("test-data/tiny");
    private static final int EPOCHS = 120;
    private static final List<String> OUTPUTS = List.of(
            "--output",
            "--cell-output",
            "--graph-output",
            "--reconstructed-output",
            "--log-output",
            "--scores-output",
            "--edges-output",
            "--model-output");

    @TempDir
    private Path folder;

    private String[] arguments(Path outputs) {
        List<String> all = new ArrayList<>(
                List.of("train", "--ppi", TINY.resolve("ppi.tsv").toString()));
        all.addAll(List.of("--cells", folder.resolve("most.arrow").toString()));
        all.addAll(List.of("--epochs", EPOCHS + "", "--evaluate-every", "5", "--rank", "4", "--hidden", "20"));
        all.addAll(List.of("--cell-batch", "150", "--threads", "1"));
        for (String option : OUTPUTS) {
            all.addAll(List.of(option, outputs.resolve(option.substring(2)).toString()));
        }
        return all.toArray(new String[0]);
    }

    private Process start(String shell, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("bash", "-c", shell + " exec \"$@\"", "bash"));
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(List.of(
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "--add-exports=java.base/jdk.internal.module=ALL-UNNAMED"));
        command.addAll(List.of("-XX:-UsePerfData", "-cp", System.getProperty("java.class.path")));
        command.add(Embed.class.getName());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile())
                .start();
    }

    private void cells() {
        CellMatrix all = CellMatrixFile.read(TINY.resolve("counts.arrow"));
        CellMatrixFile.write(
                folder.resolve("most.arrow"),
                all.selectCells(IntStream.range(0, 290).toArray()));
    }

    @Test
    void aKilledProcessThatIsResumedLeavesTheFilesOfOneThatWasNot() throws Exception {
        cells();
        Path whole = Files.createDirectory(folder.resolve("whole"));
        Path killed = Files.createDirectory(folder.resolve("killed"));
        assertEquals(0, ToolRun.of(new Embed(), arguments(whole)).code());

        Process process = start("", arguments(killed));
        Path model = killed.resolve("model-output");
        while (process.isAlive() && !Files.exists(model)) {
            Thread.sleep(5);
        }
        process.destroyForcibly(); // SIGKILL: no hook of ours runs
        assertEquals(137, process.waitFor(), () -> said());
        int reached = ScNetCheckpoint.of(TrainedModelFile.read(model)).state().epoch();
        assertTrue(reached > 0 && reached < EPOCHS, "killed at epoch " + reached);
        assertFalse(Files.exists(killed.resolve("output")));
        assertNotEquals(Files.size(whole.resolve("model-output")), Files.size(model));

        List<String> again = new ArrayList<>(List.of(arguments(killed)));
        again.add("--resume");
        ToolRun resumed = ToolRun.of(new Embed(), again.toArray(new String[0]));
        assertEquals(0, resumed.code(), resumed.error());
        for (String option : OUTPUTS) {
            String name = option.substring(2);
            assertArrayEquals(Files.readAllBytes(whole.resolve(name)), Files.readAllBytes(killed.resolve(name)), name);
        }
    }

    @Test
    void aFullDiskIsOneLineAndLeavesNoHalfOfAFile() throws Exception {
        cells();
        Path outputs = Files.createDirectory(folder.resolve("full"));
        String[] arguments = arguments(outputs);
        // bash lets no file of the child pass 100 KiB, as a full disk would: the model is larger.
        Process process = start("ulimit -f 100 &&", arguments);
        assertEquals(2, process.waitFor(), () -> said());
        assertTrue(said().contains("screlate-embed train: cannot write " + outputs.resolve("model-output")), said());
        assertFalse(said().contains("\tat "), said());
        try (var files = Files.list(outputs)) {
            assertEquals(List.of(), files.toList());
        }
    }

    private String said() {
        try {
            return Files.readString(folder.resolve("said"), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
