import type { Order } from '../api/types';
import { between, formatExact, formatInstant, formatSpan } from '../money/time';

const MOMENTS: readonly [keyof Order & `${string}At`, string][] = [
  ['createdAt', 'Accepted by us'],
  ['acknowledgedAt', 'Acknowledged by the broker'],
  ['firstFilledAt', 'First fill'],
  ['filledAt', 'Filled'],
  ['cancelRequestedAt', 'Cancel asked for'],
  ['canceledAt', 'Canceled'],
  ['rejectedAt', 'Rejected by the broker'],
  ['expiredAt', 'Expired'],
];

/** When each step of the order's life happened, and how long after the beginning. */
export function OrderLife({ order }: { order: Order }) {
  return (
    <section className="stack">
      <h3>Life</h3>
      <ol className="life">
        {happened(order).map(([name, label]) => (
          <li key={name} className={order[name] === null ? 'missing' : ''}>
            <span className="grow">{label}</span>
            {order[name] === null
              ? <span>{order.isOpen ? 'not heard' : 'never'}</span>
              : <>
                  <span className="faint">{name === 'createdAt' ? '' : `+${formatSpan(between(order.createdAt, order[name]))}`}</span>
                  <time dateTime={order[name]} title={formatExact(order[name])}>{formatInstant(order[name])}</time>
                </>}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** The moments in the order they came about: a fill may well be later than the cancel. */
function happened(order: Order) {
  return MOMENTS.filter(([name]) => order[name] !== null || name === 'acknowledgedAt')
    .sort(([a], [b]) => (order[a] ?? order.createdAt).localeCompare(order[b] ?? order.createdAt));
}
