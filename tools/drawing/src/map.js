// The map of the units of a place: areas or circles in the colours of their classes, and what was laid over them.
//
// One finger scrolls the page, two move the map; a mouse drags it, the wheel zooms with Ctrl. Arrow keys go from unit to
// unit and have each read out, Enter opens it. Areas are drawn once and scaled; what has a size of its own on the screen
// (circles, dots, names) is put in its place anew at each zoom.
import { geoPath, geoTransform } from 'd3-geo'
import { select } from 'd3-selection'
import { zoom, zoomIdentity } from 'd3-zoom'

const KM_PER_DEGREE = 111.19493
const MOST_ZOOM = 40
const MARGIN_PX = 14
const POINT_PX = 7 // half as wide as the mark of the centre, which no name covers
const SCALE_PX = 120 // at most, of the line that says how long a kilometre is
const LEAST_PX = 280 // of height
const WIDE_PX = 900
const PLAYED_MS = 15_000 // for all days
const MOST_MS = 600 // for a day
const LAST_MS = 2500 // for the last
const files = new Map() // address -> GeoJSON, as it comes
const maps = new WeakMap() // box -> its map

const fetched = (address) => {
  if (!address) return null
  if (!files.has(address)) files.set(address, fetch(address).then((answer) => answer.json()))
  return files.get(address)
}

export async function draw({ data, parentElement, setTriggerValue }) {
  const box = parentElement.querySelector('.drawing')
  const map = maps.get(box) ?? begin(box)
  map.pick = (code) => setTriggerValue('picked', code)
  map.wanted = data
  const own = data.own ?? []
  const [areas, outline, ...layers] = await Promise.all([data.shapes, data.outline, ...own.map((one) => one.address)].map(fetched))
  if (map.wanted !== data || !box.isConnected) return // a later one is on its way
  const isElsewhere = map.data?.shapes !== data.shapes || map.data?.outline !== data.outline
  stop(map)
  Object.assign(map, { data, areas, outline, layers: own.map((one, at) => ({ ...one, shapes: layers[at].features })) })
  if (isElsewhere) map.transform = zoomIdentity
  words(map)
  lay(map)
}

export function leave({ parentElement }) {
  const box = parentElement.querySelector('.drawing')
  if (box && !box.isConnected) maps.get(box)?.sizes.disconnect()
}

// --- once

function begin(box) {
  box.innerHTML = `<div class="map" tabindex="0" role="application">
    <svg aria-hidden="true" width="100%"><defs><pattern width="7" height="7" patternUnits="userSpaceOnUse">
    <path d="M-1,8L8,-1M-2,2L2,-2M5,9L9,5"/></pattern></defs>
    <g class="areas"></g><g class="own"></g><g class="outlines"></g><g class="rings"></g><g class="discs"></g><g class="ways"></g><g class="dots"></g>
    <g class="names"></g><g class="above"></g><g class="scale"></g><g class="measures"></g></svg>
    <div class="tip" hidden></div><div class="day" hidden></div><div class="buttons"></div></div><p class="hidden note"></p>
    <div class="said" aria-live="polite"></div>`
  const at = (name) => box.querySelector(name)
  const map = { box, frame: at('.map'), svg: at('svg'), tip: at('.tip'), said: at('.said'), note: at('.hidden'), widths: new Map() }
  map.pattern = `unknown-${crypto.randomUUID?.() ?? Math.random().toString(36).slice(2)}`
  at('pattern').id = map.pattern
  map.transform = zoomIdentity
  map.zoom = zoom()
    .scaleExtent([1, MOST_ZOOM])
    .filter((event) => (event.touches ? event.touches.length > 1 : event.type === 'wheel' ? event.ctrlKey || event.metaKey : !event.button))
    .on('zoom', ({ transform }) => { map.transform = transform; place(map) })
  select(map.svg).call(map.zoom).on('dblclick.zoom', null)
  map.svg.addEventListener('click', (event) => { const code = codeUnder(event); if (code) { map.pick(code); bringIn(map, code) } })
  map.svg.addEventListener('pointermove', (event) => tell(map, codeUnder(event), event))
  map.svg.addEventListener('pointerleave', () => tell(map, null))
  map.svg.addEventListener('wheel', (event) => { if (!event.ctrlKey && !event.metaKey) hint(map, map.data.words.wheel) }, { passive: true })
  map.svg.addEventListener('touchmove', (event) => { if (event.touches.length === 1) hint(map, map.data.words.fingers) }, { passive: true })
  map.frame.addEventListener('keydown', (event) => step(map, event))
  for (const name of ['in', 'out', 'reset', 'play']) {
    const button = at('.buttons').appendChild(document.createElement('button'))
    button.type = 'button'
    button.dataset.name = name
    button.addEventListener('click', () => (name === 'play' ? play(map) : turn(map, name)))
  }
  map.sizes = new ResizeObserver(() => { if (map.data) lay(map) })
  map.sizes.observe(map.frame)
  maps.set(box, map)
  return map
}

