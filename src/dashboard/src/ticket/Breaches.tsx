import type { Breach } from '../api/problem';
import type { RiskCheck } from '../api/types';
import { parse, round, toText } from '../money/decimal';
import { formatQty, UNKNOWN } from '../money/format';
import { checkName } from './checkNames';
import { legName } from './plan';
import type { SentList } from './submission';

const DECIMALS_MAX = 4;

/** Checks or breaches, each with its limit, value and what is left of the limit. */
export function Breaches({ breaches, legs = null }: { breaches: readonly (Breach | RiskCheck)[]; legs?: SentList | null }) {
  if (breaches.length === 0) return null;
  return (
    <ul className="checks" data-testid="breaches">
      {breaches.map((breach) => {
        const passed = 'passed' in breach && breach.passed;
        const leg = 'leg' in breach ? breach.leg : null;
        return (
          <li key={`${leg ?? ''}/${breach.code}/${breach.limitId ?? ''}/${breach.detail ?? ''}`} className={passed ? 'passed' : 'failed'}>
            <div className="row">
              <span className="check-mark" aria-label={passed ? 'passed' : 'breached'} role="img">{passed ? '✓' : '✕'}</span>
              {legs && leg != null && <span className="chip">{legName(legs.contingencyType, leg, legs.orders[leg])}</span>}
              <span className="grow check-code" title={breach.limitId ?? breach.code}>{passed ? checkName(breach.code, breach.limitId) : breach.code}</span>
            </div>
            {!passed && breach.limit === null && breach.value === null && breach.detail && <div className="check-figures">{breach.detail}</div>}
            {(breach.limit ?? breach.value) !== null && (
              <div className="check-figures">
                <span><span className="faint">value</span> {shown(breach.value)}</span>
                <span><span className="faint">limit</span> {shown(breach.limit)}</span>
                <span><span className="faint">headroom</span> <span className={passed ? '' : 'loss'}>{shown(breach.headroom)}</span></span>
              </div>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** A limit is most often a number, but may be a word. A share in percent comes with more digits than anyone reads. */
function shown(figure: string | null): string {
  const value = parse(figure);
  return value ? formatQty(toText(round(value, DECIMALS_MAX))) : figure ?? UNKNOWN;
}
