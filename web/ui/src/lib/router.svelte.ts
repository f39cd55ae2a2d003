// Which page is shown: read from the address, changed by links without loading anything anew.
import { routeOf, type Route } from "./route.ts";
import { Scope } from "./scope.ts";

/** The page's address, followed until `close`. */
export class Router {
  route: Route = $state.raw(routeOf(new URL(location.href)));
  #scope = new Scope();

  constructor() {
    this.#scope.listen(window, "popstate", () => {
      this.#read();
    });
    this.#scope.listen(document, "click", (click) => {
      const link = click.target instanceof Element ? click.target.closest("a") : null;
      if (!link || !isPlain(click) || !isPage(link)) return;
      click.preventDefault();
      this.go(link.href);
    });
  }

  go(address: string): void {
    history.pushState(null, "", address);
    scrollTo(0, 0);
    this.#read();
  }

  close(): void {
    this.#scope.close();
  }

  #read(): void {
    this.route = routeOf(new URL(location.href));
  }
}

/** A click that means "here": not "in a new tab", not already seen to. */
function isPlain(click: MouseEvent): boolean {
  return click.button === 0 && !click.defaultPrevented && !(click.metaKey || click.ctrlKey || click.shiftKey || click.altKey);
}

/** A link to another of the pages: not to a place on this one, a download, or the API. */
function isPage(link: HTMLAnchorElement): boolean {
  if (link.target || link.hasAttribute("download") || link.origin !== location.origin) return false;
  return !link.pathname.startsWith("/api/") && !(link.hash && link.pathname === location.pathname);
}
