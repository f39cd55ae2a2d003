// What can be said about a call, as types. Made by `npm run types` from the schema with SHA-256
// 37aca44f2f0727e4672385458bce3b54367d443d12789a14edb5b0119af97c74: change the events, not this file.
export type AnyEvent =
  | CallStarted
  | CallEnded
  | PlanChanged
  | SidesSwapped
  | NoteAdded
  | SpeechCommitted
  | SpeechFinal
  | SpeechCorrected
  | TurnUnderstood
  | StageChanged
  | PromptShown
  | PromptCleared
  | CaptureLost
  | CaptureFound
  | ErrorRaised
  | NotesDrafted
  | SpeechPartial
  | SignalLevel
  | RecogniserLag;

export interface CallStarted {
  call: string;
  at: number;
  seq: number;
  type: "call.started";
  kind: "purpose" | "service" | "relationship" | "renewal";
  plan: Plan;
  date: string;
  tracks: ("rep" | "client" | "mixed")[];
  weights: string | null;
  playbook: PlaybookRef;
  rep: string;
  quiet: {
    [k: string]: number;
  };
}
/**
 * What the rep wants from the call. Nothing is compulsory.
 */
export interface Plan {
  client: string | null;
  goal: string | null;
  history: string | null;
  stage: string | null;
  next_step: string | null;
  answers: Answer[];
  words: string[];
}
/**
 * An answer prepared for an objection.
 */
export interface Answer {
  objection: string;
  answer: string;
}
/**
 * Which playbook was in force: its name, and the SHA-256 of all that counts in it, what it takes from others included.
 */
export interface PlaybookRef {
  name: string;
  hash: string;
}
export interface CallEnded {
  call: string;
  at: number;
  seq: number;
  type: "call.ended";
  duration: number;
  coverage: SideShare;
}
/**
 * Share (0..1) of each side's speech that has a transcript; None for a side with no speech.
 */
export interface SideShare {
  rep: number | null;
  client: number | null;
}
export interface PlanChanged {
  call: string;
  at: number;
  seq: number;
  type: "plan.changed";
  kind: "purpose" | "service" | "relationship" | "renewal";
  plan: Plan;
}
export interface SidesSwapped {
  call: string;
  at: number;
  seq: number;
  type: "sides.swapped";
}
export interface NoteAdded {
  call: string;
  at: number;
  seq: number;
  type: "note.added";
  text: string;
  begun: number;
}
export interface SpeechCommitted {
  call: string;
  at: number;
  seq: number;
  type: "speech.committed";
  utterance: string;
  side: "rep" | "client" | "mixed";
  start: number;
  end: number;
  text: string;
}
export interface SpeechFinal {
  call: string;
  at: number;
  seq: number;
  type: "speech.final";
  utterance: string;
  side: "rep" | "client" | "mixed";
  start: number;
  end: number;
  text: string;
  words: SpokenWord[];
  values: Value[];
  latency_ms: number;
}
/**
 * A word of a final. `start`, `end`: seconds since the call began; `p`: 0..1.
 */
export interface SpokenWord {
  text: string;
  start: number;
  end: number;
  p: number;
}
/**
 * A number, amount, code or date in an utterance: `quote` as recognised, `value` in one form ("18400", "USD 18400", "4471-B", "--06-12").
 */
export interface Value {
  what: "number" | "amount" | "code" | "date" | "time" | "email" | "phone";
  quote: string;
  value: string;
}
/**
 * Words of an ended call put right by the rep, or given to the other side. What was shown in the call stays as it was shown.
 */
export interface SpeechCorrected {
  call: string;
  at: number;
  seq: number;
  type: "speech.corrected";
  utterance: string;
  text: string | null;
  side: ("rep" | "client" | "mixed") | null;
  was: string;
  words: SpokenWord[];
  values: Value[];
}
export interface TurnUnderstood {
  call: string;
  at: number;
  seq: number;
  type: "turn.understood";
  side: "rep" | "client" | "mixed";
  utterances: string[];
  acts: Act[];
  confidence: number;
}
/**
 * What a stretch of a turn does, with the words that say so.
 *
 * `about`: what it is about in the words of the call (the topic of small talk, the action of a next step), or None.
 * `when`: the time named with a next step, as said, or None. `who`: who is to act, where the act is a step or a promise.
 */
