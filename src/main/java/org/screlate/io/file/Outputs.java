package org.screlate.io.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.screlate.data.InvalidInputException;

/**
 * The outputs of one run as one unit: each is written beside its place, and all are moved there when the last is whole. Where the
 * run fails or is stopped, what it wrote is taken away and files of an earlier run stay as they were, all of them.
 */
public final class Outputs implements AutoCloseable {
    private static final String SUFFIX = ".part";
    /** So much of a name is kept in that of its part, so that no file system finds it too long. */
    private static final int NAME = 50;

    /** What is written, within its part. */
    private static final String CONTENT = "content";
    /** So often is a part deleted again whose writer goes on writing. */
    private static final int DELETIONS = 1000;

    private static @Nullable Outputs current;
    /** Those that may have parts. */
    private static final Set<Outputs> ALL = ConcurrentHashMap.newKeySet();

    private static volatile boolean stopped;

    /**
     * Places of what is being written or waits to be moved, by its part: a folder of its own, so that nothing can be written any
     * more once it is deleted, wherever the writer stands.
     */
    private final Map<Path, Path> parts = new LinkedHashMap<>();

    private boolean closed;

    private Outputs() {
        ALL.add(this);
    }

    /** Begins the outputs of a run; until it ends, nothing that is written appears in its place. */
    public static synchronized Outputs begin() {
        Outputs outputs = new Outputs();
        current = outputs;
        return outputs;
    }

    /** Has something written that must be there even if the run fails later, such as a checkpoint. */
    public static void now(Runnable write) {
        Outputs run = suspend();
        try {
            write.run();
        } finally {
            resume(run);
        }
    }

    /** Takes away all that was not moved, in an end by a signal; nothing more is written by any run of this process. */
    public static void stop() {
        stopped = true;
        ALL.forEach(Outputs::close);
    }

    private static synchronized @Nullable Outputs suspend() {
        Outputs run = current;
        current = null;
        return run;
    }

    private static synchronized void resume(@Nullable Outputs run) {
        current = run;
    }

    /**
     * Has a part written, then moves it into its place, or keeps it until the run's other outputs are whole. What a writer
     * writes inside its part, a folder, is there at once.
     */
    static void write(Path place, AtomicFile.Writer writer) throws IOException {
        Outputs run = suspend();
        try {
            if (run == null) {
                try (Outputs alone = new Outputs()) {
                    alone.add(place, writer);
                    alone.commit();
                }
            } else {
                run.add(place, writer);
            }
        } finally {
            resume(run);
        }
    }

    private void add(Path place, AtomicFile.Writer writer) throws IOException {
        Path part = part(place);
        synchronized (this) {
            if (closed || stopped) {
                throw new IOException("the run was stopped");
            }
            Files.createDirectory(part);
            parts.put(part, place);
        }
        writer.writeTo(part.resolve(CONTENT));
    }

    /** Moves everything into its place; files of an earlier run are replaced. */
    public synchronized void commit() {
        if (closed) {
            return;
        }
        Path at = null;
        try {
            for (Path part : parts.keySet()) {
                at = parts.get(part);
                force(part.resolve(CONTENT));
            }
            for (Map.Entry<Path, Path> entry : new ArrayList<>(parts.entrySet())) {
                at = entry.getValue();
                if (Files.isDirectory(at)) {
                    // Only an empty one was let through.
                    Files.delete(at);
                }
                Path content = entry.getKey().resolve(CONTENT);
                Files.move(content, at, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                Files.delete(entry.getKey());
                parts.remove(entry.getKey());
            }
        } catch (IOException e) {
            throw new InvalidInputException("cannot write " + at + ": " + AtomicFile.reason(e), e);
        }
    }

    /** Bytes reach the disk before the name does, so that a crash of the machine leaves no empty file under it. */
    private static void force(Path part) throws IOException {
        if (Files.isDirectory(part)) {
            try (Stream<Path> files = Files.list(part)) {
                for (Path file : files.toList()) {
                    force(file);
                }
            }
            return;
        }
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /** Takes away what was not moved; nothing more is written. */
    @Override
    public synchronized void close() {
        closed = true;
        synchronized (Outputs.class) {
            if (current == this) {
                current = null;
            }
        }
        parts.keySet().forEach(Outputs::deleteForGood);
        parts.clear();
        ALL.remove(this);
    }

    private static void deleteForGood(Path part) {
        for (int i = 0; i < DELETIONS && Files.exists(part); i++) {
            delete(part);
        }
    }

    private static void delete(Path part) {
        try {
            if (Files.isDirectory(part)) {
                try (Stream<Path> files = Files.list(part)) {
                    files.forEach(Outputs::delete);
                }
            }
            Files.deleteIfExists(part);
        } catch (IOException | UncheckedIOException e) {
            // Another try follows; the next run that writes there tells of what is left.
        }
    }

    /** A name that no other run can have, whatever its process is called. */
    private static Path part(Path place) {
        return place.resolveSibling(prefix(place) + UUID.randomUUID().toString().replace("-", "") + SUFFIX);
    }

    private static String prefix(Path place) {
        String name = String.valueOf(place.getFileName());
        return "." + name.substring(0, Math.min(NAME, name.length())) + ".";
    }

    /** Parts of a place that a run left which was killed, or that another run is writing now. */
    public static List<Path> leftovers(Path target) {
        Path place = target.toAbsolutePath();
        Path folder = place.getParent();
        List<Path> found = new ArrayList<>();
        if (folder == null || !Files.isDirectory(folder)) {
            return found;
        }
        String prefix = prefix(place);
        DirectoryStream.Filter<Path> ours = file -> {
            String name = String.valueOf(file.getFileName());
            return name.startsWith(prefix) && name.substring(prefix.length()).matches("[0-9a-f]{32}\\" + SUFFIX);
        };
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, ours)) {
            files.forEach(found::add);
        } catch (IOException e) {
            return List.of();
        }
        return found;
    }
}
