package org.screlate.embed;

/**
 * One row of the training log.
 *
 * @param epoch from 1
 * @param loss the sum of the three below
 * @param edgeLoss of telling training edges from random pairs
 * @param expressionLoss mean squared error of standardised expression
 * @param correlationLoss of correlating the reconstructions of interacting genes
 * @param uniformAuroc of validation edges against uniform pairs; NaN between evaluations
 * @param matchedAuroc of validation edges against degree-matched pairs; NaN between evaluations
 * @param writtenAuroc mean of both for the vectors as they would be written, with the network's own coordinates; NaN between
 *     evaluations
 * @param cellEdges directed edges of the cell graph
 * @param best whether this is the best epoch so far
 */
public record ScNetEpoch(
        int epoch,
        double loss,
        double edgeLoss,
        double expressionLoss,
        double correlationLoss,
        double uniformAuroc,
        double matchedAuroc,
        double writtenAuroc,
        int cellEdges,
        boolean best) {}
