package org.screlate.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.screlate.testing.Mutations;
import org.screlate.testing.Tally;

/**
 * Every tool, while others write the same outputs, the disk is full, files may not be long, the folder is read-only, and
 * inputs vanish, are replaced or cut short: the run ends with whole outputs of one state of its inputs, or in one line with
 * the folder as it was.
 */
final class DisturbancesIT {
    /** Trials of each kind. */
    private static final int TRIALS = Integer.getInteger("torture.disturbances", 60);

    private static final List<Kind> KINDS = Arrays.stream(
                    System.getProperty("torture.kinds", "").split(","))
            .filter(name -> !name.isEmpty())
            .map(Kind::valueOf)
            .toList();

    @TempDir
    private Path folder;

    private boolean mounts;

    private enum Kind {
        TWO_WRITERS,
        FULL_DISK,
        SHORT_FILES,
        READ_ONLY,
        VANISHED,
        REPLACED,
        CUT_SHORT
    }

    @Test
    void disturbedRunsEndWholeOrInOneLine() throws Exception {
        mounts = Namespaces.ofMounts();
        List<Example> examples = Example.all();
        for (Kind kind : KINDS.isEmpty() ? List.of(Kind.values()) : KINDS) {
            Tally tally = new Tally(kind.toString().toLowerCase(Locale.ROOT).replace('_', ' '));
            List<Callable<Void>> work = new ArrayList<>();
            List<Example> fit = kind.compareTo(Kind.VANISHED) < 0 ? examples : withInputs(examples);
            for (int i = 0; i < TRIALS; i++) {
                Example example = fit.get((i * 7 + (int) Mutations.SEED) % fit.size());
                Random random = new Random(Mutations.SEED * 1_000_003 + i * 31L + kind.ordinal());
                work.add(() -> disturb(kind, example, random, tally));
            }
            Program.allOf(work);
            tally.end();
        }
    }

    private static List<Example> withInputs(List<Example> examples) throws IOException {
        List<Example> fit = new ArrayList<>();
        for (Example example : examples) {
            if (!inputs(example, example.before()).isEmpty()) {
                fit.add(example);
            }
        }
        return fit;
    }

    private Void disturb(Kind kind, Example example, Random random, Tally tally) throws Exception {
        Path place = example.prepare(folder, random.nextBoolean());
        String failure =
                switch (kind) {
                    case TWO_WRITERS -> twoWriters(example, place, random);
                    case FULL_DISK -> mounts ? fullDisk(example, place, random) : "";
                    case SHORT_FILES -> shortFiles(example, place, random);
                    case READ_ONLY -> mounts ? readOnly(example, place) : "";
                    default -> changedInput(kind, example, place, random);
                };
        tally.count(failure, example.line());
        Folder.delete(place.getParent());
        return null;
    }

    private static String twoWriters(Example example, Path place, Random random) throws Exception {
        Program first = Program.start(example.line(), place);
        LockSupport.parkNanos((long) (random.nextDouble() * example.nanos()));
        Program second = Program.start(example.line(), place);
        List<Program.Ended> both = List.of(first.end(), second.end());
        for (Program.Ended ended : both) {
            // One may find that an input, which is an output of this kind of example, was replaced by the other.
            if (ended.code() != 0 && !ended.refused()) {
                return "exit " + ended.code() + ": " + ended.said();
            }
        }
        if (both.stream().allMatch(ended -> ended.code() != 0)) {
            return "both refused: " + both;
        }
        return whole(example, place);
    }

