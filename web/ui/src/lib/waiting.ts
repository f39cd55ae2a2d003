// What is typed and not saved yet, kept in the browser: through a reload, a closed tab, a service that is gone.
import type { Said } from "./api/review.ts";
import type { Waiting } from "./review.ts";
import type { Scope } from "./scope.ts";

/** Words of the call that are being put right; `ready` to be saved once they are left. */
export interface Correction extends Said {
  ready: boolean;
}

export interface Kept {
  waiting: Waiting[];
  corrections: Correction[];
}

type Shelf = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

/** Before the call's id and the tab's. */
const PREFIX = "callcue.review/";

/** Keeps what one tab has typed about one call, under a name of its own: tabs share the shelf, and none may write over another's. */
export class WaitingShelf {
  readonly name: string;
  readonly #call: string;
  readonly #shelf: () => Shelf;

  /** `shelf` is asked for each time, since a browser may refuse it altogether. */
  constructor(call: string, tab: string, shelf: () => Shelf) {
    this.#call = `${PREFIX}${call}/`;
    this.name = this.#call + tab;
    this.#shelf = shelf;
  }

  /** Whether it is kept now; nothing to keep is kept, too. */
  keep(kept: Kept): boolean {
    return tried(false, this.#shelf, (shelf) => {
      if (kept.waiting.length + kept.corrections.length === 0) shelf.removeItem(this.name);
      else shelf.setItem(this.name, JSON.stringify(kept));
      return true;
    });
  }

  /** The names under which other tabs, open or gone, keep something of this call. */
  others(): string[] {
    return tried<string[]>([], this.#shelf, names).filter((name) => name.startsWith(this.#call) && name !== this.name);
  }

  /** What is kept under a name. */
  read(name: string): Kept | null {
    return tried<Kept | null>(null, this.#shelf, (shelf) => keptIn(shelf.getItem(name)));
  }

  drop(name: string): void {
    tried(undefined, this.#shelf, (shelf) => {
      shelf.removeItem(name);
    });
  }
}

/** What is kept of any call: under which name, and of which. */
export function leftBehind(shelf: () => Shelf): { name: string; call: string }[] {
  return tried<string[]>([], shelf, names).flatMap((name) => {
    const [call, tab] = name.startsWith(PREFIX) ? name.slice(PREFIX.length).split("/") : [];
    return call && tab ? [{ name, call }] : [];
  });
}

/** Does something with what is kept under a name, unless a tab that is open holds it. */
export async function ifNobodys(name: string, action: () => void | Promise<void>): Promise<void> {
  if (!("locks" in navigator)) await action();
  else await navigator.locks.request(name, { ifAvailable: true }, (lock) => (lock ? action() : undefined));
}

/** Does something with what is kept under a name as soon as no open tab holds it; never once `scope` is closed. */
export async function onceNobodys(scope: Scope, name: string, action: () => void): Promise<void> {
  if (!("locks" in navigator)) {
    action();
    return;
  }
  const giveUp = new AbortController();
  const undo = scope.own(() => {
    giveUp.abort();
  });
  try {
    await navigator.locks.request(name, { signal: giveUp.signal }, action);
  } catch (cause) {
    if (!giveUp.signal.aborted) throw cause;
  }
  undo();
}

function names(shelf: Shelf): string[] {
  return Array.from({ length: shelf.length }, (_, index) => shelf.key(index)).filter((name) => name !== null);
}

function tried<Result>(refused: Result, shelf: () => Shelf, action: (shelf: Shelf) => Result): Result {
  try {
    return action(shelf());
  } catch (cause) {
    if (cause instanceof DOMException) return refused;
    throw cause;
  }
}

function keptIn(written: string | null): Kept | null {
  if (written === null) return null;
  try {
    const { waiting, corrections } = (JSON.parse(written) ?? {}) as Partial<Kept>;
    return Array.isArray(waiting) && Array.isArray(corrections) ? { waiting, corrections } : null;
  } catch (cause) {
    if (cause instanceof SyntaxError) return null;
    throw cause;
  }
}
