// What is looked for, in the address as in the question to the service; where a place that was found leads, and what it is called.
import type { Hit } from "./api/search.ts";
import { SIDE } from "./format.ts";

/** As the form has it: an empty text asks nothing. */
export interface Wanted {
  words: string;
  client: string;
  kind: string;
  since: string;
  until: string;
  prompt: string;
  next_step: string;
  approved: string;
}

export const NOTHING: Wanted = { words: "", client: "", kind: "", since: "", until: "", prompt: "", next_step: "", approved: "" };

const NAMES = Object.keys(NOTHING) as (keyof Wanted)[];

export function wantedIn(query: URLSearchParams): Wanted {
  return Object.fromEntries(NAMES.map((name) => [name, query.get(name) ?? ""])) as unknown as Wanted;
}

/** Only what is asked. */
export function queryOf(wanted: Wanted): URLSearchParams {
  return new URLSearchParams(NAMES.map((name) => [name, wanted[name].trim()]).filter(([, value]) => value !== ""));
}

/** How much is asked beside the words. */
export function filtersIn(wanted: Wanted): number {
  return [...queryOf({ ...wanted, words: "" })].length;
}

export function searchAddress(wanted: Wanted): string {
  const query = queryOf(wanted).toString();
  return query ? `/search?${query}` : "/search";
}

/** The page of the call, at the place. */
export function placeAddress(call: string, hit: Hit): string {
  const address = `/calls/${encodeURIComponent(call)}`;
  if (hit.utterance !== null) return `${address}?${new URLSearchParams({ utterance: hit.utterance })}`;
  return hit.start === null ? address : `${address}?at=${hit.start}`;
}

const SECTION: Record<string, string> = {
  discussed: "Discussed",
  proposed: "Proposed",
  facts: "Facts",
  personal: "Personal",
  questions: "Open question",
  commitments: "Promised",
  next: "Next step",
};

export function placeName(hit: Hit): string {
  if (hit.where === "said") return hit.side === null ? "Said" : SIDE[hit.side];
  if (hit.where === "notes") return SECTION[hit.section ?? ""] ?? "Notes";
  return hit.where === "typed" ? "Typed" : "Client";
}
