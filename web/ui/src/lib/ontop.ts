// Keeps the overlay above other windows: in a picture-in-picture window where the browser has such, in a small window elsewhere.
import type { Scope } from "./scope.ts";

/** What the overlay is built for, in CSS pixels. */
export const SIZE = { width: 380, height: 230 } as const;

const NAME = "callcue-overlay";

interface DocumentPictureInPicture {
  requestWindow(size: { width: number; height: number }): Promise<Window>;
}

/** Not yet in TypeScript's own description of the browser. */
function pictureInPicture(): DocumentPictureInPicture | null {
  return (globalThis as { documentPictureInPicture?: DocumentPictureInPicture }).documentPictureInPicture ?? null;
}

/** A window that stays on top, empty but for this page's styles; closed with `scope`. Null where the browser has none. To be called on a click or key. */
export async function windowOnTop(scope: Scope, closed: () => void): Promise<Window | null> {
  const found = pictureInPicture();
  if (!found) return null;
  const top = await found.requestWindow(SIZE);
  copyLook(document, top.document);
  scope.listen(top, "pagehide", closed);
  scope.own(() => {
    top.close();
  });
  return top;
}

/** The overlay in a small window of its own, which the user keeps where it can be seen. False where the browser refused to open it. */
export function smallWindow(call: string | null): boolean {
  const address = call === null ? "/overlay" : `/overlay?${new URLSearchParams({ call })}`;
  return open(address, NAME, `popup,width=${SIZE.width},height=${SIZE.height}`) !== null;
}

/** Whether this is that small window. */
export function isSmallWindow(): boolean {
  return window.name === NAME;
}

function copyLook(from: Document, to: Document): void {
  to.documentElement.lang = from.documentElement.lang;
  for (const style of from.querySelectorAll<HTMLElement>("link[rel=stylesheet], style, meta[name=color-scheme]")) {
    const copy = to.importNode(style, true);
    // The other document has no address of its own to be relative to.
    if (copy.tagName === "LINK") copy.setAttribute("href", (style as HTMLLinkElement).href);
    to.head.append(copy);
  }
}
