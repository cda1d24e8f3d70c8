// For a projector: arrow keys go through the pages of the group that is open, Escape goes back to the usual size.
const HAVE_ARROWS = 'input, textarea, select, [role=slider], [role=combobox], [role=listbox], [contenteditable], .chart, .map'

document.addEventListener('keydown', (event) => {
  if (!document.documentElement.classList.contains('large') || event.target.closest?.(HAVE_ARROWS)) return
  const by = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 }[event.key] // the keys of a presenter's remote
  if (event.key === 'Escape') document.querySelector('.st-key-leave_large button')?.click()
  if (!by) return
  event.preventDefault()
  const links = pagesOfGroup()
  const at = links.findIndex((link) => link.ariaCurrent === 'page')
  links[(at + by + links.length) % links.length]?.click()
})

function pagesOfGroup() {
  const links = [...document.querySelectorAll('[data-testid=stSidebarNavLink]')]
  const open = links.find((link) => link.ariaCurrent === 'page')
  const group = open?.closest('ul')
  return group ? links.filter((link) => link.closest('ul') === group) : links
}
