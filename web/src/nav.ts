import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

export interface Nav {
  /** Goes to a page of the site without loading it anew. */
  go: (href: string) => void;
  /** Fetches the present page again. */
  reload: () => void;
  /** Tells it to screen readers and shows it for some seconds. */
  say: (message: string) => void;
}

export const NavContext = createContext<Nav>({ go: () => {}, reload: () => {}, say: () => {} });
export const useNav = (): Nav => useContext(NavContext);

const FORMS = /^\/(email|subscribe|login|confirm|unsubscribe|oembed|metrics|healthz)$|\/new$|\/saved\/change$|^\/assets\/|\.[a-z]+$/;

/** The path of a link that the script can show, undefined for any other. */
export function inner(anchor: HTMLAnchorElement): string | undefined {
  if (anchor.origin !== location.origin || anchor.target || anchor.hasAttribute('download')) return undefined;
  if (FORMS.test(anchor.pathname)) return undefined;
  return anchor.pathname + anchor.search + anchor.hash;
}

/** The path with some of its query changed; an empty value takes the name out. */
export function withQuery(path: string, changes: Record<string, string>): string {
  const [bare = '', query = ''] = path.split('?');
  const fields = new URLSearchParams(query);
  for (const [name, value] of Object.entries(changes)) {
    if (value === '') fields.delete(name);
    else fields.set(name, value);
  }
  const text = fields.toString();
  return text ? `${bare}?${text}` : bare;
}
