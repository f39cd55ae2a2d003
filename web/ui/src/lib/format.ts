// Says times, lengths and names the way people read them.
import type { Kind, Side } from "./codec.ts";
import type { SideShare } from "./events.ts";
import type { Outcome, Stage, Urgency } from "./reducer.ts";

/** "3:07", "1:02:30". */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  const rest = String(whole % 60).padStart(2, "0");
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
}

/** "0.4 s", "12 s". */
export function duration(seconds: number): string {
  return seconds < 10 ? `${Math.max(0, seconds).toFixed(1)} s` : `${Math.round(seconds)} s`;
}

/** "92 %"; a side that did not speak has no share. */
export function share(part: number | null): string {
  return part === null ? "no speech" : `${Math.floor(part * 100)} %`;
}

/** Share of a side's speech under which its missing words are spoken of: a sentence in twenty is enough to miss an answer. */
const COVERED = 0.95;

/** How much of each side's speech has words; null where neither side was heard by itself. */
export function coverage({ rep, client }: SideShare): string | null {
  if (rep === null && client === null) return null;
  if (rep === null) return `Words for ${share(client)} of what the client said; the rep said nothing`;
  if (client === null) return `Words for ${share(rep)} of what the rep said; the client said nothing`;
  return `Words for ${share(rep)} of what the rep said, ${share(client)} of what the client said`;
}

/** What to bear in mind where much of a side's speech has no words; null where all is well. */
export function gaps({ rep, client }: SideShare): string | null {
  const missing = (part: number | null, who: string) => (part !== null && part < COVERED ? [`${100 - Math.floor(part * 100)} % of what the ${who} said`] : []);
  const sides = [...missing(rep, "rep"), ...missing(client, "client")];
  return sides.length > 0 ? `${sides.join(" and ")} could not be written down. Notes and prompts may have missed something there; the recording has it.` : null;
}

/** Date and time of a local ISO 8601 time, such as "Sat 21 Nov 2026, 21:30". As written where it is none. */
export function dateTime(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  const day = date.toLocaleDateString("en-GB", { weekday: "short", day: "numeric", month: "short", year: "numeric" });
  return `${day.replace(",", "")}, ${date.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" })}`;
}

/** A date, or a date and time, of the notes. */
export function when(iso: string): string {
  if (iso.includes("T")) return dateTime(iso);
  const date = new Date(`${iso}T00:00`);
  if (Number.isNaN(date.getTime())) return iso;
  return date.toLocaleDateString("en-GB", { weekday: "short", day: "numeric", month: "short", year: "numeric" }).replace(",", "");
}

export const SIDE: Record<Side, string> = { rep: "Rep", client: "Client", mixed: "Both" };

export const KIND: Record<Kind, { name: string; about: string }> = {
  purpose: { name: "Purpose", about: "You call, to move something forward" },
  service: { name: "Service", about: "The client calls, with a need" },
  relationship: { name: "Relationship", about: "You call, with no agenda at all" },
  renewal: { name: "Renewal", about: "You call a client whose contract is ending or has lapsed" },
};

export const KINDS = Object.keys(KIND) as Kind[];

export const STAGE: Record<Stage, string> = {
  opening: "Opening",
  "small-talk": "Small talk",
  needs: "Needs",
  solution: "Solution",
  close: "Close",
  ended: "Ended",
};

export const URGENCY: Record<Urgency, string> = { answer: "Answer", rescue: "Rescue", guide: "Guide" };

export const OUTCOME: Record<Outcome, string> = {
  done: "Done",
  lapsed: "Lapsed",
  withdrawn: "Withdrawn",
  dismissed: "Dismissed",
  "not-helpful": "Not helpful",
  replaced: "Replaced",
};

/** Loudness as a share of a meter, 0..1: from -60 dBFS, a quiet room, to -6, a loud voice. */
export function loudness(dbfs: number | null): number {
  return dbfs === null ? 0 : Math.min(1, Math.max(0, (dbfs + 60) / 54));
}