export interface Act {
  act:
    | "greeting"
    | "introduction"
    | "courtesy"
    | "courtesy-answer"
    | "small-talk"
    | "park"
    | "vague-purpose"
    | "purpose"
    | "ask-why"
    | "dodge"
    | "ask-need"
    | "open-question"
    | "closed-question"
    | "question"
    | "ask-experience"
    | "experience"
    | "ask-work"
    | "work"
    | "need"
    | "request"
    | "detail"
    | "offer"
    | "price"
    | "objection"
    | "press"
    | "offer-to-cancel"
    | "ask-cancel"
    | "contract"
    | "reflect"
    | "sympathy"
    | "answer"
    | "propose-next"
    | "accept"
    | "decline"
    | "commitment"
    | "vague-next"
    | "must-go"
    | "closing"
    | "goodbye"
    | "thanks"
    | "apology"
    | "hold"
    | "back-channel"
    | "need-nothing"
    | "business"
    | "other";
  evidence: Evidence;
  confidence: number;
  about: string | null;
  who: ("rep" | "client") | null;
  when: string | null;
}
/**
 * Words that something rests on: the utterance, and the words quoted exactly as recognised.
 */
export interface Evidence {
  utterance: string;
  quote: string;
}
export interface StageChanged {
  call: string;
  at: number;
  seq: number;
  type: "stage.changed";
  stage: "opening" | "small-talk" | "needs" | "solution" | "close" | "ended";
  since: number;
}
export interface PromptShown {
  call: string;
  at: number;
  seq: number;
  type: "prompt.shown";
  prompt: string;
  text: string;
  why: string;
  evidence: Evidence[];
  due: number;
  latency_ms: number;
  urgency: "answer" | "rescue" | "guide";
}
export interface PromptCleared {
  call: string;
  at: number;
  seq: number;
  type: "prompt.cleared";
  prompt: string;
  outcome: "done" | "lapsed" | "withdrawn" | "dismissed" | "not-helpful" | "replaced";
}
export interface CaptureLost {
  call: string;
  at: number;
  seq: number;
  type: "capture.lost";
  side: "rep" | "client" | "mixed";
}
export interface CaptureFound {
  call: string;
  at: number;
  seq: number;
  type: "capture.found";
  side: "rep" | "client" | "mixed";
}
export interface ErrorRaised {
  call: string;
  at: number;
  seq: number;
  type: "error.raised";
  code: string;
  message: string;
  remedy: string;
}
export interface NotesDrafted {
  call: string;
  at: number;
  seq: number;
  type: "notes.drafted";
  notes: Notes;
}
/**
 * Notes under the three heads, and what else is worth keeping.
 */
export interface Notes {
  discussed: Line[];
  proposed: Line[];
  facts: Line[];
  personal: Line[];
  questions: Line[];
  commitments: Commitment[];
  next: NextCommunication | null;
  coverage: SideShare;
}
/**
 * A line of the notes and the words it rests on.
 */
export interface Line {
  text: string;
  evidence: Evidence[];
}
/**
 * What one side promised to do.
 */
export interface Commitment {
  text: string;
  evidence: Evidence[];
  side: "rep" | "client";
}
/**
 * The purpose of the next communication, and the step agreed. `when` as said; `date` as ISO date or date and time.
 */
export interface NextCommunication {
  purpose: string | null;
  what: string | null;
  who: ("rep" | "client") | null;
  when: string | null;
  date: string | null;
  evidence: Evidence[];
}
export interface SpeechPartial {
  call: string;
  at: number;
  type: "speech.partial";
  utterance: string;
  side: "rep" | "client" | "mixed";
  start: number;
  text: string;
  stable: number;
}
export interface SignalLevel {
  call: string;
  at: number;
  type: "signal.level";
  side: "rep" | "client" | "mixed";
  dbfs: number;
  speech: boolean;
}
export interface RecogniserLag {
  call: string;
  at: number;
  type: "recogniser.lag";
  seconds: number;
  load: number;
  weights: string | null;
}
