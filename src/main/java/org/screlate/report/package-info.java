/**
 * Reports: what a set of results says, in sentences, figures and tables. Results are told apart by what they hold; each
 * section takes those that it understands, and says in a sentence what is missing.
 */
@NullMarked
package org.screlate.report;

import org.jspecify.annotations.NullMarked;
