// A call as the pages watch it: its view, kept up to date, and how well they hear it.
import { type CallListener, followCall, followLive, type Status } from "./connection.ts";
import { fold, nothingYet, type View } from "./reducer.ts";
import type { Problem } from "./api.ts";
import { Scope } from "./scope.ts";

const OUTDATED: Problem = {
  code: "page-outdated",
  message: "The service says things this page does not know.",
  remedy: "Reload the page: Callcue was probably updated.",
};

/** One call, followed until `close`. */
export class CallFeed {
  readonly id: string;
  view: View = $state.raw(nothingYet);
  status: Status = $state("connecting");
  problem: Problem | null = $state.raw(null);
  /** When `view.now` last grew, on the page's own clock. */
  #heard = performance.now();
  #scope = new Scope();
  #following = this.#scope.child();
  /** Whether more may have become known while the rest was still coming. */
  #more = false;

  constructor(id: string) {
    this.id = id;
    this.#follow();
  }

  /** Hears what has become known of a call since all of it had come: words that were put right. */
  again(): void {
    if (this.status === "done") this.#follow();
    else this.#more = true;
  }

  #follow(): void {
    this.#following.close();
    this.#following = this.#scope.child();
    const listener: CallListener = {
      heard: (events) => {
        const before = this.view.now;
        this.view = fold(this.view, events);
        if (this.view.now > before) this.#heard = performance.now();
      },
      status: (status) => {
        this.status = status;
        if (status !== "done" || !this.#more) return;
        this.#more = false;
        this.#follow();
      },
      unreadable: () => {
        this.problem = OUTDATED;
      },
    };
    followCall(this.#following, this.id, listener, this.view.seq);
  }

  /** Seconds since the call began, by what was last heard and the time since. */
  clock(): number {
    if (this.view.ended) return this.view.ended.duration;
    const since = this.status === "open" && this.view.opening ? (performance.now() - this.#heard) / 1000 : 0;
    return this.view.now + since;
  }

  close(): void {
    this.#scope.close();
  }
}

/** Which call is now running, followed until `close`. */
export class LiveFeed {
  /** Its id; null where none runs; undefined while that is not known. */
  call: string | null | undefined = $state();
  status: Status = $state("connecting");
  #scope = new Scope();

  constructor() {
    followLive(
      this.#scope,
      (call) => {
        this.call = call;
      },
      (status) => {
        this.status = status;
      },
    );
  }

  close(): void {
    this.#scope.close();
  }
}

/** The call an overlay shows: the one it was told to, or whichever is now running. Stays with a call that has ended until the next begins. */
export class Watch {
  feed: CallFeed | null = $state.raw(null);
  /** How well the service is heard, whether a call is shown or awaited. */
  status: Status = $derived.by(() => this.feed?.status ?? this.#live);
  #live: Status = $state("connecting");
  #scope = new Scope();

  constructor(call: string | null) {
    if (call !== null) this.#show(call);
    else
      followLive(
        this.#scope,
        (running) => {
          if (running !== null && running !== this.feed?.id) this.#show(running);
        },
        (status) => {
          this.#live = status;
        },
      );
  }

  close(): void {
    this.feed?.close();
    this.#scope.close();
  }

  #show(call: string): void {
    this.feed?.close();
    this.feed = new CallFeed(call);
  }
}
