// A chart: a figure of Plotly's in the page's colours and words. Arrow keys go from mark to mark and have each read out, a
// click or Enter opens what a mark stands for; paper gets the figure at its own width.
import Plotly from 'plotly.js/lib/core'
import bar from 'plotly.js/lib/bar'

Plotly.register([bar])

const PAPER_PX = 718 // what A4 leaves between margins of 10 mm
const shown = new Set()

export function draw({ data, parentElement }) {
  const box = parentElement.querySelector('.drawing')
  const chart = box.querySelector('.chart') ?? begin(box)
  chart.setAttribute('aria-label', data.alt)
  chart.links = data.links ?? {} // addresses by what the marks' `customdata` says
  chart.classList.toggle('opens', Object.keys(chart.links).length > 0)
  chart.style.height = `${data.figure.layout.height / 16}rem`
  chart.wanted = data.figure
  chart.busy = (chart.busy ?? Promise.resolve()).then(() => react(chart))
}

export function leave({ parentElement }) {
  const chart = parentElement.querySelector('.chart')
  if (chart && !chart.isConnected) forget(chart)
}

function begin(box) {
  const chart = document.createElement('div')
  chart.className = 'chart'
  chart.tabIndex = 0
  chart.setAttribute('role', 'img')
  const said = document.createElement('div')
  said.className = 'said'
  said.setAttribute('aria-live', 'polite')
  box.append(chart, said)
  chart.said = said
  return chart
}

async function react(chart) {
  const figure = chart.wanted
  if (!figure || !chart.isConnected) return
  chart.wanted = null
  chart.drawn = figure
  const { data, layout } = asThePageIs(figure, chart)
  await Plotly.react(chart, data, inTheirColours(layout, chart), { displayModeBar: false, scrollZoom: false })
  if (shown.has(chart)) return
  for (const other of shown) if (!other.isConnected) forget(other)
  shown.add(chart)
  chart.sizes = new ResizeObserver(() => fit(chart))
  chart.sizes.observe(chart)
  chart.addEventListener('keydown', (event) => step(chart, event))
  chart.on('plotly_click', ({ points }) => follow(chart, points[0]?.customdata))
  chart.on('plotly_afterplot', () => { chart.marks = null })
}

function follow(chart, code) {
  const address = chart.links[code]
  if (address) location.assign(address)
}

function forget(chart) {
  shown.delete(chart)
  chart.sizes?.disconnect()
  Plotly.purge(chart)
}

function fit(chart) {
  const width = chart.clientWidth
  if (!chart.isOnPaper && width && Math.abs(width - chart._fullLayout.width) > 1) Plotly.relayout(chart, { autosize: true })
}

const isOfBoth = (value) => typeof value === 'string' && value.startsWith('var(')

// Paper is light, whatever the screen is.
function ofItsScheme(colour, chart) {
  Object.assign(chart.said.style, { backgroundColor: colour, colorScheme: chart.isOnPaper ? 'light' : '' })
  const { backgroundColor } = getComputedStyle(chart.said)
  Object.assign(chart.said.style, { backgroundColor: '', colorScheme: '' })
  return backgroundColor
}

function recolour(chart) {
  for (const [number, { marker }] of chart.drawn.data.entries()) {
    if (isOfBoth(marker?.color)) Plotly.restyle(chart, { 'marker.color': ofItsScheme(marker.color, chart) }, [number])
  }
}

// A figure with the colours of both schemes, `var(…)`, in that of the page, since Plotly draws plain ones alone; and with
// its letters as much larger as the page's are.
function asThePageIs(value, chart, name = '') {
  if (isOfBoth(value)) return ofItsScheme(value, chart)
  if (Array.isArray(value)) return value.map((one) => asThePageIs(one, chart))
  if (value?.constructor !== Object) return value
  const parts = Object.entries(value).map(([key, one]) => [key, asThePageIs(one, chart, key)])
  const own = Object.fromEntries(parts)
  return name.endsWith('font') && own.size > 0 ? { ...own, size: own.size * scaleOf(chart) } : own
}

// The layout in the colours and letters of the page around the chart.
function inTheirColours(layout, chart) {
  const { color: ink, fontFamily: family } = getComputedStyle(chart)
  const soft = getComputedStyle(chart.said).color
  const scale = scaleOf(chart)
  const letters = { color: soft, size: 13 * scale }
  const axis = { tickfont: letters, title: { font: letters }, showgrid: true, automargin: true }
  const template = { layout: { xaxis: { ...axis, showgrid: false }, yaxis: axis, hoverlabel: { font: { family, size: 13 * scale } } } }
  const height = Math.round(layout.height * scale)
  return { ...layout, height, font: { color: ink, family, size: 14 * scale }, template, autosize: true }
}

// How much larger than usual the page is.
const scaleOf = (chart) => parseFloat(getComputedStyle(chart.ownerDocument.documentElement).fontSize) / 16

// --- keys

function marksOf(chart) {
  return chart._fullData.flatMap((trace, curveNumber) =>
    trace.visible !== true || trace.hoverinfo === 'skip'
      ? []
      : Array.from(trace.x ?? [], (_, pointNumber) => ({ curveNumber, pointNumber, trace })))
}

function step(chart, event) {
  const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
  if (event.key === 'Escape') {
    chart.at = undefined
    Plotly.Fx.unhover(chart)
  }
  chart.marks ??= marksOf(chart)
  if (event.key === 'Enter' && chart.at !== undefined) {
    const { trace, pointNumber } = chart.marks[chart.at]
    follow(chart, trace.customdata?.[pointNumber])
  }
  if (!by || !chart.marks.length) return
  event.preventDefault()
  const count = chart.marks.length
  chart.at = chart.at === undefined ? (by > 0 ? 0 : count - 1) : (chart.at + by + count) % count
  const { curveNumber, pointNumber, trace } = chart.marks[chart.at]
  chart.said.textContent = sentence(trace, pointNumber)
  Plotly.Fx.hover(chart, [{ curveNumber, pointNumber }])
}

function sentence(trace, number) {
  const of = (name) => (Array.isArray(trace[name]) || ArrayBuffer.isView(trace[name]) ? trace[name][number] : trace[name])
  const text = of('hovertext') || of('text') || [trace.name, of('x'), of('y')].filter((part) => part != null).join(' ')
  const plain = new DOMParser().parseFromString(String(text).replace(/<br>/g, ', '), 'text/html')
  return plain.body.textContent
}

// --- paper: its width is not known before it is printed, so a chart is laid out for A4 and scales from there

function toPaper(chart) {
  chart.isOnPaper = true
  recolour(chart)
  Plotly.relayout(chart, { width: PAPER_PX, autosize: false })
  const { width, height } = chart._fullLayout
  for (const svg of chart.querySelectorAll('.main-svg')) svg.setAttribute('viewBox', `0 0 ${width} ${height}`)
  chart.querySelector('.svg-container').style.aspectRatio = `${width} / ${height}`
}

function fromPaper(chart) {
  chart.isOnPaper = false
  recolour(chart)
  for (const svg of chart.querySelectorAll('.main-svg')) svg.removeAttribute('viewBox')
  chart.querySelector('.svg-container').style.aspectRatio = ''
  Plotly.relayout(chart, { width: null, autosize: true })
}

addEventListener('beforeprint', () => { for (const chart of shown) if (chart.isConnected && !chart.isOnPaper) toPaper(chart) })
addEventListener('afterprint', () => { for (const chart of shown) if (chart.isOnPaper) fromPaper(chart) })
