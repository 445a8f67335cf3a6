package org.screlate.io;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.screlate.data.CellGraph;
import org.screlate.data.Column;
import org.screlate.data.ShortestDecimal;
import org.screlate.data.Table;
import org.screlate.io.file.AtomicFile;
import org.screlate.io.text.TextFile;
import org.screlate.matrix.SparseMatrix;

/**
 * Undirected networks in the form that the name asks for: .graphml (with all columns, for Cytoscape, igraph and
 * networkx), .tsv or .csv (an edge in each row: {@code source}, {@code target}, {@code weight} and further columns), else
 * a {@link GraphFile}; the first three gzipped where .gz follows.
 */
public final class NetworkFile {
    private static final String GRAPHML = ".graphml";

    private NetworkFile() {}

    /**
     * Writes a network.
     *
     * @param network both directions of each edge; one is written to GraphML and text
     * @param nodes further columns, one row a node
     * @param edges further columns, one row an edge, by lower node, then upper
     */
    public static void write(Path path, CellGraph network, Table nodes, Table edges) {
        if (TextFile.nameUnpacked(path).endsWith(GRAPHML)) {
            AtomicFile.write(path, beside -> {
                try (BufferedWriter writer = new BufferedWriter(
                        new OutputStreamWriter(TextFile.create(beside, path), StandardCharsets.UTF_8))) {
                    writeGraphml(writer, network, nodes, edges);
                }
            });
        } else if (DelimitedTableFile.isNameOf(path)) {
            DelimitedTableFile.write(path, edgeTable(network, edges));
        } else {
            GraphFile.write(path, network);
        }
    }

    /** The edges, each once, by lower node, then upper. */
    private static Table edgeTable(CellGraph network, Table further) {
        SparseMatrix weights = network.weights();
        int number = further.rows();
        String[] sources = new String[number];
        String[] targets = new String[number];
        double[] values = new double[number];
        int next = 0;
        for (int r = 0; r < weights.rows(); r++) {
            for (int e = weights.offsets()[r]; e < weights.offsets()[r + 1]; e++) {
                if (weights.indices()[e] > r) {
                    sources[next] = network.nodes().get(r);
                    targets[next] = network.nodes().get(weights.indices()[e]);
                    // The shortest text of the single-precision number, not of its image in double precision.
                    values[next++] = Double.parseDouble(ShortestDecimal.of(weights.values()[e]));
                }
            }
        }
        Table table = Table.ofRows(number)
                .with("source", new Column.Text(sources))
                .with("target", new Column.Text(targets))
                .with("weight", new Column.Real(values));
        for (Map.Entry<String, Column> column : further.columns().entrySet()) {
            table = table.with(column.getKey(), column.getValue());
        }
        return table;
    }

    private static void writeGraphml(Writer writer, CellGraph network, Table nodes, Table further) throws IOException {
        Table edges = edgeTable(network, further);
        writer.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        writer.write("<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n");
        writeKeys(writer, "node", nodes, 0);
        writeKeys(writer, "edge", edges, 2);
        writer.write("<graph id=\"" + escaped(network.name()) + "\" edgedefault=\"undirected\">\n");
        for (int n = 0; n < network.nodes().size(); n++) {
            writer.write("<node id=\"" + escaped(network.nodes().get(n)) + "\">");
            writeData(writer, "node", nodes, 0, n);
            writer.write("</node>\n");
        }
        for (int e = 0; e < edges.rows(); e++) {
            writer.write("<edge source=\"" + escaped(edges.column("source").text(e)) + "\" target=\""
                    + escaped(edges.column("target").text(e)) + "\">");
            writeData(writer, "edge", edges, 2, e);
            writer.write("</edge>\n");
        }
        writer.write("</graph>\n</graphml>\n");
    }

    private static void writeKeys(Writer writer, String what, Table table, int from) throws IOException {
        for (String name : table.names().subList(from, table.names().size())) {
            Column column = table.column(name);
            String type = column instanceof Column.Real
                    ? "double"
                    : column instanceof Column.Whole ? "long" : column instanceof Column.Flag ? "boolean" : "string";
            writer.write("<key id=\"" + what + "_" + escaped(name) + "\" for=\"" + what + "\" attr.name=\""
                    + escaped(name) + "\" attr.type=\"" + type + "\"/>\n");
        }
    }

    private static void writeData(Writer writer, String what, Table table, int from, int row) throws IOException {
        for (String name : table.names().subList(from, table.names().size())) {
            String text = table.column(name).text(row);
            if (!text.isEmpty()) {
                writer.write("<data key=\"" + what + "_" + escaped(name) + "\">" + escaped(text) + "</data>");
            }
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
