/*
 * The study of tests of coexpression: what is drawn, and what tests it.
 */

/** The kinds of data: the model's own, and those that the tests do not expect. */
def kinds() {
    return [
        gaussian: ['zero-inflation': 'false'],
        'extra-zeros': ['zero-inflation': 'true'],
        'unlike-subjects': ['zero-inflation': 'false', 'rho-sd': 0.3],
        'student-copula': ['zero-inflation': 'false', copula: 'student'],
        'clayton-copula': ['zero-inflation': 'false', copula: 'clayton'],
    ]
}

/** A data set for each kind, number of subjects and seed. */
def designs(subjects, seeds, params) {
    return [kinds().entrySet().toList(), subjects, seeds].combinations().collect { kind, number, seed ->
        [
            id: "${kind.key}.${number}.${seed}".toString(), kind: kind.key, subjects: number, seed: seed,
            options: kind.value + [subjects: number, 'cells-per-subject': params.simulated_cells, pairs: params.simulated_pairs, 'rho-effect': params.simulated_effect, seed: seed],
        ]
    }
}

/** Our tests and those they are compared with. */
def testMethods() {
    return [
        [name: 'joint', options: [preset: 'none']],
        [name: 'joint-ubre-z', options: [preset: 'none', smoothing: 'ubre', test: 'wald']],
        [name: 'two-stage', options: [preset: 'none', estimation: 'two-stage']],
        [name: 'cscore', options: [method: 'cscore']],
        [name: 'pearson-residuals', options: [method: 'pearson-residuals']],
    ]
}