// On a wide screen a map is as high as leaves its title and its legend in view.
const tallest = (height, width) => (width < WIDE_PX ? height : Math.max(height, Math.round(0.62 * innerHeight)))

// What is told of a unit that was tapped stands below the map on a phone: it comes into view once it is there.
function bringIn(map, code) {
  const beside = map.box.ownerDocument.querySelector('.st-key-atlas_more')
  const name = map.data.units.find((unit) => unit.code === code)?.name
  if (!beside || !name) return
  const watch = new MutationObserver(() => {
    const card = beside.querySelector('.card')
    if (!card || !beside.textContent.includes(name)) return
    watch.disconnect()
    card.scrollIntoView({ block: 'nearest' })
  })
  watch.observe(beside, { childList: true, subtree: true, characterData: true })
  setTimeout(() => watch.disconnect(), 5000)
}

const codeUnder = (event) => event.target.closest('[data-code]')?.dataset.code ?? null

function turn(map, name) {
  const svg = select(map.svg)
  if (name === 'reset') map.zoom.transform(svg, zoomIdentity)
  else map.zoom.scaleBy(svg, name === 'in' ? 1.5 : 1 / 1.5)
}

function words({ box, frame, data }) {
  frame.setAttribute('aria-label', `${data.alt}. ${data.words.keys}`)
  for (const button of box.querySelectorAll('.buttons button')) {
    button.title = data.words[button.dataset.name]
    button.setAttribute('aria-label', button.title)
    button.hidden = button.dataset.name === 'play' && !data.replay.address
  }
}

function hint(map, text) {
  map.frame.dataset.hint = text
  clearTimeout(map.hinting)
  map.hinting = setTimeout(() => delete map.frame.dataset.hint, 1400)
}

// --- what is drawn, for one size of the frame

function lay(map) {
  const { data, svg } = map
  const width = Math.max(200, Math.round(map.frame.clientWidth))
  const around = extent(map)
  const height = Math.round(Math.max(LEAST_PX, Math.min(tallest(data.height, width), width / aspect(around))))
  svg.setAttribute('viewBox', `0 0 ${width} ${height}`)
  const fitted = fit(around, width, height)
  Object.assign(map, fitted, { width, height })
  map.zoom.extent([[0, 0], [width, height]]).translateExtent([[-width / 2, -height / 2], [1.5 * width, 1.5 * height]])
  svg.__zoom = map.transform
  const path = geoPath(geoTransform({ point(lon, lat) { const [x, y] = fitted.at(lon, lat); this.stream.point(x, y) } })).digits(1)
  const units = new Map(data.units.map((unit) => [unit.code, unit]))
  const areas = data.shape === 'areas' ? map.areas.features.filter((one) => units.has(one.properties.place_code)) : []
  const unit = (one) => units.get(one.properties.place_code)
  const fill = (one) => (unit(one).colour ?? `url(#${map.pattern})`)
  join(svg, '.areas', 'path', areas, (one) => ({ d: path(one), fill: fill(one), 'data-code': unit(one).code }))
  const lines = map.layers.flatMap(({ kind, colour, shapes }) => shapes.map((one) => ({ d: path(one) ?? '', class: kind, stroke: colour })))
  const cased = [...lines.map((line) => ({ ...line, class: 'casing', stroke: 'none' })), ...lines] // to stand out on any class
  join(svg, '.own', 'path', cased, (line) => line)
  join(svg, '.outlines', 'path', map.outline?.features ?? [], (one) => ({ d: path(one) }))
  place(map)
}

