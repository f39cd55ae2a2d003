// Asks the service what a call can be exported as, and what of it has arrived where approved notes go.
import { asked, at, readText, told, type Problem } from "../api.ts";

export interface Exports {
  /** `missing`: why the call can't be had in it; null where it can. */
  formats: { name: string; title: string; about: string; missing: Problem | null }[];
  /** Where approved notes go by themselves; `here`: whether what goes there stays on this machine. */
  targets: { name: string; address: string; here: boolean }[];
  /** The latest for each target. */
  sent: Sent[];
  /** What is wrong with the list of webhooks. */
  problem: Problem | null;
}

/** Something of a call that was to be sent. Times are UTC, ISO 8601. */
export interface Sent {
  target: string;
  state: "waiting" | "arrived" | "given-up";
  attempts: number;
  made: string;
  next_try: string | null;
  delivered: string | null;
  fault: string | null;
}

export function getExports(call: string): Promise<Exports> {
  return asked<Exports>("GET", `${at(call)}/exports`);
}

/** Sends again at once what has not arrived. */
export function sendAgain(call: string): Promise<void> {
  return told("POST", `${at(call)}/exports/retry`);
}

export function exportAddress(call: string, format: string): string {
  return `${at(call)}/export/${encodeURIComponent(format)}`;
}

/** The notes as plain text, for pasting. */
export function getText(call: string): Promise<string> {
  return readText(exportAddress(call, "txt"));
}
