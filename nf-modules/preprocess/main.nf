process SCRELATE_PREPROCESS {
    tag "${meta.id}"
    label 'process_medium'
    conda "${moduleDir}/environment.yml"
    container "ghcr.io/screlate/screlate:0.1.0"

    input:
    tuple val(meta), path(cells)

    output:
    tuple val(meta), path("${prefix}.expression.arrow"), emit: expression
    tuple val(meta), path("${prefix}.counts.arrow"), emit: counts
    tuple val(meta), path("${prefix}.pca.arrow"), emit: pca
    tuple val(meta), path("${prefix}.pca.tsv"), emit: pca_table
    tuple val(meta), path("${prefix}.graph.arrow"), emit: graph
    tuple val(meta), path("*.denoised.arrow"), optional: true, emit: denoised
    tuple val(meta), path("${prefix}.cell_qc.tsv"), emit: cell_qc
    tuple val(meta), path("${prefix}.gene_qc.tsv"), emit: gene_qc
    tuple val("${task.process}"), val('screlate'), eval("screlate-preprocess --version | sed 's/.* //'"), topic: versions, emit: versions_screlate

    when:
    task.ext.when == null || task.ext.when

    script:
    def args = task.ext.args ?: ''
    prefix = task.ext.prefix ?: "${meta.id}"
    if ("${cells}" == "${prefix}.counts.arrow") {
        error("Input and output names are the same: set prefix in the module's configuration")
    }
    """
    SCRELATE_MEMORY_MB=${task.memory ? task.memory.toMega() : ''} screlate-preprocess \\
        --cells ${cells} \\
        ${args} \\
        --threads ${task.cpus} \\
        --output ${prefix}.expression.arrow \\
        --counts-output ${prefix}.counts.arrow \\
        --pca-output ${prefix}.pca.arrow \\
        --pca-tsv-output ${prefix}.pca.tsv \\
        --graph-output ${prefix}.graph.arrow \\
        --qc-output ${prefix}.cell_qc.tsv \\
        --gene-qc-output ${prefix}.gene_qc.tsv
    """

    stub:
    prefix = task.ext.prefix ?: "${meta.id}"
    """
    touch ${prefix}.expression.arrow ${prefix}.counts.arrow ${prefix}.pca.arrow ${prefix}.graph.arrow
    touch ${prefix}.pca.tsv ${prefix}.cell_qc.tsv ${prefix}.gene_qc.tsv
    """
}
