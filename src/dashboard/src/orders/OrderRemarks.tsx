import type { Order } from '../api/types';
import { useNow } from '../controls/useNow';
import { ageOf } from '../api/serverClock';
import { useStore } from '../desk/store';
import { formatAge, formatInstant } from '../money/time';
import { icons } from '../theme/icons';
import { anomalyTitle, anomalyWords } from './anomalies';
import { doubtSince, isInDoubt, remarkText } from './attention';
import { look, looked, unlooked } from './looked';

/** What has to be known of an order before anything else about it. */
export function OrderRemarks({ order }: { order: Order }) {
  const fresh = unlooked(order, useStore(looked)).length;
  return (
    <>
      {isInDoubt(order) && <Doubt order={order} />}
      {order.anomalies.map((anomaly, index) => (
        <div key={index} className="notice bad" role="alert">{icons.warning}<span><b>{anomalyTitle(anomaly)}.</b> {anomalyWords(anomaly)}</span></div>
      ))}
      {fresh > 0 && <button type="button" className="button small" data-testid="drawer-looked" onClick={() => look(order)}>I have looked</button>}
      {order.warnings.map((warning, index) => (
        <div key={index} className="notice"><span><b>Warning from the broker.</b> {remarkText(warning)}</span></div>
      ))}
    </>
  );
}

function Doubt({ order }: { order: Order }) {
  useNow();
  const since = doubtSince(order);
  return (
    <div className="notice warn" role="alert" data-testid="drawer-doubt">
      {icons.warning}
      <span>
        <b>In doubt since {formatInstant(since)}</b> ({formatAge(ageOf(since))}). Nobody knows yet whether the broker has this order. Do not send it
        again: the broker is being asked by its reference, and until it answers the whole quantity counts against every limit.
      </span>
    </div>
  );
}
