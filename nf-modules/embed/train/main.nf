process SCRELATE_EMBED_TRAIN {
    tag "${meta.id}"
    label 'process_high'
    conda "${moduleDir}/environment.yml"
    container "ghcr.io/screlate/screlate:0.1.0"

    input:
    tuple val(meta), path(cells), path(ppi)
    val split // whether the list says what each interaction is for

    output:
    tuple val(meta), path("${prefix}.genes.arrow"), emit: genes
    tuple val(meta), path("${prefix}.cells.arrow"), emit: cells
    tuple val(meta), path("${prefix}.graph.arrow"), emit: graph
    tuple val(meta), path("${prefix}.reconstructed.arrow"), emit: reconstructed
    tuple val(meta), path("${prefix}.log.tsv"), emit: log
    tuple val(meta), path("${prefix}.scores.tsv"), emit: scores
    tuple val(meta), path("${prefix}.edges.arrow"), emit: edges
    tuple val(meta), path("${prefix}.model.arrow"), emit: model
    tuple val("${task.process}"), val('screlate'), eval("screlate-embed --version | sed 's/.* //'"), topic: versions, emit: versions_screlate

    when:
    task.ext.when == null || task.ext.when

    script:
    def args = task.ext.args ?: ''
    prefix = task.ext.prefix ?: "${meta.id}.embedded"
    """
    SCRELATE_MEMORY_MB=${task.memory ? task.memory.toMega() : ''} screlate-embed train \\
        --cells ${cells} \\
        ${split ? '--split' : '--ppi'} ${ppi} \\
        ${args} \\
        --threads ${task.cpus} \\
        --output ${prefix}.genes.arrow \\
        --cell-output ${prefix}.cells.arrow \\
        --graph-output ${prefix}.graph.arrow \\
        --reconstructed-output ${prefix}.reconstructed.arrow \\
        --log-output ${prefix}.log.tsv \\
        --scores-output ${prefix}.scores.tsv \\
        --edges-output ${prefix}.edges.arrow \\
        --model-output ${prefix}.model.arrow
    """

    stub:
    prefix = task.ext.prefix ?: "${meta.id}.embedded"
    """
    touch ${prefix}.genes.arrow ${prefix}.cells.arrow ${prefix}.graph.arrow ${prefix}.reconstructed.arrow
    touch ${prefix}.log.tsv ${prefix}.scores.tsv ${prefix}.edges.arrow ${prefix}.model.arrow
    """
}
