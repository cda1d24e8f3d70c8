// Tables of the page: a click on a column's name sorts by it, a word in the field above keeps the rows that have it; on the
// page of definitions, the definitions.
// It listens to the whole document, for Streamlit draws tables anew whenever it likes.

document.addEventListener('click', (event) => {
  const button = event.target.closest?.('.facts th button')
  if (button) sort(button.closest('th'))
})

document.addEventListener('input', (event) => {
  if (event.target.matches?.('.find input')) keep(event.target)
})

function sort(head) {
  const table = head.closest('table')
  const place = head.cellIndex
  const isRising = head.ariaSort ? head.ariaSort === 'descending' : !head.dataset.number
  for (const other of table.tHead.rows[0].cells) other.removeAttribute('aria-sort')
  head.ariaSort = isRising ? 'ascending' : 'descending'
  const spoken = new Intl.Collator(document.documentElement.lang || 'vi', { numeric: true })
  const body = table.tBodies[0]
  const key = (row) => row.cells[place].dataset.sort ?? row.cells[place].textContent
  const isUnknown = (row) => ['', '–'].includes(key(row))
  const rows = [...body.rows].sort((one, other) => {
    if (isUnknown(one) || isUnknown(other)) return isUnknown(one) - isUnknown(other) // at the end, either way
    const found = head.dataset.number ? Number(key(one)) - Number(key(other)) : spoken.compare(key(one), key(other))
    return isRising ? found : -found
  })
  body.append(...rows)
}

// Without accents, so that who has no Vietnamese keyboard finds a village too.
const bare = (text) => text.normalize('NFD').replace(/\p{Mn}/gu, '').replace(/đ/gi, 'd').toLowerCase()

function keep(field) {
  const wanted = bare(field.value).split(/\s+/).filter(Boolean)
  const find = field.closest('.find')
  const rows = [...(find.matches('.whole-page')
    ? document.querySelectorAll('.stMain .definition, .stMain .query')
    : find.nextElementSibling.querySelectorAll('tbody tr'))]
  for (const row of rows) row.hidden = !wanted.every((word) => bare(row.textContent).includes(word))
  const count = find.querySelector('output')
  count.textContent = wanted.length ? `${rows.filter((row) => !row.hidden).length}/${rows.length}` : ''
}
