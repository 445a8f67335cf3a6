package org.screlate.io.text;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.screlate.io.foreign.Description;

/** Says what files of text hold: of a matrix its first entries are read, of a table its first lines. */
public final class TextDescription {
    private static final int LINES = 200;

    private TextDescription() {}

    /** A Matrix Market file or the folder of one. */
    public static Description mtx(Path path) {
        MtxFiles files = MtxFiles.of(path);
        List<String> cells = TenxMtxReader.cells(files);
        List<String[]> features = TenxMtxReader.lines(files.features(), files);
        List<String> genes = features.stream()
                .map(line -> line[Math.min(1, line.length - 1)])
                .toList();
        Description found = new Description()
                .with("kind", "Matrix Market, names as " + files.family().program())
                .with("files", names(files));
        TextFile.readBytes(files.matrix(), in -> {
            MatrixMarket market = new MatrixMarket(in, TextFile.size(files.matrix()));
            boolean cellsInRows = market.rows() == cells.size() && market.columns() == genes.size();
            found.with("written by", market.comment())
                    .withShape(cells.size(), genes.size())
                    .with("rows", cellsInRows ? "cells" : "genes")
                    .with("stored values", String.valueOf(market.stored()));
            if (!features.isEmpty() && features.get(0).length > 2) {
                found.with(
                        "feature types",
                        features.stream().map(line -> line[2]).distinct().toList());
            }
            return found.withNames(cells, genes).withValues(market.first());
        });
        return found;
    }

    private static String names(MtxFiles files) {
        return String.join(
                ", ",
                List.of(
                        String.valueOf(files.matrix().getFileName()),
                        String.valueOf(files.barcodes().getFileName()),
                        String.valueOf(files.features().getFileName())));
    }

    /** A table of numbers. */
    public static Description table(Path path) {
        return TextFile.read(path, TextLimits.tableLine(), reader -> {
            Heading heading = Heading.read(reader, path, null);
            List<String> rows = new ArrayList<>();
            String line = heading.firstLine();
            for (; line != null && rows.size() < LINES; line = reader.readLine()) {
                rows.add(line);
            }
            String separator = Pattern.quote(String.valueOf(heading.separator()));
            List<String> columns = fields(heading.names(), separator);
            int width = rows.isEmpty()
                    ? columns.size()
                    : fields(rows.get(0), separator).size();
            List<String> names = columns.subList(width == columns.size() ? 1 : 0, columns.size());
            List<String> firsts =
                    rows.stream().map(row -> fields(row, separator).get(0)).toList();
            boolean genesInRows = TableExtras.areGenes(firsts, names);
            long all = line == null ? rows.size() : -1;
            Description found = new Description()
                    .with("kind", "table of text")
                    .with("separator", heading.separator() == '\t' ? "tab" : "'" + heading.separator() + "'")
                    .withShape(genesInRows ? names.size() : all, genesInRows ? all : names.size())
                    .with("rows", genesInRows ? "likely genes" : "likely cells");
            if (genesInRows) {
                found.withOption("--orientation genes-in-rows");
            }
            return found.withNames(genesInRows ? names : firsts, genesInRows ? firsts : names)
                    .withValues(numbers(rows, separator));
        });
    }

    private static List<String> fields(String line, String separator) {
        return Arrays.stream(line.split(separator, -1))
                .map(field -> field.replaceAll("^\"|\"$", ""))
                .toList();
    }

    private static float[] numbers(List<String> rows, String separator) {
        List<Float> found = new ArrayList<>();
        for (String row : rows) {
            List<String> fields = fields(row, separator);
            for (String field : fields.subList(Math.min(1, fields.size()), fields.size())) {
                if (field.matches("-?\\d+(\\.\\d+)?([eE][-+]?\\d+)?")) {
                    found.add(Float.parseFloat(field));
                }
            }
        }
        float[] values = new float[found.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = found.get(i);
        }
        return values;
    }
}
