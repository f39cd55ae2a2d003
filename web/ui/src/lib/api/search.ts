// Asks the service for calls by what is in them and known of them, and for what is due.
import { asked, told, type CallSummary } from "../api.ts";
import type { Side } from "../codec.ts";
import { queryOf, type Wanted } from "../search.ts";

/** Part of a text; `marked` where it is of the words looked for. */
export interface Piece {
  text: string;
  marked: boolean;
}

/** A place where words occur. */
export interface Hit {
  where: "client" | "notes" | "typed" | "said";
  /** Of the notes: `discussed`… or `next`. */
  section: string | null;
  /** Who said or promised it. */
  side: Side | null;
  /** The utterance that it is or rests on, and when that began, in seconds. */
  utterance: string | null;
  start: number | null;
  pieces: Piece[];
}

export interface FoundCall extends CallSummary {
  approved: boolean;
  /** Whether the notes have a next step; null while there are none. */
  next_step: boolean | null;
  hits: Hit[];
  more_hits: boolean;
}

export interface FoundCalls {
  calls: FoundCall[];
  /** Whether there are others after these. */
  more: boolean;
}

/** Calls, newest first: at most so many after others, each with the first places. */
export function searchCalls(wanted: Wanted, most: number, after = 0): Promise<FoundCalls> {
  return ask(wanted, { most: String(most), after: String(after) });
}

/** One call with every place, as far as a page can show them. */
export async function searchCall(wanted: Wanted, call: string): Promise<FoundCall | undefined> {
  const found = await ask(wanted, { call, places: "500" });
  return found.calls[0];
}

function ask(wanted: Wanted, how: Record<string, string>): Promise<FoundCalls> {
  return asked<FoundCalls>("GET", `/api/search?${new URLSearchParams([...queryOf(wanted), ...Object.entries(how)])}`);
}

export type WhenDue = "overdue" | "today" | "week" | "later" | "undated" | "done";

/** A next step (place 0) or a promise of a call's newest notes. */
export interface DueStep {
  call: string;
  place: number;
  text: string;
  side: "rep" | "client" | null;
  /** When, as said. */
  said: string | null;
  /** ISO date, or date and time. */
  date: string | null;
  done: boolean;
  client: string | null;
  client_key: string | null;
  /** Local date and time of the call. */
  started: string;
  approved: boolean;
  when_due: WhenDue;
}

/** What is due, the soonest first; with what is done on demand. */
export async function getDue(done: boolean): Promise<DueStep[]> {
  return (await asked<{ steps: DueStep[] }>("GET", `/api/due?done=${done}`)).steps;
}

export function markDue(step: Pick<DueStep, "call" | "place">, done: boolean): Promise<void> {
  return told("POST", `/api/due/${encodeURIComponent(step.call)}/${step.place}/${done ? "done" : "undone"}`);
}
