// Says where approved notes go, and whether they have arrived there.
import type { Exports, Sent } from "./api/exports.ts";
import { dateTime } from "./format.ts";

/** "the folder /notes", "the webhook crm (crm.example.com, another machine)". */
export function destination({ name, address, here }: Exports["targets"][number]): string {
  if (name === "folder") return `the folder ${address}`;
  return `the webhook ${name} (${address}, ${here ? "this machine" : "another machine"})`;
}

/** What became of one thing that was to be sent, in a line. */
export function arrival({ target, state, attempts, next_try, delivered, fault }: Sent): string {
  const what = target === "folder" ? "Folder" : target;
  if (state === "arrived") return `${what}: arrived ${delivered === null ? "" : dateTime(delivered)}`;
  const why = fault === null ? "" : `: ${fault}`;
  const tries = attempts === 0 ? "" : ` after ${attempts} ${attempts === 1 ? "attempt" : "attempts"}`;
  if (state === "given-up") return `${what}: given up${tries}${why}`;
  return fault === null ? `${what}: on its way` : `${what}: not there yet${tries}${why}; again ${next_try === null ? "" : dateTime(next_try)}`;
}
