process SCRELATE_MODULES_TEST {
    tag "${meta.id}"
    label 'process_medium'
    conda "${moduleDir}/environment.yml"
    container "ghcr.io/screlate/screlate:0.1.0"

    input:
    tuple val(meta), path(cells), path(model), path(gene_sets)

    output:
    tuple val(meta), path("${prefix}.tsv"), emit: tests
    tuple val(meta), path("${prefix}.gmt"), emit: modules, optional: true
    tuple val("${task.process}"), val('screlate'), eval("screlate-modules --version | sed 's/.* //'"), topic: versions, emit: versions_screlate

    when:
    task.ext.when == null || task.ext.when

    script:
    def args = task.ext.args ?: ''
    prefix = task.ext.prefix ?: "${meta.id}.modules"
    def sets = gene_sets ? "--gene-sets ${gene_sets}" : "--modules-output ${prefix}.gmt"
    """
    SCRELATE_MEMORY_MB=${task.memory ? task.memory.toMega() : ''} screlate-modules test \\
        --cells ${cells} \\
        --model ${model} \\
        ${sets} \\
        ${args} \\
        --threads ${task.cpus} \\
        --output ${prefix}.tsv
    """

    stub:
    prefix = task.ext.prefix ?: "${meta.id}.modules"
    """
    printf 'rank\\tgene_set\\treason\\tpairs\\tp_value\\n' > ${prefix}.tsv
    """
}