// Where everything lies that a map shows: areas, outline, and the places of the units.
function extent({ areas, outline, data }) {
  const points = [...data.units.map(({ lon, lat }) => [lon, lat]), ...(data.centre ? [[data.centre.lon, data.centre.lat]] : [])]
  const walk = (part) => { if (typeof part[0] === 'number') points.push(part); else part.forEach(walk) }
  for (const file of [areas, outline]) for (const one of file?.features ?? []) if (one.geometry) walk(one.geometry.coordinates)
  const known = points.filter(([lon, lat]) => Number.isFinite(lon) && Number.isFinite(lat))
  const span = (at) => known.reduce(([low, high], point) => [Math.min(low, point[at]), Math.max(high, point[at])], [Infinity, -Infinity])
  const [[west, east], [south, north]] = [span(0), span(1)]
  return known.length ? [west, south, east, north] : [0, 0, 1, 1]
}

const narrowing = ([, south, , north]) => Math.cos(((south + north) / 2) * (Math.PI / 180))

const aspect = (around) => Math.max((around[2] - around[0]) * narrowing(around), 0.01) / Math.max(around[3] - around[1], 0.01)

// A flat map true to shape at its middle, its contents as large as the frame lets them be.
function fit(around, width, height) {
  const [west, south, east, north] = around
  const narrow = narrowing(around)
  const wide = Math.max((east - west) * narrow, 0.01)
  const high = Math.max(north - south, 0.01)
  const scale = Math.min((width - 2 * MARGIN_PX) / wide, (height - 2 * MARGIN_PX) / high)
  const left = width / 2 - ((west + east) / 2) * narrow * scale
  const top = height / 2 + ((south + north) / 2) * scale
  return { at: (lon, lat) => [left + lon * narrow * scale, top - lat * scale], perKm: scale / KM_PER_DEGREE }
}

// Elements of a group, one for each item, changed only where they differ.
function join(svg, group, name, items, attributes) {
  const parent = svg.querySelector(group)
  while (parent.childElementCount > items.length) parent.lastElementChild.remove()
  items.forEach((item, number) => {
    const element = parent.children[number] ?? parent.appendChild(document.createElementNS('http://www.w3.org/2000/svg', name))
    const { text, ...wanted } = attributes(item)
    for (const [key, value] of Object.entries(wanted)) if (element.getAttribute(key) !== String(value)) element.setAttribute(key, value)
    if (text !== undefined && element.textContent !== text) element.textContent = text
  })
}

// --- what is put in its place at each zoom

function place(map) {
  const { svg, data, transform } = map
  const seen = (lon, lat) => transform.apply(map.at(lon, lat))
  for (const group of ['.areas', '.own', '.outlines']) svg.querySelector(group).setAttribute('transform', transform)
  svg.querySelector('pattern').setAttribute('patternTransform', `scale(${1 / transform.k})`)
  const circle = (lon, lat, r) => { const [cx, cy] = seen(lon, lat); return { cx: cx.toFixed(1), cy: cy.toFixed(1), r: r.toFixed(1) } }
  const centre = data.centre
  const rings = centre ? data.rings : []
  const radius = (ring) => ring.km * map.perKm * transform.k
  join(svg, '.rings', 'circle', rings, (ring) => circle(centre.lon, centre.lat, radius(ring)))
  const placed = data.units.filter((unit) => unit.lon !== null)
  const discs = data.shape === 'circles' ? placed : []
  join(svg, '.discs', 'circle', discs, (unit) => ({ ...circle(unit.lon, unit.lat, unit.radius), fill: unit.colour ?? 'none', 'data-code': unit.code, class: unit.colour ? '' : 'unknown' }))
  const along = (way) => `M${way.points.map(([lon, lat]) => seen(lon, lat).map((at) => at.toFixed(1)).join()).join('L')}`
  join(svg, '.ways', 'path', data.ways ?? [], (way) => ({ d: along(way), class: `day${way.day % 3}` }))
  join(svg, '.dots', 'circle', data.dots, (dot) => { const at = circle(dot.lon, dot.lat, 4.5); return { ...at, cx: (Number(at.cx) + dot.aside).toFixed(1), fill: dot.colour } })
  const chosen = placed.filter((unit) => unit.code === data.chosen)
  const marks = [...(centre ? [{ ...centre, r: 5.5 }] : []), ...chosen.map((unit) => ({ ...unit, r: 8 }))]
  join(svg, '.above', 'circle', marks, (mark) => circle(mark.lon, mark.lat, mark.r))
  name(map, seen, rings, placed, chosen, scale(map))
  map.playing?.paint?.()
}

