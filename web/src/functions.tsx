import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { post, session } from './api';
import { Dialog } from './dialog';
import { useNav } from './nav';
import type { Page, Session } from './types';
import { feedbackKinds, moment } from './words';

/** The item or list that a function's form is for: /email?item=/articles/42 gives /articles/42. */
function subject(form: string): string {
  const query = new URL(form, location.href).searchParams;
  return query.get('item') ?? query.get('path') ?? query.get('list') ?? '';
}

export function useSession(): Session | undefined {
  const [who, setWho] = useState<Session>();
  useEffect(() => {
    session().then(setWho, () => {});
  }, []);
  return who;
}

/** A form whose fields are POSTed; what came of it is told in its place. */
export function ActionForm(props: {
  action: string;
  button: string;
  hidden?: Record<string, string>;
  onDone?: () => void;
  children?: ComponentChildren;
}) {
  const [state, setState] = useState<{ busy?: boolean; error?: string; done?: string; href?: string }>({});
  const nav = useNav();
  const submit = async (event: Event) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const fields: Record<string, string> = { ...props.hidden };
    for (const [name, value] of new FormData(form)) if (typeof value === 'string') fields[name] = value;
    setState({ busy: true });
    try {
      const done = await post(props.action, fields);
      setState({ done: done.message, href: done.href });
      nav.say(done.message);
      props.onDone?.();
    } catch (error) {
      setState({ error: error instanceof Error ? error.message : String(error) });
    }
  };
  if (state.done) {
    return (
      <p class="done" role="status">
        {state.done} {state.href && state.href !== location.pathname && <a href={state.href}>Go on</a>}
      </p>
    );
  }
  return (
    <form class="action" onSubmit={submit}>
      {props.children}
      {state.error && (
        <p class="error" role="alert">
          {state.error}
        </p>
      )}
      <p>
        <button type="submit" class="primary" disabled={state.busy}>
          {state.busy ? 'Sending …' : props.button}
        </button>
      </p>
    </form>
  );
}

