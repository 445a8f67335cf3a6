package org.screlate.io.hdf5;

import io.jhdf.api.Attribute;
import io.jhdf.api.Node;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.screlate.data.InvalidInputException;

/** What is written at the nodes of an HDF5 file: words and shapes. */
final class HdfAttributes {
    private HdfAttributes() {}

    /** A text attribute, or null. */
    static @Nullable String text(Node node, String attribute) {
        Attribute found = node.getAttributes().get(attribute);
        Object data = found == null ? null : found.getData();
        if (data instanceof String[] words && words.length == 1) {
            return words[0];
        }
        return data instanceof String word ? word : null;
    }

    /** An attribute of several words, or none. */
    static List<String> texts(Node node, String attribute) {
        Attribute found = node.getAttributes().get(attribute);
        Object data = found == null || found.isEmpty() ? null : found.getData();
        return data instanceof String[] words
                ? List.of(words)
                : data instanceof String word ? List.of(word) : List.of();
    }

    /** An attribute of two whole numbers, or null. */
    static int @Nullable [] shape(Node node, String attribute) {
        Attribute found = node.getAttributes().get(attribute);
        return found == null ? null : pair(found.getData());
    }

    /** Two whole numbers, such as the shape of a matrix. */
    static int[] pair(Object data) {
        int[] shape = HdfNumbers.ints(data);
        if (shape.length != 2) {
            throw new InvalidInputException("a shape of " + shape.length + " dimensions was found, not 2");
        }
        return shape;
    }
}
