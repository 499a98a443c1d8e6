import { explain, Problem } from '../api/problem';
import type { OrderPreview } from '../api/types';
import { formatMoney, formatPrice } from '../money/format';
import { formatOld } from '../money/time';
import { Breaches } from './Breaches';
import { legName, type Plan } from './plan';
import { usePreview, type PreviewOfOrder } from './usePreview';

/** Every check of every order with its limit, value and headroom, before anything is sent. */
export function PreviewPanel({ plan, currency }: { plan: Plan | null; currency: string }) {
  const { preview, current, again } = usePreview(plan?.orders ?? null);
  if (!plan) return null;
  const accepted = preview?.orders.every(({ value }) => value?.accepted) === true;
  return (
    <section className={`preview ${current ? '' : 'outdated'}`} aria-label="Preview" aria-busy={!current} data-testid="ticket-preview">
      <div className="row">
        <h3 className="grow">Preview</h3>
        {!current && <span className="spinner" aria-hidden="true" />}
        {preview && current && <span className={`chip ${accepted ? 'good' : 'bad'}`} role="status">{accepted ? 'would be accepted' : 'would be denied'}</span>}
        <button type="button" className="button small quiet" onClick={again}>Check again</button>
      </div>
      {preview?.orders.map((order, place) => (
        <div key={place} className="stack">
          {plan.contingency && <span className="label">{legName(plan.contingency, place, plan.orders[place])}</span>}
          <Checks order={order} currency={currency} />
        </div>
      ))}
      {plan.contingency && preview && <p className="field-hint">Each order is checked by itself here; the server judges the list as a whole when it is sent.</p>}
    </section>
  );
}

function Checks({ order: { value, error }, currency }: { order: PreviewOfOrder; currency: string }) {
  if (value) return <><Reference value={value} currency={currency} /><Breaches breaches={value.checks} /></>;
  return (
    <>
      <p className="field-error" role="status">{explain(error)}</p>
      {error instanceof Problem && <Breaches breaches={error.breaches} />}
    </>
  );
}

function Reference({ value, currency }: { value: OrderPreview; currency: string }) {
  return (
    <dl className="facts">
      <dt>Notional</dt><dd className="num">{formatMoney(value.notional)} {currency}</dd>
      <dt>Reference</dt>
      <dd className="num">{formatPrice(value.referencePx)} <span className="faint">{formatOld(value.referenceAgeSeconds === null ? null : value.referenceAgeSeconds * 1000)}</span></dd>
    </dl>
  );
}
