package org.screlate.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.screlate.data.InvalidInputException;
import org.screlate.io.TrainedModelFile;
import org.screlate.tool.ExampleLines;

/**
 * An example of a tool's help, and what an undisturbed run of it does.
 *
 * @param line the command
 * @param before a folder as it is before the run
 * @param outputs digests of what the run writes, by name
 * @param nanos how long it took
 */
record Example(String line, Path before, Map<String, String> outputs, long nanos) {
    /** For a quick look: only the first examples. */
    private static final int MOST = Integer.getInteger("torture.examples", Integer.MAX_VALUE);

    private static final List<Example> ALL = new ArrayList<>();

    /** The examples of all tools, run one after the other on a copy of test-data/tiny; once for all trials. */
    static synchronized List<Example> all() throws IOException, InterruptedException {
        if (ALL.isEmpty()) {
            ALL.addAll(run(Files.createTempDirectory(Files.createDirectories(Path.of("target/torture")), "examples")
                    .toAbsolutePath()));
        }
        return ALL;
    }

    private static List<Example> run(Path folder) throws IOException, InterruptedException {
        List<Example> examples = new ArrayList<>();
        Path before = Folder.copy(Path.of("test-data/tiny"), folder.resolve("0"));
        for (String line :
                ExampleLines.all().subList(0, Math.min(MOST, ExampleLines.all().size()))) {
            Path after = Folder.copy(before, folder.resolve(String.valueOf(examples.size() + 1)));
            Map<String, String> old = Folder.state(before);
            long began = System.nanoTime();
            Program.Ended ended = Program.start(line, after).end();
            long nanos = System.nanoTime() - began;
            if (ended.code() != 0) {
                throw new IllegalStateException(line + ": " + ended.said());
            }
            Map<String, String> written = new TreeMap<>(Folder.state(after));
            written.entrySet().removeIf(file -> file.getValue().equals(old.get(file.getKey())));
            examples.add(new Example(line, before, written, nanos));
            before = after;
        }
        return examples;
    }

    /** A new folder as it is before the run; where asked, with outputs of an older run. */
    Path prepare(Path parent, boolean older) throws IOException {
        Path folder =
                Folder.copy(before, Files.createTempDirectory(parent, "run").resolve("files"));
        for (String output : outputs.keySet()) {
            Path place = folder.resolve(output);
            if (older && !Files.exists(place) && !output.contains("/")) {
                Files.writeString(place, "of an older run");
            }
        }
        return folder;
    }

    /** Whether a file is the model of an earlier epoch, which training writes while it lasts, and whole: its reader checks the digest. */
    boolean isCheckpoint(Path place, String name) {
        if (!line.startsWith("screlate-embed train ") || !line.contains("--model-output " + name)) {
            return false;
        }
        try {
            TrainedModelFile.read(place.resolve(name));
            return true;
        } catch (InvalidInputException e) {
            return false;
        }
    }
}
