// The notes of a call as its page edits them: what the service has, what waits to be saved, and how the two go on together.
import { Failed, problemOf, type Problem } from "./api.ts";
import { approveNotes, correct, getReview, MOST_CHANGES, MOST_EVIDENCE, reopenNotes, restoreRevision, sendChanges, type Review, type Said } from "./api/review.ts";
import {
  besides,
  cut,
  hasToGo,
  inherited,
  lineBefore,
  queued,
  redirected,
  sending,
  type Change,
  type NextStep,
  type Section,
  type Sheet,
  type SheetLine,
  shown,
  sideIn,
  stepIn,
  type Speaker,
  trimmed,
  type Waiting,
  without,
} from "./review.ts";
import type { Evidence } from "./events.ts";
import { Scope } from "./scope.ts";
import { type Correction, onceNobodys, WaitingShelf } from "./waiting.ts";

/** Milliseconds without a key before what was typed is sent. */
const SEND_AFTER = 400;
/** Milliseconds before each attempt to send again; the last holds for all that follow. */
const TRY_AGAIN = [1000, 2000, 4000, 8000, 15_000] as const;
/** Milliseconds between looks at what other tabs have done… */
const LOOK = 5000;
/** …and while a new draft is on its way. */
const LOOK_SOON = 1000;

/** An id that no other tab makes. */
export function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(10)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The notes of one call, edited until `close`. */
export class OpenReview {
  readonly call: string;
  /** As the service has them; null until they are read. */
  review: Review | null = $state.raw(null);
  waiting: Waiting[] = $state.raw([]);
  corrections: Correction[] = $state.raw([]);
  /** Why what was typed could not be saved; null where it was. */
  unsaved: Problem | null = $state.raw(null);
  /** What else went wrong. */
  problem: Problem | null = $state.raw(null);
  /** Whether what was typed is safe from a reload. */
  kept = $state(true);
  /** The line that was removed last and can be put back. */
  removed: { line: SheetLine; after: string | null } | null = $state.raw(null);
  /** Lines whose words went elsewhere, and where to: whoever types there follows them. */
  moved: ReadonlyMap<string, string> | null = $state.raw(null);
  approving = $state(false);
  /** The notes as the page shows them. */
  readonly sheet: Sheet | null = $derived(this.review && shown(this.review.sheet, this.waiting));
  readonly saving = $derived(hasToGo(this.waiting) || this.corrections.some(({ ready }) => ready));
  readonly #tab = newId();
  readonly #shelf: WaitingShelf;
  readonly #corrected: () => void;
  #scope = new Scope();
  #cancel = () => {};
  #cancelLook = () => {};
  #failures = 0;
  /** The last thing that was asked of the service: one at a time, so that no older answer comes after a newer one. */
  #turn: Promise<void> = Promise.resolve();
  #reading = false;
  /** What tabs keep that are still open. */
  #awaited: string[] = [];

