// Asks the service for things. Whatever goes wrong comes as a `Failed` with a `Problem`: what is wrong, and what to do.
import type { Kind } from "./codec.ts";
import type { Schema } from "./completion.ts";
import type { Notes, Plan } from "./events.ts";
import type { Urgency } from "./reducer.ts";
import type { Scope } from "./scope.ts";

export interface Problem {
  code: string;
  message: string;
  remedy: string;
}

export interface CallSummary {
  id: string;
  /** Local date and time, ISO 8601. */
  started: string;
  kind: Kind;
  client: string | null;
  seconds: number;
  state: "live" | "ended";
  /** Whether there is a recording to listen to. */
  sound: boolean;
}

export interface CallDetails extends CallSummary {
  plan: Plan;
  notes: Notes | null;
  notes_revision: number;
}

export interface Devices {
  microphones: { name: string; default: boolean }[];
  problem: Problem | null;
}

export interface StartCall {
  kind?: Kind;
  plan?: Plan;
  source: { type: "devices"; mic: string | null; far: string | null } | { type: "demo" };
}

export interface Upload {
  file: File;
  rep: "left" | "right";
  kind: Kind;
  goal: string;
  client: string;
  speed: "1" | "max";
}

export interface PlaybookPrompt {
  id: string;
  text: string;
  /** The comment over it: why, when it is due, when it is over. */
  about: string[];
  kinds: Kind[];
  urgency: Urgency;
  seconds: number;
  active: boolean;
  settings: { name: string; value: number; about: string | null }[];
  phrases: string[];
  examples: string[];
  counter_examples: string[];
  /** Of a prompt of one's own: when it is due, not due, and done, in words. */
  conditions: string[];
  /** Whether Callcue's own playbook has no such prompt. */
  own: boolean;
  /** Fields that are not as in Callcue's own, and what stands there, in words. */
  differences: { field: string; was: string }[];
}

export interface Mistake {
  /** Counts from 1; null where no line can be named. */
  line: number | null;
  message: string;
  remedy: string;
}

export interface OwnText {
  text: string;
  hash: string;
}

export interface PlaybookView {
  name: string;
  prompts: PlaybookPrompt[];
  path: string;
  own: OwnText | null;
  mistake: Mistake | null;
  starter: string;
}

export interface Checked {
  mistake: Mistake | null;
  prompts: PlaybookPrompt[];
}

/** A prompt at its moment of a stored call. */
export interface Moment {
  prompt: string;
  text: string;
  /** Seconds since the call began. */
  at: number;
  /** The words it rests on. */
  words: string[];
  /** What is known of it; null where nobody has judged it. */
  verdict: "right" | "wrong" | "allowed" | null;
}

/** How often shown, and how much of it was right where that is known. */
export interface Score {
  shown: number;
  precision: number | null;
  recall: number | null;
}

/** What a new playbook shows on stored calls beside the current one. */
export interface BackTest {
  calls: {
    /** The call's id. */
    name: string;
    labelled: boolean;
    only_new: Moment[];
    only_current: Moment[];
    both: { new: Moment; current: Moment }[];
  }[];
  prompts: { prompt: string; new: Score; current: Score }[];
  all: { new: Score; current: Score };
  refused: Problem[];
}

/** What was said of a prompt that was shown (`seq` of its event), or of one missed at an utterance. */
export type Label = { prompt: string } & (
  { verdict: "right" | "wrong"; seq: number; utterance: null } | { verdict: "missed"; seq: null; utterance: string }
);

export interface Labels {
  labels: Label[];
  prompts: { prompt: string; text: string }[];
}

/** What became of one prompt under one playbook, with one rep. Counts but for `done_seconds`, the median until it was done. */
export interface PromptOutcomes {
  prompt: string;
  playbook: string;
  playbook_hash: string;
  rep: string;
  shown: number;
  done: number;
  done_seconds: number | null;
  dismissed: number;
  not_helpful: number;
  lapsed: number;
  replaced: number;
  withdrawn: number;
  right: number;
  wrong: number;
  missed: number;
}

