// What Streamlit loads: it fetches the script that draws, which the browser keeps for good, and hands over.
const scripts = new Map()

export default function (component) {
  const address = component.data.script
  if (!scripts.has(address)) scripts.set(address, import(address))
  const script = scripts.get(address)
  script.then((part) => part.draw(component))
  return () => { script.then((part) => part.leave(component)) }
}
