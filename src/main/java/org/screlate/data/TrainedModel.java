package org.screlate.data;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a method has learned, to go on from or to apply: arrays and lists of names that the method itself knows the meaning
 * of. Arrays are not copied.
 *
 * @param method that made it: scnet
 * @param floats arrays by name
 * @param integers arrays by name; no name is in two of the three
 * @param doubles arrays by name
 * @param words lists by name
 * @param provenance the steps that led here
 */
public record TrainedModel(
        String method,
        Map<String, float[]> floats,
        Map<String, int[]> integers,
        Map<String, double[]> doubles,
        Map<String, List<String>> words,
        Provenance provenance) {
    /** Sorts by name. */
    public TrainedModel {
        floats = new TreeMap<>(floats);
        integers = new TreeMap<>(integers);
        doubles = new TreeMap<>(doubles);
        words = new TreeMap<>(words);
    }

    /** An array of whole numbers; the user's error if the file has none of that name. */
    public int[] integersOf(String name) {
        return present(name, integers.get(name));
    }

    /** An array of real numbers; the user's error if the file has none of that name. */
    public double[] doublesOf(String name) {
        return present(name, doubles.get(name));
    }

    /** A list of words; the user's error if the file has none of that name. */
    public List<String> wordsOf(String name) {
        return present(name, words.get(name));
    }

    private <T> T present(String name, @Nullable T value) {
        if (value == null) {
            throw new InvalidInputException("the model of " + method + " has no '" + name + "'; train it anew");
        }
        return value;
    }
}
