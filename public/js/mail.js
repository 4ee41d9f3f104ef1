// A text as a member would read it while it is written, and an outbox as it empties. Every page works without this.
const everyMs = 3000
const restMs = 500

const form = document.querySelector('[data-mail-text]')
if (form) form.addEventListener('input', waitForRest)
if (document.querySelector('[data-waiting]')) setTimeout(lookAgain, everyMs)

let rest
let newest = 0
function waitForRest() {
  clearTimeout(rest)
  rest = setTimeout(preview, restMs)
}

/** Asks the server, as the button does: it alone knows how a text is filled and what is wrong with it. */
async function preview() {
  newest += 1
  const mine = newest
  const fields = new URLSearchParams(new FormData(form))
  fields.set('act', 'preview')
  try {
    const answer = await fetch(form.action, { method: 'POST', body: fields, redirect: 'error' })
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html')
    const place = document.querySelector('[data-preview]')
    const letter = fresh.querySelector('[data-preview]')
    if (mine !== newest || !letter) return
    const wrong = [...fresh.querySelectorAll('.problem li')].map(({ textContent }) => textContent)
    place.replaceChildren(...(wrong.length > 0 ? wrong.map(sentence) : letter.childNodes))
  } catch {
    // No contact at this moment: the preview stays as it was.
  }
}

function sentence(text) {
  const line = document.createElement('p')
  line.className = 'wrong-text'
  line.textContent = text
  return line
}

async function lookAgain() {
  try {
    const answer = await fetch(location.href, { headers: { Accept: 'text/html' }, redirect: 'error' })
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html')
    for (const part of document.querySelectorAll('[data-live]')) {
      const now = fresh.querySelector(`[data-live="${part.dataset.live}"]`)
      // Nothing moves away under the hands of whoever is just using it.
      if (!now || part.contains(document.activeElement) || part.innerHTML === now.innerHTML) continue
      part.replaceChildren(...now.childNodes)
    }
    if (!fresh.querySelector('[data-waiting]')) return
  } catch {
    // No contact at this moment, as while the program restarts.
  }
  setTimeout(lookAgain, everyMs)
}
