/** Matrices as other programs have them, before and after they are ours; knows no file format. */
@NullMarked
package org.screlate.io.foreign;

import org.jspecify.annotations.NullMarked;