    /** A disk with room for a random part of the outputs. */
    private static String fullDisk(Example example, Path place, Random random) throws Exception {
        long kilobytes = (long) (random.nextDouble() * outputKilobytes(example));
        Path disk = Files.createDirectory(place.resolveSibling("disk"));
        Path after = Files.createDirectory(place.resolveSibling("after"));
        String script = "set -e; mount -t tmpfs -o size=64m tmpfs '" + disk + "'; cp -a '" + place + "'/. '" + disk
                + "'; room=$(df --output=avail -k '" + disk + "' | tail -1); fill=$((room - " + kilobytes + "))"
                + "; dd if=/dev/zero of='" + disk + "'/filler bs=1024 count=$fill status=none; cd '" + disk
                + "'; code=0; \"$@\" || code=$?; rm filler; cp -a . '" + after + "'; exit $code";
        Map<String, String> old = Folder.state(place);
        List<String> around = new ArrayList<>(List.of(Namespaces.MOUNTS));
        around.addAll(List.of("bash", "-c", script, "bash"));
        Program.Ended ended = Program.start(example.line(), place, around.toArray(String[]::new))
                .end();
        return judge(example, ended, old, after, "No space left");
    }

    /** No file may be longer than a random part of the outputs. */
    private static String shortFiles(Example example, Path place, Random random) throws Exception {
        long kilobytes = 1 + (long) (random.nextDouble() * outputKilobytes(example));
        Map<String, String> old = Folder.state(place);
        Program.Ended ended = Program.start(
                        example.line(), place, "bash", "-c", "ulimit -f " + kilobytes + "; exec \"$@\"", "bash")
                .end();
        return judge(example, ended, old, place, "File too large");
    }

    private static String readOnly(Example example, Path place) throws Exception {
        Map<String, String> old = Folder.state(place);
        String script = "set -e; mount --bind '" + place + "' '" + place + "'; mount -o remount,bind,ro '" + place
                + "'; cd '" + place + "'; exec \"$@\"";
        List<String> around = new ArrayList<>(List.of(Namespaces.MOUNTS));
        around.addAll(List.of("bash", "-c", script, "bash"));
        Program.Ended ended = Program.start(example.line(), place, around.toArray(String[]::new))
                .end();
        if (ended.code() == 0) {
            return "wrote to a read-only folder";
        }
        return judge(example, ended, old, place, "read-only");
    }

    /** An input vanishes, becomes another file, or is cut short, while the run goes on. */
    private String changedInput(Kind kind, Example example, Path place, Random random) throws Exception {
        List<Path> inputs = inputs(example, place);
        Path input = inputs.get(random.nextInt(inputs.size()));
        Path other = place.resolveSibling("other");
        Files.write(other, otherBytes(kind, place, input, random));
        Example changed = changed(kind, example, place, input, other);
        Map<String, String> old = Folder.state(place);
        Program program = Program.start(example.line(), place);
        LockSupport.parkNanos((long) (random.nextDouble() * example.nanos()));
        apply(kind, input, other);
        Program.Ended ended = program.end();
        String name = place.relativize(input).toString();
        Map<String, String> state = Folder.state(place);
        state.remove(name);
        old.remove(name);
        if (ended.refused()) {
            return unchanged(example, place, old, state) && Folder.parts(place).isEmpty()
                    ? ""
                    : "refused, and the folder changed";
        }
        if (ended.code() != 0) {
            return kind + ": exit " + ended.code() + ": " + ended.said();
        }
        boolean asBefore = holds(state, example.outputs(), name);
        boolean asChanged = changed != null && holds(state, changed.outputs(), name);
        return asBefore || asChanged ? "" : kind + " of " + name + ": outputs of neither state of the input";
    }

    /** Whether a run that refused left all as it was, but for models of the epochs before it did. */
    private static boolean unchanged(Example example, Path place, Map<String, String> old, Map<String, String> state) {
        Map<String, String> left = new TreeMap<>(state);
        Map<String, String> was = new TreeMap<>(old);
        state.keySet().stream()
                .filter(name -> !state.get(name).equals(old.get(name)) && example.isCheckpoint(place, name))
                .forEach(name -> {
                    left.remove(name);
                    was.remove(name);
                });
        return left.equals(was);
    }

    private static boolean holds(Map<String, String> state, Map<String, String> outputs, String except) {
        return outputs.entrySet().stream()
                .filter(output -> !output.getKey().equals(except))
                .allMatch(output -> output.getValue().equals(state.get(output.getKey())));
    }

