"""What axe-core finds on a page, and what it leaves undecided, decided: `python -m tests.browser.axe` for every page,
language, theme and width of the sample.

axe-core (MPL-2.0) comes from the npm registry once, is held against its hash, and is run from disk.
"""

import base64
import hashlib
import io
import itertools
import sys
import tarfile
import tempfile
import urllib.request
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Page, sync_playwright

from enrolment.changes.commit import build
from enrolment.language import LANGUAGES
from enrolment.pages import PAGES
from tests.browser.conftest import Launcher, Visit, serving
from tests.conftest import ROOT, SAMPLE

VERSION = "4.14.1"
_SHA512 = "FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ=="
_ADDRESS = f"https://registry.npmjs.org/axe-core/-/axe-core-{VERSION}.tgz"
_KEPT = ROOT / ".venv" / f"axe-{VERSION}.js"
WIDTHS = (390, 1440)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
CONTRAST = "color-contrast"


def script() -> str:
    """axe-core's script. Raises OSError where it is not here yet and the registry cannot be reached."""
    if not _KEPT.exists():
        with urllib.request.urlopen(_ADDRESS, timeout=60) as answer:
            packed = answer.read()
        if base64.b64encode(hashlib.sha512(packed).digest()).decode() != _SHA512:
            raise OSError(f"{_ADDRESS} is not what it was")
        with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
            member = archive.extractfile("package/axe.min.js")
            assert member is not None
            _KEPT.write_bytes(member.read())
    return _KEPT.read_text(encoding="utf-8")


def faults(page: Page, axe: str) -> list[str]:
    """Each rule of axe that the page breaks, and what it leaves undecided that is wrong, with the element."""
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, { resultTypes: ['violations', 'incomplete'] })")
    told = [_told(rule, node) for rule in found["violations"] for node in rule["nodes"]]
    for rule in found["incomplete"]:
        pale = (
            page.evaluate(_DECIDE, [node["target"][-1] for node in rule["nodes"]]) if rule["id"] == CONTRAST else None
        )
        for number, node in enumerate(rule["nodes"]):
            if pale is None:
                told.append(f"undecided: {_told(rule, node)}")
            elif pale[number]:
                told.append(f"{pale[number]}: {_told(rule, node)}")
    return told


def _told(rule: dict[str, Any], node: dict[str, Any]) -> str:
    return f"{rule['id']} ({rule['impact']}): {' '.join(node['html'].split())[:160]}"


# The contrast of a text with whatever may lie behind its middle: grounds, marks of a chart, the fade of a table's edge.
_DECIDE = """targets => {
  const sheet = document.createElement('style')
  sheet.textContent = '* { pointer-events: auto !important }'
  document.head.append(sheet)
  const colour = (text) => {
    const found = text.match(/[\\d.]+/g)?.map(Number)
    return found && !text.startsWith('url') ? { rgb: found.slice(0, 3), alpha: found[3] ?? 1 } : null
  }
  const over = ({ rgb, alpha }, ground) => rgb.map((part, at) => part * alpha + ground[at] * (1 - alpha))
  const linear = (part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  const light = (rgb) => rgb.map((part) => linear(part / 255))
    .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0)
  const ratio = (...two) => two.map(light).sort((one, other) => other - one)
    .reduce((more, less) => (more + 0.05) / (less + 0.05))
  const probe = document.querySelector('.stApp').appendChild(document.createElement('i'))
  const named = (name) => { probe.style.color = `var(${name})`; return colour(getComputedStyle(probe).color).rgb }
  const told = targets.map((target) => {
    const element = document.querySelector(target)
    if (!element) return `gone ${target}`
    element.scrollIntoView({ block: 'center', inline: 'center' })
    const box = element.getBoundingClientRect(), style = getComputedStyle(element)
    const inSvg = element instanceof SVGElement
    const behind = document.elementsFromPoint(box.x + box.width / 2, box.y + box.height / 2)
      .filter((one) => !element.contains(one) && one.tagName !== 'text')
    let ground = [255, 255, 255]
    for (const one of behind.reverse()) {
      const own = getComputedStyle(one), isShape = one instanceof SVGElement && one.tagName !== 'svg'
      const fill = colour(isShape ? (own.fill === 'none' ? '' : own.fill) : own.backgroundColor)
      if (fill) ground = over({ ...fill, alpha: fill.alpha * (isShape ? own.fillOpacity * own.opacity : 1) }, ground)
    }
    const text = colour(inSvg ? style.fill : style.color)
    const grounds = element.closest('.scroll') ? [ground, named('--line')] : [ground]
    const least = Math.min(...grounds.map((one) => ratio(over(text, one), one)))
    const size = parseFloat(style.fontSize), isLarge = size >= 24 || (size >= 18.66 && style.fontWeight >= 700)
    return least >= (isLarge ? 3 : 4.5) ? '' : `${least.toFixed(2)}:1`
  })
  sheet.remove()
  probe.remove()
  return told
}"""


def main() -> int:
    """Every page in each language, theme and width; 1 where any has a fault."""
    axe, count = script(), 0
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        build(SAMPLE, Path(folder))
        launcher = Launcher(playwright)
        with serving(Path(folder)) as address:
            ways = itertools.product(LANGUAGES, SCHEMES, WIDTHS)
            for lang, scheme, width in ways:
                context = launcher.browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
                for name in PAGES:
                    page = Visit(context, context.new_page()).open(f"{address}/{name}?lang={lang}")
                    found = faults(page, axe)
                    count += len(found)
                    print(f"{name} {lang} {scheme} {width}: {len(found)}", *found, sep="\n  ", flush=True)
                    page.close()
                context.close()
        launcher.browser.close()
    print(f"{len(PAGES)} pages, {len(LANGUAGES) * len(SCHEMES) * len(WIDTHS)} ways each, {count} faults")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
