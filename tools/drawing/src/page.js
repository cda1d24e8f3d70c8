// What every page has of scripts of ours. The document's language and size follow the reader's choice.
import './tables.js'
import './projector.js'

new MutationObserver(() => {
  const page = document.documentElement
  const said = new URLSearchParams(location.search)
  const lang = said.get('lang') || page.dataset.lang
  if (page.lang !== lang) page.lang = lang
  page.classList.toggle('large', said.get('large') === 'yes')
}).observe(document, { childList: true, subtree: true, characterData: true })
