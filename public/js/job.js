// Shows how far the work is without loading the page anew; without this file the page refreshes itself.
const everyMs = 1000
if (document.querySelector('[data-job]')) setTimeout(look, everyMs)

async function look() {
  try {
    const answer = await fetch(location.href, { headers: { Accept: 'text/html' } })
    // Done: the address leads to what was made. Signed out meanwhile: to signing in.
    if (answer.redirected) return location.replace(answer.url)
    if (!show(new DOMParser().parseFromString(await answer.text(), 'text/html'))) return
  } catch {
    // No contact at this moment, as while the program restarts.
  }
  setTimeout(look, everyMs)
}

/** Returns whether the work still goes on. */
function show(fresh) {
  if (!fresh.querySelector('[data-job]')) {
    document.title = fresh.title
    document.querySelector('main').replaceWith(document.adoptNode(fresh.querySelector('main')))
    return false
  }
  for (const part of document.querySelectorAll('[data-part]')) {
    const now = fresh.querySelector(`[data-part="${part.dataset.part}"]`)
    // Only what changed is written: a screen reader says each step once.
    if (part.textContent !== now.textContent) part.textContent = now.textContent
    for (const name of ['value', 'max']) {
      if (now.hasAttribute(name)) part.setAttribute(name, now.getAttribute(name))
      else part.removeAttribute(name)
    }
  }
  return true
}
