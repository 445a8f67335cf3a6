package org.screlate.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Real data that lie beside a developer's checkout and are too large, or not ours, to ship. */
public final class SharedData {
    private static final Path ROOT = Path.of("..", "shared");

    private SharedData() {}

    /** The file, or the end of the test as skipped, saying which file is missing. */
    public static Path require(String name) {
        Path path = ROOT.resolve(name);
        Assumptions.assumeTrue(Files.exists(path), () -> "skipped: " + path + " is not on this machine");
        return path;
    }
}
