// Brings the counts up to date while somebody looks; without this file the page shows them as of its loading.
const everyMs = 30_000
// Nobody is kept signed in by a page that was left open: after so long without a touch it stops asking.
const untouchedMs = 30 * 60_000
let touched = performance.now()
let asking = false

for (const name of ['pointerdown', 'keydown', 'scroll'])
  addEventListener(
    name,
    () => {
      touched = performance.now()
    },
    { passive: true },
  )
document.addEventListener('visibilitychange', () => {
  if (!document.hidden) look()
})
setInterval(look, everyMs)

async function look() {
  if (asking || document.hidden || performance.now() - touched > untouchedMs) return
  asking = true
  try {
    const answer = await fetch(location.href, { headers: { Accept: 'text/html' } })
    // Signed out meanwhile: what was shown stays until the person does something.
    if (answer.ok && !answer.redirected) show(await answer.text())
  } catch {
    // No contact at this moment, as while the program restarts.
  }
  asking = false
}

function show(html) {
  const fresh = new DOMParser().parseFromString(html, 'text/html').querySelector('[data-live]')
  const live = document.querySelector('[data-live]')
  // Whoever reads or copies within it is not disturbed.
  if (!fresh || live.contains(document.activeElement) || String(getSelection()) !== '') return
  if (fresh.innerHTML !== live.innerHTML) live.replaceWith(document.adoptNode(fresh))
}
