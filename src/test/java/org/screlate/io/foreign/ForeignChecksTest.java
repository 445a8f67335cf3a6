package org.screlate.io.foreign;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.screlate.data.CellMatrix;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Layer;
import org.screlate.data.Table;
import org.screlate.io.DelimitedTableFile;
import org.screlate.io.IoResources;

final class ForeignChecksTest {
    @TempDir
    private Path folder;

    @Test
    void countsPassWithZeroCellsAndTextQuoting() throws IOException {
        CellMatrix matrix = IoResources.counts().check(table("\"cell\",\"G,1\",G2\n\"a \"\"1\"\"\",3,0\nb,0,0\n"));
        assertEquals(List.of("a \"1\"", "b"), matrix.cells());
        assertEquals(List.of("G,1", "G2"), matrix.genes());
        assertArrayEquals(new float[] {3, 0, 0, 0}, IoResources.values(matrix.values()));
    }

    @Test
    void genesInRowsAreTheSameTurned() throws IOException {
        ForeignMatrix turned = IoResources.read(
                Files.writeString(folder.resolve("t.tsv"), "\ta\tb\nG1\t1\t0\nG2\t2\t3\n"),
                IoResources.options(ForeignOptions.Orientation.GENES_IN_ROWS, null));
        assertEquals(List.of("a", "b"), turned.cells());
        assertArrayEquals(new float[] {1, 2, 0, 3}, IoResources.values(turned.values()));
    }

    @Test
    void theHeaderOfRMayLeaveTheCornerOut() throws IOException {
        assertEquals(List.of("G1", "G2"), table("G1,G2\na,1,2\n").genes());
    }

    @Test
    void lognormMayHaveFractions() throws IOException {
        CellMatrix matrix = new ForeignChecks(Layer.LOGNORM, false).check(table("cell,G1\na,0.5\n"));
        assertEquals(Layer.LOGNORM, matrix.layer());
    }

    @Test
    void eachFaultHasItsOwnMessage() throws IOException {
        assertFault("cell,G1\n", "the matrix is empty: 0 cells × 1 genes");
        assertFault("cell,G1\na,1\na,2\n", "duplicated cell name 'a' (cells 1 and 2)");
        assertFault("cell,G1,G1\na,1,2\n", "duplicated gene name 'G1' (genes 1 and 2); give --make-unique");
        assertFault("cell,G1\n,1\n", "cell 1 has an empty name");
        assertFault("cell,G1,\na,1,1\n", "gene 2 has an empty name");
        assertFault("cell,G1\na,NA\n", "the value NaN of cell 'a', gene 'G1' is not a finite number");
        assertFault("cell,G1,G2\na,1,\n", "gene 'G2' is not a finite number");
        assertFault("cell,G1\na,-2\n", "the value -2 of cell 'a', gene 'G1' is negative");
        assertFault("cell,G1,G2\na,0.5,120\n", "the value 0.5 of cell 'a', gene 'G1' is not a whole number");
        assertFault("cell,G1\na,2.3\n", "look logged, not counted: they are not whole and stay below 3");
        assertFault("cell,G1\na,20000000\n", "a count of 20000000");
        assertFault("cell,ENSG00000000003\nENSG00000000005,1\n", null);
        assertFault("gene,c1,c2\nENSG00000000003,1,2\nENSG00000000005,1,2\n", "swapped: cells are named as genes");
        assertFault("gene,c1\nActb,1\nGapdh,1\nB2m,3\n", "(Actb, Gapdh, B2m); give --orientation genes-in-rows");
        assertFault("gene,AAACCTGAGCCAACAG-1\nx,1\n", "swapped: genes are named as cells");
    }

    @Test
    void countsGivenAsLognormAreNamed() throws IOException {
        for (String most : List.of("2", "34", "812")) {
            ForeignMatrix counts = table("cell,G1,G2\na,1," + most + "\n");
            InvalidInputException e = assertThrows(
                    InvalidInputException.class, () -> new ForeignChecks(Layer.LOGNORM, false).check(counts));
            assertTrue(e.getMessage().contains("leave --values lognorm out"), e.getMessage());
        }
    }