export function FeedbackForm(props: { item: string }) {
  const letter = /-([vsfc])\d+$/.exec(props.item)?.[1];
  return (
    <ActionForm action="/feedback" button="Send feedback" hidden={{ item: props.item }}>
      <label>
        What is wrong
        <select name="kind">
          {feedbackKinds(letter).map(([value, label]) => (
            <option value={value} key={value}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <label>
        In your words
        <textarea name="note" maxLength={2000} rows={4} />
      </label>
      <label>
        What it should be
        <input name="correction" maxLength={500} />
      </label>
    </ActionForm>
  );
}

function Copy(props: { text: string; label: string }) {
  const nav = useNav();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(props.text);
      nav.say('Copied.');
    } catch {
      nav.say('The browser does not let the page copy; select the text and copy it yourself.');
    }
  };
  return (
    <button type="button" onClick={copy} aria-label={`Copy ${props.label}`}>
      Copy
    </button>
  );
}

function Share({ page }: { page: Page }) {
  const c = page.citation;
  const quoted: [string, string][] = c
    ? [
        ['APA', c.apa],
        ['Chicago', c.chicago],
        ['MLA', c.mla],
        ['BibTeX', c.bibtex],
      ]
    : [];
  return (
    <div class="share">
      <h3>Permalink</h3>
      <div class="copied">
        <p class="words">{page.url}</p>
        <Copy text={page.url} label="the permalink" />
      </div>
      {typeof navigator.share === 'function' && (
        <p>
          <button type="button" onClick={() => navigator.share({ title: page.title, url: page.url }).catch(() => {})}>
            Share with another program
          </button>
        </p>
      )}
      {quoted.map(([style, text]) => (
        <div key={style}>
          <h3>{style}</h3>
          <div class="copied">
            {style === 'BibTeX' ? <pre>{text}</pre> : <p class="words">{text}</p>}
            <Copy text={text} label={`the citation in ${style}`} />
          </div>
        </div>
      ))}
      {page.links.bibtex && (
        <p>
          <a href={page.links.bibtex}>BibTeX file</a>
        </p>
      )}
    </div>
  );
}

const LINK_NAMES: [string, string][] = [
  ['rss', 'RSS'],
  ['atom', 'Atom'],
  ['jsonfeed', 'JSON Feed'],
  ['ics', 'Calendar'],
  ['csv', 'CSV'],
  ['geojson', 'GeoJSON'],
  ['json', 'JSON'],
];

/** Feeds and other forms of the page. */
export function Links({ page }: { page: Page }) {
  return (
    <p class="links">
      This page as{' '}
      {LINK_NAMES.filter(([name]) => page.links[name]).map(([name, label]) => (
        <a href={page.links[name]} key={name}>
          {label}
        </a>
      ))}
    </p>
  );
}

const LABELS: [keyof Page['functions'], string][] = [
  ['email', 'Email this'],
  ['feedback', 'Send feedback'],
  ['feature', 'Feature it'],
  ['save', 'Save search'],
  ['subscribe', 'Mailing list'],
  ['change', 'Rename or remove'],
];

/** The page's own functions: last updated, email, print, share, feedback, feature, save, mailing list. */
export function FunctionBar({ page }: { page: Page }) {
  const [open, setOpen] = useState('');
  const who = useSession();
  const close = () => setOpen('');
  const form = page.functions[open as keyof Page['functions']];
  const item = form ? subject(form) : '';
  const link = (name: keyof Page['functions'], label: string) =>
    page.functions[name] && (
      <li key={name}>
        <a
          href={page.functions[name]}
          onClick={(e) => {
            if (name === 'change') return;
            if (e.metaKey || e.ctrlKey || e.shiftKey) return;
            e.preventDefault();
            e.stopPropagation();
            setOpen(name);
          }}
        >
          {label}
        </a>
      </li>
    );
  return (
    <div class="functions-bar">
      <p class="updated">
        Last updated <time dateTime={page.updated}>{moment(page.updated)}</time>
        {page.what_changed && <> · {page.what_changed}</>}
        {page.functions.changes && (
          <>
            {' · '}
            <a href={page.functions.changes}>What changed</a>
          </>
        )}
      </p>
      <ul class="functions" aria-label="Functions of this page">
        {LABELS.slice(0, 1).map(([name, label]) => link(name, label))}
        <li>
          <button type="button" onClick={() => window.print()}>
            Print
          </button>
        </li>
        <li>
          <button type="button" onClick={() => setOpen('share')}>
            Share
          </button>
        </li>
        {LABELS.slice(1).map(([name, label]) => link(name, label))}
      </ul>
      {open === 'share' && (
        <Dialog title="Share and cite" onClose={close}>
          <Share page={page} />
        </Dialog>
      )}
      {open === 'email' && (
        <Dialog title="Email this" onClose={close}>
          <p class="about">{page.title}</p>
          {who && !who.mail && <p class="error">This site sends no mail: it was started without a mail server.</p>}
          <ActionForm action="/email" button="Send" hidden={{ item }}>
            <label>
              To (one address)
              <input type="email" name="to" required autocomplete="email" />
            </label>
            <label>
              Your name
              <input name="from" maxLength={80} autocomplete="name" />
            </label>
            <label>
              A line of your own
              <textarea name="note" maxLength={500} rows={3} />
            </label>
          </ActionForm>
        </Dialog>
      )}
      {open === 'feedback' && (
        <Dialog title="Send feedback" onClose={close}>
          <p class="about">{page.title}</p>
          <FeedbackForm item={item} />
        </Dialog>
      )}
      {open === 'feature' && (
        <Dialog title="Feature it" onClose={close}>
          <p class="about">{page.title}</p>
          <Login who={who} />
          <ActionForm action="/featured" button="Feature it" hidden={{ item }}>
            <label>
              Why, in a line
              <input name="line" required maxLength={200} />
            </label>
            <label>
              Place in the list (last unless given)
              <input type="number" name="position" min="1" />
            </label>
          </ActionForm>
        </Dialog>
      )}
      {open === 'save' && (
        <Dialog title="Save this search" onClose={close}>
          <p class="about">{page.title}</p>
          <Login who={who} />
          <ActionForm action="/saved" button="Save" hidden={{ path: item }}>
            <label>
              Title
              <input name="title" required maxLength={120} defaultValue={page.title} />
            </label>
          </ActionForm>
        </Dialog>
      )}
      {open === 'subscribe' && (
        <Dialog title="Mailing list" onClose={close}>
          <p class="about">{page.title}</p>
          <p>A digest of what is new here. A message with a link to confirm comes first; every digest has a link to leave.</p>
          {who && !who.mail && <p class="error">This site sends no mail: it was started without a mail server.</p>}
          <ActionForm action="/subscribe" button="Sign up" hidden={{ list: item }}>
            <label>
              Your address
              <input type="email" name="email" required autocomplete="email" />
            </label>
            <label>
              How often
              <select name="every">
                <option value="day">Every day</option>
                <option value="week">Every week</option>
              </select>
            </label>
          </ActionForm>
        </Dialog>
      )}
    </div>
  );
}

function Login({ who }: { who: Session | undefined }) {
  return who && !who.may_write ? (
    <p class="error">
      This needs a <a href="/login">login</a>.
    </p>
  ) : null;
}
