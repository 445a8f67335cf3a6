package org.screlate.data;

/** Told how far long work has come; a method calls it, a tool shows it. */
@FunctionalInterface
public interface Progress {
    /** Says nothing. */
    Progress SILENT = (stage, done, total) -> {};

    /** So much of a stage is done. */
    void at(String stage, long done, long total);
}
