// Sends what pages that are gone have left unsaved, of whichever call: the next page that is opened sees to it.
import { problemOf } from "./api.ts";
import { correct, MOST_CHANGES, sendChanges } from "./api/review.ts";
import { inherited } from "./review.ts";
import { ifNobodys, leftBehind, WaitingShelf } from "./waiting.ts";

/** Tries once; what can't be saved now stays, and is sent by the page of its call or the next time. */
export async function sendLeftovers(): Promise<void> {
  for (const { name, call } of leftBehind(() => localStorage)) await ifNobodys(name, () => send(name, call));
}

async function send(name: string, call: string): Promise<void> {
  const tab = name.slice(name.lastIndexOf("/") + 1);
  const shelf = new WaitingShelf(call, tab, () => localStorage);
  const left = shelf.read(name) ?? { waiting: [], corrections: [] };
  const changes = inherited(left.waiting).map(({ change }) => change);
  try {
    for (let sent = 0; sent < changes.length; sent += MOST_CHANGES) await sendChanges(call, tab, changes.slice(sent, sent + MOST_CHANGES));
    for (const { utterance, text, side, was, ready } of left.corrections) if (ready) await correct(call, { utterance, text, side, was });
  } catch (cause) {
    if (problemOf(cause).code === "unknown-call") shelf.drop(name);
    return;
  }
  // What is half typed is for whoever opens the call again.
  shelf.keep({ waiting: [], corrections: left.corrections.filter(({ ready }) => !ready) });
}
