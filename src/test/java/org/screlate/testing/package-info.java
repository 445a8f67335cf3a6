/** Builders of small inputs, and the way to real ones, for the tests of all rooms. */
package org.screlate.testing;
