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

/**
 * The second click of a double click sends nothing, and nothing is sent while the telephone knows that it is offline:
 * the browser would put its own page in the place of what was filled in.
 */
function keepFromDoubleClicks(form) {
  let sent = false
  let left = false
  form.addEventListener('submit', (event) => {
    if (sent || !navigator.onLine) event.preventDefault()
    if (!navigator.onLine) return sayOffline(form)
    mark(true)
    left = true
    // Whoever stopped a slow page from loading may send again; the server knows a doubled form.
    setTimeout(() => mark(false), 5000)
  })
  addEventListener('pageshow', (event) => {
    mark(false)
    // A page that was sent and is taken back from the browser's store knows nothing of what was saved since.
    if (event.persisted && left && navigator.onLine) location.reload()
  })

  function mark(now) {
    sent = now
    form.classList.toggle('sent', now)
  }
}

/** Says above the button why nothing was sent, until the connection is back. */
function sayOffline(form) {
  if (form.querySelector('[data-is-offline]')) return
  const line = document.createElement('p')
  line.className = 'notice'
  line.dataset.isOffline = ''
  line.setAttribute('role', 'alert')
  line.textContent = document.getElementById('content').dataset.offline
  form.querySelector('.actions').before(line)
  line.scrollIntoView({ block: 'nearest' })
  addEventListener('online', () => line.remove(), { once: true })
}

/**
 * Counts the time this page was in view, on top of what a page shown once more carries along, and sends it with the
 * form. Without a touch, key or movement at most five minutes count: nobody reads a page for longer.
 */
function measureActiveTime(form) {
  const field = form.elements.namedItem('active_ms')
  if (!field) return
  const longestRest = 5 * 60_000
  let total = Number(field.value)
  let since = performance.now()
  let inView = !document.hidden
  const count = () => {
    const now = performance.now()
    if (inView) total += Math.min(now - since, longestRest)
    since = now
    inView = !document.hidden
  }
  for (const sign of ['pointerdown', 'pointermove', 'keydown', 'scroll'])
    addEventListener(sign, count, { passive: true })
  document.addEventListener('visibilitychange', count)
  form.addEventListener('submit', () => {
    count()
    field.value = Math.round(total)
  })
}

/** The keys that answers name choose them, Enter continues; the switch below the button turns them off. */
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
    // Who has keys must be told how to turn them off (WCAG 2.1.4), on a tablet, too.
    document.documentElement.classList.add('keys-used')
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
    const body = new URLSearchParams(new FormData(form))
    const sent = await fetch(form.action, { method: 'POST', body }).catch(() => ({ ok: false }))
    const line = form.querySelector('[role=status]')
    line.hidden = !sent.ok
    if (sent.ok) form.reset()
    else form.submit()
  })
}
