// Takes away what stood for the page, once the page has drawn. From the moment its headline is there, nothing in the document
// finds the stand-in any more: it is still seen, and no script takes it for the page.
{
  const root = document.getElementById("root"), early = document.getElementById("early")
  const QUIET_MS = 120, LATEST_MS = 2500
  let quiet, latest
  const go = () => { watch.disconnect(); clearTimeout(quiet); clearTimeout(latest); early.remove() }
  const watch = new MutationObserver(() => {
    if (!root.querySelector("h1, [data-testid=stAlert], [data-testid=stException]")) return
    if (!latest) {
      latest = setTimeout(go, LATEST_MS)
      const shade = early.attachShadow({ mode: "closed" })
      shade.append(document.getElementById("early-style").cloneNode(true), ...early.childNodes)
    }
    clearTimeout(quiet)
    const isDrawing = root.querySelector("[data-testid=stSkeleton], .drawing:empty")
    if (!isDrawing && root.querySelector("[data-test-script-state=notRunning]")) quiet = setTimeout(go, QUIET_MS)
  })
  watch.observe(root, { childList: true, subtree: true, characterData: true, attributeFilter: ["data-test-script-state"] })
}
