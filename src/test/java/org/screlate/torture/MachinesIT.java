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
 * Every tool's example gives the same bytes with 1, 2 and 4 threads, by vectors of any width and by plain Java, compiled or
 * not, and on each Java that is installed: those in the folder of the one that runs this, or in the environment's JAVA_HOMES,
 * by colon. With the property {@code machines.few}, once on each Java, one of them by plain Java.
 */
final class MachinesIT {
    private static final Path OWN = Path.of(System.getProperty("java.home"));
    /** Lets the Vector API's module be loaded when it is needed; without it, sums of products are made by plain Java. */
    private static final String VECTORS = "--add-exports=java.base/jdk.internal.module=ALL-UNNAMED";

    @TempDir
    private Path folder;

    /** One way to run the examples. */
    private record Machine(String name, Path java, int threads, String... options) {}

    @Test
    void sameBytesOnEveryMachine() throws Exception {
        List<String> expected = digests(new Machine("", OWN, 2, VECTORS));
        assertTrue(expected.stream().noneMatch(line -> line.matches("[1-9].*")), expected.toString());
        Tally tally = new Tally("same bytes");
        for (Machine machine : machines()) {
            compare(expected, digests(machine), machine.name, tally);
        }
        tally.end();
    }

    private static List<Machine> machines() throws IOException {
        List<Machine> machines = new ArrayList<>();
        for (Path other : otherJavas()) {
            machines.add(new Machine(other.toString(), other, 1, VECTORS));
        }
        machines.add(new Machine("plain Java, 4 threads", OWN, 4));
        if (!Boolean.getBoolean("machines.few")) {
            machines.add(new Machine("1 thread", OWN, 1, VECTORS));
            machines.add(new Machine("4 threads", OWN, 4, VECTORS));
            machines.add(new Machine("AVX2", OWN, 2, VECTORS, "-XX:UseAVX=2"));
            machines.add(new Machine("no AVX and no fused multiply-add", OWN, 2, VECTORS, "-XX:UseAVX=0"));
            machines.add(new Machine("C1 alone", OWN, 2, VECTORS, "-XX:TieredStopAtLevel=1"));
        }
        return machines;
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

    private List<String> digests(Machine machine) throws Exception {
        Path place = Files.createTempDirectory(folder, "run");
        List<String> words = new ArrayList<>(List.of(
                machine.java.resolve("bin/java").toString(),
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "-Xmx1g"));
        words.addAll(List.of(machine.options));
        Folder.copy(Path.of("test-data/tiny"), place.resolve("files"));
        words.addAll(List.of(
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                RunExamples.class.getName(),
                place.resolve("files").toString(),
                String.valueOf(machine.threads),
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
