// Takes away what stood for the page, once the page has drawn as much. From the moment its headline is there, nothing in the
// document finds the stand-in any more: it is still seen, and no script takes it for the page.
{
  const LETTERS_MS = 100 // that the letters may take; what is drawn without them by then stays without them
  const root = document.getElementById("root"), early = document.getElementById("early")
  const MOST_QUIET_MS = 4000 // of a page that draws less than its stand-in; one that is still being drawn is waited for
  const isDrawn = (part) => !part.querySelector(".gap") && !(part.childElementCount === 1 && part.firstElementChild.tagName === "STYLE")
  const wanted = [...early.querySelectorAll(".early > div > div")].filter(isDrawn).length
  const lettered = document.fonts.load('1rem "Early Sans"').then((found) => found.length > 0, () => false)
  const inTime = new Promise((done) => setTimeout(() => done(false), LETTERS_MS))
  Promise.race([lettered, inTime]).then((is) => early.classList.add(is ? "lettered" : "plain"))
  let latest, isHidden = false
  const go = () => { watch.disconnect(); clearTimeout(latest); early.remove() }
  const watch = new MutationObserver(() => {
    const isDone = root.querySelector("[data-test-script-state=notRunning]")
    const hasHead = root.querySelector("h1, [data-testid=stAlert], [data-testid=stException]")
    if (!hasHead && !(isDone && root.querySelector("[data-testid=stMain] .notice"))) return // some have no headline
    clearTimeout(latest)
    latest = setTimeout(go, MOST_QUIET_MS)
    if (!isHidden) {
      isHidden = true
      const shade = early.attachShadow({ mode: "closed" })
      shade.append(document.getElementById("early-style").cloneNode(true), ...early.childNodes)
    }
    const isDrawing = root.querySelector("[data-testid=stSkeleton], .drawing:empty")
    if (isDone && !isDrawing && root.querySelectorAll(".stHtml").length >= wanted) requestAnimationFrame(go)
  })
  watch.observe(root, { childList: true, subtree: true, characterData: true, attributeFilter: ["data-test-script-state"] })
}
