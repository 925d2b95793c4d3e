import type { Done, Page, Session } from './types';

export class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** "/events?type=AID" as JSON is "/events.json?type=AID". */
export function jsonPath(href: string): string {
  const url = new URL(href, location.href);
  const path = url.pathname === '/' ? '/index' : url.pathname;
  return `${path}.json${url.search}`;
}

async function read<T>(response: Response): Promise<T> {
  let body: unknown;
  try {
    body = await response.json();
  } catch {
    throw new Refusal(response.status, `The site answered ${response.status} with something that is no JSON.`);
  }
  if (!response.ok) {
    const message = (body as { message?: string }).message;
    throw new Refusal(response.status, message ?? `The site answered ${response.status}.`);
  }
  return body as T;
}

export async function getPage(json: string, signal?: AbortSignal): Promise<Page> {
  return read<Page>(await fetch(json, { headers: { Accept: 'application/json' }, signal }));
}

let known: Promise<Session> | undefined;
/** Who asks and the token of forms; asked for once, and again after a refusal. */
export function session(again = false): Promise<Session> {
  if (!known || again) {
    known = fetch('/session.json', { headers: { Accept: 'application/json' } }).then((r) => read<Session>(r));
    known.catch(() => {
      known = undefined;
    });
  }
  return known;
}

export async function post(path: string, fields: Record<string, string>): Promise<Done> {
  const send = async (again: boolean) => {
    const { csrf } = await session(again);
    return fetch(path, {
      method: 'POST',
      headers: {
        Accept: 'application/json',
        'Content-Type': 'application/x-www-form-urlencoded',
        'X-CSRF-Token': csrf,
      },
      body: new URLSearchParams(fields),
    });
  };
  let response = await send(false);
  if (response.status === 403) response = await send(true);
  return read<Done>(response);
}
