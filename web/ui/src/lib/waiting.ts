// What is typed and not saved yet, kept in the browser: through a reload, a closed tab, a service that is gone.
import type { Said } from "./api/review.ts";
import type { Waiting } from "./review.ts";

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
    return this.#tried(false, (shelf) => {
      if (kept.waiting.length + kept.corrections.length === 0) shelf.removeItem(this.name);
      else shelf.setItem(this.name, JSON.stringify(kept));
      return true;
    });
  }

  /** The names under which other tabs, open or gone, keep something of this call. */
  others(): string[] {
    return this.#tried<string[]>([], (shelf) => {
      const names = Array.from({ length: shelf.length }, (_, index) => shelf.key(index));
      return names.filter((name) => name !== null).filter((name) => name.startsWith(this.#call) && name !== this.name);
    });
  }

  /** What is kept under a name. */
  read(name: string): Kept | null {
    return this.#tried<Kept | null>(null, (shelf) => keptIn(shelf.getItem(name)));
  }

  drop(name: string): void {
    this.#tried(undefined, (shelf) => {
      shelf.removeItem(name);
    });
  }

  #tried<Result>(refused: Result, action: (shelf: Shelf) => Result): Result {
    try {
      return action(this.#shelf());
    } catch (cause) {
      if (cause instanceof DOMException) return refused;
      throw cause;
    }
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
