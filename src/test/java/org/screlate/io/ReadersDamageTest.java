package org.screlate.io;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.screlate.data.InvalidInputException;
import org.screlate.testing.Mutations;
import org.screlate.testing.Tally;

/**
 * Damaged files of others: each is refused in one line or read as something valid; never a trace, never out of memory, never
 * without an end. Unlike our own files they carry no checksum, so some damage cannot be seen.
 */
final class ReadersDamageTest {
    private static final Path TINY = Path.of("test-data/tiny");

    private static final Tally TALLY = new Tally("damaged files of other programs");

    @TempDir
    private Path folder;

    @AfterAll
    static void say() throws IOException {
        TALLY.end();
    }

    private record Reader(String name, Path file, Consumer<Path> read) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Stream<Arguments> readers() {
        return Stream.of(
                        foreign("anndata012_lzf.h5ad"),
                        foreign("anndata013_pandas3.h5ad"),
                        foreign("anndata06_raw.h5ad"),
                        foreign("anndata08_zstd.h5ad"),
                        foreign("column_types.h5ad"),
                        foreign("enum_factor.h5ad"),
                        foreign("tenx_v3_libver_latest.h5"),
                        foreign("loompy3.loom"),
                        foreign("rna_and_protein.h5mu"),
                        foreign("pandas_cells.feather"),
                        foreign("counts.csv.gz"),
                        foreign("bd_comment_lines.csv"),
                        foreign("htseq_special_rows.tsv"),
                        new Reader("model", TINY.resolve("model.yaml"), CoexpressionModelFile::read),
                        new Reader("gene sets", TINY.resolve("markers.gmt"), GeneSetsFile::read),
                        new Reader("annotations", TINY.resolve("genes.gaf"), AnnotationsFile::read),
                        new Reader("ontology", TINY.resolve("go.obo"), OntologyFile::read),
                        new Reader("table", TINY.resolve("metadata.tsv"), TableFile::read),
                        new Reader("Arrow table", FormatsTest.file("pyarrow_types.arrow"), TableFile::read),
                        new Reader("names", TINY.resolve("metadata.tsv"), NamesFile::read),
                        new Reader("pairs", TINY.resolve("pairs.tsv"), GenePairsFile::read))
                .map(Arguments::of);
    }

    private static Reader foreign(String name) {
        return new Reader(
                name, FormatsTest.file(name), path -> ForeignFile.read(path, FormatsTest.usual(), bytes -> {}));
    }

    @ParameterizedTest
    @MethodSource("readers")
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void damageIsNeverOurFailure(Reader reader) throws IOException {
        Path damaged = folder.resolve(String.valueOf(reader.file.getFileName()));
        attack(reader.read, damaged, Files.readAllBytes(reader.file));
    }

    /** What torture runs found once, kept. */
    @ParameterizedTest
    @CsvSource({"enum_factor.h5ad, 91598", "names, 91581"})
    void damageThatOnceWasOurFailureIsNoMore(String name, long seed) throws IOException {
        Reader reader = readers()
                .map(arguments -> (Reader) arguments.get()[0])
                .filter(known -> known.name.equals(name))
                .findFirst()
                .orElseThrow();
        Path damaged = folder.resolve(String.valueOf(reader.file.getFileName()));
        Files.write(damaged, Mutations.of(Files.readAllBytes(reader.file), seed));
        assertEquals("", read(reader.read, damaged));
    }

    /** Each file of a matrix in three, damaged within and without its gzip. */
    @ParameterizedTest
    @MethodSource("parts")
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void damagedPartOfAMatrixIsNeverOurFailure(String part, boolean within) throws IOException {
        for (String name : List.of("matrix.mtx.gz", "barcodes.tsv.gz", "features.tsv.gz")) {
            Files.copy(TINY.resolve("mtx").resolve(name), folder.resolve(name));
        }
        byte[] whole = Files.readAllBytes(folder.resolve(part));
        Path damaged = folder.resolve(part);
        Consumer<Path> read = path -> ForeignFile.read(folder, FormatsTest.usual(), bytes -> {});
        if (within) {
            Path plain = folder.resolve(part.substring(0, part.length() - 3));
            Files.delete(damaged);
            attack(read, plain, unpacked(whole));
        } else {
            attack(read, damaged, whole);
        }
    }

    private static Stream<Arguments> parts() {
        return Stream.of("matrix.mtx.gz", "barcodes.tsv.gz", "features.tsv.gz")
                .flatMap(part -> Stream.of(Arguments.of(part, false), Arguments.of(part, true)));
    }

    private static void attack(Consumer<Path> read, Path damaged, byte[] whole) throws IOException {
        Files.write(damaged, whole);
        read(read, damaged);
        Map<String, Long> failures = new TreeMap<>();
        for (long seed = Mutations.SEED; seed < Mutations.SEED + Mutations.COUNT; seed++) {
            Files.write(damaged, Mutations.of(whole, seed));
            String failure = read(read, damaged);
            TALLY.count(failure, damaged.getFileName() + ", seed " + seed);
            if (!failure.isEmpty()) {
                failures.putIfAbsent(failure, seed);
            }
        }
        assertEquals(Map.of(), failures, "the first seed of each failure");
    }

    /** What went wrong that must not; empty where the file was read or refused in one line. */
    private static String read(Consumer<Path> read, Path file) {
        try {
            read.accept(file);
            return "";
        } catch (InvalidInputException e) {
            return e.getMessage().lines().count() == 1 ? "" : "several lines: " + e.getMessage();
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
            StackTraceElement[] trace = e.getStackTrace();
            return e.getClass().getName() + " at " + (trace.length == 0 ? "?" : trace[0]) + " from "
                    + Stream.of(trace)
                            .filter(at -> at.getClassName().startsWith("org.screlate."))
                            .limit(2)
                            .toList();
        }
    }

    private static byte[] unpacked(byte[] gzip) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            return in.readAllBytes();
        }
    }
}
