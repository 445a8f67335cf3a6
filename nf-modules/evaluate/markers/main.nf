process SCRELATE_EVALUATE_MARKERS {
    tag "${meta.id}"
    label 'process_low'
    conda "${moduleDir}/environment.yml"
    container "ghcr.io/screlate/screlate:0.1.0"

    input:
    tuple val(meta), path(cells), path(gene_sets), path(truth), val(truth_column)

    output:
    tuple val(meta), path("${prefix}.tsv"), emit: metrics
    tuple val("${task.process}"), val('screlate'), eval("screlate-evaluate --version | sed 's/.* //'"), topic: versions, emit: versions_screlate

    when:
    task.ext.when == null || task.ext.when

    script:
    def args = task.ext.args ?: ''
    def quoted = { text -> "'" + "${text}".replace("'", "'\\''") + "'" }
    prefix = task.ext.prefix ?: "${meta.id}.markers"
    """
    SCRELATE_MEMORY_MB=${task.memory ? task.memory.toMega() : ''} screlate-evaluate markers \\
        --layer values=${cells} \\
        --gene-sets ${gene_sets} \\
        --truth ${truth} \\
        --truth-column ${quoted.call(truth_column)} \\
        ${args} \\
        --threads ${task.cpus} \\
        --output ${prefix}.tsv
    """

    stub:
    prefix = task.ext.prefix ?: "${meta.id}.markers"
    """
    printf 'task\\tname\\tmetric\\tvalue\\tn\\n' > ${prefix}.tsv
    """
}
