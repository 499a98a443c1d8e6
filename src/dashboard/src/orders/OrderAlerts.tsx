import { useMemo } from 'react';
import type { Order } from '../api/types';
import { useNow } from '../controls/useNow';
import { useDesk } from '../desk/context';
import { useStore } from '../desk/store';
import { ageOf } from '../api/serverClock';
import { formatQty } from '../money/format';
import { formatAge, formatClock } from '../money/time';
import { chosenAccount } from '../shell/chosenAccount';
import { go } from '../shell/router';
import { icons } from '../theme/icons';
import { anomalyTitle, anomalyWords } from './anomalies';
import { doubtSince, isInDoubt } from './attention';
import { look, looked, unlooked } from './looked';
import { sideText } from './termsText';

const SHOWN_MAX = 3;

/** On every page: orders in doubt until evidence resolves them, anomalies until a person has looked. */
export function OrderAlerts() {
  const desk = useDesk();
  const orders = useStore(desk.orders);
  const account = useStore(chosenAccount);
  const held = useStore(looked);
  const here = useMemo(() => [...orders.values()].filter((order) => account === null || order.account === account), [orders, account]);
  const doubtful = useMemo(() => here.filter(isInDoubt).sort((a, b) => doubtSince(a).localeCompare(doubtSince(b))), [here]);
  const odd = useMemo(() => here.filter((order) => unlooked(order, held).length > 0), [here, held]);
  const [oldest] = doubtful;
  return (
    <>
      {oldest && <DoubtBanner orders={doubtful} oldest={oldest} />}
      {odd.slice(0, SHOWN_MAX).map((order) => (
        <div key={order.id} className="banner bad" data-testid="anomaly-banner">
          {icons.warning}
          <span className="grow">
            <b>{unlooked(order, held).map(anomalyTitle).join(', ')}: {nameOf(order)}.</b>{' '}
            <span className="banner-more">{unlooked(order, held).map(anomalyWords).join(' ')}</span>
          </span>
          <button type="button" className="button small" onClick={() => go('/trading', { order: order.id })}>Show</button>
          <button type="button" className="button small" data-testid="anomaly-looked" onClick={() => look(order)}>I have looked</button>
        </div>
      ))}
      {odd.length > SHOWN_MAX && (
        <div className="banner bad">{icons.warning}<span className="grow">{odd.length - SHOWN_MAX} more orders with anomalies that nobody has looked at.</span>
          <button type="button" className="button small" onClick={() => go('/trading', { view: 'attention' })}>Show</button>
        </div>
      )}
    </>
  );
}

function DoubtBanner({ orders, oldest }: { orders: readonly Order[]; oldest: Order }) {
  useNow();
  const since = doubtSince(oldest);
  return (
    <div className="banner warn" data-testid="doubt-banner">
      {icons.warning}
      <span className="grow">
        <b>{orders.length === 1 ? `In doubt: ${nameOf(oldest)},` : `${orders.length} orders in doubt,`} since {formatClock(since)}</b>
        <span aria-hidden="true"> ({formatAge(ageOf(since))})</span>.{' '}
        <span className="banner-more">Nobody knows whether the broker has {orders.length === 1 ? 'it' : 'them'}. Do not send again: evidence from the broker will tell.</span>
      </span>
      <button type="button" className="button small" onClick={() => go('/trading', orders.length === 1 ? { order: oldest.id } : { view: 'attention' })}>Show</button>
    </div>
  );
}

function nameOf(order: Order): string {
  return `${sideText(order.side)} ${formatQty(order.orderQty)} ${order.symbol} in ${order.account}`;
}