  /** `corrected`: told when words of the call may have been put right, here or in another tab. */
  constructor(call: string, corrected: () => void) {
    this.call = call;
    this.#corrected = corrected;
    this.#shelf = new WaitingShelf(call, this.#tab, () => localStorage);
    this.#hold();
    this.#look();
    this.#scope.interval(() => {
      if (document.visibilityState === "visible") this.#look();
    }, LOOK);
    this.#scope.listen(window, "focus", () => {
      this.#look();
    });
    this.#scope.listen(document, "visibilitychange", () => {
      if (document.visibilityState === "hidden") void this.flush();
    });
    this.#scope.listen(window, "pagehide", () => {
      this.#sendAtOnce();
    });
    this.#scope.listen(window, "beforeunload", (leaving) => {
      if (!this.kept && this.saving) leaving.preventDefault();
    });
  }

  get revision(): number {
    return this.review?.revision ?? 0;
  }

  /** Reads the notes again. */
  async read(): Promise<void> {
    if (this.#reading) return;
    this.#reading = true;
    await this.#inTurn(async () => {
      this.#reading = false;
      try {
        const before = this.review?.revision;
        this.#take(await getReview(this.call));
        if (before !== undefined && before !== this.revision) this.#corrected();
        if (this.problem?.code === "service-away") this.problem = null;
      } catch (cause) {
        this.problem = this.#wrong(cause);
      }
    });
  }

  type(line: SheetLine, text: string): void {
    const words = trimmed(text);
    if (words !== line.text) this.#change({ op: "set-text", id: newId(), line: line.id, text: words, was: line.text }, line);
  }

  /** Adds a line and gives its id. */
  add(section: Section, after: string | null, text = "", evidence: Evidence[] = [], side: Speaker | null = null): string {
    const line = newId();
    this.#change({ op: "add", id: newId(), line, section, text: cut(text)[0] ?? "", evidence: evidence.slice(0, MOST_EVIDENCE), side: sideIn(section, side), after }, null);
    return line;
  }

  remove(line: SheetLine): void {
    if (!this.sheet) return;
    if (line.text) this.removed = { line, after: lineBefore(this.sheet, line) };
    this.#change({ op: "remove", id: newId(), line: line.id, was: line.text }, line);
  }

  /** Puts the line back that was removed last, and gives its id. */
  putBack(): string | null {
    if (!this.removed) return null;
    const { line, after } = this.removed;
    this.removed = null;
    return this.add(line.section, after, line.text, line.evidence, line.side);
  }

  move(line: SheetLine, section: Section, after: string | null): void {
    this.#change({ op: "move", id: newId(), line: line.id, section, after }, line);
  }

  setSide(line: SheetLine, side: Speaker): void {
    if (side !== line.side) this.#change({ op: "set-side", id: newId(), line: line.id, side }, line);
  }

  setNext(next: NextStep | null): void {
    if (this.sheet) this.#change({ op: "set-next", id: newId(), next, was: stepIn(this.sheet) }, null);
  }

  /** Makes an earlier revision the newest again. */
  async restore(revision: number): Promise<void> {
    await this.flush();
    if (!this.unsaved) await this.#ask(() => restoreRevision(this.call, this.#tab, revision));
  }

  /** Says that somebody has looked at a line that was also written in another tab. */
  settle(line: SheetLine): void {
    this.#change({ op: "set-text", id: newId(), line: line.id, text: line.text, was: line.text }, line);
  }

  /** An empty line goes when it is left, whether it was just made or has been emptied. */
  leave(line: SheetLine): void {
    if (line.text === "") this.remove(line);
  }

  /** Keeps what an utterance is corrected to; saved once it is `ready`. */
  correct(said: Said, ready: boolean): void {
    this.corrections = [...this.corrections.filter(({ utterance }) => utterance !== said.utterance), { ...said, ready }];
    this.#keep();
    if (ready) void this.flush();
  }

  /** Lets a correction go that is not saved. */
  giveUp(utterance: string): void {
    this.corrections = this.corrections.filter((other) => other.utterance !== utterance);
    this.#keep();
  }

  /** Sends what waits now. */
  async flush(): Promise<void> {
    this.#cancel();
    await this.#inTurn(() => this.#send());
  }

  async approve(): Promise<void> {
    if (this.approving || !this.review || this.review.approved) return;
    this.approving = true;
    try {
      await this.flush();
      if (!this.unsaved) await this.#ask(() => approveNotes(this.call, this.revision));
      // What another tab has written meanwhile is to be seen before it is approved.
      if (this.problem?.code === "notes-changed") await this.read();
    } finally {
      this.approving = false;
    }
  }

  async reopen(): Promise<void> {
    await this.#ask(() => reopenNotes(this.call));
    await this.flush();
  }

  /** Forgets what waits, in this tab and those that were: the call is gone, and its words with it. */
  forget(): void {
    this.waiting = [];
    this.corrections = [];
    for (const name of [this.#shelf.name, ...this.#shelf.others()]) this.#shelf.drop(name);
  }

  close(): void {
    // Not while an effect is torn down, which sees values of before: the last of what was typed would not be among them.
    queueMicrotask(() => {
      this.#sendAtOnce();
      this.#scope.close();
    });
  }

  #change(change: Change, of: SheetLine | null): void {
    this.waiting = queued(this.waiting, change, of);
    if (change.op !== "remove") this.removed = null;
    this.#keep();
    this.#soon(SEND_AFTER);
  }

  #keep(): void {
    this.kept = this.#shelf.keep({ waiting: this.waiting, corrections: this.corrections });
  }

  #soon(milliseconds: number): void {
    this.#cancel();
    this.#cancel = this.#scope.timeout(() => void this.flush(), milliseconds);
  }

  #look(): void {
    this.#inherit();
    void (this.unsaved ? this.flush() : this.read());
  }

  async #send(): Promise<void> {
    try {
      await this.#sendChanges();
      await this.#sendCorrections();
      this.#failures = 0;
      this.unsaved = null;
      if (this.saving) this.#soon(SEND_AFTER);
    } catch (cause) {
      this.unsaved = this.#wrong(cause);
      this.#soon(TRY_AGAIN[Math.min(this.#failures, TRY_AGAIN.length - 1)] ?? 0);
      this.#failures += 1;
      // In another tab: what was typed waits until they are opened again.
      if (this.unsaved.code === "notes-approved") void this.read();
    }
  }

  async #sendChanges(): Promise<void> {
    const changes = this.#going();
    if (changes.length === 0) return;
    if (!this.review) this.#take(await getReview(this.call));
    const review = await sendChanges(this.call, this.#tab, changes);
    this.#arrived(review, changes);
  }

  #arrived(review: Review, changes: readonly Change[]): void {
    const moved = besides(review.sheet, changes);
    this.waiting = redirected(without(this.waiting, changes), moved);
    this.#take(review);
    if (moved.size > 0) this.moved = moved;
    this.#keep();
  }

  /** Everything that may go, marked as sent; what was sent before and not answered goes again, and is done once. */
  #going(): Change[] {
    this.waiting = sending(this.waiting);
    this.#keep();
    return this.waiting.filter(({ sent }) => sent).slice(0, MOST_CHANGES).map(({ change }) => change);
  }

  async #sendCorrections(): Promise<void> {
    for (const correction of this.corrections.filter(({ ready }) => ready)) {
      const { utterance, text, side, was } = correction;
      const review = await this.#refusable(correction, () => correct(this.call, { utterance, text, side, was }));
      if (!review) continue;
      this.corrections = this.corrections.filter((other) => other !== correction);
      this.#keep();
      this.#take(review);
      this.#corrected();
    }
  }

  /** A correction that is refused is open again, its reason said, and holds nothing else up. */
  async #refusable(correction: Correction, sent: () => Promise<Review>): Promise<Review | null> {
    try {
      return await sent();
    } catch (cause) {
      if (!(cause instanceof Failed) || cause.status < 400 || cause.status >= 500) throw cause;
      this.problem = cause.problem;
      this.#corrected();
      this.corrections = this.corrections.map((other) => (other === correction ? { ...other, ready: false } : other));
      this.#keep();
      return null;
    }
  }

  /** For a page that is closed: nothing is waited for, and what does not arrive is sent by the next page that is opened. */
  #sendAtOnce(): void {
    const changes = this.#going();
    if (changes.length > 0) void sendChanges(this.call, this.#tab, changes).then((review) => this.#arrived(review, changes), problemOf);
  }

  async #ask(asking: () => Promise<Review>): Promise<void> {
    await this.#inTurn(async () => {
      try {
        this.#take(await asking());
        this.problem = null;
      } catch (cause) {
        this.problem = this.#wrong(cause);
      }
    });
  }

  #take(review: Review): void {
    // Most looks find nothing new: then nothing is drawn anew.
    if (JSON.stringify(review) !== JSON.stringify(this.review)) this.review = review;
    this.#cancelLook();
    if (!review.outdated || review.approved || review.warning) return;
    this.#cancelLook = this.#scope.timeout(() => {
      this.#look();
    }, LOOK_SOON);
  }

  /** What went wrong. Of a call that is gone nothing is kept. */
  #wrong(cause: unknown): Problem {
    const problem = problemOf(cause);
    if (problem.code === "unknown-call") this.forget();
    return problem;
  }

  #inTurn(action: () => Promise<void>): Promise<void> {
    const done = this.#turn.then(action);
    // What is no failure of the service is told by `done`, and does not stop what comes after.
    this.#turn = done.catch(() => {});
    return done;
  }

  /** Marks what this tab keeps as that of an open tab, for as long as it is one. */
  #hold(): void {
    if (!("locks" in navigator)) return;
    void navigator.locks.request(this.#shelf.name, () => new Promise<void>((free) => void this.#scope.own(free)));
  }

  /** Takes over what other tabs have left: at once where they are gone, else as soon as they are. */
  #inherit(): void {
    for (const name of this.#shelf.others()) {
      if (this.#awaited.includes(name)) continue;
      this.#awaited.push(name);
      void onceNobodys(this.#scope, name, () => {
        this.#awaited = this.#awaited.filter((other) => other !== name);
        this.#takeOver(name);
      });
    }
  }

  #takeOver(name: string): void {
    const left = this.#shelf.read(name);
    if (left) {
      this.waiting = [...inherited(left.waiting), ...this.waiting];
      this.corrections = [...left.corrections.filter(({ utterance }) => !this.corrections.some((other) => other.utterance === utterance)), ...this.corrections];
      this.#keep();
      if (!this.kept) return;
      this.#soon(SEND_AFTER);
    }
    this.#shelf.drop(name);
  }
}
