package org.screlate.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.screlate.data.Column;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Provenance;
import org.screlate.data.Table;
import org.screlate.io.foreign.ColumnText;

final class DelimitedTableFileTest {
    @TempDir
    private Path folder;

    private static final Table TABLE = Table.ofRows(3)
            .with("cell", new Column.Text(new String[] {"a,1", "b\t\"2\"", "007"}))
            .with("label", new Column.Text(new String[] {"beta", null, "Größe"}))
            .with("clusters", new Column.Whole(new long[] {0, -3, 9_007_199_254_740_993L}))
            .with("share", new Column.Real(new double[] {0.1, Double.NaN, 1e-300}))
            .with("kept", new Column.Flag(new boolean[] {true, false, true}));

    @ParameterizedTest
    @ValueSource(strings = {"t.tsv", "t.csv", "t.tsv.gz", "T.CSV.GZ"})
    void whatIsWrittenIsReadBack(String name) {
        Path path = folder.resolve(name);
        TableFile.write(path, TABLE, "clusters", Provenance.NONE);
        Table read = TableFile.read(path).table();
        assertEquals(TABLE.names(), read.names());
        assertArrayEquals(new String[] {"beta", null, "Größe"}, ((Column.Text) read.column("label")).values());
        assertArrayEquals(TABLE.labels("cell"), read.labels("cell"));
        assertArrayEquals(
                new long[] {0, -3, 9_007_199_254_740_993L}, ((Column.Whole) read.column("clusters")).values());
        assertArrayEquals(new double[] {0.1, Double.NaN, 1e-300}, ((Column.Real) read.column("share")).values());
        assertArrayEquals(new boolean[] {true, false, true}, ((Column.Flag) read.column("kept")).values());
    }

    @Test
    void theSameTableGivesTheSameBytes() throws IOException {
        DelimitedTableFile.write(folder.resolve("one.tsv.gz"), TABLE);
        DelimitedTableFile.write(folder.resolve("two.tsv.gz"), TABLE);
        assertArrayEquals(
                Files.readAllBytes(folder.resolve("one.tsv.gz")), Files.readAllBytes(folder.resolve("two.tsv.gz")));
    }

    @Test
    void tabsSeparateAndOneLineIsOneRow() throws IOException {
        Table small = Table.ofRows(1)
                .with("cell", new Column.Text(new String[] {"c1"}))
                .with("n", new Column.Real(new double[] {2}));
        DelimitedTableFile.write(folder.resolve("small.tsv"), small);
        assertEquals("cell\tn\nc1\t2\n", Files.readString(folder.resolve("small.tsv")));
    }

    @Test
    void rowNamesAsPandasAndBothWritersOfRWriteThemAreTheCells() throws IOException {
        for (String header : List.of(",group\n", "\"\",\"group\"\n", "group\n", "\uFEFFcell,group\n")) {
            Table read = read(header + "A1,x\nA2,y\n");
            assertEquals(List.of("cell", "group"), read.names(), header);
            assertArrayEquals(new String[] {"A1", "A2"}, read.labels("cell"));
        }
    }

    @Test
    void whatAColumnHoldsIsInferredFromAllOfIt() throws IOException {
        assertInstanceOf(Column.Whole.class, infer("1", "2"));
        assertInstanceOf(Column.Real.class, infer("1", "NA"));
        assertInstanceOf(Column.Real.class, infer("1", "2.5e-3"));
        assertInstanceOf(Column.Real.class, infer("Inf", "-inf"));
        assertInstanceOf(Column.Text.class, infer("1", "x"));
        assertInstanceOf(Column.Text.class, infer("007", "1"), "leading zeros make an id");
        assertInstanceOf(Column.Text.class, infer("1234567890123456789", "1"), "too long for a number");
        assertInstanceOf(Column.Flag.class, infer("TRUE", "False"));
        assertInstanceOf(Column.Text.class, infer("TRUE", ""));
        assertInstanceOf(Column.Text.class, read("cell,n\n1,2\n").column("cell"), "cells are named, not counted");
    }

    private static Column infer(String... texts) {
        return ColumnText.column(texts);
    }

    @Test
    void eachBadTableHasItsOwnMessage() throws IOException {
        assertMessage("", "it is empty");
        assertMessage("cell,n\na,1\nb\n", "record 3 has 1 columns, the first line 2");
        assertMessage("cell,n,n\na,1,2\n", "column 'n' appears twice");
        assertMessage("cell,,n\na,1,2\n", "column 2 has no name");
        assertMessage("cell,n\n\"a,1\n", "quotes do not match");
    }

    @Test
    void aTableCutShortOrOfOtherBytesIsNamed() throws IOException {
        DelimitedTableFile.write(folder.resolve("whole.csv.gz"), TABLE);
        byte[] bytes = Files.readAllBytes(folder.resolve("whole.csv.gz"));
        Path cut = Files.write(folder.resolve("cut.csv.gz"), Arrays.copyOf(bytes, bytes.length / 2));
        assertMessage(cut, "cut.csv.gz is damaged or cut short");
        Path latin = Files.write(folder.resolve("latin.csv"), new byte[] {'a', '\n', (byte) 0xe9, '\n'});
        assertMessage(latin, "latin.csv is not UTF-8");
        assertMessage(folder.resolve("absent.csv"), "no such file");
    }

    @Test
    void aTableThatCannotBeWrittenLeavesNothingBehind() throws IOException {
        Path target = folder.resolve("no-such-folder").resolve("t.tsv");
        InvalidInputException e =
                assertThrows(InvalidInputException.class, () -> DelimitedTableFile.write(target, TABLE));
        assertTrue(e.getMessage().contains("no such file or folder"), e.getMessage());
        assertFalse(Files.exists(target));
    }

    private Table read(String text) throws IOException {
        return DelimitedTableFile.read(Files.writeString(folder.resolve("in.csv"), text));
    }

    private void assertMessage(String text, String part) throws IOException {
        assertMessage(Files.writeString(folder.resolve("bad.csv"), text), part);
    }

    private static void assertMessage(Path path, String part) {
        InvalidInputException e = assertThrows(InvalidInputException.class, () -> DelimitedTableFile.read(path));
        assertTrue(e.getMessage().contains(part), e.getMessage());
        assertEquals(1, e.getMessage().lines().count(), e.getMessage());
    }
}