// How long some kilometres are, and that north is up, at the lower left; the box that they take.
function scale({ svg, data, height, perKm, transform }) {
  const most = SCALE_PX / (perKm * transform.k)
  const power = 10 ** Math.floor(Math.log10(most))
  const km = [5, 2, 1].map((times) => times * power).find((one) => one <= most)
  const [left, low, length] = [12, height - 12, km * perKm * transform.k]
  const lines = [`M${left},${low - 6}v6h${length.toFixed(1)}v-6`, `M${left + 4},${low - 14}v-20m-4,6l4,-6l4,6`]
  join(svg, '.scale', 'path', lines, (d) => ({ d }))
  const texts = [
    { text: `${km.toLocaleString(document.documentElement.lang || 'vi')} km`, x: (left + length + 6).toFixed(1), y: low },
    { text: data.words.north, x: left + 14, y: low - 24 },
  ]
  join(svg, '.measures', 'text', texts, (text) => text)
  return [0, low - 38, left + length + 50, height]
}

// Names, the most important first; one that would lie on another is left away, and how many are is said.
function name(map, seen, rings, placed, chosen, taken) {
  const { svg, data, width, height } = map
  const wanted = []
  for (const unit of chosen) wanted.push({ text: unit.name, at: seen(unit.lon, unit.lat), aside: 12, kind: 'chosen' })
  if (data.centre) wanted.push({ text: data.centre.name, at: seen(data.centre.lon, data.centre.lat), aside: 10, kind: 'centre' })
  for (const ring of rings) {
    const [x, y] = seen(data.centre.lon, data.centre.lat)
    wanted.push({ text: ring.name, at: [x, y - ring.km * map.perKm * map.transform.k], aside: 0, kind: 'ring' })
  }
  for (const way of data.ways ?? []) wanted.push({ text: way.name, at: seen(...way.points.at(-1)), aside: 4, kind: 'way' })
  const others = placed.filter((unit) => unit.code !== data.chosen)
  for (const unit of others) {
    const aside = data.shape === 'circles' ? Math.min(unit.radius, 12) + 2 : 5
    wanted.push({ text: unit.name, at: seen(unit.lon, unit.lat), aside, kind: 'unit' })
  }
  const points = [...chosen, ...(data.centre ? [data.centre] : [])].map((place) => seen(place.lon, place.lat))
  const tall = parseFloat(getComputedStyle(svg).fontSize) // larger on a projector
  const boxes = [taken, below(map), ...points.map(([x, y]) => [x - POINT_PX, y - POINT_PX, x + POINT_PX, y + POINT_PX])]
  const shown = []
  let hidden = 0
  for (const label of wanted) {
    const wide = widthOf(map, label.text, tall) / 2 + 2
    const [x, y] = label.at
    if (x < 0 || x > width || y < 0 || y > height) continue
    const [up, down] = [y - label.aside - 3, y + label.aside + tall]
    const spots = [[x, down], [x, up], [x + label.aside + wide, y + 4], [x - label.aside - wide, y + 4]]
    if (label.kind !== 'unit') spots.unshift([x, up])
    const free = spots
      .map(([middle, line]) => ({ middle, line, box: [middle - wide, line - tall, middle + wide, line + 3] }))
      .find(({ box }) => box[0] >= 0 && box[2] <= width && box[1] >= 0 && box[3] <= height && !boxes.some((other) => meet(box, other)))
    if (!free) {
      hidden += ['unit', 'way'].includes(label.kind) ? 1 : 0
      continue
    }
    boxes.push(free.box)
    shown.push({ ...label, ...free })
  }
  join(svg, '.names', 'text', shown, (label) => ({ x: label.middle.toFixed(1), y: label.line.toFixed(1), class: label.kind, text: label.text }))
  map.note.textContent = hidden ? data.words.hidden.replace('#', hidden) : ''
  if (hidden) map.note.appendChild(Object.assign(document.createElement('span'), { className: 'screen', textContent: ` · ${data.words.closer}` }))
}

// What the buttons lie on, in the units of the picture: nothing on paper.
function below({ frame, svg, width }) {
  const [all, own] = [svg.getBoundingClientRect(), frame.querySelector('.buttons').getBoundingClientRect()]
  const by = width / (all.width || width)
  return [own.left, own.top, own.right, own.bottom].map((edge, at) => (edge - (at % 2 ? all.top : all.left)) * by)
}

