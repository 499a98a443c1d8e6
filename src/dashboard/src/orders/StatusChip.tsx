import type { Order } from '../api/types';
import { icons } from '../theme/icons';
import { useNow } from '../controls/useNow';
import { ageOf } from '../api/serverClock';
import { formatAge, formatExact } from '../money/time';
import { doubtSince, isInDoubt, remarkText } from './attention';
import { meaningOf } from './status';

export function StatusChip({ order, compact = false }: { order: Order; compact?: boolean }) {
  const status = isInDoubt(order) ? 'InDoubt' : order.ordStatus;
  const { tone, meaning } = meaningOf(status);
  return (
    <span className="row status-cell">
      <span className={`chip ${tone}`} title={meaning} data-status={order.ordStatus}>{status === 'InDoubt' ? <>In doubt <DoubtAge order={order} /></> : status}</span>
      {order.anomalies.length > 0 && (
        <span className="chip alarm" title={order.anomalies.map(remarkText).join('\n')}>
          {icons.warning}{compact ? order.anomalies.length : order.anomalies.length === 1 ? 'Anomaly' : `${order.anomalies.length} anomalies`}
        </span>
      )}
    </span>
  );
}

function DoubtAge({ order }: { order: Order }) {
  useNow();
  const since = doubtSince(order);
  return <time dateTime={since} title={`since ${formatExact(since)}`}>{formatAge(ageOf(since))}</time>;
}
