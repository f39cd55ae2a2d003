// The playbook as its page knows it: what is on disk, what stands in the editor, and how the two go together.
import { checkPlaybook, getPlaybook, type Mistake, type OwnText, type PlaybookPrompt, type PlaybookView, problemOf, type Problem, savePlaybook } from "./api.ts";
import { type Draft, DraftShelf } from "./draft.ts";
import { Scope } from "./scope.ts";

/** Milliseconds without a key before a text is checked. */
const CHECK_AFTER = 350;

/** Under which the browser keeps what is not saved. */
const NAME = "callcue.playbook";

/** One's own playbook, edited until `close`. */
export class OwnPlaybook {
  /** As last read; null until then. */
  view: PlaybookView | null = $state.raw(null);
  /** The text in the editor; null where there is none to edit. */
  text: string | null = $state(null);
  /** The file as it was when the text was begun, or last saved; null where there was none. */
  saved: OwnText | null = $state.raw(null);
  /** What stands on disk by now, where somebody else has changed it and the text is not saved. */
  other: OwnText | null = $state.raw(null);
  mistake: Mistake | null = $state.raw(null);
  /** The prompts of the text in the editor, as last checked without a mistake; of the playbook in force before. */
  prompts: PlaybookPrompt[] = $state.raw([]);
  checking = $state(false);
  saving = $state(false);
  /** Whether it has been saved since it was last changed. */
  justSaved = $state(false);
  /** Whether what was typed is safe from a reload. */
  kept = $state(true);
  problem: Problem | null = $state.raw(null);
  readonly dirty = $derived(this.text !== null && this.text !== (this.saved?.text ?? null));
  /** Whether it may be saved: it has no mistake, and it is not open which of two texts stays. */
  readonly savable = $derived(this.dirty && !this.saving && this.mistake === null && this.other === null);
  #scope = new Scope();
  #shelf = new DraftShelf(NAME, [() => sessionStorage, () => localStorage]);
  /** Hash of the text that the one in the editor was made from; null where there was no file. */
  #basedOn: string | null = null;
  #cancel = () => {};
  /** Number of the last check: an answer about an older text is of no interest. */
  #checked = 0;

  constructor() {
    void this.read();
    // Whoever comes back from another program may have changed the file there.
    this.#scope.listen(window, "focus", () => void this.read());
  }

  /** Reads what is on disk, and goes on with what was typed before. */
  async read(): Promise<void> {
    await this.#ask(async () => {
      this.#take(await getPlaybook());
    });
  }

  change(text: string): void {
    if (text === this.text) return;
    this.text = text;
    this.justSaved = false;
    this.problem = null;
    this.#keep();
    this.#checkSoon();
  }

  /** Writes a first own file. */
  async begin(): Promise<void> {
    if (this.view && !this.saving) await this.#save(this.view.starter);
  }

  async save(): Promise<void> {
    if (this.text !== null && this.savable) await this.#save(this.text);
  }

  /** Of two texts, this one: it is saved over the other. */
  async keepMine(): Promise<void> {
    if (!this.other) return;
    this.#settle(this.other);
    await this.save();
  }

  /** Of two texts, the one on disk. */
  takeOther(): void {
    if (!this.other) return;
    const { text } = this.other;
    this.#settle(this.other);
    this.change(text);
  }

  close(): void {
    this.#scope.close();
  }

  async #save(text: string): Promise<void> {
    this.saving = true;
    try {
      await this.#ask(async () => {
        const view = await savePlaybook(text, this.#basedOn);
        this.#settle(view.own);
        this.text ??= text;
        this.justSaved = true;
        this.problem = null;
        this.#take(view);
      });
    } finally {
      this.saving = false;
    }
    if (this.problem?.code === "playbook-changed") {
      await this.read();
      // Said with both texts, where there is another one.
      if (this.other) this.problem = null;
    }
  }

  /** Goes on from this text of the file. */
  #settle(own: OwnText | null): void {
    this.saved = own;
    this.#basedOn = own?.hash ?? null;
    this.other = null;
  }

  #restore(draft: Draft, own: OwnText | null): void {
    this.text = draft.text;
    this.#settle(own);
    if (own && this.dirty && draft.basedOn !== own.hash) [this.other, this.#basedOn] = [own, draft.basedOn];
  }

  /** Brings what was read together with what stands in the editor. */
  #take(view: PlaybookView): void {
    const first = this.view === null;
    const draft = first ? this.#shelf.read() : null;
    this.view = view;
    if (draft) {
      this.#restore(draft, view.own);
    } else if (!this.dirty) {
      this.#settle(view.own);
      this.text = view.own?.text ?? null;
    } else if (view.own === null || view.own.hash === this.#basedOn) {
      this.#settle(view.own);
    } else {
      this.other = view.own;
    }
    this.#keep();
    if (!this.dirty) {
      this.#cancel();
      this.checking = false;
      this.mistake = view.mistake;
      this.prompts = view.prompts;
    } else if (first) {
      this.prompts = view.prompts;
      this.#checkSoon();
    }
  }

  #keep(): void {
    if (this.dirty && this.text !== null) this.kept = this.#shelf.keep({ text: this.text, basedOn: this.#basedOn });
    else this.#shelf.drop();
  }

  #checkSoon(): void {
    this.#cancel();
    this.checking = true;
    this.#cancel = this.#scope.timeout(() => void this.#check(), CHECK_AFTER);
  }

  async #check(): Promise<void> {
    const number = (this.#checked += 1);
    const text = this.text;
    if (text === null) return;
    await this.#ask(async () => {
      const { mistake, prompts } = await checkPlaybook(text);
      if (number !== this.#checked || text !== this.text) return;
      this.mistake = mistake;
      if (!mistake) this.prompts = prompts;
      this.checking = false;
    });
  }

  async #ask(asking: () => Promise<void>): Promise<void> {
    try {
      await asking();
      if (this.problem?.code === "service-away") this.problem = null;
    } catch (cause) {
      this.problem = problemOf(cause);
      this.checking = false;
    }
  }
}
