import { useState, type SubmitEvent } from 'react';
import { api } from '../api/client';
import { explain, Problem } from '../api/problem';
import type { RiskLimits } from '../api/types';
import { Field } from '../controls/Field';
import { say } from '../controls/toasts';

type Named = 'maxOrderQty' | 'maxNotional' | 'priceCollarPercent' | 'priceAgeMaxSeconds';
const FIELDS: readonly [Named, string][] = [
  ['maxOrderQty', 'Largest order quantity'],
  ['maxNotional', 'Largest order value'],
  ['priceCollarPercent', 'Price collar in percent'],
  ['priceAgeMaxSeconds', 'Oldest usable price in seconds'],
];

export function LimitsForm({ limits, onDone }: { limits: RiskLimits; onDone: (saved: RiskLimits | null) => void }) {
  const [values, setValues] = useState(() =>
    Object.fromEntries(FIELDS.map(([name]) => [name, String(limits[name] ?? '')])) as Record<Named, string>);
  const [restricted, setRestricted] = useState(limits.restricted.join(', '));
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const field = error instanceof Problem ? error.field : null;

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    setBusy(true);
    setError(null);
    const symbols = restricted.toUpperCase().split(/[\s,;]+/).filter(Boolean);
    const set = Object.fromEntries(FIELDS.map(([name]) => [name, values[name].trim() || null])) as Record<Named, string | null>;
    try {
      const saved = await api.setLimits({ ...limits, ...set, restricted: symbols });
      say(`Limits of ${limits.account} are set. They apply to the next order.`);
      onDone(saved);
    } catch (reason) {
      setError(reason);
      setBusy(false);
    }
  }

  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      <div className="limits-grid">
        {FIELDS.map(([name, label]) => (
          <Field key={name} label={label} inputMode="decimal" value={values[name]} testId={`limits-${name}`}
            error={field === name ? explain(error) : null}
            onChange={(event) => setValues((held) => ({ ...held, [name]: event.target.value }))} />
        ))}
      </div>
      <Field label="Restricted symbols" value={restricted} placeholder="none" hint="Separated by commas"
        error={field === 'restricted' ? explain(error) : null} onChange={(event) => setRestricted(event.target.value)} />
      {error !== null && !FIELDS.some(([name]) => name === field) && field !== 'restricted' && (
        <div className="notice bad" role="alert">{explain(error)}</div>
      )}
      <div className="row">
        <button type="submit" className="button primary" disabled={busy} data-testid="limits-save">{busy ? 'Saving…' : 'Set the limits'}</button>
        <button type="button" className="button" onClick={() => onDone(null)}>Leave as they are</button>
      </div>
    </form>
  );
}
