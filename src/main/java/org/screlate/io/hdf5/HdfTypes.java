package org.screlate.io.hdf5;

/**
 * Lets datatypes of version 4 and 5 pass for version 3, the newest that jhdf knows (section IV.A.2.d of the specification).
 * The newer versions are for references and complex numbers; with {@code libver='latest'} all types get them, laid out as in
 * version 3.
 */
final class HdfTypes {
    private static final int KNOWN = 3;
    private static final int COMPOUND = 6;
    private static final int ENUMERATION = 8;
    private static final int VARIABLE = 9;
    private static final int ARRAY = 10;
    /** Version and class, bits of the class, size. */
    private static final int HEAD = 8;

    private final byte[] bytes;
    private final int limit;
    private int next;
    private boolean changed;

    private HdfTypes(byte[] bytes, int from, int limit) {
        this.bytes = bytes;
        this.next = from;
        this.limit = limit;
    }

    /** Changes the versions of the type that begins at a place, and of those within it; says whether there were any to change. */
    static boolean correct(byte[] bytes, int from, int limit) {
        HdfTypes types = new HdfTypes(bytes, from, limit);
        try {
            types.type();
        } catch (IndexOutOfBoundsException e) {
            return types.changed; // the reader meets the same end
        }
        return types.changed;
    }

    private void type() {
        if (next + HEAD > limit) {
            throw new IndexOutOfBoundsException();
        }
        int kind = bytes[next] & 15;
        int version = (bytes[next] & 0xff) >> 4;
        int members = (bytes[next + 1] & 0xff) | (bytes[next + 2] & 0xff) << 8;
        long size = (bytes[next + 4] & 0xffL) | (bytes[next + 5] & 0xffL) << 8 | (bytes[next + 6] & 0xffL) << 16;
        size |= (bytes[next + 7] & 0xffL) << 24;
        if (version > KNOWN) {
            bytes[next] = (byte) (KNOWN << 4 | kind);
            changed = true;
        } else if (version < KNOWN && kind == COMPOUND) {
            next = limit; // written by an older library, and so is all within
            return;
        }
        next += HEAD;
        switch (kind) {
            case 0, 4 -> next += 4; // whole numbers and bits
            case 1 -> next += 12; // real numbers
            case 2 -> next += 2; // times
            case 3, 7 -> {} // text and references
            case COMPOUND -> {
                int width = size < 1 << 8 ? 1 : size < 1 << 16 ? 2 : size < 1 << 24 ? 3 : 4;
                for (int m = 0; m < members; m++) {
                    name();
                    next += width;
                    type();
                }
            }
            case ENUMERATION, VARIABLE -> type();
            case ARRAY -> {
                next += 1 + 4 * bytes[next];
                type();
            }
            default -> next = limit;
        }
    }

    private void name() {
        while (bytes[next] != 0) {
            next++;
        }
        next++;
    }
}
