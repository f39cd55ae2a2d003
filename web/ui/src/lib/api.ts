// Asks the service for things. Whatever goes wrong comes as a `Failed` with a `Problem`: what is wrong, and what to do.
import type { Kind } from "./codec.ts";
import type { Notes, Plan } from "./events.ts";
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

export function soundAddress(call: string): string {
  return `${at(call)}/sound`;
}

export function markdownAddress(call: string): string {
  return `${at(call)}/notes.md`;
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

function at(call: string): string {
  return `/api/calls/${encodeURIComponent(call)}`;
}

/** For answers: what is sent back is read. */
async function asked<Answer>(method: string, address: string, body?: unknown): Promise<Answer> {
  return JSON.parse(await exchanged(method, address, body)) as Answer;
}

/** For orders: it is enough that they were taken. */
async function told(method: string, address: string, body?: unknown): Promise<void> {
  await exchanged(method, address, body);
}

async function exchanged(method: string, address: string, body: unknown): Promise<string> {
  const response = await answered(address, {
    method,
    ...(body === undefined ? {} : { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }),
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