/** A prompt sent away so many times since it was last done; `held_seconds` is null where it is not shown any more. */
export interface QuietPrompt {
  prompt: string;
  rep: string;
  times: number;
  held_seconds: number | null;
}

export interface Outcomes {
  outcomes: PromptOutcomes[];
  quiet: QuietPrompt[];
  /** Each prompt's wording in the playbook in force. */
  texts: Record<string, string>;
}

export class Failed extends Error {
  readonly problem: Problem;
  /** HTTP status; 0 where there was no answer. */
  readonly status: number;

  constructor(problem: Problem, status: number) {
    super(problem.message);
    this.name = "Failed";
    this.problem = problem;
    this.status = status;
  }
}

const AWAY: Problem = {
  code: "service-away",
  message: "The service does not answer.",
  remedy: "See whether “callcue serve” is still running, then try again.",
};

/** What went wrong, for showing. Throws what is no failure of the service: that would be a fault of the page. */
export function problemOf(cause: unknown): Problem {
  if (cause instanceof Failed) return cause.problem;
  throw cause;
}

export function listCalls(search: string): Promise<CallSummary[]> {
  const query = search ? `?${new URLSearchParams({ search })}` : "";
  return asked<CallSummary[]>("GET", `/api/calls${query}`);
}

export function getCall(call: string): Promise<CallDetails> {
  return asked<CallDetails>("GET", at(call));
}

export function getDevices(): Promise<Devices> {
  return asked<Devices>("GET", "/api/devices");
}

export function startCall(body: StartCall): Promise<CallSummary> {
  return asked<CallSummary>("POST", "/api/calls", body);
}

export function endCall(call: string): Promise<void> {
  return told("POST", `${at(call)}/end`);
}

export function deleteCall(call: string): Promise<void> {
  return told("DELETE", at(call));
}

export function dismissPrompt(call: string, prompt: string, outcome: "dismissed" | "not-helpful"): Promise<void> {
  return told("POST", `${at(call)}/prompts/${encodeURIComponent(prompt)}/dismiss`, { outcome });
}

/** What changes of a plan while its call goes on; what is left out stays. */
export type PlanChange = Partial<{ kind: Kind; client: string; goal: string; history: string; answers: Plan["answers"] }>;

export function changePlan(call: string, changes: PlanChange): Promise<void> {
  return told("PATCH", `${at(call)}/plan`, changes);
}

/** Keeps what the rep typed; `begun`: when the typing began, seconds since the call began. */
export function addNote(call: string, text: string, begun: number): Promise<void> {
  return told("POST", `${at(call)}/notes`, { text, begun });
}

export function swapSides(call: string): Promise<void> {
  return told("POST", `${at(call)}/swap`);
}

/** A link that shows the overlay of a call on another device: once, within so many minutes. */
export function linkForDevice(call: string): Promise<{ address: string; minutes: number }> {
  return asked("POST", `${at(call)}/links`);
}

/** What is known of the prompts of a call, and the prompts that may have been missed on it. */
export function getLabels(call: string): Promise<Labels> {
  return asked<Labels>("GET", `${at(call)}/labels`);
}

export function putLabel(call: string, label: Label): Promise<void> {
  return told("PUT", `${at(call)}/labels`, label);
}

export function removeLabel(call: string, label: Label): Promise<void> {
  const place: Record<string, string> = label.utterance === null ? { seq: String(label.seq) } : { utterance: label.utterance };
  return told("DELETE", `${at(call)}/labels?${new URLSearchParams({ prompt: label.prompt, ...place })}`);
}

export function getOutcomes(): Promise<Outcomes> {
  return asked<Outcomes>("GET", "/api/outcomes");
}

/** Forgets that the rep has sent a prompt away. */
export function showAgain(prompt: string, rep: string): Promise<void> {
  return told("POST", "/api/outcomes/show-again", { prompt, rep });
}

