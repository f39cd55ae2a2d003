// Asks the service for better wording of a call's notes by the language model that is switched on.
import { asked, at, type Problem } from "../api.ts";

export interface Wording {
  /** The language model; null where none is switched on. `here`: whether what goes there stays on this machine. */
  writer: { model: string; place: string; here: boolean; agreed: boolean } | null;
  state: "none" | "waiting" | "working" | "done" | "stopped" | "failed";
  answered: number;
  questions: number;
  /** Lines put better, added, and left out because the call does not bear them out. */
  changed: number;
  added: number;
  left_out: number;
  /** Answers that were none, or only the beginning of one. */
  unusable: number;
  problem: Problem | null;
}

export function getWording(call: string): Promise<Wording> {
  return asked<Wording>("GET", wording(call));
}

/** `agree`: words of calls may be sent to the model's server from now on. */
export function beginWording(call: string, agree: boolean): Promise<Wording> {
  return asked<Wording>("POST", wording(call), { agree });
}

export function stopWording(call: string): Promise<Wording> {
  return asked<Wording>("DELETE", wording(call));
}

function wording(call: string): string {
  return `${at(call)}/wording`;
}
