// Builds static/drawing/: scripts for the page, charts and the map, each with its hash in its name, packed as well as it can
// be; and `parts.json`, which says what they are made of. Of plotly.js only the core and bars are taken: 1.2 MB instead of 4.7.
import * as esbuild from 'esbuild'
import { createHash } from 'node:crypto'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'

const OUT = new URL('../../static/drawing/', import.meta.url)

const styles = {
  name: 'styles', // Plotly's own style sheet, which would be a file of its own
  setup(build) {
    build.onLoad({ filter: /\.css$/ }, ({ path }) => {
      const text = JSON.stringify(readFileSync(path, 'utf8').replace(/\s+/g, ' '))
      return { contents: `document.head.appendChild(document.createElement('style')).textContent = ${text}` }
    })
  },
}

const version = (name) => JSON.parse(readFileSync(new URL(`node_modules/${name}/package.json`, import.meta.url))).version
const MADE_OF = {
  page: {},
  charts: { 'plotly.js': `MIT, ${version('plotly.js')}` },
  map: Object.fromEntries(['d3-geo', 'd3-selection', 'd3-zoom'].map((name) => [name, `ISC, ${version(name)}`])),
}

rmSync(OUT, { recursive: true, force: true })
mkdirSync(OUT, { recursive: true })
const parts = {}
for (const [part, madeOf] of Object.entries(MADE_OF)) {
  const built = await esbuild.build({
    entryPoints: [`src/${part}.js`], bundle: true, minify: true, write: false, format: 'esm', target: 'es2022',
    plugins: [styles], define: { global: 'window', 'define.amd': 'false' }, legalComments: 'inline', logLevel: 'warning',
  })
  const text = built.outputFiles[0].contents
  const sha256 = createHash('sha256').update(text).digest('hex')
  const file = `${part}-${sha256.slice(0, 12)}.js`
  writeFileSync(new URL(file, OUT), text)
  writeFileSync(new URL(`${file}.br`, OUT), brotliCompressSync(text))
  writeFileSync(new URL(`${file}.gzip`, OUT), gzipSync(text, { level: 9 }))
  parts[part] = { file, sha256, 'made of': madeOf }
  console.log(file, text.length)
}
writeFileSync(new URL('parts.json', OUT), JSON.stringify(parts, null, 1) + '\n')
