/** HDF5: h5ad and 10x files. */
@NullMarked
package org.screlate.io.hdf5;

import org.jspecify.annotations.NullMarked;
