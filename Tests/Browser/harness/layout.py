"""Whether everything on a page fits its width."""

# What scrolls or cuts on purpose (a wide table in its frame, a map) is the frame's matter, and text that is there for
# screen readers alone has no place on the page.
OVERFLOWS = """
() => {
  const found = [];
  const width = document.documentElement.clientWidth;
  const name = e => e.outerHTML.slice(0, e.outerHTML.indexOf('>') + 1).slice(0, 120) + ' ' + e.innerText?.slice(0, 40);
  const framed = e => {
    for (let a = e.parentElement; a && a !== document.body; a = a.parentElement)
      if (getComputedStyle(a).overflowX !== 'visible') return true;
    return false;
  };
  if (document.documentElement.scrollWidth > width)
    found.push(`the page is ${document.documentElement.scrollWidth} px wide in a window of ${width} px`);
  for (const e of document.body.querySelectorAll('*')) {
    const box = e.getBoundingClientRect();
    if (box.width <= 1 || box.height <= 1 || !e.checkVisibility() || e.closest('svg svg *, svg > *')) continue;
    if (box.right > width + 1 && !framed(e)) found.push(`ends at ${Math.round(box.right)} px: ${name(e)}`);
    const cuts = getComputedStyle(e).overflowX !== 'visible';
    if (cuts && e.matches('a, button, label, th, summary, legend, h1, h2, h3') && e.scrollWidth > e.clientWidth + 1)
      found.push(`text is cut: ${name(e)}`);
  }
  return found.slice(0, 10);
}
"""


def overflows(page, size):
    """One line for each element that does not fit a window of this size, at most ten."""
    page.set_viewport_size(size)
    return page.evaluate(OVERFLOWS)
