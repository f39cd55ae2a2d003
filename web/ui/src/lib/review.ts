// The notes as they are edited: what can be changed, what waits to be saved, and how the two make up what the page shows. Pure.
import type { Evidence, SideShare } from "./events.ts";

/** In the order in which the page has them; the next step stands after the second. */
export const SECTIONS = ["discussed", "proposed", "commitments", "facts", "personal", "questions"] as const;
export type Section = (typeof SECTIONS)[number];
export type Speaker = "rep" | "client";
type Author = "draft" | "rep";

export interface SheetLine {
  id: string;
  section: Section;
  text: string;
  /** The words it rests on; a line typed by the rep need have none. */
  evidence: Evidence[];
  /** Who promised; of commitments only. */
  side: Speaker | null;
  author: Author;
  /** Whether it was written in another tab in place of the words of `beside`, and nobody has looked at both yet. */
  conflict: boolean;
  /** The line (or "next.what"…) that it was meant for. */
  beside: string | null;
}

export interface NextStep {
  purpose: string | null;
  what: string | null;
  who: Speaker | null;
  /** As said. */
  when: string | null;
  /** ISO date, or date and time. */
  date: string | null;
  evidence: Evidence[];
}

/** Lines stand in order, those of one section one after the other. */
export interface Sheet {
  lines: SheetLine[];
  next: (NextStep & { author: Author }) | null;
  coverage: SideShare;
}

/** One thing done to the notes. `id`: made here; the service does each once, however often it is sent. `was`: what stood there before. */
export type Change = { id: string } & (
  | { op: "set-text"; line: string; text: string; was: string }
  | { op: "add"; line: string; section: Section; text: string; evidence: Evidence[]; side: Speaker | null; after: string | null }
  | { op: "remove"; line: string; was: string }
  | { op: "move"; line: string; section: Section; after: string | null }
  | { op: "set-side"; line: string; side: Speaker }
  | { op: "set-next"; next: NextStep | null; was: NextStep | null }
);

/** A change that the service has not answered for yet. */
export interface Waiting {
  change: Change;
  /** Whether it was sent: from then on it stays as it is, since nobody knows whether it has arrived. */
  sent: boolean;
  /** The line as it stood, so that it can be shown where another tab has removed it meanwhile. */
  of: SheetLine | null;
}

const NO_STEP: NextStep = { purpose: null, what: null, who: null, when: null, date: null, evidence: [] };

/** A text as it is kept: on one line, without blanks at its ends. */
export function trimmed(text: string): string {
  return text.replace(/\s+/gu, " ").trim();
}

/** Characters of a line that the service takes. */
export const LONGEST = 4000;

/** A text as lines: each as it is kept, one that is too long cut between two words. */
export function cut(text: string): string[] {
  return text.split(/[\r\n]+/u).flatMap((line) => {
    const whole = trimmed(line);
    if (whole.length <= LONGEST) return whole ? [whole] : [];
    const end = whole.lastIndexOf(" ", LONGEST);
    const first = whole.slice(0, end > 0 ? end : LONGEST);
    return [first, ...cut(whole.slice(first.length))];
  });
}

/** The sheet with everything that waits done to it: what the page shows. */
export function shown(sheet: Sheet, waiting: readonly Waiting[]): Sheet {
  return waiting.reduce(applied, sheet);
}

/** The lines of a section, in order. */
export function linesOf(sheet: Sheet, section: Section): SheetLine[] {
  return sheet.lines.filter((line) => line.section === section);
}

/** The line before this one in its section; null where it is the first. */
export function lineBefore(sheet: Sheet, line: SheetLine): string | null {
  const lines = linesOf(sheet, line.section);
  return lines[lines.findIndex(({ id }) => id === line.id) - 1]?.id ?? null;
}

function applied(sheet: Sheet, { change, of }: Waiting): Sheet {
  switch (change.op) {
    case "set-text":
      return withLine(sheet, change.line, of, (line) => ({ ...line, text: change.text, author: "rep", conflict: false }));
    case "set-side":
      return withLine(sheet, change.line, of, (line) => ({ ...line, side: change.side }));
    case "add": {
      const { line: id, section, text, evidence, side, after } = change;
      const line: SheetLine = { id, section, text, evidence, side, author: "rep", conflict: false, beside: null };
      return sheet.lines.some((other) => other.id === id) ? sheet : { ...sheet, lines: placed(sheet.lines, line, after) };
    }
    case "remove":
      return { ...sheet, lines: sheet.lines.filter(({ id }) => id !== change.line) };
    case "move": {
      const line = sheet.lines.find(({ id }) => id === change.line);
      if (!line) return sheet;
      const others = sheet.lines.filter(({ id }) => id !== change.line);
      return { ...sheet, lines: placed(others, { ...line, section: change.section, side: sideIn(change.section, line.side) }, change.after) };
    }
    case "set-next":
      return { ...sheet, next: change.next && { ...change.next, author: "rep" } };
  }
}

/** Only a commitment is somebody's: the rep's until it is said otherwise. */
export function sideIn(section: Section, side: Speaker | null): Speaker | null {
  return section === "commitments" ? (side ?? "rep") : null;
}