    private static void apply(Kind kind, Path input, Path other) throws IOException {
        switch (kind) {
            case VANISHED -> Files.deleteIfExists(input);
            case REPLACED -> Files.move(other, input, StandardCopyOption.REPLACE_EXISTING);
            default -> {
                try (var channel = java.nio.channels.FileChannel.open(input, java.nio.file.StandardOpenOption.WRITE)) {
                    channel.truncate(Files.size(other));
                }
            }
        }
    }

    /** What takes the place of an input: another file of its kind, or its own beginning. */
    private static byte[] otherBytes(Kind kind, Path place, Path input, Random random) throws IOException {
        byte[] bytes = Files.readAllBytes(input);
        if (kind == Kind.REPLACED) {
            String ending = input.toString().replaceFirst(".*\\.", ".");
            try (Stream<Path> files = Files.list(place)) {
                List<Path> alike = files.filter(file -> file.toString().endsWith(ending))
                        .filter(Files::isRegularFile)
                        .sorted()
                        .toList();
                return Files.readAllBytes(alike.isEmpty() ? input : alike.get(random.nextInt(alike.size())));
            }
        }
        return Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
    }

    /** What a run gives that finds the changed input from the start; null where it refuses it. */
    private Example changed(Kind kind, Example example, Path place, Path input, Path other) throws Exception {
        if (kind == Kind.VANISHED) {
            return null;
        }
        Path copy =
                Folder.copy(place, Files.createTempDirectory(folder, "changed").resolve("files"));
        Path there = copy.resolve(place.relativize(input));
        Files.copy(other, there, StandardCopyOption.REPLACE_EXISTING);
        Map<String, String> old = Folder.state(copy);
        Program.Ended ended = Program.start(example.line(), copy).end();
        Map<String, String> written = Folder.state(copy);
        written.entrySet().removeIf(file -> file.getValue().equals(old.get(file.getKey())));
        Folder.delete(copy.getParent());
        return ended.code() == 0 ? new Example(example.line(), copy, written, 0) : null;
    }

    /** Files that the command names and that are there before its run, with those of a folder that it names. */
    private static List<Path> inputs(Example example, Path place) throws IOException {
        List<Path> inputs = new ArrayList<>();
        for (String word : example.line().split(" ")) {
            Path file = example.before().resolve(word.replaceFirst("^\\w+=", ""));
            if (Files.isRegularFile(file)) {
                inputs.add(place.resolve(example.before().relativize(file)));
            } else if (Files.isDirectory(file)) {
                try (Stream<Path> files = Files.list(file)) {
                    files.map(one -> place.resolve(example.before().relativize(one)))
                            .forEach(inputs::add);
                }
            }
        }
        inputs.removeIf(file -> example.line().matches(".*-?output (?:\\w+=)?" + file.getFileName() + "( .*|$)"));
        return inputs;
    }

    private static long outputKilobytes(Example example) throws IOException {
        Path after = example.before()
                .resolveSibling(String.valueOf(
                        Integer.parseInt(example.before().getFileName().toString()) + 1));
        long bytes = 0;
        for (String output : example.outputs().keySet()) {
            bytes += Files.size(after.resolve(output));
        }
        return bytes / 1024;
    }

    private static String judge(
            Example example, Program.Ended ended, Map<String, String> old, Path after, String reason)
            throws IOException {
        if (ended.code() == 0) {
            return whole(example, after);
        }
        if (!ended.refused()) {
            return "exit " + ended.code() + ": " + ended.said();
        }
        if (!ended.said().contains(reason)) {
            return "not told: " + reason + ", but " + ended.said();
        }
        if (!Folder.parts(after).isEmpty()) {
            return "a part is left";
        }
        return unchanged(example, after, old, Folder.state(after)) ? "" : "refused, and the folder changed";
    }

    private static String whole(Example example, Path after) throws IOException {
        if (!Folder.parts(after).isEmpty()) {
            return "a part is left";
        }
        return Folder.state(after).entrySet().containsAll(example.outputs().entrySet())
                ? ""
                : "other bytes than those of an undisturbed run";
    }
}
