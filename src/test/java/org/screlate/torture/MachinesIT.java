package org.screlate.torture;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.screlate.testing.Tally;

/**
 * Every tool's example gives the same bytes with 1, 2 and 4 threads, with and without the processor's wide instructions, and
 * on each Java that is installed: those in the folder of the one that runs this, or in the environment's JAVA_HOMES, by colon.
 */
final class MachinesIT {
    private static final Path OWN = Path.of(System.getProperty("java.home"));

    @TempDir
    private Path folder;

    @Test
    void sameBytesOnEveryMachine() throws Exception {
        List<String> expected = digests(OWN, 2, List.of());
        assertTrue(expected.stream().noneMatch(line -> line.matches("[1-9].*")), expected.toString());
        Tally tally = new Tally("same bytes");
        compare(expected, digests(OWN, 1, List.of()), "1 thread", tally);
        compare(expected, digests(OWN, 4, List.of()), "4 threads", tally);
        compare(expected, digests(OWN, 2, List.of("-XX:UseAVX=0")), "no AVX", tally);
        compare(expected, digests(OWN, 2, List.of("-XX:UseAVX=2")), "AVX2", tally);
        for (Path other : otherJavas()) {
            compare(expected, digests(other, 2, List.of()), other.toString(), tally);
        }
        tally.end();
    }

    private static void compare(List<String> expected, List<String> found, String machine, Tally tally) {
        System.out.println("same bytes: tried " + machine);
        for (int i = 0; i < expected.size(); i++) {
            String line = expected.get(i);
            boolean same = i < found.size() && line.equals(found.get(i));
            tally.count(same ? "" : machine + ": " + line, i < found.size() ? found.get(i) : "missing");
        }
    }

    private static List<Path> otherJavas() throws IOException {
        List<Path> homes = new ArrayList<>();
        Optional<String> named = Optional.ofNullable(System.getenv("JAVA_HOMES"));
        if (named.isPresent()) {
            Arrays.stream(named.get().split(":")).map(Path::of).forEach(homes::add);
        } else {
            try (Stream<Path> beside = Files.list(OWN.toRealPath().getParent())) {
                beside.filter(home -> Files.isExecutable(home.resolve("bin/java")))
                        .forEach(homes::add);
            }
        }
        List<Path> others = new ArrayList<>();
        for (Path home : homes) {
            Path real = home.toRealPath();
            if (!real.equals(OWN.toRealPath()) && !others.contains(real)) {
                others.add(real);
            }
        }
        return others;
    }

    private List<String> digests(Path java, int threads, List<String> options) throws Exception {
        Path place = Files.createTempDirectory(folder, "run");
        List<String> words = new ArrayList<>(List.of(
                java.resolve("bin/java").toString(),
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "--add-exports=java.base/jdk.internal.module=ALL-UNNAMED",
                "-Xmx1g"));
        words.addAll(options);
        Folder.copy(Path.of("test-data/tiny"), place.resolve("files"));
        words.addAll(List.of(
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                RunExamples.class.getName(),
                place.resolve("files").toString(),
                String.valueOf(threads),
                place.resolve("digests").toString()));
        int code = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(place.resolve("said").toFile())
                .start()
                .waitFor();
        assertTrue(code == 0, () -> words + " ended with " + code);
        return Files.readAllLines(place.resolve("digests"));
    }
}