export function soundAddress(call: string): string {
  return `${at(call)}/sound`;
}

export function getPlaybook(): Promise<PlaybookView> {
  return asked<PlaybookView>("GET", "/api/playbook");
}

/** JSON Schema of a playbook's text. */
export function getPlaybookSchema(): Promise<Schema> {
  return asked<Schema>("GET", "/api/playbook/schema");
}

export function checkPlaybook(text: string): Promise<Checked> {
  return asked<Checked>("POST", "/api/playbook/check", { text });
}

/** `basedOn`: the hash of the text it was made from; null where there was no file. */
export function savePlaybook(text: string, basedOn: string | null): Promise<PlaybookView> {
  return asked<PlaybookView>("PUT", "/api/playbook", { text, based_on: basedOn });
}

/** Given up when `signal` is aborted: then it rejects with an `AbortError`. */
export function tryPlaybook(text: string, calls: string[], signal: AbortSignal): Promise<BackTest> {
  return asked<BackTest>("POST", "/api/playbook/try", { text, calls }, { signal });
}

/** Sends a recording. `progress` is told the share sent so far, 0..1, which `fetch` could not tell. Given up when `scope` closes. */
export function uploadRecording(scope: Scope, upload: Upload, progress: (share: number) => void): Promise<CallSummary> {
  const form = new FormData();
  // The fields go first, so that the service knows what it gets before the file comes.
  for (const name of ["rep", "kind", "goal", "client", "speed"] as const) form.append(name, upload[name]);
  form.append("file", upload.file);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    scope.listen(request.upload, "progress", (event) => {
      progress(event.total > 0 ? event.loaded / event.total : 0);
    });
    scope.listen(request, "load", () => {
      if (request.status === 201) resolve(JSON.parse(request.responseText) as CallSummary);
      else reject(new Failed(problemIn(request.responseText), request.status));
    });
    scope.listen(request, "error", () => {
      reject(new Failed(AWAY, 0));
    });
    request.open("POST", "/api/uploads");
    request.send(form);
    scope.own(() => {
      request.abort();
    });
  });
}

/** Where a call is reached. */
export function at(call: string): string {
  return `/api/calls/${encodeURIComponent(call)}`;
}

/** How it is asked, where that matters: given up with a signal, seen to though the page is closed. */
type How = Pick<RequestInit, "signal" | "keepalive">;

/** For answers: what is sent back is read. A file is sent as it is, anything else as JSON. */
export async function asked<Answer>(method: string, address: string, body?: unknown, how?: How): Promise<Answer> {
  return JSON.parse(await exchanged(method, address, body, how)) as Answer;
}

/** For texts, which are read as they are. */
export function readText(address: string): Promise<string> {
  return exchanged("GET", address, undefined);
}

/** For orders: it is enough that they were taken. */
export async function told(method: string, address: string, body?: unknown): Promise<void> {
  await exchanged(method, address, body);
}

async function exchanged(method: string, address: string, body: unknown, how: How = {}): Promise<string> {
  const response = await answered(address, {
    method,
    ...how,
    ...(body instanceof Blob ? { body } : body === undefined ? {} : { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Failed(problemIn(text), response.status);
  return text;
}

async function answered(address: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(address, request);
  } catch (cause) {
    // The only thing `fetch` rejects with when the service is away.
    if (cause instanceof TypeError) throw new Failed(AWAY, 0);
    throw cause;
  }
}

/** The problem in an answer, or one that says that there was none: something between page and service answered in its place. */
function problemIn(text: string): Problem {
  try {
    const { code, message, remedy } = (JSON.parse(text) ?? {}) as Partial<Problem>;
    if (code && message && remedy) return { code, message, remedy };
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
  }
  return { code: "bad-answer", message: "The service gave an answer this page does not understand.", remedy: "Reload the page, then try again." };
}
