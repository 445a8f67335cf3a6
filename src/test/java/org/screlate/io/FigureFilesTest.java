package org.screlate.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.screlate.data.Column;
import org.screlate.data.Page;
import org.screlate.data.Table;

/** Needs the processor that the engine is made for. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
final class FigureFilesTest {
    @TempDir
    private Path folder;

    @Test
    void everyValueToChooseIsAnImageWithTitledAxes() throws IOException {
        assertEquals(2, FigureFiles.write(folder, page(bars("one", "t\u00fc <b>&amp;"))));
        assertEquals(
                List.of("bars.one.png", "bars.one.svg", "bars.t\u00fc-b-amp.png", "bars.t\u00fc-b-amp.svg"), names());
        String svg = Files.readString(folder.resolve("bars.one.svg"));
        assertTrue(svg.contains(">Score of something</text>"), "title of the axis");
        assertTrue(svg.contains(">first</text>"), "label of a bar");
        var png = ImageIO.read(new ByteArrayInputStream(Files.readAllBytes(folder.resolve("bars.one.png"))));
        double width = Double.parseDouble(svg.replaceFirst("(?s)^.*? width=\"([\\d.]+)\".*$", "$1"));
        assertEquals(2 * width, png.getWidth(), 1);
        assertTrue(isDrawn(png), "not one colour all over");
    }

    @Test
    void sameFigureGivesTheSameBytes() throws IOException {
        FigureFiles.write(folder, page(bars("one")));
        assertEquals(List.of("bars.png", "bars.svg"), names());
        byte[] first = Files.readAllBytes(folder.resolve("bars.png"));
        FigureFiles.write(folder, page(bars("one")));
        assertArrayEquals(first, Files.readAllBytes(folder.resolve("bars.png")));
    }

    @Test
    void pageWithoutFiguresGivesNone() throws IOException {
        Page page = new Page("p", List.of(new Page.Section("s", "S", List.of())));
        assertEquals(0, FigureFiles.write(folder, page));
        assertEquals(List.of(), names());
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static boolean isDrawn(java.awt.image.BufferedImage image) {
        int corner = image.getRGB(0, 0);
        for (int x = 0; x < image.getWidth(); x++) {
            if (image.getRGB(x, image.getHeight() / 2) != corner) {
                return true;
            }
        }
        return false;
    }

    /** Two bars for each group. */
    private static Page.Figure bars(String... groups) {
        String[] rows = new String[2 * groups.length];
        String[] of = new String[rows.length];
        double[] values = new double[rows.length];
        for (int r = 0; r < rows.length; r++) {
            rows[r] = r % 2 == 0 ? "first" : "second";
            of[r] = groups[r / 2];
            values[r] = r + 1.0;
        }
        Table table = Table.ofRows(rows.length)
                .with("row", new Column.Text(rows))
                .with("group", new Column.Text(of))
                .with("value", new Column.Real(values));
        Map<String, Object> words = Map.of("xTitle", "Score of something", "yTitle", "Row", "step", 1);
        return Page.Figure.of("bars", "Bars", "Two bars.", "bars", words, table).choosing("group");
    }

    private static Page page(Page.Figure figure) {
        return new Page("p", List.of(new Page.Section("s", "S", List.of(figure))));
    }
}
