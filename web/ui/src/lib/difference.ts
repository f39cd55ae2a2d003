// Which words of a line are new and which have gone. Loaded by who compares revisions only: it brings the editor's comparison with it.
import { Change, presentableDiff } from "@codemirror/merge";

export interface Part {
  text: string;
  what: "same" | "gone" | "new";
}

/** One text made from another, cut where words have gone or come. */
export function parts(before: string, after: string): Part[] {
  const result: Part[] = [];
  const add = (text: string, what: Part["what"]) => {
    if (text) result.push({ text, what });
  };
  let place = 0;
  for (const { fromA, toA, fromB, toB } of wholeWords(before, after)) {
    add(after.slice(place, fromB), "same");
    add(before.slice(fromA, toA), "gone");
    add(after.slice(fromB, toB), "new");
    place = toB;
  }
  add(after.slice(place), "same");
  return result;
}

/** The changes, none of which begins or ends within a word. */
function wholeWords(before: string, after: string): Change[] {
  const result: Change[] = [];
  for (const change of presentableDiff(before, after)) {
    const changed = before.slice(change.fromA, change.toA) || after.slice(change.fromB, change.toB);
    const left = /^\s/u.test(changed) ? 0 : (/\S*$/u.exec(before.slice(0, change.fromA))?.[0].length ?? 0);
    const right = /\s$/u.test(changed) ? 0 : (/^\S*/u.exec(before.slice(change.toA))?.[0].length ?? 0);
    const last = result.at(-1);
    const [fromA, fromB] = last && last.toA >= change.fromA - left ? [last.fromA, last.fromB] : [change.fromA - left, change.fromB - left];
    if (last && fromA === last.fromA) result.pop();
    result.push(new Change(fromA, change.toA + right, fromB, change.toB + right));
  }
  return result;
}
