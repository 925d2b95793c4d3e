import type { ArticleRecord, RecordEvent, Span } from './types';

/** Turns UTF-8 byte offsets of a text into offsets of its UTF-16 string. */
export class ByteText {
  private readonly at: Uint32Array | undefined;
  constructor(readonly text: string) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant
    if (/^[\x00-\x7f]*$/.test(text)) return;
    const at: number[] = [];
    for (let i = 0; i < text.length; ) {
      const code = text.codePointAt(i) ?? 0;
      const bytes = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
      for (let b = 0; b < bytes; ++b) at.push(i);
      i += code < 0x10000 ? 1 : 2;
    }
    at.push(text.length);
    this.at = Uint32Array.from(at);
  }
  index(byte: number): number {
    return this.at ? (this.at[Math.min(byte, this.at.length - 1)] ?? this.text.length) : Math.min(byte, this.text.length);
  }
  slice(span: Span): string {
    return this.text.slice(this.index(span[0]), this.index(span[1]));
  }
}

export type ItemKind = 'event' | 'statement' | 'figure' | 'due' | 'name';
export const KINDS: [ItemKind, string][] = [
  ['event', 'Events'],
  ['statement', 'Statements'],
  ['figure', 'Figures'],
  ['due', 'Due'],
  ['name', 'Names'],
];

export function kindOf(id: string): ItemKind {
  return ({ v: 'event', s: 'statement', f: 'figure', c: 'due', e: 'name' } as const)[id.charAt(0)] ?? 'event';
}

export interface Piece {
  span: Span;
  id: string;
}

/** Where the words of each item stand. */
export function piecesOf(record: ArticleRecord): Piece[] {
  const out: Piece[] = [];
  for (const e of record.events) out.push({ span: e.evidence.trigger, id: e.id });
  for (const s of record.statements) for (const span of s.content) out.push({ span, id: s.id });
  for (const f of record.figures) out.push({ span: f.span, id: f.id });
  for (const c of record.schedule) out.push({ span: c.span, id: c.id });
  for (const e of record.entities) for (const span of e.mentions) out.push({ span, id: e.id });
  return out;
}

/** The words that a chosen item rests on, by the part that they play; ids begin with "@". */
export function partsOf(record: ArticleRecord, id: string | undefined): Piece[] {
  if (!id) return [];
  const out: Piece[] = [];
  const add = (span: Span | undefined, part: string) => span && out.push({ span, id: `@${part}` });
  const event = record.events.find((e) => e.id === id);
  if (event) for (const part of EVENT_PARTS) add(event.evidence[part], part);
  const statement = record.statements.find((s) => s.id === id);
  if (statement) {
    add(statement.speaker_span, 'source');
    add(statement.cue, 'trigger');
  }
  const figure = record.figures.find((f) => f.id === id);
  if (figure) {
    add(figure.what_span, 'target');
    add(figure.by_span, 'source');
  }
  return out;
}

export const EVENT_PARTS = ['sentence', 'trigger', 'source', 'target', 'time', 'place'] as const satisfies (keyof RecordEvent['evidence'])[];

export interface Segment {
  begin: number;
  end: number;
  /** Items and parts that hold here, the shortest first. */
  ids: string[];
  /** Items whose first words these are. */
  first: string[];
  /** Items whose first piece ends here. */
  last: string[];
}

/** What was met so far in a text, over its paragraphs. */
export class Seen {
  readonly begun = new Set<string>();
  readonly ended = new Set<string>();
}

/** Cuts a paragraph where items begin and end; between two cuts the same items hold. */
export function segments(paragraph: Span, pieces: Piece[], seen: Seen): Segment[] {
  const [begin, end] = paragraph;
  const here = pieces.filter((p) => p.span[0] < end && p.span[1] > begin).sort((a, b) => a.span[1] - a.span[0] - (b.span[1] - b.span[0]));
  const cuts = new Set([begin, end]);
  for (const p of here) {
    cuts.add(Math.max(begin, p.span[0]));
    cuts.add(Math.min(end, p.span[1]));
  }
  const sorted = [...cuts].sort((a, b) => a - b);
  const out: Segment[] = [];
  for (let i = 0; i + 1 < sorted.length; ++i) {
    const [from, to] = [sorted[i]!, sorted[i + 1]!];
    const ids = [...new Set(here.filter((p) => p.span[0] <= from && p.span[1] >= to).map((p) => p.id))];
    const first = ids.filter((id) => !id.startsWith('@') && !seen.begun.has(id));
    for (const id of first) seen.begun.add(id);
    const last = here.filter((p) => Math.min(end, p.span[1]) === to && p.span[0] <= from && !seen.ended.has(p.id)).map((p) => p.id);
    for (const id of last) seen.ended.add(id);
    out.push({ begin: from, end: to, ids, first, last: [...new Set(last)] });
  }
  return out;
}
