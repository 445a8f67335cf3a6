package org.screlate.torture;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.screlate.tool.ExampleLines;

/** A program that runs the examples of all tools on a folder and writes what each wrote, as digests. */
public final class RunExamples {
    private RunExamples() {}

    /** Folder, number of threads, and the file for the digests. */
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        StringBuilder all = new StringBuilder();
        for (String line : ExampleLines.all()) {
            Map<String, String> before = Folder.state(folder);
            int code = ExampleLines.run(line, folder, Integer.parseInt(args[1]));
            all.append(code).append(' ').append(line).append('\n');
            Set<Map.Entry<String, String>> written =
                    new HashSet<>(Folder.state(folder).entrySet());
            written.removeAll(before.entrySet());
            Set<String> sorted = new TreeSet<>();
            written.forEach(file -> sorted.add("  " + file.getKey() + " " + file.getValue()));
            sorted.forEach(file -> all.append(file).append('\n'));
        }
        Files.writeString(Path.of(args[2]), all);
    }
}
