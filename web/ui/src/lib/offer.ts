// What of a plan comes from the last call and what was typed: the first gives way to another client's, the second never to anything.
import type { Offer } from "./api/clients.ts";

/** Fields of a plan that are offered. */
export interface Offered {
  goal: string;
  history: string;
}

export const NOTHING: Offered = { goal: "", history: "" };

/** The fields and what of them was offered, after another offer, or none. */
export function taken(fields: Offered, before: Offered, offer: Pick<Offer, keyof Offered> | null): { fields: Offered; offered: Offered } {
  const after = { fields: { ...fields }, offered: { ...NOTHING } };
  for (const name of ["goal", "history"] as const) {
    const typed = fields[name].trim() !== "" && fields[name] !== before[name];
    if (typed) continue;
    after.fields[name] = after.offered[name] = offer?.[name] ?? "";
  }
  return after;
}

/** Whether a field still holds what was offered. */
export function isOffered(field: string, offered: string): boolean {
  return offered !== "" && field === offered;
}
