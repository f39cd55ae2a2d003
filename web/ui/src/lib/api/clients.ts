// Asks the service for clients, for what the next call to one begins with, and to take a list of contacts over.
import { asked, told } from "../api.ts";
import type { Kind } from "../codec.ts";
import type { Notes } from "../events.ts";

export interface Client {
  /** What it is found by. */
  key: string;
  name: string;
  company: string | null;
  email: string | null;
  phone: string | null;
  calls: number;
  /** Local date and time of the last call, ISO 8601; null before the first. */
  last: string | null;
}

export interface FoundClients {
  clients: Client[];
  total: number;
}

/** A next step or a promise that is to be done. */
export interface Promised {
  call: string;
  place: number;
  text: string;
  side: "rep" | "client" | null;
  /** When, as said. */
  said: string | null;
  /** ISO date, or date and time. */
  date: string | null;
}

export interface PastCall {
  id: string;
  started: string;
  kind: Kind;
  state: "live" | "ended";
  seconds: number;
  goal: string | null;
  /** The approved ones, else the newest. */
  notes: Notes | null;
  approved: boolean;
}

export interface ClientView {
  client: Client;
  calls: PastCall[];
  due: Promised[];
  words: string[];
}

/** What the plan of the next call to a client begins with. */
export interface Offer {
  client: Client | null;
  goal: string | null;
  history: string | null;
  next_step: string | null;
  due: Promised[];
  words: string[];
  /** The call that goal and next step are from. */
  from_call: { id: string; started: string; approved: boolean } | null;
}

export type ContactField = "name" | "first" | "last" | "company" | "email" | "phone";

/** What is decided about a list of contacts; null: as it seems likely. */
export interface Choices {
  encoding: string | null;
  delimiter: string | null;
  header: boolean | null;
  fields: (ContactField | null)[] | null;
  conflict: "keep" | "replace";
}

export interface Understood {
  kind: "table" | "cards";
  encoding: string;
  /** Lines that are not in that encoding, and were read as Windows-1252. */
  mended: number;
  delimiter: string | null;
  header: boolean;
  columns: { heading: string | null; field: ContactField | null; examples: string[] }[];
  contacts: number;
  new: number;
  changed: number;
  same: number;
  /** Lines about somebody whom an earlier line has. */
  again: number;
  shown: { line: number; name: string; company: string | null; email: string | null; phone: string | null; fate: "new" | "changed" | "same" }[];
  /** Lines that can't be used; `faults` has the first of them. */
  broken: number;
  reasons: { why: string; lines: number }[];
  faults: { line: number; why: string; text: string }[];
  /** What a file may be read as, and what that is called. */
  encodings: Record<string, string>;
  delimiters: string[];
}

export interface Imported {
  new: number;
  changed: number;
  same: number;
  broken: number;
}

/** At most so many, after others: those whose names begin with the search first, then those called last. */
export function findClients(search: string, most: number, after = 0): Promise<FoundClients> {
  return asked<FoundClients>("GET", `/api/clients?${new URLSearchParams({ search, most: String(most), after: String(after) })}`);
}

export function getOffer(name: string): Promise<Offer> {
  return asked<Offer>("GET", `/api/clients/offer?${new URLSearchParams({ name })}`);
}

export function getClient(key: string): Promise<ClientView> {
  return asked<ClientView>("GET", one(key));
}

/** Gives the client under its new name; where that is another's, the two become one. */
export function changeClient(key: string, known: { name: string; company: string; email: string; phone: string }): Promise<Client> {
  return asked<Client>("PUT", one(key), known);
}

/** Forgets what is known of a client beside its calls. */
export function forgetClient(key: string): Promise<void> {
  return told("DELETE", one(key));
}

/** Reads a list of contacts; writes nothing. */
export function lookAtContacts(file: Blob, choices: Choices, signal: AbortSignal): Promise<Understood> {
  return asked<Understood>("POST", `/api/contacts/look?${query(choices)}`, file, { signal });
}

/** Takes a list of contacts over. */
export function importContacts(file: Blob, choices: Choices): Promise<Imported> {
  return asked<Imported>("POST", `/api/contacts/import?${query(choices)}`, file);
}

/** The page of a client. */
export function clientAddress(key: string): string {
  // One whose name is that of another page under this address is told apart from it by being written otherwise.
  return key === "import" ? "/clients/%69mport" : `/clients/${encodeURIComponent(key)}`;
}

/** The form for a call to a client. */
export function callAddress(name: string): string {
  return `/?${new URLSearchParams({ client: name })}#new-call`;
}

function one(key: string): string {
  return `/api/client?${new URLSearchParams({ key })}`;
}

function query({ encoding, delimiter, header, fields, conflict }: Choices): URLSearchParams {
  const found = new URLSearchParams({ conflict });
  if (encoding !== null) found.set("encoding", encoding);
  if (delimiter !== null) found.set("delimiter", delimiter);
  if (header !== null) found.set("header", String(header));
  for (const field of fields ?? []) found.append("fields", field ?? "none");
  return found;
}
