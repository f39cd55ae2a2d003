// What is selected in the transcript, as words that a line of the notes can rest on.
import type { Evidence } from "./events.ts";

/** The words of `text` from one place to another, whole words only; "" where there is none. */
export function wordsBetween(text: string, from: number, to: number): string {
  const start = /\S*$/u.exec(text.slice(0, from))?.[0].length ?? 0;
  const end = /^\S*/u.exec(text.slice(to))?.[0].length ?? 0;
  // A selection that begins or ends between two words takes neither of them.
  const first = /\s/u.test(text[from] ?? " ") ? from : from - start;
  const last = /\s/u.test(text[to - 1] ?? " ") ? to : to + end;
  return text.slice(first, last).trim();
}

/** The words selected within `root`, by utterance: elements with `data-utterance` hold the text of one. */
export function selectedWords(selection: Selection | null, root: Element): Evidence[] {
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return [];
  const range = selection.getRangeAt(0);
  if (!range.intersectsNode(root)) return [];
  return [...root.querySelectorAll<HTMLElement>("[data-utterance]")].flatMap((element): Evidence[] => {
    if (!range.intersectsNode(element)) return [];
    const text = spokenIn(element);
    const from = element.contains(range.startContainer) ? spokenIn(element, range, "before").length : 0;
    const to = element.contains(range.endContainer) ? spokenIn(element, range, "through").length : text.length;
    const quote = from < to ? wordsBetween(text, from, to) : "";
    return quote ? [{ utterance: element.dataset.utterance ?? "", quote }] : [];
  });
}

/** The words of an element: all, or those before the beginning, or the end, of a range. What is only for the ear is left out. */
function spokenIn(element: HTMLElement, range?: Range, part?: "before" | "through"): string {
  const covered = document.createRange();
  covered.selectNodeContents(element);
  if (range && part === "before") covered.setEnd(range.startContainer, range.startOffset);
  if (range && part === "through") covered.setEnd(range.endContainer, range.endOffset);
  const words = covered.cloneContents();
  for (const hidden of words.querySelectorAll(".visually-hidden")) hidden.remove();
  return words.textContent;
}
