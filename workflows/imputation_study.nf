#!/usr/bin/env nextflow
/*
 * The studies of the scCR paper on any labelled data, for each sample of the samplesheet and each method:
 *
 *   IMPORT -> PREPROCESS -> SMOOTH -> CLUSTER_SMOOTHED -> SCORE_CLUSTERS      labels against clusters, nothing hidden and much
 *                      |--> HIDE -> RECOVER -> SCORE_RECOVERY                 hidden after normalisation, as published
 *                      |--> HIDE_COUNTS -> NORMALISE -> RECOVER_COUNTS -> SCORE_COUNTS    hidden before it
 *                      |--> RELATE                                            genes that rise together, or against each other
 *                      \--> RESAMPLE -> NORMALISE_RESAMPLED -> TIMED          running time against cells, from the trace
 */

include { SCRELATE_IMPORT as IMPORT } from '../nf-modules/import/main.nf'
include { SCRELATE_PREPROCESS as PREPROCESS ; SCRELATE_PREPROCESS as NORMALISE ; SCRELATE_PREPROCESS as NORMALISE_RESAMPLED } from '../nf-modules/preprocess/main.nf'
include { SCRELATE_IMPUTE as SMOOTH ; SCRELATE_IMPUTE as RECOVER ; SCRELATE_IMPUTE as RECOVER_COUNTS ; SCRELATE_IMPUTE as TIMED } from '../nf-modules/impute/main.nf'
include { SCRELATE_CLUSTER as CLUSTER_SMOOTHED } from '../nf-modules/cluster/main.nf'
include { SCRELATE_SIMULATE as HIDE ; SCRELATE_SIMULATE as HIDE_COUNTS ; SCRELATE_SIMULATE as RESAMPLE } from '../nf-modules/simulate/main.nf'
include { SCRELATE_EVALUATE as SCORE_CLUSTERS ; SCRELATE_EVALUATE as SCORE_RECOVERY ; SCRELATE_EVALUATE as SCORE_COUNTS } from '../nf-modules/evaluate/main.nf'
include { parameterErrors ; parameterHelp } from './parts/parameters.nf'
include { readSamplesheet } from './parts/samplesheet.nf'
include { numbersOf ; recoveryMethods ; smoothingMethods ; studyRows } from './parts/study.nf'
include { studyPage ; timeRows } from './parts/study_page.nf'