/** The sheet with a line changed; one that is not there any more comes back as it was, changed. */
function withLine(sheet: Sheet, id: string, of: SheetLine | null, changed: (line: SheetLine) => SheetLine): Sheet {
  if (sheet.lines.some((line) => line.id === id)) return { ...sheet, lines: sheet.lines.map((line) => (line.id === id ? changed(line) : line)) };
  return of ? { ...sheet, lines: [...sheet.lines, changed(of)] } : sheet;
}

/** The lines with one more: after `after`, first of its section where that is null, last where that is not there. */
function placed(lines: readonly SheetLine[], line: SheetLine, after: string | null): SheetLine[] {
  const before = lines.findIndex(({ id, section }) => id === after && section === line.section);
  const first = lines.findIndex(({ section }) => section === line.section);
  const place = after === null ? first : before < 0 ? -1 : before + 1;
  return place < 0 ? [...lines, line] : lines.toSpliced(place, 0, line);
}

/**
 * What waits, with one more change. What was not sent yet is taken together with it where it is about the same thing, under the new
 * change's id: another tab may have taken the older one over and sent it. `of`: the line as it stands before.
 */
export function queued(waiting: readonly Waiting[], change: Change, of: SheetLine | null): Waiting[] {
  const fresh: Waiting = { change, sent: false, of };
  switch (change.op) {
    case "set-text":
      return withText(waiting, change, fresh);
    case "set-next": {
      const before = unsent(waiting, ({ op }) => op === "set-next");
      const { was } = before?.change.op === "set-next" ? before.change : change;
      return replaced(waiting, before, isSame(was, change.next) ? null : { ...fresh, change: { ...change, was } });
    }
    case "set-side":
      return replaced(waiting, unsent(waiting, (other) => other.op === "set-side" && other.line === change.line), fresh);
    case "move": {
      const last = waiting.at(-1);
      const again = last && !last.sent && last.change.op === "move" && last.change.line === change.line;
      return [...(again ? waiting.slice(0, -1) : waiting), fresh];
    }
    case "remove":
      return withRemoval(waiting, change, fresh);
    case "add":
      return [...waiting, fresh];
  }
}

function withText(waiting: readonly Waiting[], change: Change & { op: "set-text" }, fresh: Waiting): Waiting[] {
  const before = unsent(waiting, (other) => (other.op === "set-text" || other.op === "add") && other.line === change.line);
  if (before?.change.op === "add") {
    // The line is as new as it was: it is added with another text.
    return replaced(waiting, before, { ...before, change: { ...before.change, id: change.id, text: change.text } });
  }
  if (before?.change.op !== "set-text") return [...waiting, fresh];
  const { was } = before.change;
  return replaced(waiting, before, was === change.text ? null : { ...fresh, change: { ...change, was }, of: before.of });
}

function withRemoval(waiting: readonly Waiting[], change: Change & { op: "remove" }, fresh: Waiting): Waiting[] {
  const about = (other: Waiting) => !other.sent && "line" in other.change && other.change.line === change.line;
  const added = waiting.find((other) => about(other) && other.change.op === "add")?.change;
  const text = waiting.find((other) => about(other) && other.change.op === "set-text")?.change;
  const rest = waiting.filter((other) => !about(other));
  // Nobody else has seen it: it is as if it had never been.
  if (added?.op === "add") return rest.map((other) => resting(other, new Map([[added.line, added.after]])));
  return [...rest, { ...fresh, change: { ...change, was: text?.op === "set-text" ? text.was : change.was } }];
}

/** The newest change that was not sent and is such a one, unless a later one of the same line was sent. */
function unsent(waiting: readonly Waiting[], such: (change: Change) => boolean): Waiting | undefined {
  return waiting.findLast(({ change, sent }) => !sent && such(change));
}

function replaced(waiting: readonly Waiting[], before: Waiting | undefined, after: Waiting | null): Waiting[] {
  if (!before) return after ? [...waiting, after] : [...waiting];
  return waiting.flatMap((other) => (other === before ? (after ? [after] : []) : [other]));
}

/** A change whose `after` is one of these lines stands after what they stand after. */
function resting(waiting: Waiting, after: ReadonlyMap<string, string | null>): Waiting {
  const { change } = waiting;
  if (change.op !== "add" && change.op !== "move") return waiting;
  let place = change.after;
  for (let next = place === null ? undefined : after.get(place); next !== undefined; next = place === null ? undefined : after.get(place)) place = next;
  return place === change.after ? waiting : { ...waiting, change: { ...change, after: place } };
}

/**
 * What waits, with everything that may go marked as sent. What is still empty stays: a line is added with its first word, and one without
 * a word goes when it is left.
 */
export function sending(waiting: readonly Waiting[]): Waiting[] {
  const empty = new Map<string, string | null>();
  for (const { change, sent } of waiting) if (change.op === "add" && !sent && change.text === "") empty.set(change.line, change.after);
  return waiting.map((one) => {
    const { change } = one;
    const held = ("line" in change && empty.has(change.line)) || (change.op === "set-text" && change.text === "");
    return held ? one : { ...resting(one, empty), sent: true };
  });
}

