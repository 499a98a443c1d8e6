import { explain, Problem } from '../api/problem';
import type { OrderRequest } from '../api/types';
import { formatMoney, formatPrice } from '../money/format';
import { formatOld } from '../money/time';
import { Breaches } from './Breaches';
import { usePreview } from './usePreview';

/** Every check with its limit, value and headroom, before anything is sent. */
export function PreviewPanel({ terms, currency }: { terms: OrderRequest | null; currency: string }) {
  const { preview, current, again } = usePreview(terms);
  if (!terms) return null;
  const value = preview?.value;
  return (
    <section className={`preview ${current ? '' : 'outdated'}`} aria-label="Preview" aria-busy={!current} data-testid="ticket-preview">
      <div className="row">
        <h3 className="grow">Preview</h3>
        {!current && <span className="spinner" aria-hidden="true" />}
        {value && current && <span className={`chip ${value.accepted ? 'good' : 'bad'}`}>{value.accepted ? 'would be accepted' : 'would be denied'}</span>}
        <button type="button" className="button small quiet" onClick={again}>Check again</button>
      </div>
      {value && (
        <>
          <dl className="facts">
            <dt>Notional</dt><dd className="num">{formatMoney(value.notional)} {currency}</dd>
            <dt>Reference</dt>
            <dd className="num">{formatPrice(value.referencePx)} <span className="faint">{formatOld(value.referenceAgeSeconds === null ? null : value.referenceAgeSeconds * 1000)}</span></dd>
          </dl>
          <Breaches breaches={value.checks} />
        </>
      )}
      {current && preview?.error !== null && preview !== null && (
        <>
          <p className="field-error" role="status">{explain(preview.error)}</p>
          {preview.error instanceof Problem && <Breaches breaches={preview.error.breaches} />}
        </>
      )}
    </section>
  );
}
