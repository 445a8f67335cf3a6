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
take @resvg/resvg-wasm/index.min.js resvg.min.js
take cytoscape/dist/cytoscape.min.js cytoscape.min.js
take tabulator-tables/dist/js/tabulator.min.js tabulator.min.js
take tabulator-tables/dist/css/tabulator.min.css tabulator.min.css
cp "$work/node_modules/@resvg/resvg-wasm/index_bg.wasm" "$target/resvg.wasm"
cp "$work"/node_modules/dejavu-fonts-ttf/ttf/DejaVuSans.ttf "$work"/node_modules/dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf "$target"
licences() { # LIBRARY...: those that publish no text of their licence name it
    for library in "$@"; do
        printf '\n== %s\n' "$library"
        folder=$work/node_modules/${library%@*}
        cat "$folder"/LICENSE* 2> /dev/null || node -p "const {license, repository} = require('$folder/package.json'); license + ', source: ' + (repository.url ?? repository)"
    done
}
inPages=; inImages=
for library in "$@"; do
    case $library in
        *resvg* | *fonts*) inImages="$inImages $library" ;;
        *) inPages="$inPages $library" ;;
    esac
done
{
    echo "Libraries in this folder, as published on npm in their minified form, less the links to their source maps. They are"
    echo "put into every page that screlate-report writes."
    licences $inPages
} > "$target/LICENCES.txt"
{
    echo "A library and fonts in this folder, as published on npm. screlate-report draws images with them; no page holds them."
    licences $inImages
} > "$target/LICENCES-IMAGES.txt"
