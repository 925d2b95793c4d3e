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
  ['wrong_date', 'Wrong date'],
  ['wrong_place', 'Wrong place'],
  ['wrong_type', 'Wrong type'],
  ['wrong_status', 'Wrong status'],
  ['wrong_words', 'Wrong words'],
  ['not_an_event', 'Not an event'],
  ['missing', 'Something is missing'],
  ['other', 'Something else'],
];

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

export function range(from?: string, to?: string): string {
  if (!from) return day(to);
  return !to || to === from ? day(from) : `${day(from)} to ${day(to)}`;
}

export function monthName(year: number, month: number): string {
  return `${LONG_MONTHS[month] ?? ''} ${year}`;
}

const NUMBERS = new Intl.NumberFormat('en');
export function number(value?: number): string {
  return value === undefined ? '' : NUMBERS.format(value);
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
