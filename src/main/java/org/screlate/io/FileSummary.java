package org.screlate.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.screlate.io.arrow.ArrowMetadata;
import org.screlate.io.arrow.NotArrow;
import org.screlate.io.foreign.ForeignMatrix;

/** What an Arrow file of ours holds, in a few words for people, from its schema alone. */
public final class FileSummary {
    /** Bytes before the schema: the magic word and its padding. */
    private static final int HEAD = 8;
    /** More names than these are counted, not told. */
    private static final int MOST_NAMES = 12;

    private FileSummary() {}

    /** Such as {@code 287 cells × 150 genes, counts; cells with cell_type, group}; empty for a file of another kind. */
    public static String of(Path path) {
        if (!Files.isRegularFile(path) || !NotArrow.begins(path)) {
            return "";
        }
        try (FileChannel channel =
                        FileChannel.open(path, StandardOpenOption.READ).position(HEAD);
                BufferAllocator allocator = new RootAllocator();
                ArrowStreamReader reader = new ArrowStreamReader(channel, allocator)) {
            return of(reader.getVectorSchemaRoot().getSchema());
        } catch (IOException e) {
            return "";
        }
    }

    private static String of(Schema schema) {
        Map<String, String> metadata = schema.getCustomMetadata();
        List<String> fields = schema.getFields().stream().map(Field::getName).toList();
        String layer = metadata.getOrDefault(ArrowMetadata.LAYER, "");
        return switch (metadata.getOrDefault(ArrowMetadata.KIND, "")) {
            case CellMatrixFile.SPARSE, CellMatrixFile.DENSE ->
                rows(metadata) + " cells × " + counted(metadata, ArrowMetadata.GENES) + " genes, " + layer
                        + known(fields);
            case EmbeddingFile.KIND ->
                rows(metadata) + " cells in " + counted(metadata, ArrowMetadata.DIMENSIONS) + " dimensions, " + layer;
            case EmbeddingFile.GENE_KIND ->
                rows(metadata) + " genes in " + counted(metadata, ArrowMetadata.DIMENSIONS) + " dimensions, " + layer;
            case GraphFile.KIND ->
                rows(metadata) + " edges between " + counted(metadata, ArrowMetadata.NODES) + " nodes, " + layer;
            case TableFile.KIND -> rows(metadata) + " rows; columns " + listed(fields);
            default -> "";
        };
    }

    private static String rows(Map<String, String> metadata) {
        return grouped(metadata.getOrDefault(ArrowMetadata.ROWS, "0"));
    }

    private static String counted(Map<String, String> metadata, String key) {
        return grouped(Integer.toString(ArrowMetadata.names(metadata, key).size()));
    }

    private static String grouped(String number) {
        return String.format(Locale.ROOT, "%,d", Long.parseLong(number));
    }

    private static String known(List<String> fields) {
        List<String> others = fields.stream()
                .filter(name -> !ForeignMatrix.RESERVED.contains(name))
                .toList();
        return others.isEmpty() ? "" : "; cells with " + listed(others);
    }

    private static String listed(List<String> names) {
        String first = names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
        return names.size() > MOST_NAMES ? first + " and " + (names.size() - MOST_NAMES) + " more" : first;
    }
}
