package org.screlate.io.file;

/** How the bytes of an Arrow file are stored. */
public enum Compression {
    /** As they are, so that other programs can map the file into memory. */
    NONE,
    /** By Zstandard: smaller, slower. */
    ZSTD
}
