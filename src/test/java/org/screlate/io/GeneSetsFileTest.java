package org.screlate.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.screlate.data.GeneSet;
import org.screlate.data.InvalidInputException;

final class GeneSetsFileTest {
    private static final List<GeneSet> SETS = List.of(
            new GeneSet("first", "of two", List.of("A", "HLA-B")), new GeneSet("undescribed", "", List.of("C1orf2")));
    private static final String GMT = "first\tof two\tA\tHLA-B\nundescribed\t\tC1orf2\n";

    @TempDir
    private Path folder;

    @Test
    void oneSetIsALine() throws IOException {
        Path file = folder.resolve("sets.gmt");
        GeneSetsFile.write(file, SETS);
        assertEquals(GMT, Files.readString(file));
    }

    @Test
    void theNameDecidesOnGzip() throws IOException {
        Path file = folder.resolve("sets.gmt.gz");
        GeneSetsFile.write(file, SETS);
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            assertEquals(GMT, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void aMissingFolderIsTheUsersError() {
        Path file = folder.resolve("no/sets.gmt");
        var e = assertThrows(InvalidInputException.class, () -> GeneSetsFile.write(file, SETS));
        assertTrue(e.getMessage().startsWith("cannot write " + file), e.getMessage());
    }
}
