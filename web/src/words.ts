// What the pages call things.

export type Side = 'cooperation' | 'conflict';
export interface Quad {
  key: 'vc' | 'mc' | 'vk' | 'mk' | 'no';
  label: string;
  side?: Side;
}

const VC: Quad = { key: 'vc', label: 'Cooperation in words', side: 'cooperation' };
const MC: Quad = { key: 'mc', label: 'Cooperation in deeds', side: 'cooperation' };
const VK: Quad = { key: 'vk', label: 'Conflict in words', side: 'conflict' };
const MK: Quad = { key: 'mk', label: 'Conflict in deeds', side: 'conflict' };
const NO: Quad = { key: 'no', label: 'Neither' };
export const QUADS = [MC, VC, VK, MK];

/** PLOVER types, each with its class. */
export const TYPES: Record<string, Quad> = {
  AGREE: VC,
  CONSULT: VC,
  SUPPORT: VC,
  CONCEDE: VC,
  COOPERATE: MC,
  AID: MC,
  RETREAT: MC,
  REQUEST: VK,
  ACCUSE: VK,
  REJECT: VK,
  THREATEN: VK,
  PROTEST: MK,
  SANCTION: MK,
  MOBILIZE: MK,
  COERCE: MK,
  ASSAULT: MK,
};

export function quadOf(type?: string): Quad {
  return (type && TYPES[type]) || NO;
}

/** ASSAULT is shown as Assault; wrong_actor as Wrong actor. */
export function title(code?: string): string {
  if (!code) return '';
  if (code === 'NONE') return 'Other act';
  const words = code.replace(/_/g, ' ').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export const STATUSES: Record<string, string> = {
  occurred: 'The page says that it happened.',
  ongoing: 'The page says that it is going on.',
  scheduled: 'It has a date ahead.',
  proposed: 'Offered, demanded or planned, without a date.',
  threatened: 'Somebody threatens to do it.',
  denied: 'Somebody says that it did not happen.',
  negated: 'The page says that it did not happen.',
  claimed: 'Only a party says so.',
  hypothetical: 'Told as something that may be.',
  historical: 'Background, more than a year before the page.',
};

export const DUE_STATUSES: Record<string, string> = {
  scheduled: 'It has a date.',
  proposed: 'A date is proposed.',
  cancelled: 'It was called off.',
  postponed: 'It was put off.',
};

export const FEEDBACK_KINDS: [string, string][] = [
  ['wrong_actor', 'Wrong actor'],
  ['wrong_speaker', 'Wrong speaker'],
  ['wrong_value', 'Wrong number'],
  ['wrong_date', 'Wrong date'],
  ['wrong_place', 'Wrong place'],
  ['wrong_type', 'Wrong type'],
  ['wrong_status', 'Wrong status'],
  ['wrong_words', 'Wrong words'],
  ['not_an_event', 'Not an event'],
  ['not_a_statement', 'Not a statement'],
  ['not_a_figure', 'Not a figure'],
  ['missing', 'Something is missing'],
  ['other', 'Something else'],
];

const ANY = ['wrong_date', 'wrong_words', 'missing', 'other'];
const OF_KIND: Record<string, string[]> = {
  v: ['wrong_actor', 'wrong_place', 'wrong_type', 'wrong_status', 'not_an_event'],
  s: ['wrong_speaker', 'wrong_type', 'not_a_statement'],
  f: ['wrong_value', 'wrong_speaker', 'wrong_place', 'not_a_figure'],
  c: ['wrong_place', 'wrong_status', 'not_an_event'],
};
/** What can be wrong with an item, by the first letter of its id; all if it is none of these. */
export function feedbackKinds(letter = ''): [string, string][] {
  const of = OF_KIND[letter];
  return of ? FEEDBACK_KINDS.filter(([kind]) => of.includes(kind) || ANY.includes(kind)) : FEEDBACK_KINDS;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const LONG_MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

/** An ISO date of any precision, its time left out: 7 Mar 2014, Mar 2014, 2014. */
export function day(iso?: string): string {
  if (!iso) return '';
  const m = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?/.exec(iso);
  if (!m) return iso;
  const month = m[2] ? `${MONTHS[Number(m[2]) - 1] ?? m[2]} ` : '';
  return `${m[3] ? `${Number(m[3])} ` : ''}${month}${m[1]}`;
}

/** With the time where there is one: 7 Mar 2014 13:25. */
export function moment(iso?: string): string {
  const m = /T(\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2})?/.exec(iso ?? '');
  return m ? `${day(iso)} ${m[1]}${m[2] === 'Z' ? ' UTC' : m[2] ? ` (${m[2]})` : ''}` : day(iso);
}

/** Two dates with what they share said once: 6–9 Mar 2014, 27 May – 15 Aug 2025. */
export function range(from?: string, to?: string): string {
  if (!from) return day(to);
  const [a, b] = [day(from), day(to)];
  if (!to || a === b) return a;
  const [x, y] = [a.split(' '), b.split(' ')];
  if (x.length !== y.length || x[x.length - 1] !== y[y.length - 1] || x.length < 2) return `${a} – ${b}`;
  return x.length === 3 && x[1] === y[1] ? `${x[0]}–${b}` : `${x.slice(0, -1).join(' ')} – ${b}`;
}

export function monthName(year: number, month: number): string {
  return `${LONG_MONTHS[month] ?? ''} ${year}`;
}

const LARGE: [number, string][] = [
  [1e12, 'trillion'],
  [1e9, 'billion'],
  [1e6, 'million'],
];
const NUMBERS = new Intl.NumberFormat('en');
/** With commas; from a million on in words where that says all: 1.1 billion. */
export function number(value?: number): string {
  if (value === undefined) return '';
  for (const [size, name] of LARGE) {
    const part: number = value / size;
    if (Math.abs(part) >= 1 && Math.abs(part) < 1000 && Number(part.toFixed(3)) * size === value) return `${Number(part.toFixed(3))} ${name}`;
  }
  return NUMBERS.format(value);
}

export function count(n: number, one: string, many = `${one}s`): string {
  return `${number(n)} ${n === 1 ? one : many}`;
}

/** A figure's value in words: about 11,000; 2 to 5; up 3 percent. */
export function amount(f: {
  value?: number;
  low?: number;
  high?: number;
  unit?: string;
  change?: string;
  bound?: string;
  approximate?: boolean;
}): string {
  const value = f.value !== undefined ? number(f.value) : `${number(f.low)} to ${number(f.high)}`;
  const how: Record<string, string> = { '~': 'about ', '<': 'less than ', '>': 'more than ', up: 'up ', down: 'down ' };
  const bound = f.bound === 'max' ? 'at most ' : f.bound === 'min' ? 'at least ' : '';
  return `${bound || how[f.change ?? '='] || (f.approximate ? 'about ' : '')}${value}${f.unit ? ` ${f.unit}` : ''}`;
}

const CAMEO = [
  'Make a public statement',
  'Appeal',
  'Express intent to cooperate',
  'Consult',
  'Engage in diplomatic cooperation',
  'Engage in material cooperation',
  'Provide aid',
  'Yield',
  'Investigate',
  'Demand',
  'Disapprove',
  'Reject',
  'Threaten',
  'Protest',
  'Exhibit force posture',
  'Reduce relations',
  'Coerce',
  'Assault',
  'Fight',
  'Use unconventional mass violence',
];
/** The name of a CAMEO code's root. */
export function cameoRoot(code?: string): string {
  return code ? (CAMEO[Number(code.slice(0, 2)) - 1] ?? '') : '';
}
