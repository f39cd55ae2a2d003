// Where in a field of several rows the caret stands: whether an arrow key would leave it.

/** Whether the caret is on the first (-1) or the last (1) row. `under`: an element that lays the same text out in the same way. */
export function isOnEdge(under: Element, offset: number, way: -1 | 1): boolean {
  const here = rowAt(under, offset);
  const edge = rowAt(under, way < 0 ? 0 : Infinity);
  // Rows are a line high; what stands within half of one is on the same.
  return here === null || edge === null || Math.abs(here.top - edge.top) < here.height / 2;
}

function rowAt(under: Element, offset: number): DOMRect | null {
  const walker = document.createTreeWalker(under, NodeFilter.SHOW_TEXT, (node) =>
    node.parentElement?.closest(".visually-hidden") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  );
  let left = offset;
  let last: Text | null = null;
  while (walker.nextNode()) {
    last = walker.currentNode as Text;
    if (left <= last.length) break;
    left -= last.length;
  }
  if (!last) return null;
  const range = document.createRange();
  range.setStart(last, Math.min(left, last.length));
  return range.getClientRects()[0] ?? null;
}
