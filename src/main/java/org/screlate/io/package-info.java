/**
 * Kinds of file to data and back; the only room that knows Arrow, HDF5, Matrix Market and CSV.
 */
@NullMarked
package org.screlate.io;

import org.jspecify.annotations.NullMarked;
