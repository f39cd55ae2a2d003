// A text that is being written, kept in the browser until it is saved.

export interface Draft {
  text: string;
  /** Hash of the text it was made from; null where there was no file. */
  basedOn: string | null;
}

/** Asked for each time, since a browser may refuse it altogether. */
type Shelf = () => Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** Keeps one draft under a name. This tab's own goes before what another tab left; what can't be kept (a full or forbidden shelf) is let go. */
export class DraftShelf {
  readonly #name: string;
  readonly #shelves: [tab: Shelf, browser: Shelf];

  constructor(name: string, shelves: [tab: Shelf, browser: Shelf]) {
    this.#name = name;
    this.#shelves = shelves;
  }

  read(): Draft | null {
    for (const shelf of this.#shelves) {
      const draft = draftIn(this.#kept(shelf));
      if (draft) return draft;
    }
    return null;
  }

  /** Whether it is kept now. */
  keep(draft: Draft): boolean {
    const written = JSON.stringify(draft);
    return this.#shelves.map((shelf) => this.#put(shelf, written)).includes(true);
  }

  /** Lets this tab's draft go, and in the browser only that one: another tab may have left its own there since. */
  drop(): void {
    const [tab, browser] = this.#shelves;
    const own = this.#kept(tab);
    if (own !== null && own === this.#kept(browser)) browser().removeItem(this.#name);
    if (own !== null) tab().removeItem(this.#name);
  }

  #kept(shelf: Shelf): string | null {
    try {
      return shelf().getItem(this.#name);
    } catch (cause) {
      if (cause instanceof DOMException) return null;
      throw cause;
    }
  }

  #put(shelf: Shelf, written: string): boolean {
    try {
      shelf().setItem(this.#name, written);
      return true;
    } catch (cause) {
      if (cause instanceof DOMException) return false;
      throw cause;
    }
  }
}

function draftIn(written: string | null): Draft | null {
  if (written === null) return null;
  try {
    const { text, basedOn } = (JSON.parse(written) ?? {}) as Partial<Draft>;
    return typeof text === "string" && (typeof basedOn === "string" || basedOn === null) ? { text, basedOn } : null;
  } catch (cause) {
    if (cause instanceof SyntaxError) return null;
    throw cause;
  }
}
