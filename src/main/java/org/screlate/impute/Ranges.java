package org.screlate.impute;

/** Checks of settings that the methods share. */
final class Ranges {
    private Ranges() {}

    static void atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " < 1: " + value);
        }
    }

    static void share(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " not from 0 to 1: " + value); // NaN too
        }
    }
}