/** Whether anything may go that has not. */
export function hasToGo(waiting: readonly Waiting[]): boolean {
  return sending(waiting).some(({ sent }) => sent);
}

/** What waits, without what has arrived. */
export function without(waiting: readonly Waiting[], arrived: readonly Change[]): Waiting[] {
  return waiting.filter(({ change }) => !arrived.some(({ id }) => id === change.id));
}

/** What a tab that is gone has left: its empty lines are let go, lines it had emptied removed, the rest is as if it had been sent. */
export function inherited(waiting: readonly Waiting[]): Waiting[] {
  const going = sending(waiting).filter(({ sent }) => sent);
  const emptied = waiting.flatMap(({ change, of }): Waiting[] =>
    change.op === "set-text" && change.text === "" ? [{ change: { op: "remove", id: change.id, line: change.line, was: change.was }, sent: true, of }] : [],
  );
  return [...going, ...emptied];
}

export function isSame(one: NextStep | null, other: NextStep | null): boolean {
  const fields = (next: NextStep | null) => next && [next.purpose, next.what, next.who, next.when, next.date];
  return JSON.stringify(fields(one)) === JSON.stringify(fields(other));
}

/** The step with what was typed; null where nothing is left of it. */
export function withField<Field extends "purpose" | "what" | "who" | "when" | "date">(next: NextStep | null, field: Field, value: NextStep[Field]): NextStep | null {
  const { purpose, what, who, when, date, evidence } = next ?? NO_STEP;
  const changed: NextStep = { purpose, what, who, when, date, evidence, [field]: value };
  return isSame(changed, NO_STEP) ? null : changed;
}

/** Where a line goes that is moved up (-1) or down (1): past its neighbour, or at the edge into the next section; null where there is none. */
export function stepped(sheet: Sheet, line: SheetLine, way: -1 | 1): { section: Section; after: string | null } | null {
  const lines = linesOf(sheet, line.section);
  const place = lines.findIndex(({ id }) => id === line.id);
  const neighbour = place + way;
  if (neighbour >= 0 && neighbour < lines.length) {
    const after = way > 0 ? lines[neighbour] : lines[neighbour - 1];
    return { section: line.section, after: after?.id ?? null };
  }
  const section = SECTIONS[SECTIONS.indexOf(line.section) + way];
  if (!section) return null;
  return { section, after: way > 0 ? null : (linesOf(sheet, section).at(-1)?.id ?? null) };
}

/** The next step of a sheet as changes have it. */
export function stepIn({ next }: Sheet): NextStep | null {
  return next && { purpose: next.purpose, what: next.what, who: next.who, when: next.when, date: next.date, evidence: next.evidence };
}

/** A line of two sheets side by side: null where it is not in one of them. */
export interface Pair {
  before: SheetLine | null;
  after: SheetLine | null;
}

/** The lines of two sheets, in the order of the newer; what went stands where it stood. A line that went and was written again is the same. */
export function compared(older: Sheet, newer: Sheet): Pair[] {
  const [gone, come] = [lacking(older, newer), lacking(newer, older)];
  const again = new Map<string, SheetLine>();
  for (const line of come) {
    const before = gone.findIndex(({ section, text }) => section === line.section && text === line.text);
    const [found] = before < 0 ? [] : gone.splice(before, 1);
    if (found) again.set(line.id, found);
  }
  return SECTIONS.flatMap((section) => {
    const pairs: Pair[] = linesOf(newer, section).map((after) => ({ before: older.lines.find(({ id }) => id === after.id) ?? again.get(after.id) ?? null, after }));
    for (const before of gone.filter((line) => line.section === section)) {
      const above = lineBefore(older, before);
      pairs.splice(pairs.findIndex((pair) => pair.before?.id === above) + 1, 0, { before, after: null });
    }
    return pairs;
  });
}

/** The lines of a sheet that another has not. */
function lacking(sheet: Sheet, other: Sheet): SheetLine[] {
  return sheet.lines.filter(({ id }) => !other.lines.some((line) => line.id === id));
}

/**
 * Lines whose words went to a line of their own, since another tab had written there: from the one to the other. `changes`: what the service
 * has done to the sheet last.
 */
export function besides(sheet: Sheet, changes: readonly Change[]): Map<string, string> {
  const moved = new Map<string, string>();
  for (const change of changes) {
    if (change.op !== "set-text") continue;
    const there = sheet.lines.find(({ id }) => id === change.line);
    const twin = sheet.lines.find(({ beside, conflict, text }) => conflict && beside === change.line && text === change.text);
    if (twin && there?.text !== change.text) moved.set(change.line, twin.id);
  }
  return moved;
}

/** What waits, with what was typed on since done to the lines that the words went to. */
export function redirected(waiting: readonly Waiting[], moved: ReadonlyMap<string, string>): Waiting[] {
  return waiting.map((one) => {
    const line = one.change.op === "set-text" && !one.sent ? moved.get(one.change.line) : undefined;
    return line && one.change.op === "set-text" ? { ...one, change: { ...one.change, line } } : one;
  });
}
