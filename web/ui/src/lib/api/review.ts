// Asks the service for the notes under review: reads them, changes them, approves them, puts what was said right.
import { asked, at, type Problem } from "../api.ts";
import type { Change, Sheet, Speaker } from "../review.ts";

/** The notes of a call as they stand. */
export interface Review {
  revision: number;
  approved: boolean;
  /** UTC, ISO 8601. */
  approved_at: string | null;
  sheet: Sheet;
  /** Whether words have been put right since they were drafted: where they are not approved, a new draft follows in a moment. */
  outdated: boolean;
  /** What did not come off besides: an export of approved notes, or a new draft. */
  warning: Problem | null;
}

/** One version of the notes. */
export interface Revision {
  revision: number;
  author: "draft" | "rep";
  /** UTC, ISO 8601. */
  made: string;
  approved: boolean;
  /** How many lines it has. */
  lines: number;
}

/** What was really said, or by whom; null leaves it. `was`: the words as they stood. */
export interface Said {
  utterance: string;
  text: string | null;
  side: Speaker | null;
  was: string;
}

/** What the service takes at most: changes at once, quotes under one line. */
export const MOST_CHANGES = 500;
export const MOST_EVIDENCE = 100;

/** Bytes that browsers see to for a page that is closed, with room for what else is on its way. */
const KEPT_ALIVE = 30_000;

export function getReview(call: string): Promise<Review> {
  return asked<Review>("GET", review(call));
}

/** Sent to its end though the page is closed meanwhile. At most `MOST_CHANGES` at once. */
export function sendChanges(call: string, tab: string, changes: readonly Change[]): Promise<Review> {
  const body = { tab, changes };
  return asked<Review>("POST", `${review(call)}/changes`, body, { keepalive: JSON.stringify(body).length < KEPT_ALIVE });
}

export function getRevisions(call: string): Promise<Revision[]> {
  return asked<Revision[]>("GET", `${review(call)}/revisions`);
}

export function getRevision(call: string, revision: number): Promise<Sheet> {
  return asked<Sheet>("GET", `${review(call)}/revisions/${revision}`);
}

export function approveNotes(call: string, revision: number): Promise<Review> {
  return asked<Review>("POST", `${review(call)}/approve`, { revision });
}

export function reopenNotes(call: string): Promise<Review> {
  return asked<Review>("POST", `${review(call)}/reopen`);
}

/** Makes an earlier revision the newest again; `tab`: the one that asks. */
export function restoreRevision(call: string, tab: string, revision: number): Promise<Review> {
  return asked<Review>("POST", `${review(call)}/restore`, { tab, revision });
}

export function correct(call: string, said: Said): Promise<Review> {
  return asked<Review>("POST", `${at(call)}/corrections`, said);
}

function review(call: string): string {
  return `${at(call)}/review`;
}
