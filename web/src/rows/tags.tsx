import type { Section } from '../types';
import { quadOf, STATUSES, title } from '../words';

export function TypeTag({ type }: { type?: string }) {
  if (!type) return null;
  const quad = quadOf(type);
  return (
    <span class={`tag q-${quad.key}`} title={quad.label}>
      {title(type)}
    </span>
  );
}

export function StatusTag({ status }: { status?: string }) {
  if (!status) return null;
  return (
    <span class={`status st-${status}`} title={STATUSES[status]}>
      {status}
    </span>
  );
}

function firstCode(codes?: string): string {
  return (codes ?? '').split(';')[0]?.trim() ?? '';
}

export function Who({ name, code }: { name?: string; code?: string }) {
  const first = firstCode(code);
  if (!name && !first) return <span class="quiet">somebody</span>;
  return (
    <span class="who">
      {name ?? first}
      {first && (
        <a class="code" href={`/actors/${encodeURIComponent(first)}`} title={`All about ${first}`}>
          {first}
        </a>
      )}
    </span>
  );
}

export function Confidence({ value }: { value?: number }) {
  if (value === undefined) return null;
  const percent = Math.round(value * 100);
  return (
    <span class="confidence" title="Calibrated share of such items that are right">
      <meter min={0} max={100} value={percent} aria-label="confidence" />
      {percent}%
    </span>
  );
}

/** The words of the text that say what of an item. */
export function Evidence({ section }: { section?: Section }) {
  if (!section?.items.length) return null;
  return (
    <ul class="evidence-parts">
      {section.items.map((r) => (
        <li key={r.part}>
          <span class="quiet">{title(r.part)}:</span> <mark>{r.words}</mark>
        </li>
      ))}
    </ul>
  );
}
