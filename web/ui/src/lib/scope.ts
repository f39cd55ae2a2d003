// One owner for everything that must be undone: listeners, timers, sockets, windows.

type Undo = () => void;
type Handler<E> = (event: E) => void;
type Clock = Pick<typeof globalThis, "setTimeout" | "clearTimeout" | "setInterval" | "clearInterval">;

/** Owns what is begun through it; `close` undoes all of it, last first, once. What is begun after that is undone at once. */
export class Scope {
  #undo: Undo[] = [];
  #closed = false;

  get closed(): boolean {
    return this.#closed;
  }

  /** Takes over `undo`. Gives a function that undoes it now rather than at `close`. */
  own(undo: Undo): Undo {
    let done = false;
    const once = () => {
      if (done) return;
      done = true;
      this.#undo = this.#undo.filter((other) => other !== once);
      undo();
    };
    if (this.#closed) once();
    else this.#undo.push(once);
    return once;
  }

  /** Hears `type` on `target` until undone. */
  listen<K extends keyof WindowEventMap>(target: Window, type: K, handler: Handler<WindowEventMap[K]>): Undo;
  listen<K extends keyof DocumentEventMap>(target: Document, type: K, handler: Handler<DocumentEventMap[K]>): Undo;
  listen<K extends keyof WebSocketEventMap>(target: WebSocket, type: K, handler: Handler<WebSocketEventMap[K]>): Undo;
  listen<K extends keyof XMLHttpRequestEventMap>(target: XMLHttpRequestEventTarget, type: K, handler: Handler<XMLHttpRequestEventMap[K]>): Undo;
  listen(target: EventTarget, type: string, handler: Handler<never>): Undo;
  listen(target: EventTarget, type: string, handler: Handler<never>): Undo {
    const listener = handler as EventListener;
    target.addEventListener(type, listener);
    return this.own(() => {
      target.removeEventListener(type, listener);
    });
  }

  /** Does `action` once after `milliseconds`, unless undone before. `clock`: browsers slow the clock of a hidden window down. */
  timeout(action: () => void, milliseconds: number, clock: Clock = globalThis): Undo {
    const timer = clock.setTimeout(() => {
      undo();
      action();
    }, milliseconds);
    const undo = this.own(() => {
      clock.clearTimeout(timer);
    });
    return undo;
  }

  /** Does `action` every `milliseconds` until undone. `clock` as for `timeout`. */
  interval(action: () => void, milliseconds: number, clock: Clock = globalThis): Undo {
    const timer = clock.setInterval(action, milliseconds);
    return this.own(() => {
      clock.clearInterval(timer);
    });
  }

  /** Does `action` once, after what already waits to be done; neither timers nor animation frames would keep that up in a hidden window. */
  soon(action: () => void): Undo {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      undo();
      action();
    };
    port2.postMessage(null);
    const undo = this.own(() => {
      port1.close();
    });
    return undo;
  }

  /** A WebSocket that is closed when undone. */
  socket(address: string): { socket: WebSocket; undo: Undo } {
    const socket = new WebSocket(address);
    const undo = this.own(() => {
      socket.close();
    });
    return { socket, undo };
  }

  /** A scope that closes with this one, or before. */
  child(): Scope {
    const child = new Scope();
    const undo = this.own(() => {
      child.close();
    });
    child.own(undo);
    return child;
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const undo of this.#undo.reverse()) undo();
    this.#undo = [];
  }
}
