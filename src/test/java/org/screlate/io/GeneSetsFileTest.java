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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.screlate.data.GeneSet;
import org.screlate.data.InvalidInputException;
import org.screlate.testing.SharedData;

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
    void setsAreReadAsTheyWereWritten() {
        for (String name : List.of("sets.gmt", "sets.gmt.gz")) {
            GeneSetsFile.write(folder.resolve(name), SETS);
            assertEquals(SETS, GeneSetsFile.read(folder.resolve(name)));
        }
    }

    @Test
    void endsOfLinesBlanksAndRepeatedGenesDoNotMatter() throws IOException {
        String untidy = "\uFEFFfirst\tof two\tA\tHLA-B\tA\t\t\r\n\r\n  \nundescribed\t\t C1orf2 ";
        assertEquals(SETS, GeneSetsFile.read(file(untidy)));
    }

    @Test
    void allSetsOfReactomeAreRead() {
        List<GeneSet> sets = GeneSetsFile.read(SharedData.require("data/reactome_pathways.gmt.gz"));
        assertEquals(1448, sets.size());
        assertEquals("BANF1", sets.get(0).genes().get(0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|it holds no gene set; GMT has one in each line",
                "a,b,c|line 1 has 1 column; GMT needs name, description and genes with tabs between: 'a,b,c'",
                "x\\ty\\tz\\na\\tb|line 2 has 2 columns; GMT needs name, description and genes with tabs between",
                "\\ty\\tz|line 1 begins with a tab: its gene set has no name",
                "a\\tb\\t\\t|line 1: gene set 'a' has no genes; remove the line",
                "a\\tb\\tz\\n\\na\\tc\\ty|gene set 'a' is there twice, in lines 1 and 3; give each set its own name"
            })
    void whatIsNoGmtIsToldInOneLine(String text, String message) throws IOException {
        Path file = file(text.replace("\\t", "\t").replace("\\n", "\n"));
        var e = assertThrows(InvalidInputException.class, () -> GeneSetsFile.read(file));
        assertTrue(e.getMessage().startsWith(file + ": " + message), e.getMessage());
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("given.gmt"), text);
    }

    @Test
    void aMissingFolderIsTheUsersError() {
        Path file = folder.resolve("no/sets.gmt");
        var e = assertThrows(InvalidInputException.class, () -> GeneSetsFile.write(file, SETS));
        assertTrue(e.getMessage().startsWith("cannot write " + file), e.getMessage());
    }
}
