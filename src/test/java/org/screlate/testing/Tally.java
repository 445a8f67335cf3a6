package org.screlate.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Counts what a torture run tried; its last word is one line, N passed, N failed, also left in target/torture. */
public final class Tally {
    private final String name;
    private final Map<String, String> failures = new TreeMap<>();
    private int passed;
    private int failed;

    /** A tally of trials of one kind. */
    public Tally(String name) {
        this.name = name;
    }

    /**
     * Counts one trial.
     *
     * @param failure what went wrong; empty where nothing did
     * @param trial how to repeat it; the first of each failure is kept
     */
    public synchronized void count(String failure, String trial) {
        if (failure.isEmpty()) {
            passed++;
        } else {
            failed++;
            failures.putIfAbsent(failure, trial);
        }
    }

    /** Trials so far. */
    public synchronized int trials() {
        return passed + failed;
    }

    /** Says the numbers and fails where one trial did. */
    public synchronized void end() throws IOException {
        String line = name + ": " + passed + " passed, " + failed + " failed";
        System.out.println(line);
        Path folder = Files.createDirectories(Path.of("target/torture"));
        Files.writeString(folder.resolve(name.replaceAll("\\W+", "_") + ".txt"), line + "\n");
        assertEquals(Map.of(), failures, "the first trial of each failure");
    }
}
