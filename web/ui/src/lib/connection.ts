// Keeps a page in touch with the service: reconnects from the last fact it got, so that nothing is lost and nothing comes twice.
import { decode, isFact, Unreadable } from "./codec.ts";
import type { AnyEvent } from "./events.ts";
import type { Scope } from "./scope.ts";

/** `done`: the call has ended and everything of it has come. `unknown`: there is no such call. */
export type Status = "connecting" | "open" | "reconnecting" | "done" | "unknown";

/** Milliseconds before each attempt to reconnect; the last holds for all that follow. */
export const BACK_OFF = [250, 500, 1000, 2000, 4000] as const;

/** So many events at once are a past being told, not a call being heard: they are then delivered in larger lots… */
const MANY = 50;
/** …milliseconds apart, since drawing thousands of lines takes longer than reading them. */
const CATCHING_UP = 150;

const FINISHED = 1000;
const UNKNOWN_CALL = 4404;

/** What a page is told. */
export interface CallListener {
  /** Events in order, as many as have come since the last time. Facts come once. */
  heard(events: AnyEvent[]): void;
  status(status: Status): void;
  /** The service said something this page does not understand. */
  unreadable(): void;
}

/** Follows one call until it has ended or `scope` closes. `after`: the fact up to which it is known already, to its end where that is not 0. */
export function followCall(scope: Scope, call: string, listener: CallListener, after = 0): void {
  let seq = after;
  let ended = after > 0;
  // The fact after which one was missing: asked for again once. Missing still, it is not there to be had.
  let askedAgain = -1;
  const waiting: AnyEvent[] = [];

  let catchingUp = false;

  const deliver = () => {
    const events = waiting.splice(0);
    catchingUp = events.length >= MANY;
    if (events.length > 0) listener.heard(events);
  };

  const take = (event: AnyEvent): Verdict => {
    if (isFact(event)) {
      if (event.seq <= seq) return "go on";
      if (event.seq > seq + 1 && askedAgain !== seq) {
        askedAgain = seq;
        return "reconnect";
      }
      seq = event.seq;
      ended ||= event.type === "call.ended";
    }
    // Delivered together with whatever else has come by then: a stored call is thousands of messages.
    if (waiting.length === 0) {
      if (catchingUp) scope.timeout(deliver, CATCHING_UP);
      else scope.soon(deliver);
    }
    waiting.push(event);
    return "go on";
  };

  stayConnected(scope, () => `/api/calls/${encodeURIComponent(call)}/events?after=${seq}`, {
    message(text) {
      try {
        return take(decode(text));
      } catch (cause) {
        if (!(cause instanceof Unreadable)) throw cause;
        listener.unreadable();
        return "go on";
      }
    },
    status: (status) => {
      listener.status(status);
    },
    over(code) {
      if (code === UNKNOWN_CALL) return "unknown";
      if (code !== FINISHED || !ended) return null;
      deliver();
      return "done";
    },
  });
}

/** Follows which call is now running: its id, or null. Until `scope` closes. */
export function followLive(scope: Scope, heard: (call: string | null) => void, status: (status: Status) => void): void {
  stayConnected(scope, () => "/api/live", {
    message(text) {
      heard((JSON.parse(text) as { call: string | null }).call);
      return "go on";
    },
    status,
    over: () => null,
  });
}

type Verdict = "go on" | "reconnect";

interface Line {
  message(text: string): Verdict;
  status(status: Status): void;
  /** How it stands after the other end has closed with `code` for good; null where it is to be tried again. */
  over(code: number): Status | null;
}

function stayConnected(scope: Scope, path: () => string, line: Line): void {
  let failures = 0;

  const again = () => {
    line.status("reconnecting");
    scope.timeout(connect, BACK_OFF[Math.min(failures, BACK_OFF.length - 1)] ?? 0);
    failures += 1;
  };

  const connect = () => {
    const attempt = scope.child();
    const { socket } = attempt.socket(addressOf(path()));
    const dropped = () => {
      attempt.close();
      again();
    };
    attempt.listen(socket, "open", () => {
      line.status("open");
    });
    attempt.listen(socket, "message", (message) => {
      // A service that accepts and hangs up at once is not back yet: only what it says counts.
      failures = 0;
      if (line.message(String(message.data)) === "reconnect") dropped();
    });
    attempt.listen(socket, "close", ({ code }) => {
      const final = line.over(code);
      if (final === null) dropped();
      else {
        attempt.close();
        line.status(final);
      }
    });
  };

  line.status("connecting");
  connect();
}

function addressOf(path: string): string {
  const address = new URL(path, location.href);
  address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
  return address.href;
}
