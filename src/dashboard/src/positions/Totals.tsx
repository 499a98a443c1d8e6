import type { Position } from '../api/types';
import { sign } from '../money/decimal';
import { formatSigned, signClass } from '../money/format';
import { totalsByCurrency, type Total } from '../money/totals';

/** Profit and loss per currency. There is no sum over currencies: no rate here would be anyone's true one. */
export function Totals({ positions }: { positions: readonly Position[] }) {
  const unrealized = totalsByCurrency(positions, (p) => p.currency, (p) => p.unrealizedPnl);
  const realized = totalsByCurrency(positions, (p) => p.currency, (p) => p.realizedPnl);
  if (unrealized.length === 0) return null;
  return (
    <div className="totals" data-testid="position-totals">
      {unrealized.map((total, index) => (
        <section key={total.currency} className="panel total" aria-label={`Totals in ${total.currency}`}>
          <h3>{total.currency}</h3>
          <Figure label="Unrealized" total={total} />
          <Figure label="Realized" total={realized[index] ?? total} />
        </section>
      ))}
    </div>
  );
}

function Figure({ label, total }: { label: string; total: Total }) {
  return (
    <div className="total-figure">
      <span className="label">{label}</span>
      <span className={`total-sum ${signClass(sign(total.sum))}`}>{total.unknown === total.count ? '–' : formatSigned(total.sum)}</span>
      {total.unknown > 0 && <span className="warn-text label">without {total.unknown} unknown</span>}
    </div>
  );
}