const meet = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]

function widthOf(map, text, tall) {
  const key = `${tall} ${text}`
  if (!map.widths.has(key)) {
    map.pen ??= document.createElement('canvas').getContext('2d')
    map.pen.font = `600 ${tall}px ${getComputedStyle(map.frame).fontFamily}`
    map.widths.set(key, map.pen.measureText(text).width)
  }
  return map.widths.get(key)
}

// --- played: the class of each unit on every day, from the first to the last; then what was there before

async function play(map) {
  if (!map.data) return
  if (map.playing) return stop(map)
  const playing = { of: map.data }
  map.playing = playing
  turned(map, 'stop')
  const told = await fetched(map.data.replay.address).catch(() => { files.delete(map.data.replay.address); return null })
  if (map.playing !== playing) return
  if (!told?.days.length) return stop(map)
  const label = map.box.querySelector('.day')
  const { colours, none } = map.data.replay
  const fill = (code, day) => {
    const sign = told.units[code]?.[day] ?? '-'
    return sign === '-' ? `url(#${map.pattern})` : sign === 'n' ? none : colours[Number(sign)]
  }
  const show = (day) => {
    if (map.playing !== playing || !map.box.isConnected) return
    if (day === told.days.length) return stop(map)
    label.hidden = false
    label.textContent = told.days[day]
    playing.paint = () => {
      for (const shape of map.svg.querySelectorAll('[data-code]')) shape.setAttribute('fill', fill(shape.dataset.code, day))
    }
    playing.paint()
    const isLast = day === told.days.length - 1
    playing.next = setTimeout(show, isLast ? LAST_MS : Math.min(MOST_MS, PLAYED_MS / told.days.length), day + 1)
  }
  show(0)
}

addEventListener('beforeprint', () => { for (const box of document.querySelectorAll('.drawing')) stop(maps.get(box)) })

function stop(map) {
  if (!map?.playing) return
  clearTimeout(map.playing.next)
  map.playing = null
  map.box.querySelector('.day').hidden = true
  turned(map, 'play')
  lay(map)
}

// The button that plays becomes the one that stops.
function turned(map, word) {
  const button = map.box.querySelector('[data-name=play]')
  button.classList.toggle('on', word === 'stop')
  button.title = map.data.words[word]
  button.setAttribute('aria-label', button.title)
}

// --- what is read

const lines = (unit) => [unit.name, ...unit.told]

function tell(map, code, event) {
  const unit = code && map.data.units.find((one) => one.code === code)
  map.tip.hidden = !unit
  map.svg.style.cursor = unit ? 'pointer' : ''
  if (!unit) return
  map.tip.replaceChildren(...lines(unit).map((line) => Object.assign(document.createElement('div'), { textContent: line })))
  const frame = map.frame.getBoundingClientRect()
  const [x, y] = event ? [event.clientX - frame.left, event.clientY - frame.top] : unit.lon === null ? [0, 0] : onFrame(map, unit, frame)
  map.tip.style.left = `${Math.max(0, Math.min(x + 12, frame.width - map.tip.offsetWidth))}px`
  map.tip.style.top = `${Math.max(0, Math.min(y + 12, frame.height - map.tip.offsetHeight))}px`
}

function onFrame(map, unit, frame) {
  const [x, y] = map.transform.apply(map.at(unit.lon, unit.lat))
  return [(x / map.width) * frame.width, (y / map.height) * frame.height]
}

function step(map, event) {
  const { units } = map.data
  const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
  if (event.target !== map.frame) return
  if (event.key === '+' || event.key === '-' || event.key === '0') turn(map, { '+': 'in', '-': 'out', 0: 'reset' }[event.key])
  else if (event.key === 'Enter' && map.here) map.pick(map.here)
  else if (event.key === 'Escape') { map.here = null; tell(map, null) }
  else if (by && units.length) {
    const now = units.findIndex((unit) => unit.code === map.here)
    const unit = units[now < 0 ? (by > 0 ? 0 : units.length - 1) : (now + by + units.length) % units.length]
    map.here = unit.code
    map.said.textContent = lines(unit).join(', ')
    tell(map, unit.code)
  } else return
  event.preventDefault()
}
