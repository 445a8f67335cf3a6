package org.screlate.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.screlate.io.file.Sha256;

/** Files of a run's folder: copied, and told apart by their bytes. */
final class Folder {
    private static final String PART = "\\..{1,50}\\.[0-9a-f]{32}\\.part";

    private Folder() {}

    /** Digests of all files, by name below the folder; parts of unfinished outputs are left out. */
    static Map<String, String> state(Path folder) throws IOException {
        Map<String, String> state = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path name = folder.relativize(file);
                if (!name.getName(0).toString().matches(PART)) {
                    state.put(name.toString(), Sha256.of(file));
                }
            }
        }
        return state;
    }

    /** What changes when a file appears or is replaced, read in little time: name, number and time of each file. */
    static Set<String> marks(Path folder) throws IOException {
        Set<String> marks = new TreeSet<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (!file.getFileName().toString().startsWith(".")) {
                    BasicFileAttributes about = Files.readAttributes(file, BasicFileAttributes.class);
                    marks.add(file.getFileName() + " " + about.fileKey() + " " + about.lastModifiedTime());
                }
            }
        }
        return marks;
    }

    /** Parts of unfinished outputs. */
    static Set<String> parts(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches(PART))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** Copies a folder and all below it to a place that is not there yet. */
    static Path copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        }
        return to;
    }

    /** Deletes a folder and all below it. */
    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
