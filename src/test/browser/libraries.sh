#!/bin/sh
# libraries.sh NAME@VERSION...: takes the minified files of libraries from npm into the resources of the report, with their licences.
set -eu
target=$(cd "${0%/*}/../../.." && pwd)/src/main/resources/org/screlate/report/lib
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --prefix "$work" --ignore-scripts --omit=optional --no-package-lock --silent "$@"

take() { # FILE NAME: without the link to its source map, which a page cannot follow
    sed -e 's,^//# sourceMappingURL=.*$,,' -e 's,/\*# sourceMappingURL=.*\*/,,' "$work/node_modules/$1" > "$target/$2"
}
take vega/build/vega.min.js vega.min.js
take vega-lite/build/vega-lite.min.js vega-lite.min.js
take vega-embed/build/vega-embed.min.js vega-embed.min.js
take cytoscape/dist/cytoscape.min.js cytoscape.min.js
take tabulator-tables/dist/js/tabulator.min.js tabulator.min.js
take tabulator-tables/dist/css/tabulator.min.css tabulator.min.css
{
    echo "Libraries in this folder, as published on npm in their minified form, less the links to their source maps. They are"
    echo "put into every page that screlate-report writes."
    for library in "$@"; do
        printf '\n== %s\n' "$library"
        cat "$work/node_modules/${library%@*}"/LICENSE*
    done
} > "$target/LICENCES.txt"
