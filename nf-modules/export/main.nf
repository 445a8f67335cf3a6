process SCRELATE_EXPORT {
    tag "${meta.id}"
    label 'process_medium'
    conda "${moduleDir}/environment.yml"
    container "ghcr.io/screlate/screlate:0.1.0"

    input:
    tuple val(meta), path(cells), val(layer_names), path(layers), path(tables), val(embedding_names), path(embeddings), val(graph_names), path(graphs), val(gene_embedding_names), path(gene_embeddings)

    output:
    tuple val(meta), path("${prefix}.h5ad"), emit: h5ad
    tuple val("${task.process}"), val('screlate'), eval("screlate-export --version | sed 's/.* //'"), topic: versions, emit: versions_screlate

    when:
    task.ext.when == null || task.ext.when

    script:
    def args = task.ext.args ?: ''
    def quoted = { text -> "'" + "${text}".replace("'", "'\\''") + "'" }
    def layer_options = [layer_names, [layers].flatten()].transpose().collect { name, layer -> "--layer ${quoted.call("${name}=")}${layer}" }
    def table_options = [tables].flatten().collect { table -> "--cell-table ${table}" }
    def embedding_options = [embedding_names, [embeddings].flatten()].transpose().collect { name, embedding -> "--obsm ${quoted.call("${name}=")}${embedding}" }
    def graph_options = [graph_names, [graphs].flatten()].transpose().collect { name, graph -> "--obsp ${quoted.call("${name}=")}${graph}" }
    def gene_options = [gene_embedding_names, [gene_embeddings].flatten()].transpose().collect { name, embedding -> "--varm ${quoted.call("${name}=")}${embedding}" }
    def parts = layer_options + table_options + embedding_options + graph_options + gene_options
    prefix = task.ext.prefix ?: "${meta.id}"
    """
    SCRELATE_MEMORY_MB=${task.memory ? task.memory.toMega() : ''} screlate-export \\
        --cells ${cells} \\
        ${parts.join(' ')} \\
        ${args} \\
        --threads ${task.cpus} \\
        --output ${prefix}.h5ad
    """

    stub:
    prefix = task.ext.prefix ?: "${meta.id}"
    """
    touch ${prefix}.h5ad
    """
}
