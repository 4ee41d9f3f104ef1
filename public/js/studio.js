// Comfort only: every page works without this file.
for (const form of document.querySelectorAll('form[data-watch]')) warnOfUnsavedWords(form)
for (const list of document.querySelectorAll('[data-list]')) moveByPointer(list)
document.querySelector('.rail [aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' })
document.querySelector('.problem')?.focus()

/** Asks before a page with unsaved words is left. */
function warnOfUnsavedWords(form) {
  let changed = document.querySelector('.problem') !== null
  form.addEventListener('input', () => {
    changed = true
  })
  form.addEventListener('submit', () => {
    changed = false
  })
  addEventListener('beforeunload', (event) => {
    if (changed) event.preventDefault()
  })
}

/** Lets the entries of a list be dragged by their number; the form then sends the same as its buttons. */
function moveByPointer(list) {
  const form = list.closest('form')
  let dragged
  for (const entry of list.children) {
    if (list.children.length < 2) return
    entry.draggable = true
    entry.addEventListener('dragstart', (event) => {
      if (event.target !== entry) return
      dragged = entry
      entry.classList.add('dragged')
      event.dataTransfer.effectAllowed = 'move'
      event.dataTransfer.setData('text/plain', '')
    })
    entry.addEventListener('dragend', () => {
      entry.classList.remove('dragged')
      clear()
      dragged = undefined
    })
    entry.addEventListener('dragover', (event) => {
      if (!dragged) return
      event.preventDefault()
      clear()
      if (entry !== dragged) entry.classList.add(isAfter(entry, event) ? 'drop-after' : 'drop-before')
    })
    entry.addEventListener('drop', (event) => {
      if (!dragged || entry === dragged) return
      event.preventDefault()
      const from = Number(dragged.dataset.index)
      const over = Number(entry.dataset.index) + (isAfter(entry, event) ? 1 : 0)
      const to = over > from ? over - 1 : over
      if (to !== from) send(`move ${list.dataset.list} ${from} ${to}`)
    })
    // Browsers drag links by themselves; here the whole entry moves.
    for (const link of entry.querySelectorAll('a')) link.draggable = false
    // Words in a field are marked with the pointer, not dragged.
    for (const field of entry.querySelectorAll('input, textarea, select')) {
      field.addEventListener('focus', () => {
        entry.draggable = false
      })
      field.addEventListener('blur', () => {
        entry.draggable = true
      })
    }
  }

  function isAfter(entry, event) {
    const { top, height } = entry.getBoundingClientRect()
    return event.clientY > top + height / 2
  }

  function clear() {
    for (const one of list.children) one.classList.remove('drop-before', 'drop-after')
  }

  function send(act) {
    const button = document.createElement('button')
    button.name = 'act'
    button.value = act
    button.hidden = true
    form.append(button)
    form.requestSubmit(button)
  }
}
