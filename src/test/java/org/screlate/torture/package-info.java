/** Runs of the real programs that are killed, starved and disturbed; too long for every build, see {@code make torture}. */
package org.screlate.torture;
