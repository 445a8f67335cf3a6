process SCRELATE_EVALUATE {
    tag "${meta.id}"
    label 'process_low'
    conda "${moduleDir}/environment.yml"
    container "ghcr.io/screlate/screlate:0.1.0"

    input:
    tuple val(meta), val(evaluation), path(result), path(truth), path(cells), val(truth_column)

    output:
    tuple val(meta), path("${prefix}.tsv"), emit: metrics
    tuple val(meta), path("${prefix}.sets.tsv"), emit: sets, optional: true
    tuple val(meta), path("${prefix}.curve.tsv"), emit: curve, optional: true
    tuple val("${task.process}"), val('screlate'), eval("screlate-evaluate --version | sed 's/.* //'"), topic: versions, emit: versions_screlate

    when:
    task.ext.when == null || task.ext.when

    script:
    def args = task.ext.args ?: ''
    def name = task.ext.prefix ?: "${meta.id}.${evaluation}"
    def cells_option = cells ? "--cells ${cells}" : ''
    def inputs = [
        clustering: "--clusters ${result} --truth ${truth} --truth-column ${truth_column} ${cells_option}",
        recovery: "--recovered ${result} --mask ${truth} --reference ${cells}",
        denoising: "--recovered ${result} --train ${truth} --reference ${cells}",
        markers: "--layer values=${result} --sets ${truth} --truth ${cells} --truth-column ${truth_column}",
        edges: "--profiles embedding=${result} --edges ${truth}",
        annotations: "--profiles profiles=${result} --sets ${truth} --sets-output ${name}.sets.tsv",
        ontology: "--profiles profiles=${result} --ontology ${truth} --annotations ${cells}",
        pathways: "--network network=${result} --sets ${truth} --sets-output ${name}.sets.tsv",
        coexpression: "--tests ${result} --truth ${truth} --curve-output ${name}.curve.tsv",
    ][evaluation]
    prefix = name
    """
    SCRELATE_MEMORY_MB=${task.memory ? task.memory.toMega() : ''} screlate-evaluate \\
        --task ${evaluation} \\
        ${inputs} \\
        ${args} \\
        --threads ${task.cpus} \\
        --output ${prefix}.tsv
    """

    stub:
    prefix = task.ext.prefix ?: "${meta.id}.${evaluation}"
    """
    printf 'task\\tname\\tmetric\\tvalue\\tn\\n' > ${prefix}.tsv
    """
}
