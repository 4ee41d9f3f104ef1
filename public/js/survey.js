// Comfort only: every page works without this file.
const form = document.getElementById('survey')

if (form) {
  keepFromDoubleClicks(form)
  measureActiveTime(form)
  answerByKeys(form)
}
const comment = document.querySelector('.test-comment form')
if (comment) sendInPlace(comment)
const problem = document.querySelector('.problem')
if (problem) problem.focus()

/** The second click of a double click sends nothing; a page taken back from history can be sent again. */
function keepFromDoubleClicks(form) {
  let sent = false
  form.addEventListener('submit', (event) => {
    if (sent) event.preventDefault()
    sent = true
    // Whoever stopped a slow page from loading may send again; the server knows a doubled form.
    setTimeout(() => {
      sent = false
    }, 5000)
  })
  addEventListener('pageshow', () => {
    sent = false
  })
}

/** Counts the time this page was really in view, and sends it along with the form. */
function measureActiveTime(form) {
  const field = form.elements.namedItem('active_ms')
  if (!field) return
  let total = 0
  let since = document.hidden ? undefined : performance.now()
  document.addEventListener('visibilitychange', () => {
    if (document.hidden && since !== undefined) {
      total += performance.now() - since
      since = undefined
    } else if (!document.hidden) since = performance.now()
  })
  form.addEventListener('submit', () => {
    field.value = Math.round(total + (since === undefined ? 0 : performance.now() - since))
  })
}

/** Keys 1, 2, 3 and 0 choose an answer, Enter continues; the switch below the button turns them off. */
function answerByKeys(form) {
  const line = form.querySelector('.keys')
  if (!line) return
  const [text, button] = line.children
  let on = stored() !== 'off'
  line.hidden = false
  show()
  button.addEventListener('click', () => {
    on = !on
    try {
      localStorage.setItem('answer-keys', on ? 'on' : 'off')
    } catch {
      // A browser that keeps nothing asks again on the next page.
    }
    show()
  })
  document.addEventListener('keydown', (event) => {
    if (!on || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return
    if (
      event.target instanceof Element &&
      event.target.closest('textarea, input[type=text], details[open] summary')
    )
      return
    const answer = form.querySelector(`input[data-key="${CSS.escape(event.key)}"]`)
    if (!answer) return
    event.preventDefault()
    answer.checked = true
    answer.focus()
  })

  function show() {
    line.dataset.on = String(on)
    document.documentElement.classList.toggle('keys-off', !on)
    text.textContent = on ? line.dataset.keysOn : line.dataset.keysOff
    button.textContent = on ? line.dataset.turnOff : line.dataset.turnOn
  }

  function stored() {
    try {
      return localStorage.getItem('answer-keys')
    } catch {
      return null
    }
  }
}

/** A comment is sent without leaving the page, so that answers not yet saved stay as they are. */
function sendInPlace(form) {
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    const sent = await fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)) })
    const line = form.querySelector('[role=status]')
    line.hidden = !sent.ok
    if (sent.ok) form.reset()
    else form.submit()
  })
}