    @Test
    void eachFaultOfATableHasItsOwnMessage() {
        assertUnreadable("", "it is empty");
        assertUnreadable("cell\na\n", "is the separator another?");
        assertUnreadable("cell|G1\na|1\n", "its first line has no ',' between names");
        assertUnreadable("cell,G1,type\na,1,beta\n", "line 2, column 'type': 'beta' is not a number");
        assertUnreadable("cell,G1,G2\na,1,2\nb,1\n", "line 3 has 1 values for 2 columns");
        assertUnreadable("cell,G1\na,1\nb,1,2\n", "line 3 has more than 1 values");
        assertUnreadable("cell,G1\n\"a,1\n", "a quote does not end");
    }

    @Test
    void namesAreMadeUniqueAsAnndataDoes() throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(IoResources.class.getResourceAsStream("names_made_unique.tsv")),
                StandardCharsets.UTF_8))) {
            List<String[]> pairs =
                    reader.lines().skip(1).map(line -> line.split("\t")).toList();
            List<String> before = pairs.stream().map(pair -> pair[0]).toList();
            List<String> after = pairs.stream().map(pair -> pair[1]).toList();
            assertEquals(after, ForeignChecks.unique(before));
        }
    }

    @Test
    void metadataAreJoinedByNameWhateverTheirOrder() throws IOException {
        ForeignMatrix joined =
                metadata("barcode,type\nb,beta\nextra,x\na,alpha\n", null).joinTo(table("cell,G1\na,1\nb,2\n"));
        assertArrayEquals(new String[] {"alpha", "beta"}, joined.cellMetadata().labels("type"));
        assertEquals(List.of("type"), joined.cellMetadata().names());
        assertEquals(List.of("left out 1 of 3 metadata rows, whose cells are not in the matrix"), joined.notes());
    }

    @Test
    void eachFaultOfMetadataHasItsOwnMessage() throws IOException {
        assertUnjoinable("cell,type\na,x\n", null, "1 of 2 cells of the matrix are missing, the first is 'b'");
        assertUnjoinable("n,cell\n1,a\n2,b\n", null, "column 'n' names no cell of the matrix");
        assertUnjoinable("cell,type\na,x\nb,y\n", "barcode", "no column 'barcode'; there are: cell, type");
        assertUnjoinable("cell,type\na,x\na,y\nb,z\n", null, "duplicated cell name 'a'");
        assertUnjoinable("cell,type\nG1,x\n", null, "genes and cells seem swapped");
    }

    private void assertUnjoinable(String text, String idColumn, String part) throws IOException {
        ForeignMatrix matrix = table("cell,G1\na,1\nb,2\n");
        CellMetadata metadata = metadata(text, idColumn);
        InvalidInputException e = assertThrows(InvalidInputException.class, () -> metadata.joinTo(matrix));
        assertTrue(e.getMessage().contains(part), e.getMessage());
        assertTrue(e.getMessage().startsWith("meta.csv: "), e.getMessage());
    }

    private CellMetadata metadata(String text, String idColumn) throws IOException {
        Table table = DelimitedTableFile.read(Files.writeString(folder.resolve("meta.csv"), text));
        return new CellMetadata("meta.csv", table, idColumn);
    }

    private ForeignMatrix table(String text) throws IOException {
        Path path = Files.writeString(folder.resolve("t.csv"), text);
        return IoResources.read(path, ForeignOptions.DEFAULTS);
    }

    private void assertFault(String text, String part) throws IOException {
        ForeignMatrix matrix = table(text);
        if (part == null) {
            IoResources.counts().check(matrix);
            return;
        }
        InvalidInputException e = assertThrows(
                InvalidInputException.class, () -> IoResources.counts().check(matrix), text);
        assertTrue(e.getMessage().contains(part), e.getMessage());
        assertTrue(e.getMessage().contains("t.csv: "), e.getMessage());
        assertEquals(1, e.getMessage().lines().count(), e.getMessage());
    }

    private void assertUnreadable(String text, String part) {
        InvalidInputException e = assertThrows(InvalidInputException.class, () -> table(text));
        assertTrue(e.getMessage().contains(part), e.getMessage());
    }
}
